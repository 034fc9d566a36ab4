// Weekdays, hours, holidays: what files with days and hours say. Pure.

import { addDays, type Day, daysBetween, type Month, monthOfDay } from '../../../lib/dates.ts'
import {
  aoristicWeights,
  type CircularMean,
  circularMean,
  type HolidayRatio,
  rateRatioTest,
  schoolHolidayRatio,
} from '../../../lib/stats/index.ts'
import { type Band, type DayKind, isInBand } from '../../places/index.ts'
import { against, alikeP, type Slot } from './months.ts'
import type { Hour } from './queries.ts'
import { bandSpread, type Counted, weekdayOf, weekSpread } from './spread.ts'

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export function countUp(rows: readonly Hour[], from: Day, to: Day, leftOut: readonly Month[] = []): Counted {
  const out = new Set(leftOut)
  const all = Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i))
  const days = all.filter(day => !out.has(monthOfDay(day)))
  const at = new Map(days.map((day, i) => [day, i]))
  const daily = days.map(() => 0)
  const hourly = days.map(() => Array.from({ length: 24 }, () => 0))
  const grid = weekdays.map(() => Array.from({ length: 24 }, () => 0))
  const unknown = weekdays.map(() => 0)
  for (const { day, hour, n } of rows) {
    const i = at.get(day)
    if (i === undefined) continue
    daily[i] = (daily[i] ?? 0) + n
    const weekday = weekdayOf(day) - 1
    if (hour === null) unknown[weekday] = (unknown[weekday] ?? 0) + n
    else for (const row of [grid[weekday], hourly[i]]) if (row) row[hour] = (row[hour] ?? 0) + n
  }
  const weekdayDays = weekdays.map((_, i) => days.filter(day => weekdayOf(day) === i + 1).length)
  return { days, daily, hourly, grid, unknown, total: daily.reduce((sum, n) => sum + n, 0), weekdayDays }
}

/** As somebody may see a count: itself, rounded, or null where it is hidden. */
export type Seeing = (count: number) => number | null

export interface BandTest {
  count: number
  rest: number
  /** Hours of the band, and of the rest, in the period. */
  hours: number
  restHours: number
  share: number
  ratio: number | null
  lower: number
  upper: number
  p: number
  /** Share of the band when events of an unknown hour are spread over their day. */
  spreadShare: number
  /** How many times chance its days differ: the limits are as much wider. */
  dispersion: number
}

/** The band against all other hours; undefined where a part of it is hidden. */
export function bandTest(counted: Counted, band: Band, see: Seeing): BandTest | undefined {
  const { grid, unknown, weekdayDays } = counted
  const parts = { count: 0, rest: 0, hours: 0, restHours: 0 }
  grid.forEach((row, day) => {
    row.forEach((n, hour) => {
      const inside = isInBand(band, day + 1, hour)
      parts[inside ? 'count' : 'rest'] += n
      parts[inside ? 'hours' : 'restHours'] += weekdayDays[day] ?? 0
    })
  })
  const [count, rest] = [see(parts.count), see(parts.rest)]
  if (count === null || rest === null || count + rest === 0 || !parts.hours || !parts.restHours) return undefined
  const dispersion = Math.max(weekSpread(counted), bandSpread(counted, band))
  const test = rateRatioTest({ x1: count, n1: parts.hours, x2: rest, n2: parts.restHours }, { dispersion })
  const ratio = test.ratio !== null && Number.isFinite(test.ratio) ? test.ratio : null
  const spread = spreadShare(grid, unknown, band)
  return { ...parts, count, rest, share: count / (count + rest), ...test, ratio, spreadShare: spread, dispersion }
}

