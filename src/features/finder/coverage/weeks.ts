// Which week is looked at: one that somebody chose, or an ordinary week of term or of holiday by each borough's own calendar. Pure.
import { addDays, type Day, daysBetween, dayWords, isDay } from '../../../lib/dates.ts'
import { dayKind, type Span } from '../../places/index.ts'
import { windowOf } from '../search/calendar.ts'
import { mondayOf } from './count.ts'

/** The weeks of which every day is among the times that search keeps: yesterday's and those ahead. Of another, days would look empty that are not. */
export function weeksKnown(today: Day): Day[] {
  const first = mondayOf(addDays(today, 5))
  const weeks = Math.floor((daysBetween(first, windowOf(today).to) + 1) / 7)
  return Array.from({ length: weeks }, (_, i) => addDays(first, 7 * i))
}

export type WeekAsked = { kind: 'term' | 'holiday' } | { kind: 'chosen'; monday: Day }

/** What an address asks for: 'holiday', any day of a week, or else a week of term. */
export function weekOf(text: string, today: Day): WeekAsked {
  if (text === 'holiday') return { kind: 'holiday' }
  const monday = isDay(text) ? weeksKnown(today).find(known => known === mondayOf(text)) : undefined
  return monday === undefined ? { kind: 'term' } : { kind: 'chosen', monday }
}

/** The calendar of one borough: its own days and those of the whole city. */
export const spansOf = (spans: readonly Span[], borough: string): Span[] =>
  spans.filter(span => span.borough === null || span.borough === borough)

const weekdaysOf = (monday: Day): Day[] => Array.from({ length: 5 }, (_, i) => addDays(monday, i))

const isOrdinary = (spans: readonly Span[], monday: Day, kind: 'term' | 'holiday'): boolean =>
  weekdaysOf(monday).every(
    day =>
      dayKind(spans, day) === kind &&
      !spans.some(span => span.kind === 'bank holiday' && span.from <= day && day <= span.to),
  )

/**
 * The Monday of the next whole week whose five weekdays are all of the kind and none a bank holiday. Undefined where the calendar has no such
 * week ahead; a borough without a calendar has, for term, just the next week, since most weeks are.
 */
export function ordinaryWeek(spans: readonly Span[], kind: 'term' | 'holiday', today: Day): Day | undefined {
  const mondays = weeksKnown(today)
  const known = spans.some(span => span.kind !== 'bank holiday' && span.to >= today)
  return (
    mondays.find(monday => isOrdinary(spans, monday, kind)) ?? (known || kind === 'holiday' ? undefined : mondays[0])
  )
}

/** The week of each borough: by its code. A borough that has no such week is not in the answer. */
export function weeksOf(
  asked: WeekAsked,
  spans: readonly Span[],
  boroughs: readonly { id: number; code: string }[],
  today: Day,
): Map<number, Day> {
  return new Map(
    boroughs.flatMap(({ id, code }) => {
      const monday = asked.kind === 'chosen' ? asked.monday : ordinaryWeek(spansOf(spans, code), asked.kind, today)
      return monday === undefined ? [] : [[id, monday] as const]
    }),
  )
}

export const weekWords = (monday: Day): string => `${dayWords(monday)} to ${dayWords(addDays(monday, 6))}`

/** The weeks to choose from. */
export const weekOptions = (today: Day): { value: string; text: string }[] => [
  { value: 'term', text: 'An ordinary week of term' },
  { value: 'holiday', text: 'An ordinary week of holiday' },
  ...weeksKnown(today).map(monday => ({ value: monday, text: `Week of ${dayWords(monday)}` })),
]
