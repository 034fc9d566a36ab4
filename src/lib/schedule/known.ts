// What a rule comes to as far as its borough's calendar is known. Other standards have no words for terms and bank holidays: they are told days.
import { addDays, type Day } from '../dates.ts'
import { expand, ruleDays } from './expand.ts'
import type { DayFacts, Occurrence, Schedule } from './types.ts'

/** How a standard that knows no terms is told of a schedule. */
export interface Known {
  from: Day
  to: Day
  /** Days of the rule from `from` to `to`, those that do not take place too. */
  rule: readonly Day[]
  /** Those that take place. */
  kept: ReadonlySet<Day>
  /** Days added that the rule does not have, or that happen once. */
  added: readonly Day[]
  /** After `to` the rule goes on by itself. */
  goesOn: boolean
  /** The rule is for terms or holidays, and nothing is known of either: only words can say it. */
  unknown: boolean
}

/** Days ahead that others are told. */
export const ahead = 365

/** The last day of a schedule, by its own end or by its count; null where it goes on. */
export function lastDay(schedule: Schedule): Day | null {
  if (schedule.count === null || schedule.freq === 'once') return schedule.until
  // A century holds any thousand times anybody plans.
  const years = String(Math.min(9_999, Number(schedule.from.slice(0, 4)) + 100)).padStart(4, '0')
  const last = ruleDays(schedule, schedule.from, `${years}-01-01`).at(-1) ?? schedule.from
  return schedule.until !== null && schedule.until < last ? schedule.until : last
}

/** From its first day, or where that is long ago from January of last year: the same all year, so that what is made of it keeps its name. */
export function known(schedule: Schedule, today: Day, factsOf: (day: Day) => DayFacts): Known {
  const lately = `${String(Number(today.slice(0, 4)) - 1).padStart(4, '0')}-01-01`
  const from = schedule.from > lately ? schedule.from : lately
  const end = lastDay(schedule)
  const horizon = addDays(schedule.from > today ? schedule.from : today, ahead)
  const to = end !== null && end < horizon ? end : horizon
  const base = { from, to, goesOn: end === null || end > horizon }
  if (to < from) return { ...base, rule: [], kept: new Set(), added: [], unknown: false }
  const rule = ruleDays(schedule, from, to)
  const times = expand(schedule, from, to, factsOf)
  const inRule = new Set(rule)
  const unsaid = ({ why }: Occurrence) => why === 'calendar-unknown'
  const unknown = times.some(unsaid) && !times.some(({ day, why }) => why === '' && inRule.has(day))
  const told = times.filter(each => unknown || !unsaid(each)).map(({ day }) => day)
  return {
    ...base,
    rule,
    kept: new Set(told.filter(day => inRule.has(day))),
    added: told.filter(day => !inRule.has(day)),
    unknown,
  }
}

/** Runs of days of the rule that take place one after the other. */
export function runs({ rule, kept }: Known): { from: Day; to: Day }[] {
  const found: { from: Day; to: Day }[] = []
  let open = false
  for (const day of rule) {
    const last = found.at(-1)
    if (!kept.has(day)) open = false
    else if (open && last) last.to = day
    else {
      found.push({ from: day, to: day })
      open = true
    }
  }
  return found
}
