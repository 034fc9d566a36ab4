import { addDays, type Day } from '../dates.ts'
import { expandAll } from './expand.ts'
import type { DayFacts, Occurrence, Schedule } from './types.ts'

/** London's day, and minutes after its midnight. */
export interface Now {
  today: Day
  minutes: number
}

/** Is it still to come, or still going on? What began yesterday may end after midnight. */
export const isAhead = ({ day, ends }: Pick<Occurrence, 'day' | 'ends'>, { today, minutes }: Now): boolean =>
  day > today || ends > (day === today ? minutes : minutes + 1_440)

/** Times from now to `days` days ahead, in order: none that is over, and what is still going on first. */
export const timesAhead = (
  schedules: readonly Schedule[],
  now: Now,
  days: number,
  factsOf: (day: Day) => DayFacts,
): Occurrence[] =>
  expandAll(schedules, addDays(now.today, -1), addDays(now.today, days), factsOf).filter(time => isAhead(time, now))
