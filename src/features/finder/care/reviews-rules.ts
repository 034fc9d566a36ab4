// When somebody is asked whether an entry is still right, and when it hides itself. Pure.
import { addDays, type Day } from '../../../lib/dates.ts'

/** Asked first so many days before the day it is due on. */
export const aheadDays = 14
/** After the day was missed there is a second: so many days later. Past it, the entry hides itself. */
export const graceDays = 28
/** Nobody is asked twice, or loses an entry, within so many days of being asked. */
const patienceDays = 14

export interface Asked {
  reviewOn: Day
  /** How often somebody was asked for this day, and when last. */
  asks: number
  askedOn: Day | null
}

/** Why it hid itself. Nobody took it down: whoever answers for it puts it back by saying that it is right. */
export const missedWords = (day: string): string => `Nobody said by ${day} that it is still right`

export const secondDay = (reviewOn: Day): Day => addDays(reviewOn, graceDays)

/** What a night does with an entry: asks, hides it after two days were missed, or nothing. */
export function stepOf({ reviewOn, asks, askedOn }: Asked, today: Day): 'ask' | 'hide' | 'nothing' {
  if (asks === 0) return today >= addDays(reviewOn, -aheadDays) ? 'ask' : 'nothing'
  if (askedOn !== null && today < addDays(askedOn, patienceDays)) return 'nothing'
  if (asks === 1) return today > reviewOn ? 'ask' : 'nothing'
  return today > secondDay(reviewOn) ? 'hide' : 'nothing'
}
