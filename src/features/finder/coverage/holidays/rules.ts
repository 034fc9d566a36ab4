// The next school holiday of a borough, and the weekdays of it on which a ward has nothing. Pure.
import { addDays, type Day, daysBetween } from '../../../../lib/dates.ts'
import type { Span } from '../../../places/index.ts'
import type { Ages } from '../ages.ts'
import { spansOf } from '../weeks.ts'

/** So long before a holiday people plan it. */
export const aheadDays = 42

export interface Holiday {
  title: string
  from: Day
  to: Day
  /** Monday to Friday, no bank holidays. */
  weekdays: Day[]
}

const weekdayOf = (day: Day) => ((daysBetween('2024-01-01', day) % 7) + 7) % 7

/** The holiday a borough is in, or the next that begins within six weeks; undefined where its calendar has none. */
export function nextHoliday(spans: readonly Span[], borough: string, today: Day): Holiday | undefined {
  const own = spansOf(spans, borough)
  const next = own
    .filter(span => span.kind === 'holiday' && span.to >= today && span.from <= addDays(today, aheadDays))
    .sort((a, b) => (a.from < b.from ? -1 : 1))[0]
  if (!next) return undefined
  const days = Array.from({ length: daysBetween(next.from, next.to) + 1 }, (_, i) => addDays(next.from, i))
  const isBank = (day: Day) => own.some(span => span.kind === 'bank holiday' && span.from <= day && day <= span.to)
  const { title, from, to } = next
  return { title, from, to, weekdays: days.filter(day => weekdayOf(day) < 5 && !isBank(day)) }
}

/** Sessions of one ward on one day that are alike. */
export interface DaySession {
  wardId: number
  day: Day
  minAge: number
  maxAge: number
  sessions: number
  places: number
  /** Of them, those that do not say how many places they have. */
  unsaid: number
  /** Sessions with food, and the places in them. */
  food: number
  foodPlaces: number
}

export interface DayCell {
  day: Day
  sessions: number
  /** The ages asked for that have nothing that day. */
  missing: number[]
}

export interface WardDays {
  days: DayCell[]
  /** Weekdays on which some age asked for has nothing. */
  gaps: number
}

const isFor = (one: DaySession, ages: Ages) => one.minAge <= ages.to && one.maxAge >= ages.from

/** Each ward's weekdays of a holiday, for these ages. */
export function wardDays(
  sessions: readonly DaySession[],
  wards: readonly number[],
  days: readonly Day[],
  ages: Ages,
): Map<number, WardDays> {
  const own = new Map<string, DaySession[]>()
  for (const one of sessions.filter(each => isFor(each, ages))) {
    const key = `${one.wardId} ${one.day}`
    own.set(key, [...(own.get(key) ?? []), one])
  }
  return new Map(
    wards.map(id => {
      const cells = days.map(day => cellOf(day, own.get(`${id} ${day}`) ?? [], ages))
      return [id, { days: cells, gaps: cells.filter(cell => cell.missing.length > 0).length }]
    }),
  )
}

function cellOf(day: Day, sessions: readonly DaySession[], { from, to }: Ages): DayCell {
  const asked = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const missing = asked.filter(age => !sessions.some(one => one.minAge <= age && age <= one.maxAge))
  return { day, sessions: sessions.reduce((sum, one) => sum + one.sessions, 0), missing }
}

/** What is on in the whole holiday, for these ages: sessions and places offered, never people. */
export const programme = (sessions: readonly DaySession[], ages: Ages) =>
  sessions
    .filter(one => isFor(one, ages))
    .reduce(
      (sum, one) => ({
        sessions: sum.sessions + one.sessions,
        places: sum.places + one.places,
        unsaid: sum.unsaid + one.unsaid,
        unsure: 0,
        food: sum.food + one.food,
        foodPlaces: sum.foodPlaces + one.foodPlaces,
      }),
      { sessions: 0, places: 0, unsaid: 0, unsure: 0, food: 0, foodPlaces: 0 },
    )
