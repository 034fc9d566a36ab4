// How many times chance days differ, once it is known which weekday they are: what limits of weekdays and hours are widened by. Pure.
import { addDays, type Day } from '../../../lib/dates.ts'
import { type Band, isInBand } from '../../places/index.ts'

/** Events of whole days, those of months that were not sent left out. */
export interface Counted {
  days: Day[]
  /** Events of each day, hour known or not. */
  daily: number[]
  /** Events of each day by hour, where the hour is known. */
  hourly: number[][]
  /** Seven rows, Monday first, of 24 hours. */
  grid: number[][]
  /** Events whose hour is not known, by weekday. */
  unknown: number[]
  total: number
  /** How often each weekday came round. */
  weekdayDays: number[]
}

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: Day): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0)

/** So few whole weeks, or days, say nothing of how they differ. */
const fewest = 4

/** Whole weeks of known days, Monday first. */
function weeksOf({ days, daily }: Pick<Counted, 'days' | 'daily'>): number[][] {
  return days.flatMap((day, i) =>
    weekdayOf(day) === 1 && days[i + 6] === addDays(day, 6) ? [daily.slice(i, i + 7)] : [],
  )
}

/**
 * Pearson's chi-square of days about their week and weekday, over its degrees of freedom: never under 1. Weeks are taken out, so that seasons and
 * trends, which touch all weekdays alike, do not count as unevenness.
 */
export function weekSpread(counted: Pick<Counted, 'days' | 'daily'>): number {
  const weeks = weeksOf(counted).filter(week => sum(week) > 0)
  if (weeks.length < fewest) return 1
  const ofDay = Array.from({ length: 7 }, (_, day) => sum(weeks.map(week => week[day] ?? 0)))
  const total = sum(ofDay)
  const chi = sum(
    weeks.flatMap(week =>
      week.map((n, day) => {
        const expected = (sum(week) * (ofDay[day] ?? 0)) / total
        return expected === 0 ? 0 : (n - expected) ** 2 / expected
      }),
    ),
  )
  return Math.max(1, chi / (6 * (weeks.length - 1)))
}

/** The same of the band's share of its days: how much more it differs from day to day than chance would make it. */
export function bandSpread({ days, hourly }: Pick<Counted, 'days' | 'hourly'>, band: Band): number {
  const split = days.flatMap((day, i) => {
    const row = hourly[i] ?? []
    const inside = row.map((_, hour) => isInBand(band, weekdayOf(day), hour))
    const count = sum(row.filter((_, hour) => inside[hour]))
    return inside.includes(true) && sum(row) > 0 ? [{ count, all: sum(row) }] : []
  })
  const share = sum(split.map(day => day.count)) / sum(split.map(day => day.all))
  if (split.length < fewest || !(share > 0 && share < 1)) return 1
  const chi = sum(split.map(({ count, all }) => (count - all * share) ** 2 / (all * share * (1 - share))))
  return Math.max(1, chi / (split.length - 1))
}
