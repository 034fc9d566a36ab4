// Which week is looked at: one that somebody chose, or an ordinary week of term or of holiday by each borough's own calendar. Pure.
import { addDays, type Day, dayWords, isDay } from '../../../lib/dates.ts'
import { dayKind, type Span } from '../../places/index.ts'
import { mondayOf } from './count.ts'

/** Times are known so many days ahead at most; a week further on is not offered. */
const weeksAhead = 12

export type WeekAsked = { kind: 'term' | 'holiday' } | { kind: 'chosen'; monday: Day }

/** What an address asks for: 'holiday', any day of a week, or else a week of term. */
export function weekOf(text: string, today: Day): WeekAsked {
  if (text === 'holiday') return { kind: 'holiday' }
  const first = mondayOf(today)
  if (!isDay(text) || text < first || text >= addDays(first, 7 * weeksAhead)) return { kind: 'term' }
  return { kind: 'chosen', monday: mondayOf(text) }
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
  const first = addDays(mondayOf(today), 7)
  const mondays = Array.from({ length: weeksAhead - 1 }, (_, i) => addDays(first, 7 * i))
  const known = spans.some(span => span.kind !== 'bank holiday' && span.to >= today)
  return mondays.find(monday => isOrdinary(spans, monday, kind)) ?? (known || kind === 'holiday' ? undefined : first)
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
  ...Array.from({ length: weeksAhead }, (_, i) => {
    const monday = addDays(mondayOf(today), 7 * i)
    return { value: monday, text: `Week of ${dayWords(monday)}` }
  }),
]
