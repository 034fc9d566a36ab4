// What somebody should know before a file comes into force: the places it leaves as they are, periods that have not ended, other sources of the same figures.
import { addMonths, type Day, dayWords, lastDay, londonDay, monthOfDay } from '../../../lib/dates.ts'
import { list, plural, sentence } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { periodWords, placesWords } from '../catalogue/rules.ts'
import * as queries from './compare-queries.ts'
import type { CoverageDraft, Grain } from './format.ts'
import { type PlaceBook, placesOf } from './places.ts'
import type { ImportRequest } from './request.ts'
import type { Source } from './schemas.ts'

/** Plain sentences about a file, in the order a person would ask: where, when, who else. */
export async function cautions(
  db: Db,
  drafts: readonly CoverageDraft[],
  book: PlaceBook,
  { source, today = londonDay(new Date()) }: Pick<ImportRequest, 'source' | 'today'>,
): Promise<string[]> {
  return [
    ...placesLeft(drafts, book, source),
    ...unfinished(drafts, today),
    ...otherWords(await others(db, drafts, book, source.id)),
  ]
}

/** "Figures for 2 of 120 wards: the other 118 stay as they are", for each level the file speaks of in part. */
export function placesLeft(drafts: readonly CoverageDraft[], book: PlaceBook, source: Source): string[] {
  const spoken = new Set(drafts.flatMap(draft => draft.placeIds))
  const kinds = new Set([...spoken].map(id => book.byId.get(id)?.kind ?? 'city'))
  return [...kinds].flatMap(kind => {
    const all = placesOf(book, kind, vintageOf(spoken, kind, book), source.coverage?.parents ?? 'all')
    const here = all.filter(place => spoken.has(place.id)).length
    const left = all.length - here
    if (kind === 'city' || here === 0 || left === 0) return []
    const words =
      left === 1 ? 'the other one stays as it is' : `the other ${left.toLocaleString('en-GB')} stay as they are`
    return [`Figures for ${placesWords(kind, here, all.length)}: ${words}.`]
  })
}

// The year of boundaries most of the file's places stand in; of two alike the newer.
function vintageOf(spoken: ReadonlySet<number>, kind: string, book: PlaceBook): string | null {
  const counts = new Map<string, number>()
  for (const id of spoken)
    for (const vintage of book.byId.get(id)?.vintages ?? [])
      if (vintage.startsWith(`${kind}:`)) counts.set(vintage, (counts.get(vintage) ?? 0) + 1)
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0].localeCompare(a[0]))
  return best ? best[0].slice(kind.length + 1) : null
}

const monthsIn: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12, point: 0 }

/** Periods that count and end today or later: their figures can only be of a part. */
export function unfinished(drafts: readonly CoverageDraft[], today: Day): string[] {
  const open = drafts.flatMap(({ grain, periods, states }) =>
    periods
      .filter((period, i) => grain !== 'point' && states[i] === 'loaded' && endOf(period, grain) >= today)
      .map(period => periodWords(period, grain)),
  )
  return [...new Set(open)].map(
    words =>
      `${words} has not ended yet: today is ${dayWords(today)}. Its figures are of a part of it until a newer file replaces them.`,
  )
}

const endOf = (period: Day, grain: Grain): Day => lastDay(addMonths(monthOfDay(period), monthsIn[grain] - 1))

/** Other sources in force that give the same measures for some of the same places, by title. */
async function others(
  db: Db,
  drafts: readonly CoverageDraft[],
  book: PlaceBook,
  sourceId: string,
): Promise<Map<string, { measures: Set<string>; levels: Set<string> }>> {
  const found = new Map<string, { measures: Set<string>; levels: Set<string> }>()
  for (const draft of drafts.filter(one => one.states.includes('loaded')))
    for (const { title, measures } of await queries.otherSources(db, draft, sourceId)) {
      const known = found.get(title) ?? { measures: new Set(), levels: new Set() }
      found.set(title, known)
      for (const measure of measures) known.measures.add(measure)
      known.levels.add(levelWords(book.byId.get(draft.placeIds[0] ?? 0)?.kind))
    }
  return found
}

const levelWords = (kind = 'city') => `${kind === 'lsoa' ? 'LSOA' : kind} level`

const most = 3

const otherWords = (found: Map<string, { measures: Set<string>; levels: Set<string> }>): string[] =>
  [...found].map(([title, { measures, levels }]) => {
    const what =
      measures.size > most ? plural(measures.size, 'of these measures', 'of these measures') : list([...measures])
    return sentence(
      `another source, “${title}”, already gives ${what} at ${list([...levels])}: both are kept, and in each cell the newest snapshot wins.`,
    )
  })
