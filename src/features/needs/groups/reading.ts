// What a grouping says of one year: nothing without its context note, and then no more than an officer may see.
import { type IntervalRow, intervalBars } from '../../../lib/charts/index.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Shown, Store } from '../../evidence/index.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { type Ground, knownIn, monthsIn } from './figures.ts'
import { filesOf } from './files.ts'
import type { Note } from './note-schemas.ts'
import { noteWords } from './note-words.ts'
import * as queries from './queries.ts'
import { type Compared, compare, mostYears } from './rules.ts'
import {
  countWords,
  decimalsOf,
  differenceWords,
  intervalWords,
  peopleWords,
  rateText,
  rateWords,
  ratioWords,
  statedWords,
  statementOf,
} from './words.ts'

export interface Asked {
  year: number
  reference: string
  /** Of a borough: how its counts may be shown beside those of the city and of all other boroughs. */
  shown?: Shown[]
}

export interface GroupReading {
  reading: Reading
  lines: Compared[]
  reference: Compared | undefined
}

/** The page's address, always written the same way. */
export const hrefOf = ({ grouping, place }: Ground, { year, reference, shown }: Asked): string =>
  `/analyses/groups?${new URLSearchParams({ grouping: grouping.id, ...(shown && { place: place.code }), year: String(year), reference })}`

export async function readingOf(db: Db, store: Store, ground: Ground, note: Note, asked: Asked): Promise<GroupReading> {
  const { grouping, place } = ground
  const { lines, reference: id } = compare(
    { ...grouping, reference: asked.reference },
    knownIn(ground, asked.year),
    asked.shown,
  )
  const reference = lines.find(line => line.group.id === id)
  const period = `January to December ${asked.year}`
  const files = await filesOf(db, store, ground, asked.year, lines)
  const reading: Reading = {
    view: 'groups',
    title: `${grouping.title}: ${place.name}, ${asked.year}`,
    href: hrefOf(ground, asked),
    statement: statementOf(grouping, place.name, asked.year, lines, reference),
    figures: lines.map(line => figureOf(ground, line, period)),
    svg: picture(ground, asked.year, lines),
    table: tableOf(ground, lines, reference),
    ...monthsIn(asked.year),
    places: [place.code],
    measures: [ground.whole.code],
    imports: files.imports,
    source: files.words,
    method: '/methods/disproportionality',
    settings: `Held against ${reference?.group.name ?? 'no group'}; 95 % intervals, ${grouping.kind === 'rates' ? 'exact' : 'Wilson’s and score'}; counts under 10 hidden before anything is worked out`,
    notes: [...noteWords(note), ...(await notesOf(db, ground, asked, lines))],
  }
  return { reading, lines, reference }
}

const figureOf = ({ grouping }: Ground, line: Compared, period: string): Figure => ({
  label: line.group.name,
  value: line.rate ? rateWords(grouping, line.rate.rate) : countWords(line),
  count: countWords(line),
  denominator: peopleWords(grouping, line),
  period,
  interval: line.rate ? `95 % interval ${intervalWords(line)}` : '',
})

/** Nothing is drawn where nothing is compared. */
function picture({ grouping, place }: Ground, year: number, lines: readonly Compared[]): string {
  const rows = lines.map(
    ({ group, rate, shown, why }): IntervalRow => ({
      name: group.name,
      role: 'borough',
      rate: rate?.rate ?? null,
      lower: rate?.lower ?? null,
      upper: rate?.upper ?? null,
      why: group.unknown ? 'Shown apart' : shown.count === null ? countWords({ shown }) : shortWhy(why),
    }),
  )
  if (rows.every(row => row.rate === null)) return ''
  const unit =
    grouping.kind === 'shares' ? 'percent of those asked' : `per ${whole(grouping.per)} residents of the group`
  return intervalBars({
    rows,
    title: `${grouping.title}, ${place.name}, ${year}: ${unit}, with 95 % intervals.`,
    hue: 'context',
    decimals: decimalsOf,
  })
}

const shortWhy = (why: string) => (why === '' ? 'No rate' : 'No population to divide by')

function tableOf({ grouping }: Ground, lines: readonly Compared[], reference: Compared | undefined) {
  const of = reference?.group.name ?? 'the reference'
  const ofRates = grouping.kind === 'rates'
  const head = [
    'Group',
    ofRates ? 'Counted' : 'Said so',
    ofRates ? 'Residents' : 'Asked',
    ofRates ? `Rate per ${whole(grouping.per)}` : 'Percent',
    '95 % interval',
    `Ratio to ${of}`,
    'Difference',
    ...(ofRates ? ['Beyond that rate', 'Composition index'] : []),
    'Remark',
  ]
  const row = (line: Compared) => [
    line.group.name,
    countWords(line),
    peopleWords(grouping, line),
    line.rate ? rateText(line.rate.rate) : '',
    intervalWords(line),
    line === reference ? 'held against' : ratioWords(line),
    differenceWords(grouping, line),
    ...(ofRates ? [excessWords(line), line.index === null ? '' : line.index.toFixed(2)] : []),
    line.why,
  ]
  return { caption: grouping.title, head, rows: lines.map(row) }
}

const excessWords = ({ against }: Compared): string =>
  against?.excess == null ? '' : `${against.excess < 0 ? '−' : '+'}${whole(Math.abs(against.excess))}`

/** What must be said besides the context note: who is counted and divided by, what is hidden, what is not known, what is stated elsewhere. */
async function notesOf(db: Db, { grouping }: Ground, asked: Asked, lines: readonly Compared[]): Promise<string[]> {
  const year = lines.find(line => line.peopleYear !== null)?.peopleYear
  const facts = await queries.stated(
    db,
    grouping.stated.map(one => one.fact),
  )
  const hidden = lines.filter(line => line.shown.count === null && line.shown.words !== undefined).length
  const stated = grouping.stated.flatMap(({ group, fact }) => {
    const [line, found] = [lines.find(one => one.group.id === group), facts.find(one => one.code === fact)]
    // Only of the very year it was stated for.
    return line && found?.period.includes(String(asked.year)) && !asked.shown
      ? [statedWords(grouping, line, found)]
      : []
  })
  return [
    `Counted: ${grouping.recorded}`,
    `Divided by: ${grouping.people}`,
    ...(hidden > 0
      ? [
          asked.shown
            ? 'Counts under 10 are hidden, and others with them (noughts too, where nothing else would be left of a borough), so that no total of this borough, of another or of the city gives one away; before any rate, ratio or share is worked out.'
            : 'Counts under 10 are hidden, and with a single one the next smallest, before any rate, ratio or share is worked out.',
        ]
      : []),
    ...(year === undefined || year === null
      ? [`No population within ${mostYears} years of the counts is loaded, so there are no rates.`]
      : []),
    ...unknownWords(lines),
    ...stated,
    ...(grouping.kind === 'rates'
      ? [
          'Composition index: the share of those counted over the share of residents, among the groups that have a rate; 1 is in proportion.',
        ]
      : []),
    'A difference between groups is not a cause and no trait of a group: it holds what people live in, whom violence is done to, who is recorded and how, and whom the population counts.',
  ]
}

function unknownWords(lines: readonly Compared[]): string[] {
  const unknown = lines.find(line => line.group.unknown)
  if (!unknown) return []
  return [
    `${unknown.group.name}: ${countWords(unknown)}. It is kept apart and never spread over the others: where they are many, a ratio may be wrong in either direction.`,
  ]
}

/** All together, where that is not small itself. */
export function allWords({ all }: Ground, year: number): string {
  const count = all.get(year) ?? 0
  return count < 10 ? '' : whole(count)
}
