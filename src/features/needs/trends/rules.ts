// What a series of months says: its years, its yearly change, where its level may have shifted. Pure.
import { lastDay, type Month, monthNumber } from '../../../lib/dates.ts'
import {
  type AnnualChange,
  annualPercentChange,
  changePoints,
  exactPoissonLimits,
  type RatioTest,
  type RecentTrend,
  rateRatioTest,
  recentRateTrend,
} from '../../../lib/stats/index.ts'
import type { Series } from '../when/series.ts'
import { lastRun } from '../when/series.ts'

export interface Year {
  from: Month
  to: Month
  count: number | null
  /** A break in recording, or a shift that was accepted, between the year before and the end of this one. */
  broken: boolean
}

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0)

/** Years of 12 months back from the last known, oldest first. */
export function yearsOf(series: Series): Year[] {
  const { to } = lastRun(series)
  const starts = new Set(series.breaks.map(one => one.month))
  const count = Math.floor(to / 12)
  return Array.from({ length: count }, (_, i) => {
    const [first, end] = [to - 12 * (count - i), to - 12 * (count - i - 1)]
    const values = series.values.slice(first, end)
    const known = values.flatMap(value => value ?? [])
    return {
      from: series.months[first] ?? '',
      to: series.months[end - 1] ?? '',
      count: known.length === 12 ? sum(known) : null,
      // a series that begins with the first month of the year before parts nothing
      broken: series.months.slice(Math.max(0, first - 11), end).some(month => starts.has(month)),
    }
  })
}

/** The last year against the one before, widened by how much months of this series vary beyond chance. */
export function lastChange(years: readonly Year[], dispersion: number): RatioTest | undefined {
  const [before, last] = years.slice(-2)
  if (!before || !last || before.count === null || last.count === null || last.broken) return undefined
  return rateRatioTest({ x1: last.count, n1: 1, x2: before.count, n2: 1 }, { dispersion })
}

/** Change a year over the run since recording last changed; undefined under 24 months. */
export function yearlyChange(series: Series): (AnnualChange & { months: number; from: Month }) | undefined {
  const { from, to } = lastRun(series)
  if (to - from < 24) return undefined
  const values = series.values.slice(from, to)
  const change = annualPercentChange(values, series.months.slice(from, to).map(daysIn), { periodsPerYear: 12 })
  return { ...change, months: to - from, from: series.months[from] ?? '' }
}

const daysIn = (month: Month): number => Number(lastDay(month).slice(8))

/**
 * Of whole years since recording last changed: five or more, or it cannot be calculated. Limits are as many times as wide as months of this
 * series, season and trend taken out, vary beyond chance: a year is the sum of its months.
 */
export function recentTrend(series: Series): RecentTrend {
  const { from, to } = lastRun(series)
  const values = series.values.slice(from, to).map(value => value ?? 0)
  const years = Math.floor(values.length / 12)
  const counts = Array.from({ length: years }, (_, i) => {
    const end = values.length - 12 * (years - 1 - i)
    return sum(values.slice(end - 12, end))
  })
  const times = Math.sqrt(Math.max(1, yearlyChange(series)?.dispersionUsed ?? 1))
  return recentRateTrend(
    counts.map(count => {
      const [lower, upper] = exactPoissonLimits(count)
      return { rate: count, lower95: count - times * (count - lower), upper95: count + times * (upper - count) }
    }),
  )
}

export interface Offer {
  /** First month of the new level. */
  month: Month
  /** Events a day before and after, the season taken out where there are two years or more to know it from. */
  before: number
  after: number
  /** Chance of so large a shift anywhere, had there been none. */
  p: number
}

/** So short a run has no room for a shift. */
const fewest = 24

/** Where the level may have shifted since recording last changed: offered to a person, never taken as so. */
export function offers(series: Series): Offer[] {
  const { from, to } = lastRun(series)
  if (to - from < fewest) return []
  const months = series.months.slice(from, to)
  const daily = months.map((month, i) => (series.values[from + i] ?? 0) / daysIn(month))
  const values = seasonless(months, daily)
  const found = changePoints(values)
  const p = found.supFP ?? 1
  if (p >= 0.05) return []
  return found.breaks.map((at, i) => ({
    month: months[at] ?? '',
    before: found.segmentMeans[i] ?? 0,
    after: found.segmentMeans[i + 1] ?? 0,
    p,
  }))
}

/**
 * The season taken out as one yearly wave, as in the yearly change: twelve factors would fit chance in so few years, and shifts would be found
 * where there are none. The wave is that of whole years, each month over the level around it.
 */
function seasonless(months: readonly Month[], daily: readonly number[]): number[] {
  const level = movingLevel(daily)
  const skip = daily.length % 12
  const whole = daily.length - skip
  const wave = (of: (angle: number) => number) =>
    (2 / whole) *
    sum(
      daily
        .slice(skip)
        .map((value, i) => (value / (level[skip + i] || 1) - 1) * of(angleOf(months[skip + i] ?? '2000-01'))),
    )
  const [across, up] = [wave(Math.sin), wave(Math.cos)]
  return daily.map((value, i) => {
    const angle = angleOf(months[i] ?? '2000-01')
    const factor = 1 + across * Math.sin(angle) + up * Math.cos(angle)
    return factor > 0 ? value / factor : value
  })
}

const angleOf = (month: Month): number => (2 * Math.PI * monthNumber(month)) / 12

/** Mean of the twelve months around each. */
const movingLevel = (daily: readonly number[]): number[] =>
  daily.map((_, i) => {
    const start = Math.min(Math.max(0, i - 6), Math.max(0, daily.length - 12))
    const around = daily.slice(start, start + 12)
    return sum(around) / around.length
  })