/** Events of an unknown hour spread over their day (aoristic): what the band's share would then be. */
function spreadShare(grid: readonly number[][], unknown: readonly number[], band: Band): number {
  const spans = unknown.flatMap((n, day) => Array.from({ length: n }, () => ({ start: 24 * day, end: 24 * day + 24 })))
  const weights = aoristicWeights(spans)
  let [inside, all] = [0, 0]
  grid.forEach((row, day) => {
    row.forEach((n, hour) => {
      const weight = n + (weights[day]?.[hour] ?? 0)
      all += weight
      if (isInBand(band, day + 1, hour)) inside += weight
    })
  })
  return all === 0 ? 0 : inside / all
}

/** Weekdays against the rest of the week, counted by how often each came round; undefined where one is hidden. */
export function weekdaySlots(counted: Counted, see: Seeing): Slot[] | undefined {
  const { grid, unknown, weekdayDays } = counted
  const counts = grid.map((row, i) => see(row.reduce((sum, n) => sum + n, 0) + (unknown[i] ?? 0)))
  if (counts.some(count => count === null) || weekdayDays.some(days => days === 0)) return undefined
  return against(
    weekdays.map((name, i) => ({ name, count: counts[i] ?? 0, exposure: weekdayDays[i] ?? 1 })),
    weekSpread(counted),
  )
}

export interface Clock {
  hours: number[]
  mean: CircularMean
  /** Are the hours all alike? The chance of so much difference, days varying as they do. */
  alikeP: number
  /** Midnight holds far more than the hours beside it: an unknown time may be written so. */
  midnight: { count: number; beside: number } | undefined
}

/** The hours of the day, all days together; undefined where one is hidden. */
export function clockOf(counted: Counted, see: Seeing): Clock | undefined {
  const { grid } = counted
  const seen = Array.from({ length: 24 }, (_, hour) => see(grid.reduce((sum, row) => sum + (row[hour] ?? 0), 0)))
  const hours = seen.flatMap(n => n ?? [])
  if (hours.length < 24 || hours.every(n => n === 0)) return undefined
  const slots = hours.map((count, hour) => ({ name: String(hour), count, exposure: 1 }))
  return { hours, mean: circularMean(hours), alikeP: alikeP(slots, weekSpread(counted)), midnight: midnightOf(hours) }
}

/** Half as many again as the hours on either side, and more than chance would give. */
function midnightOf(hours: readonly number[]): Clock['midnight'] {
  const [count, beside] = [hours[0] ?? 0, (hours[23] ?? 0) + (hours[1] ?? 0)]
  const { lower } = rateRatioTest({ x1: count, n1: 1, x2: beside, n2: 2 })
  return count >= 20 && lower > 1.5 ? { count, beside: beside / 2 } : undefined
}

export interface DayTest extends HolidayRatio {
  /** Days of the kind asked about, of the other kind, and days that could not be told. */
  inside: number
  outside: number
  left: number
}

/** So few days of one kind say nothing. */
const fewestDays = 10

/** Days of one kind against the others, weekday and season taken out; undefined where one kind has too few days. */
export function dayTest(
  { days, daily }: Pick<Counted, 'days' | 'daily'>,
  kindOf: (day: Day) => DayKind,
  fewest = fewestDays,
): DayTest | undefined {
  const known = days.flatMap((day, i) => {
    const kind = kindOf(day)
    return kind === 'unknown'
      ? []
      : [{ count: daily[i] ?? 0, weekday: weekdayOf(day), month: Number(day.slice(5, 7)), holiday: kind === 'holiday' }]
  })
  const inside = known.filter(day => day.holiday).length
  const outside = known.length - inside
  if (inside < fewest || outside < fewest) return undefined
  const test = schoolHolidayRatio(known)
  return test.ratio === null ? undefined : { ...test, inside, outside, left: days.length - known.length }
}

/** Three hours a slot: what stands where single hours would be too few. */
export const coarse = (grid: readonly number[][]): number[] =>
  Array.from({ length: 8 }, (_, i) =>
    grid.reduce((sum, row) => sum + row.slice(3 * i, 3 * i + 3).reduce((all, n) => all + n, 0), 0),
  )
