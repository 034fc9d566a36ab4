// The counts of a plan, true as they are, as a table that a release can protect.
import { addMonths, type Month, monthRange, monthWords } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import {
  breaksWithin,
  breakWords,
  goesByMonth,
  isKnown,
  isOpenlyPublished,
  measureSlug,
  newestSnapshots,
  readMonths,
  releasedColumns,
  type Store,
  sourcesOf,
  sum,
  threshold,
} from '../../../evidence/index.ts'
import type { Column, Source, Table } from '../../../releases/index.ts'
import * as findings from '../../findings/queries.ts'
import { inYears, type Plan } from './plan.ts'

/** A place that is counted, and the places whose counts are added up to its own. */
export interface Place {
  code: string
  name: string
  boroughName: string | null
  residents: number | null
  parts: readonly number[]
}

export interface Reading {
  db: Db
  store: Store
  placesOf(plan: Plan): readonly Place[]
}

const spanOf = (period: string): { from: Month; to: Month } => {
  const [from = '', to = from] = period.split('/')
  return { from, to }
}
export const periodWords = (period: string): string => {
  const { from, to } = spanOf(period)
  return from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`
}

/** A table of the plan's counts; a reason in words where it may not be made. */
export async function tableOf(reading: Reading, block: string, asked: Plan): Promise<Table | string> {
  const { store } = reading
  const places = reading.placesOf(asked).filter(({ parts }) => parts.some(id => isKnown(store, asked.measure.id, id)))
  if (places.length === 0) return `Not shown: no file speaks for ${asked.measure.name} there.`
  if (!places.every(({ parts }) => parts.every(id => isOpenlyPublished(store, asked.measure.id, id))))
    return `Not shown: ${asked.measure.name} rests on a file that is not openly published.`
  const of = await countsOf(reading, asked, places)
  const plan = asked.what === 'months' && !byMonth(asked, places, of) ? inYears(asked) : asked
  if (plan.periods.length === 0)
    return `Not shown: ${asked.measure.name} has months with counts too small to show, and not a whole year of them.`
  return {
    ...tableFrom(block, plan, places, of),
    ...(plan.what === 'months' && { trend: { months: 1 as const, breaks: breaksIn(store, plan) } }),
    ...(await toldOf(reading, plan, places)),
  }
}

/** Where counting changed among the months of a line: means stop there. */
const breaksIn = (store: Store, { measure, periods }: Plan) =>
  breaksWithin(store, measure, periods[0] ?? '', periods.at(-1) ?? '').map(one => ({
    month: one.month,
    label: breakWords(one),
  }))

/** The count of a place in a period; null where some of it is not known. */
type CountOf = (place: Place, period: string) => number | null

async function countsOf(
  { db, store }: Reading,
  { measure, periods }: Plan,
  places: readonly Place[],
): Promise<CountOf> {
  const spans = periods.map(spanOf)
  const [from = '', to = ''] = [
    spans.map(span => span.from).sort()[0],
    spans
      .map(span => span.to)
      .sort()
      .at(-1),
  ]
  const placeIds = [...new Set(places.flatMap(({ parts }) => parts))]
  const months = monthRange(from, to)
  const found = (await readMonths(db, store, { measureIds: [measure.id], placeIds, from, to })).get(measure.id)
  return ({ parts }, period) => {
    const span = spanOf(period)
    const wanted = months.flatMap((month, i) => (month >= span.from && month <= span.to ? [i] : []))
    return sum(
      parts.flatMap(id => wanted.map(i => found?.get(id)?.[i] ?? null)),
      1,
    )
  }
}

const byMonth = ({ measure, periods }: Plan, places: readonly Place[], of: CountOf): boolean =>
  goesByMonth(
    places.flatMap(place => periods.map(period => of(place, period))),
    threshold(measure),
  )

/** The table of a plan, its counts true as they are. Pure. */
export function tableFrom(block: string, plan: Plan, places: readonly Place[], of: CountOf): Table {
  const { measure, periods, what } = plan
  const withBorough = places.some(({ boroughName, name }) => boroughName !== null && boroughName !== name)
  const columns = columnsOf(plan, withBorough)
  const where = places.length === 1 ? places[0]?.name : plan.places === 'ward' ? 'wards' : 'boroughs'
  const span = `, by month, ${periodWords(`${periods[0]}/${periods.at(-1)}`)}`
  const when = what === 'months' ? span : periods.length === 1 ? `, ${periodWords(periods[0] ?? '')}` : ''
  return {
    id: `${block}-${measureSlug(measure)}`,
    name: measure.name,
    caption: `${measure.name}, ${where}${when}`,
    columns,
    rows: places.flatMap(place => periods.map(period => columns.map(column => cellOf(column, place, period, of)))),
    note: measure.definition,
    ...(what === 'places' && places.length > 1 && { chart: 'rates' as const }),
  }
}

/** A rate for each 1,000 residents is of a year: longer or shorter spans have their count alone. */
function columnsOf({ measure, periods, what }: Plan, withBorough: boolean): Column[] {
  const all = releasedColumns(measure, withBorough)
  // a line is of one place, which its caption names
  if (what === 'months') return ['period', 'place', 'count'].flatMap(role => all.filter(column => column.role === role))
  const isYears = periods.every(period => addMonths(spanOf(period).from, 11) === spanOf(period).to)
  const rates = ['denominator', 'rate', 'lower', 'upper']
  return all.filter(({ role }) => isYears || !rates.includes(role))
}

function cellOf({ key }: Column, place: Place, period: string, of: CountOf): string | number | null {
  if (key === 'code') return place.code
  if (key === 'name') return place.name
  if (key === 'borough') return place.boroughName
  if (key === 'period') return period
  if (key === 'count') return of(place, period)
  return key === 'residents' ? place.residents : null
}

/** The files behind the counts: whom to name, and under which licence. */
async function toldOf({ db, store }: Reading, { measure, periods }: Plan, places: readonly Place[]) {
  const spans = periods.map(spanOf)
  const speaking = places.flatMap(({ parts }) =>
    parts.flatMap(id => spans.flatMap(span => sourcesOf(store, measure.id, id, span))),
  )
  const newest = newestSnapshots(speaking)
  const found = await findings.sourcesOf(db, [...newest.keys()])
  const sources = found.map(
    ({ id, title, publisher, address }): Source => ({
      title,
      custodian: publisher,
      ...(address && URL.canParse(address) && { href: address }),
      asAt: newest.get(id),
    }),
  )
  return { sources, licence: [...new Set(found.map(({ licence }) => licence))].join('; ') || 'Not recorded' }
}
