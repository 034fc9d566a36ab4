import { type Day, daysBetween } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'

/** Days a review done on `day` is before it is due; 0 when it is due or late. */
export const daysEarly = (dueOn: Day, day: Day): number => Math.max(0, daysBetween(day, dueOn))

/** So early that whoever does it says that they mean to. */
export const mustConfirm = (days: number): boolean => days > 30

/** `earlyWords(330)` is '11 months'. */
export const earlyWords = (days: number): string =>
  days < 61 ? plural(days, 'day') : plural(Math.round(days / 30.4), 'month')

// "ok" is no finding: a sentence says what was looked at.
const leastWords = 5

/** What still keeps a review from being kept. */
export function reviewErrors(
  found: { note: string; early?: 'yes' | undefined },
  due: { dueOn: Day },
  today: Day,
): FieldError[] {
  const days = daysEarly(due.dueOn, today)
  const few = found.note.split(/\s+/).filter(word => /\p{L}{2}/u.test(word)).length < leastWords
  return [
    ...(few ? [{ field: 'note', text: 'Say what the review found in at least a sentence' }] : []),
    ...(mustConfirm(days) && found.early !== 'yes'
      ? [{ field: 'early', text: `It is due in ${earlyWords(days)}. Tick to say that you mean to review it now` }]
      : []),
  ]
}
