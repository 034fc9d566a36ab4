import { monthWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { isKnown, levelsOf, type Measure, openEvidence, type PublicLevel, type Store } from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import type { Builder, Choice, NewReleasable, Table } from '../../releases/index.ts'
import { type Asked, periodWords, tableOf, toldOf, windowsOf } from './measures.ts'
import * as queries from './queries.ts'
import { lineOf } from './trend.ts'

/** Windows offered for a measure at a level. */
const most = 4
const levelWords: Record<PublicLevel, string> = { borough: 'boroughs', ward: 'wards' }
const shape = /^figures\/([a-z0-9-]+)\/(borough|ward)\/(\d{4}-\d{2})$/

/** Counts and rates of every borough or ward over twelve months that end with a quarter. */
export const figuresBuilder: Builder = {
  kind: 'figures',
  title: 'Figures',
  note: 'Figures for the public are of 12 months that end with a quarter: March, June, September or December. So they can end earlier than the signals, which take the newest month there is.',
  choices: async db => {
    const store = await openEvidence(db)
    const choices: Choice[] = []
    for (const level of ['borough', 'ward'] as const) {
      const areas = await areasAt(db, level)
      for (const measure of store.measures.filter(each => levelsOf(each).includes(level)))
        for (const end of windowsOf(store, measure.id, ids(areas), most))
          choices.push({
            key: `figures/${measure.code}/${level}/${end}`,
            title: titleOf(measure, level),
            hint: `12 months to ${monthWords(end)}`,
          })
    }
    return choices
  },
  build: async (db, key) => {
    const [, code = '', level, end = ''] = shape.exec(key) ?? []
    const store = await openEvidence(db)
    const measure = store.byCode.get(code)
    if (!measure || (level !== 'borough' && level !== 'ward') || !levelsOf(measure).includes(level)) return undefined
    const areas = await areasAt(db, level)
    if (!windowsOf(store, measure.id, ids(areas), 100).includes(end)) return undefined
    return item(key, level, { db, store, measure, areas, end })
  },
}

const ids = (areas: readonly queries.Area[]) => areas.map(area => area.id)
const titleOf = (measure: Measure, level: PublicLevel) => `${measure.name}, ${levelWords[level]}`

async function areasAt(db: Db, level: PublicLevel): Promise<queries.Area[]> {
  const vintage = await vintageOf(db, level)
  return vintage === undefined ? [] : queries.areas(db, vintage)
}

async function item(key: string, level: PublicLevel, asked: Asked): Promise<NewReleasable> {
  const { measure, areas, end } = asked
  const title = titleOf(measure, level)
  return {
    key,
    kind: 'figures',
    title,
    summary: `${measure.name}: how many there were in each ${level}, and how many for the people who live there.`,
    period: periodWords(end),
    places: areas.map(area => area.code),
    tables: [
      await tableOf(asked, `${title}, ${periodWords(end)}`),
      ...(level === 'borough' ? await cityLine(asked) : []),
    ],
    ...(await toldOf([asked])),
    method: '/methods/rates',
  }
}

/** The line of the whole city: its own counts where a file gives them, else its boroughs added up. */
async function cityLine(asked: Asked): Promise<Table[]> {
  const city = await queries.city(asked.db)
  if (!city) return []
  const areas = isKnown(asked.store, asked.measure.id, city.id) ? [city] : asked.areas
  return (await lineOf({ ...asked, areas }, city)).tables
}

/** A measure's code and the store it is in, for a place page's tables. */
export const publicMeasures = (store: Store, codes: readonly string[]): Measure[] =>
  codes.flatMap(code => store.byCode.get(code) ?? []).filter(measure => levelsOf(measure).length > 0)
