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
export const trend = async (
  db: Db,
  store: Store,
  measure: Measure,
  areaIds: readonly number[],
  most = shownMonths,
): Promise<Trend | undefined> => (await trends(db, store, [measure], areaIds, most)).get(measure.id)

/** The same for many measures, with one question to the database for all that run over the same months. */
export async function trends(
  db: Db,
  store: Store,
  measures: readonly Measure[],
  areaIds: readonly number[],
  most = shownMonths,
): Promise<Map<number, Trend>> {
  const spans = new Map<string, { from: Month; to: Month; measures: Measure[] }>()
  for (const measure of measures) {
    const span = spanOf(store, measure, areaIds[0], most)
    if (!span) continue
    const same = spans.get(`${span.from}/${span.to}`) ?? { ...span, measures: [] }
    spans.set(`${span.from}/${span.to}`, { ...same, measures: [...same.measures, measure] })
  }
  const found = new Map<number, Trend>()
  for (const { from, to, measures: some } of spans.values()) {
    const values = await readMonths(db, store, { measureIds: some.map(m => m.id), placeIds: [...areaIds], from, to })
    for (const measure of some)
      found.set(
        measure.id,
        trendFrom(
          store,
          measure,
          monthRange(from, to),
          areaIds.map(id => values.get(measure.id)?.get(id) ?? []),
        ),
      )
  }
  return found
}

function spanOf(
  store: Store,
  measure: Measure,
  areaId: number | undefined,
  most: number,
): { from: Month; to: Month } | undefined {
  const extent = areaId === undefined ? undefined : extentOf(store, measure.id, areaId)
  if (!extent) return undefined
  const from = monthsBetween(extent.from, extent.to) < most ? extent.from : addMonths(extent.to, 1 - most)
  return { from, to: extent.to }
}

function trendFrom(
  store: Store,
  measure: Measure,
  months: Month[],
  lists: readonly (readonly (number | null)[])[],
): Trend {
  const [from = '', to = ''] = [months[0], months.at(-1)]
  const values = addUp(lists, months.length)
  const breaks = breaksOf(store, measure).filter(
    b => monthsBetween(from, b.month) > 0 && monthsBetween(b.month, to) >= 0,
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
    end: to,
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

/**
 * The rate of a measure at a place, where one may be given: the measure must be one that rates are taken of, and a hub has none, because
 * people pass through it and do not live there.
 */
export const rateFor = (
  place: { kind: string },
  measure: Pick<Measure, 'denominator' | 'per'>,
  count: number | null,
  people: number | null,
): RateFigure | undefined =>
  place.kind === 'hub' || measure.denominator === null ? undefined : rateOf(count, people, measure.per ?? 1000)

/** A rate a `per` of residents with its exact or Byar's 95 % interval; undefined without residents. */
export function rateOf(count: number | null, people: number | null, per: number): RateFigure | undefined {
  if (count === null || !people) return undefined
  const { rate, lower, upper } = crudeRate(count, people, { multiplier: per })
  return rate === null || lower === null || upper === null ? undefined : { count, people, rate, lower, upper }
}
