import { addMonths, type Month, monthRange, monthsBetween } from '../../../lib/dates.ts'
import { crudeRate, poissonChart } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import { breaksOf, extentOf, type Measure, readMonths, type Store } from '../../evidence/index.ts'
import { once } from './kept.ts'

/** Months shown in a trend. */
const shownMonths = 48

export interface Trend {
  months: Month[]
  values: (number | null)[]
  /** First months of a new way of recording that fall inside the trend. */
  breaks: { month: Month; title: string; note: string }[]
  segments: { from: Month; to: Month; mean: number; lower: number; upper: number }[]
  end: Month
}

const addUp = (lists: readonly (readonly (number | null)[])[], length: number): (number | null)[] =>
  Array.from({ length }, (_, i) =>
    lists.reduce<number | null>(
      (sum, list) => (sum === null || list[i] === null || list[i] === undefined ? null : sum + list[i]),
      0,
    ),
  )

/** Monthly values of a measure at a place, added over the areas it is made of; undefined when no file speaks for them. */
export async function trend(
  db: Db,
  store: Store,
  measure: Measure,
  areaIds: readonly number[],
): Promise<Trend | undefined> {
  const extent = areaIds[0] === undefined ? undefined : extentOf(store, measure.id, areaIds[0])
  if (!extent) return undefined
  const from = monthsBetween(extent.from, extent.to) < shownMonths ? extent.from : addMonths(extent.to, 1 - shownMonths)
  const months = monthRange(from, extent.to)
  const found = (
    await readMonths(db, store, { measureIds: [measure.id], placeIds: [...areaIds], from, to: extent.to })
  ).get(measure.id)
  const values = addUp(
    areaIds.map(id => found?.get(id) ?? []),
    months.length,
  )
  const breaks = breaksOf(store, measure).filter(
    b => monthsBetween(from, b.month) > 0 && monthsBetween(b.month, extent.to) >= 0,
  )
  return {
    months,
    values,
    breaks,
    segments: segmentsOf(
      months,
      values,
      breaks.map(b => b.month),
    ),
    end: extent.to,
  }
}

// Mean and exact Poisson limits of each run of months between breaks (docs/methods/control-chart.md).
function segmentsOf(months: Month[], values: (number | null)[], breaks: Month[]): Trend['segments'] {
  const starts = [...new Set(breaks.map(month => months.indexOf(month)).filter(i => i > 0))]
  const chart = poissonChart(values, { breaks: starts })
  return chart.segments.flatMap(({ from, to, rate }) => {
    const point = chart.points.slice(from, to).find(p => p !== null)
    const [first, last] = [months[from], months[to - 1]]
    return rate === null || !point || !first || !last
      ? []
      : [{ from: first, to: last, mean: rate, lower: point.lower, upper: point.upper }]
  })
}

/** Sum of 12 months that end with `end`; null where a month is unknown or outside the trend. */
export function yearTo(trend: Trend, end: Month): number | null {
  const last = trend.months.indexOf(end)
  if (last < 11) return null
  const values = trend.values.slice(last - 11, last + 1)
  return values.some(value => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

/** The years of a trend, newest last: 12 months each, ending with the last month. */
export const yearsOf = (found: Trend): { from: Month; to: Month; count: number | null }[] =>
  [3, 2, 1, 0]
    .map(back => addMonths(found.end, -12 * back))
    .filter(end => monthsBetween(found.months[0] ?? end, end) >= 11)
    .map(end => ({ from: addMonths(end, -11), to: end, count: yearTo(found, end) }))

/** Twelve-month sums of every place of a list: place id → count. Kept until the data change. */
export const yearSums = (
  db: Db,
  store: Store,
  measure: Measure,
  key: string,
  placeIds: readonly number[],
  end: Month,
): Promise<Map<number, number | null>> =>
  once(store, `year/${key}/${measure.id}/${end}`, async () => {
    const found = (
      await readMonths(db, store, {
        measureIds: [measure.id],
        placeIds: [...placeIds],
        from: addMonths(end, -11),
        to: end,
      })
    ).get(measure.id)
    return new Map(
      placeIds.map(id => [
        id,
        addUp([found?.get(id) ?? []], 12).reduce<number | null>(
          (sum, value) => (sum === null || value === null ? null : sum + value),
          0,
        ),
      ]),
    )
  })

export interface RateFigure {
  count: number
  people: number
  rate: number
  lower: number
  upper: number
}

/** A rate a `per` of residents with its exact or Byar's 95 % interval; undefined without residents. */
export function rateOf(count: number | null, people: number | null, per: number): RateFigure | undefined {
  if (count === null || !people) return undefined
  const { rate, lower, upper } = crudeRate(count, people, { multiplier: per })
  return rate === null || lower === null || upper === null ? undefined : { count, people, rate, lower, upper }
}
