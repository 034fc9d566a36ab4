// Months of the year and seasons against the rest of it. Pure.
import { lastDay, type Month, monthNames, monthNumber } from '../../../lib/dates.ts'
import { bh, pchisqUpper, rateRatioTest } from '../../../lib/stats/index.ts'

/** A part of the time against all the rest, counted by how often it comes round. */
export interface Slot {
  name: string
  count: number
  /** Days, or hours, of it in the period. */
  exposure: number
  /** Rate in it over rate in the rest, with limits; null when there is nothing to divide. */
  ratio: number | null
  lower: number
  upper: number
  /** Held for all slots looked at together (Benjamini and Hochberg). */
  q: number
}

export interface YearProfile {
  years: number
  total: number
  months: Slot[]
  seasons: Slot[]
  /** How many times chance the same months of different years differ; 1 where there is one year only. */
  dispersion: number
}

const seasons: readonly [name: string, months: readonly number[]][] = [
  ['Winter (December to February)', [11, 0, 1]],
  ['Spring (March to May)', [2, 3, 4]],
  ['Summer (June to August)', [5, 6, 7]],
  ['Autumn (September to November)', [8, 9, 10]],
]

const daysIn = (month: Month): number => Number(lastDay(month).slice(8))
const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0)

/** Each slot against the rest, exact limits widened by the dispersion, false discovery rate held over them. */
export function against(parts: readonly { name: string; count: number; exposure: number }[], dispersion = 1): Slot[] {
  const [count, exposure] = [sum(parts.map(part => part.count)), sum(parts.map(part => part.exposure))]
  const tests = parts.map(part =>
    rateRatioTest(
      { x1: part.count, n1: part.exposure, x2: count - part.count, n2: exposure - part.exposure },
      { dispersion },
    ),
  )
  const held = bh(tests.map(test => test.p))
  return parts.map((part, i) => {
    const test = tests[i]
    const ratio = test?.ratio ?? null
    return {
      ...part,
      ratio: ratio !== null && Number.isFinite(ratio) ? ratio : null,
      lower: test?.lower ?? 0,
      upper: test?.upper ?? Number.POSITIVE_INFINITY,
      q: held[i] ?? 1,
    }
  })
}

/** Whole years of months, the first first. */
export function yearProfile(months: readonly Month[], values: readonly number[]): YearProfile {
  const years = Math.floor(values.length / 12)
  const dispersion = spreadOver(months, values)
  const part = (name: string, of: readonly number[]) => {
    const inside = months.flatMap((month, i) => (of.includes(monthNumber(month) % 12) ? [i] : []))
    return {
      name,
      count: sum(inside.map(i => values[i] ?? 0)),
      exposure: sum(inside.map(i => daysIn(months[i] ?? '2000-01'))),
    }
  }
  return {
    years,
    total: sum(values),
    months: against(
      monthNames.map((name, i) => part(name, [i])),
      dispersion,
    ),
    seasons: against(
      seasons.map(([name, of]) => part(name, of)),
      dispersion,
    ),
    dispersion,
  }
}

/** Pearson's chi-square of months against years, over its degrees of freedom: never under 1. One year says nothing of it. */
function spreadOver(months: readonly Month[], values: readonly number[]): number {
  const years = Math.floor(values.length / 12)
  const total = sum(values)
  if (years < 2 || total === 0) return 1
  const ofYear = Array.from({ length: years }, (_, y) => sum(values.slice(12 * y, 12 * y + 12)))
  const ofMonth = monthNames.map((_, m) => sum(values.filter((_, i) => monthNumber(months[i] ?? '2000-01') % 12 === m)))
  const chi = sum(
    values.slice(0, 12 * years).map((value, i) => {
      const month = monthNumber(months[i] ?? '2000-01') % 12
      const expected = ((ofYear[Math.floor(i / 12)] ?? 0) * (ofMonth[month] ?? 0)) / total
      return expected === 0 ? 0 : (value - expected) ** 2 / expected
    }),
  )
  return Math.max(1, chi / (11 * (years - 1)))
}

/** Are the slots all alike? */
export function alikeP(slots: readonly Pick<Slot, 'count' | 'exposure'>[], dispersion: number): number {
  const [count, exposure] = [sum(slots.map(slot => slot.count)), sum(slots.map(slot => slot.exposure))]
  if (count === 0) return 1
  const chi = sum(
    slots.map(slot => {
      const expected = (count * slot.exposure) / exposure
      return (slot.count - expected) ** 2 / expected
    }),
  )
  return pchisqUpper(chi / dispersion, slots.length - 1)
}
