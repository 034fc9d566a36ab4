import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  dayWords,
  lastDay,
  monthOfDay,
  monthWords,
} from '../../../lib/dates.ts'
import { list, plural, sentence } from '../../../lib/words.ts'
import type { Grain, PeriodState } from '../schemas.ts'

/** How a source stands: late ones stand out. */
export const states = ['late', 'due soon', 'on time', 'once', 'not loaded'] as const
export type State = (typeof states)[number]

export interface Due {
  state: State
  /** The day its next issue should be here; null where nothing more is expected, or nothing has come yet. */
  on: Day | null
  /** Days late, or days until it is due. */
  days: number
}

/** Months between two issues, by the pack's word. Anything else is not expected again. */
const months: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, 'half-yearly': 6, annual: 12, yearly: 12 }
const days: Readonly<Record<string, number>> = { daily: 1, weekly: 7, fortnightly: 14 }

/** A source is "due soon" this many days before its day. */
export const soonDays = 14

/** The day the issue after this snapshot should arrive: one cadence later, and the lag on top. Null where none is expected. */
export function nextDue(snapshotOn: Day, cadence: string, lagDays: number | null): Day | null {
  const [byMonth, byDay] = [months[cadence], days[cadence]]
  const next = byMonth ? monthsLater(snapshotOn, byMonth) : byDay ? addDays(snapshotOn, byDay) : null
  return next === null ? null : addDays(next, lagDays ?? 0)
}

// The last day of a month is followed by the last day of a later month; 31 January by 28 February.
function monthsLater(day: Day, by: number): Day {
  const month = addMonths(monthOfDay(day), by)
  const last = lastDay(month)
  const same = `${month}-${day.slice(8)}`
  return day === lastDay(monthOfDay(day)) || same > last ? last : same
}

/** How a source stands today. */
export function dueOf(snapshotOn: Day | null, cadence: string, lagDays: number | null, today: Day): Due {
  if (snapshotOn === null) return { state: 'not loaded', on: null, days: 0 }
  const on = nextDue(snapshotOn, cadence, lagDays)
  if (on === null) return { state: 'once', on, days: 0 }
  const left = daysBetween(today, on)
  if (left < 0) return { state: 'late', on, days: -left }
  return { state: left <= soonDays ? 'due soon' : 'on time', on, days: left }
}

export const stateNames: Readonly<Record<State, string>> = {
  late: 'Late',
  'due soon': 'Due soon',
  'on time': 'On time',
  once: 'Once only',
  'not loaded': 'Not loaded',
}

/** "Late by 12 days", "Due in 3 days", "On time", "Once only", "Not loaded". */
export function dueWords(due: Due): string {
  if (due.state === 'late') return `Late by ${plural(due.days, 'day')}`
  if (due.state === 'due soon') return due.days === 0 ? 'Due today' : `Due in ${plural(due.days, 'day')}`
  return stateNames[due.state]
}

/** "Monthly, 18 days after the month ends". */
export const cadenceWords = (cadence: string, lagDays: number | null): string =>
  `${cadence === 'once' ? 'Published once' : sentence(cadence)}${lagDays === null ? '' : `, ${plural(lagDays, 'day')} behind`}`

export const groups = ['violence', 'context', 'population', 'deprivation', 'places', 'not loaded'] as const
export type Group = (typeof groups)[number]
export const groupNames: Readonly<Record<Group, string>> = {
  violence: 'Violence',
  context: 'Context',
  population: 'Population',
  deprivation: 'Deprivation',
  places: 'Places',
  'not loaded': 'Not loaded yet',
}

const placeFormats = new Set(['geojson-boundaries', 'lookup', 'assets', 'stations', 'postcodes'])
const byFormat: readonly [RegExp, Group][] = [
  [/^(census|mid-year)/, 'population'],
  [/^(imd|child-poverty)/, 'deprivation'],
]

