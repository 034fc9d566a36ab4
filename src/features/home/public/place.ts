import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { levelsOf, openEvidence } from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import type { Builder, Choice, NewReleasable, Table } from '../../releases/index.ts'
import { assemble } from '../place/assemble.ts'
import { basisWords, strengths, unknowns } from '../place/fact-views.ts'
import { locator } from '../place/locate.ts'
import * as places from '../place/queries.ts'
import type { PlaceFacts } from '../place/types.ts'
import { publicMeasures } from './figures.ts'
import { type Asked, periodWords, tableOf, toldOf, windowsOf } from './measures.ts'
import * as queries from './queries.ts'
import { lineOf } from './trend.ts'

// Words beside the figures say no more than a director may read with small counts hidden.
const reader: Actor = { ...anyone, role: 'director' }

/** The public page of a borough or ward: strengths first, then who lives there, then violence at the levels that may be public. */
export function placeBuilder(pack: Pack): Builder {
  return {
    kind: 'place',
    title: 'Place pages',
    choices: choicesOf,
    build: async (db, key) => {
      const place = await places.find(db, key.replace(/^place\//, ''))
      return place && (place.kind === 'borough' || place.kind === 'ward') && place.validTo === null
        ? item(db, pack, place)
        : undefined
    },
  }
}

async function choicesOf(db: Db): Promise<Choice[]> {
  const vintage = await vintageOf(db, 'borough')
  const boroughs = vintage === undefined ? [] : await queries.areas(db, vintage)
  const wards = await queries.wardsInThreads(db)
  return [
    ...boroughs.map(({ code, name }) => ({ key: `place/${code}`, title: name, hint: 'Borough' })),
    ...wards.map(({ code, name }) => ({ key: `place/${code}`, title: name, hint: 'Ward with a finding or decision' })),
  ]
}

async function item(db: Db, pack: Pack, place: places.Place): Promise<NewReleasable | undefined> {
  const facts = await assemble(db, pack, reader, place)
  const asked = await measuresOf(db, pack, place)
  const [newest] = asked.map(({ end }) => end).sort((a, b) => b.localeCompare(a))
  if (newest === undefined) return undefined
  const parts = await Promise.all(asked.map(one => measureTables(one, place)))
  const map = await locator(db, facts.store, place, pack.city.name)
  return {
    key: `place/${place.code}`,
    kind: 'place',
    title: place.name,
    summary:
      place.kind === 'ward' ? `A ward in ${place.boroughName ?? pack.city.name}.` : `A borough of ${pack.city.name}.`,
    period: `Violence: ${periodWords(newest)}`,
    places: [place.code],
    text: textOf(facts),
    tables: [...parts.map(part => part.year), ...parts.flatMap(part => part.lines)],
    pictures: map ? [{ alt: `Where ${place.name} lies`, svg: map }] : [],
    ...(await toldOf(asked)),
    method: '/methods/rates',
    extra: { unknown: unknowns(facts).filter(line => !line.startsWith('What is on')) },
  }
}

/** The year of a measure, and for a borough the line of its months: those of a ward are too few. */
async function measureTables(one: Asked, place: places.Place): Promise<{ year: Table; lines: Table[] }> {
  const name = one.areas[0]?.name ?? ''
  const year = await tableOf(one, `${one.measure.name}, ${name}, ${periodWords(one.end)}`)
  const told = await toldOf([one])
  if (place.kind === 'ward') return { year: { ...year, ...told }, lines: [] }
  const { tables, words } = await lineOf(one, { code: place.code, id: place.id, name })
  return { year: { ...year, ...told, note: `${year.note ?? ''} ${words}`.trim() }, lines: tables }
}

/** The measures of its page, each at the place itself or, where that may not be public, at its borough. */
async function measuresOf(db: Db, pack: Pack, place: places.Place): Promise<Asked[]> {
  const store = await openEvidence(db)
  const here = await queries.area(db, place.id)
  const borough = place.boroughId === null ? undefined : await queries.area(db, place.boroughId)
  return publicMeasures(store, [...pack.headlines, ...pack.always]).flatMap(measure => {
    const isHere = place.kind === 'borough' || levelsOf(measure).includes('ward')
    const area = isHere ? here : borough
    const end = area && windowsOf(store, measure.id, [area.id], 1)[0]
    return area && end ? [{ db, store, measure, areas: [area], end }] : []
  })
}

/** In words a child can read: how many of its small areas have the hardest circumstances in the country. */
function publicDeprivation({ deprivation }: PlaceFacts): string {
  if (!deprivation) return 'No list of deprivation has been loaded for this place.'
  const { lsoas, tenth, year, country, index } = deprivation
  const among = `the 1 in 10 with the most deprivation in ${country}`
  const found =
    tenth === 0
      ? `None of the ${whole(lsoas)} small areas here is among ${among}.`
      : `${whole(tenth)} of the ${whole(lsoas)} small areas here ${tenth === 1 ? 'is' : 'are'} among ${among}.`
  return `Deprivation means going without things most people have, such as enough money, good housing or health. ${found} (${index} ${year}.)`
}

/** Strengths, people and deprivation in words, in that order. */
function textOf(facts: PlaceFacts): string {
  const { residents } = facts
  const good = strengths(facts).map(({ title, text, note }) => `- **${title}.** ${text}${note ? ` (${note})` : ''}`)
  return [
    '## What is strong here',
    good.length ? good.join('\n') : 'No list of community places covers this area yet. That is a gap in our lists.',
    '## Who lives here',
    residents
      ? `${whole(residents.persons)} people lived here (${basisWords(residents)}).`
      : 'We do not know how many people live here.',
    '## Deprivation',
    `${publicDeprivation(facts)} Most people in deprived places never use violence.`,
  ].join('\n\n')
}
