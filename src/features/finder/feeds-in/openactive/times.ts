// When an opportunity of OpenActive takes place: dated sessions from today on, and rules. Pure.
import type { Day } from '../../../../lib/dates.ts'
import { wallOf } from '../../../../lib/schedule/instants.ts'
import { fromOpenActive, fromSessions } from '../../../../lib/schedule/openactive-in.ts'
import { flagWords } from '../../../../lib/schedule/read.ts'
import type { Schedule } from '../../../../lib/schedule/types.ts'
import { type Part, parts, type Say, words } from '../values.ts'

export interface Times {
  schedules: readonly Schedule[]
  /** There were times, and all are past. */
  over: boolean
}

/** Sessions that are not cancelled. */
export function datedTimes(events: readonly Part[], today: Day, say: Say): Times {
  const on = events.filter(event => !/cancelled|postponed/i.test(words(event.eventStatus, 100))).map(sessionOf)
  const ahead = on.filter(({ startDate }) => (wallOf(startDate)?.day ?? today) >= today)
  const { schedules, unread } = fromSessions(ahead)
  if (unread > 0) say('startDate', `${unread} sessions without times that can be read: left out`)
  return { schedules, over: events.length > 0 && unread === 0 && schedules.length === 0 }
}

const sessionOf = (event: Part) => ({
  startDate: words(event.startDate, 40),
  endDate: words(event.endDate, 40),
  duration: words(event.duration, 20),
})

/** Rules of the series. `whole`: they say everything, so that nothing is taken from the dated sessions beside them. */
export function ruledTimes(data: Part, today: Day, say: Say): Times & { whole: boolean } {
  const rules = parts(data.eventSchedule)
  const read = rules.map(rule => fromOpenActive(rule, today))
  for (const flag of new Set(read.flatMap(each => each.flags))) say('eventSchedule', flagWords[flag])
  const all = read.flatMap(each => each.schedule ?? [])
  const schedules = all
    .filter(each => (each.until ?? (each.freq === 'once' ? lastOf(each) : today)) >= today)
    .slice(0, 60)
  const partly = read.some(each => each.flags.includes('in-part'))
  return {
    schedules,
    over: all.length > 0 && schedules.length === 0,
    whole: rules.length > 0 && all.length === rules.length && !partly && schedules.length > 0,
  }
}

const lastOf = ({ from, add }: Schedule): Day => [from, ...add].toSorted().at(-1) ?? from