/** Which shelf a source stands on: by its format, else by the topic most of its measures have. Never received is a shelf of its own. */
export function groupOf(source: { format: string; received: boolean; topics: readonly string[] }): Group {
  if (!source.received) return 'not loaded'
  if (placeFormats.has(source.format)) return 'places'
  const known = byFormat.find(([pattern]) => pattern.test(source.format))?.[1]
  return known ?? topicGroup(source.topics)
}

function topicGroup(topics: readonly string[]): Group {
  for (const topic of ['violence', 'deprivation', 'population'] as const) if (topics.includes(topic)) return topic
  return 'context'
}

const kindNames: Readonly<Record<string, readonly [string, string]>> = {
  borough: ['borough', 'boroughs'],
  ward: ['ward', 'wards'],
  lsoa: ['LSOA', 'LSOAs'],
  neighbourhood: ['neighbourhood', 'neighbourhoods'],
  hub: ['hub', 'hubs'],
}

/** "679 of 684 wards", "the whole city". */
export function placesWords(kind: string, places: number, of: number | null): string {
  const names = kindNames[kind]
  if (!names) return 'the whole city'
  if (of === null || of < places) return plural(places, ...names)
  return `${places === of ? 'all ' : `${places.toLocaleString('en-GB')} of `}${plural(of, ...names)}`
}

/** A period as people say it: "February 2026", "2024", "July to September 2024", "31 March 2025". */
export function periodWords(period: Day, grain: Grain): string {
  if (grain === 'year')
    return period.slice(5) === '04-01'
      ? `${period.slice(0, 4)}/${String(Number(period.slice(2, 4)) + 1).padStart(2, '0')}`
      : period.slice(0, 4)
  if (grain === 'point') return period.endsWith('-01-01') ? period.slice(0, 4) : dayWords(period)
  if (grain === 'month') return monthWords(monthOfDay(period))
  return `${monthWords(monthOfDay(period)).split(' ')[0]} to ${monthWords(addMonths(monthOfDay(period), 2))}`
}

/** "April 2010 to February 2026", or the one period there is. */
export const spanWords = (from: Day, to: Day, grain: Grain): string =>
  from === to ? periodWords(from, grain) : `${periodWords(from, grain)} to ${periodWords(to, grain)}`

export interface LevelHeld {
  kind: string
  grain: Grain
  places: number
  /** Places of the vintage there are; null where it is not known. */
  of: number | null
  from: Day
  to: Day
}

/** "679 of 684 wards, April 2010 to February 2026". */
export const coverageWords = (held: readonly LevelHeld[]): string =>
  sentence(
    held
      .map(one => `${placesWords(one.kind, one.places, one.of)}, ${spanWords(one.from, one.to, one.grain)}`)
      .join('; '),
  )

/** Claims on one period put together: one that counts anywhere counts; else the gravest reason stands. */
export function worstOf(found: readonly PeriodState[]): PeriodState {
  for (const state of ['loaded', 'held', 'stub', 'withheld'] as const) if (found.includes(state)) return state
  return 'withheld'
}

export const stateOfPeriod: Readonly<Record<PeriodState, string>> = {
  loaded: 'Counts',
  stub: 'Left out: incomplete',
  held: 'Held back: implausible',
  withheld: 'Withheld by the publisher',
}

/** Words of a rule that a reader can check: "Snapshot of 28 February 2026, one month later, and 18 days' lag". */
export const dueReason = (snapshotOn: Day | null, cadence: string, lagDays: number | null): string => {
  if (snapshotOn === null) return 'Nothing of it has been received.'
  if (nextDue(snapshotOn, cadence, lagDays) === null) return 'It is not published again, so it cannot be late.'
  return `${sentence(list([`the newest snapshot is of ${dayWords(snapshotOn)}`, `it is published ${cadence === 'annual' ? 'once a year' : cadence}`, lagDays === null ? 'its lag is not stated' : `it comes ${plural(lagDays, 'day')} after`]))}.`
}
