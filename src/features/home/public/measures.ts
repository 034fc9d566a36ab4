// Counts of a measure over twelve months that end with a quarter: what figures and place pages for the public are made of.
import { addMonths, firstDay, type Month, monthRange, monthWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import {
  isQuarterEnd,
  type Measure,
  measureSlug,
  monthsOfMost,
  newestSnapshots,
  readMonths,
  releasedColumns,
  type Store,
  sourcesOf,
  sum,
} from '../../evidence/index.ts'
import type { NewReleasable, Table } from '../../releases/index.ts'
import type { Area } from './queries.ts'
import * as queries from './queries.ts'

/** Ends of the newest twelve-month windows that end a quarter and are loaded for most of these places, newest first. */
export function windowsOf(store: Store, measureId: number, placeIds: readonly number[], most: number): Month[] {
  const known = new Set(monthsOfMost(store, measureId, placeIds))
  return [...known]
    .filter(isQuarterEnd)
    .filter(end => monthRange(addMonths(end, -11), end).every(month => known.has(month)))
    .sort()
    .reverse()
    .slice(0, most)
}

/** Twelve-month counts by place id; null where a month is not known. */
async function countsTo(db: Db, store: Store, measure: Measure, placeIds: number[], end: Month) {
  const ask = { measureIds: [measure.id], placeIds, from: addMonths(end, -11), to: end }
  const found = (await readMonths(db, store, ask)).get(measure.id)
  return new Map(placeIds.map((id): [number, number | null] => [id, sum(found?.get(id) ?? [], 12)]))
}

export const periodWords = (end: Month): string => `${monthWords(addMonths(end, -11))} to ${monthWords(end)}`

export interface Asked {
  db: Db
  store: Store
  measure: Measure
  areas: readonly Area[]
  end: Month
}

/** The counts of a measure at some places over twelve months, true as they are: hiding and rates are the release's work. */
export async function tableOf({ db, store, measure, areas, end }: Asked, caption: string): Promise<Table> {
  const counts = await countsTo(
    db,
    store,
    measure,
    areas.map(area => area.id),
    end,
  )
  const withBorough = areas.some(area => area.boroughName !== null && area.boroughName !== area.name)
  const period = `${addMonths(end, -11)}/${end}`
  return {
    name: measure.name,
    id: measureSlug(measure),
    caption,
    columns: releasedColumns(measure, withBorough),
    rows: areas.map(area => [
      area.code,
      area.name,
      ...(withBorough ? [area.boroughName] : []),
      period,
      counts.get(area.id) ?? null,
      ...(measure.denominator === null ? [] : [area.residents, null, null, null]),
    ]),
    note: measure.definition,
  }
}

type Told = Pick<NewReleasable, 'sources' | 'licence'>

/** The files behind some counts, with whom to name and under which licence. */
export async function toldOf(asked: readonly Asked[], months = 12): Promise<Told> {
  const speaking = asked.flatMap(({ store, measure, areas, end }) =>
    areas.flatMap(area => sourcesOf(store, measure.id, area.id, { from: addMonths(end, 1 - months), to: end })),
  )
  const newest = newestSnapshots(speaking)
  const [first] = asked
  const found = first ? await queries.sources(first.db, [...newest.keys()]) : []
  return {
    sources: found.map(({ id, title, publisher, address }) => ({
      title,
      custodian: publisher,
      ...(address && URL.canParse(address) && { href: address }),
      asAt: newest.get(id) ?? firstDay(first?.end ?? ''),
    })),
    licence: [...new Set(found.map(source => source.licence))].join('; '),
  }
}
