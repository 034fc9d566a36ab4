// What the calendars say of days, borough by borough, remembered for one run.
import { addDays, type Day } from '../../../lib/dates.ts'
import type { DayFacts } from '../../../lib/schedule/types.ts'
import { dayKind, type Span } from '../../places/index.ts'

/** How many days ahead times are kept: ten weeks. */
export const daysAhead = 70

/** Days ahead for which single sessions are told in the session feed. Times are written out a week further, so that none comes late. */
export const sessionDays = 63

export interface Window {
  /** Yesterday, for what goes on past midnight. */
  from: Day
  to: Day
}

export const windowOf = (today: Day): Window => ({ from: addDays(today, -1), to: addDays(today, daysAhead) })

/** Of a borough's code; none: only what holds for the whole city. */
export function factsFrom(spans: readonly Span[]): (borough: string | null) => (day: Day) => DayFacts {
  const boroughs = new Map<string, (day: Day) => DayFacts>()
  return borough => {
    const known = boroughs.get(borough ?? '')
    if (known) return known
    const facts = factsOf(spans.filter(span => span.borough === null || span.borough === borough))
    boroughs.set(borough ?? '', facts)
    return facts
  }
}

function factsOf(spans: readonly Span[]): (day: Day) => DayFacts {
  const days = new Map<Day, DayFacts>()
  const bank = new Set(spans.filter(span => span.kind === 'bank holiday').map(span => span.from))
  return day => {
    const facts = days.get(day) ?? { kind: dayKind(spans, day), bankHoliday: bank.has(day) }
    days.set(day, facts)
    return facts
  }
}
