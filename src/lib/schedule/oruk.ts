// Schedules for Open Referral UK 3.0, which has weeks and months, and no words for terms, bank holidays, exceptions or zones: those become
// dated schedules, and words (finder rules 2.1.8 and 2.6). Nothing is null, empty, or written with Z.
import type { Day } from '../dates.ts'
import { minutesOf, partsOf, weekdays } from './expand.ts'
import { type Known, known, runs } from './known.ts'
import type { Clock, DayFacts, Schedule } from './types.ts'
import { scheduleWords } from './words.ts'

/** A schedule of Open Referral UK without its ids. `until`, `wkst` and what begins with `x-` are not of the UK profile, which allows more. */
export interface OrukSchedule {
  valid_from: Day
  valid_to?: Day
  dtstart: Day
  until?: Day
  freq?: 'WEEKLY' | 'MONTHLY'
  interval?: number
  wkst?: 'MO'
  byday?: string
  bymonthday?: string
  opens_at: Clock
  closes_at: Clock
  description: string
  notes?: string
  'x-timezone': 'Europe/London'
  /** The whole of it in our own shape, on every part: whoever knows it reads this and takes equal ones as one. */
  'x-schedule': Readonly<Record<string, unknown>>
}

/** What is not of the UK profile 3.0, for a switch that leaves it out. */
export const beyondProfile = ['until', 'wkst', 'x-timezone', 'x-schedule'] as const

/**
 * A schedule as Open Referral UK says it: one part where it can say it whole, else a part for each run of days, each part with days of its own
 * (`valid_from`), by which an id can be made that stays. What has gone by is left out, so is what lies past `checkedUntil`.
 */
export function toOruk(schedule: Schedule, today: Day, factsOf: (day: Day) => DayFacts): OrukSchedule[] {
  const told = known(schedule, today, factsOf)
  const rule = ruleOf(schedule)
  const single = [...told.added, ...(rule ? [] : told.kept)].map(day => dated(schedule, day))
  return [...(rule ? runs(told).map(run => part(schedule, told, run, rule)) : []), ...single]
    .filter(each => each.until === undefined || each.until >= today)
    .filter(({ valid_from }) => schedule.checkedUntil === null || valid_from <= schedule.checkedUntil)
    .sort((a, b) => (a.valid_from < b.valid_from ? -1 : a.valid_from > b.valid_from ? 1 : 0))
}

type Rule = Pick<OrukSchedule, 'freq' | 'interval' | 'wkst' | 'byday' | 'bymonthday'>

/** The rule in weeks or months; undefined where it has none, as every third day. */
function ruleOf(schedule: Schedule): Rule | undefined {
  const { freq, interval } = schedule
  const { byDay, byMonthDay } = partsOf(schedule)
  const days = {
    ...(byDay.length > 0 ? { byday: byDay.join(',') } : {}),
    ...(byMonthDay.length > 0 ? { bymonthday: byMonthDay.join(',') } : {}),
  }
  if (freq === 'weekly') return { freq: 'WEEKLY', ...every(interval), ...days }
  if (freq === 'monthly') return { freq: 'MONTHLY', ...every(interval), ...days }
  if (freq === 'once' || interval > 1) return undefined
  return byMonthDay.length > 0 ? { freq: 'MONTHLY', ...days } : { freq: 'WEEKLY', byday: weekdays.join(','), ...days }
}

// Where weeks are skipped it matters which day begins one.
const every = (interval: number) => (interval > 1 ? { interval, wkst: 'MO' as const } : {})

function part(schedule: Schedule, told: Known, run: { from: Day; to: Day }, rule: Rule): OrukSchedule {
  const isLast = run.to === told.rule.at(-1)
  const goesOn = isLast && told.goesOn && (schedule.calendar === 'always' || told.unknown)
  const until = goesOn ? undefined : isLast && !told.goesOn ? told.to : run.to
  const first = run.from === told.rule[0] && schedule.from <= run.from ? schedule.from : run.from
  const whole = { ...schedule, from: first, until: until ?? null, count: null, exclude: [], add: [] }
  return {
    ...span(schedule, first, until),
    dtstart: run.from,
    ...(until === undefined ? {} : { until }),
    ...rule,
    ...common(schedule, scheduleWords(whole)),
  }
}

function dated(schedule: Schedule, day: Day): OrukSchedule {
  const words = scheduleWords({ ...schedule, freq: 'once', from: day, add: [], exclude: [] })
  return { valid_from: day, valid_to: day, dtstart: day, until: day, ...common(schedule, words) }
}

/** The UK profile has no `until`, so the last day stands in `valid_to` too, or the day until which it is known, if that is earlier. */
function span({ checkedUntil }: Schedule, from: Day, until: Day | undefined): { valid_from: Day; valid_to?: Day } {
  const last = [until, checkedUntil].filter(day => typeof day === 'string').sort()[0]
  return { valid_from: from, ...(last === undefined ? {} : { valid_to: last }) }
}

function common(schedule: Schedule, words: string) {
  const notes = notesOf(schedule)
  const wholeDay = schedule.starts === schedule.ends && schedule.starts === '00:00'
  return {
    opens_at: schedule.starts,
    closes_at: wholeDay ? '23:59' : schedule.ends,
    description: `${words}, London time`,
    ...(notes === '' ? {} : { notes }),
    'x-timezone': 'Europe/London' as const,
    'x-schedule': compact(schedule),
  }
}

const notesOf = ({ calendar, bankHolidays, starts, ends }: Schedule): string =>
  [
    calendar === 'term' && 'Term time only',
    calendar === 'holidays' && 'School holidays only',
    bankHolidays === 'closed' && 'Not on bank holidays',
    bankHolidays === 'open' && 'Open on bank holidays',
    minutesOf(ends) <= minutesOf(starts) && ends !== '00:00' && 'Closes after midnight',
  ]
    .filter(Boolean)
    .join('. ')

// A null, an empty list or an empty text fails every check of the standard.
const compact = (schedule: Schedule): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(schedule).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
