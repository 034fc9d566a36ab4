import { dayWords } from '../../../lib/dates.ts'
import { type Small, small, type Typed } from '../../../platform/small-form.ts'
import { daysEarly, earlyWords, mustConfirm } from './reviews.ts'
import type { Review } from './schemas.ts'

export interface ReviewLine {
  id: number
  label: string
  due: string
  late: boolean
  done: string
  note: string
  /** How early it would be today, in words; empty when it is due. */
  early: string
  confirm: boolean
  form: Small
}

/** A review's line: the day it was done is for all readers, what it found for those who read the whole. */
export function reviewLine(
  review: Review,
  { today, whole, typed }: { today: string; whole: boolean; typed?: Typed },
): ReviewLine {
  const days = daysEarly(review.dueOn, today)
  return {
    id: review.id,
    label: review.label,
    due: dayWords(review.dueOn),
    late: review.doneOn === null && review.dueOn < today,
    done: doneWords(review, whole),
    note: whole ? review.note : '',
    early: review.doneOn === null && days > 0 ? earlyWords(days) : '',
    confirm: mustConfirm(days),
    form: small(`review-${review.id}`, ['result', 'note', 'early'], typed),
  }
}

function doneWords({ doneOn, dueOn, result }: Review, whole: boolean): string {
  if (doneOn === null) return ''
  const days = daysEarly(dueOn, doneOn)
  const when = `Done on ${dayWords(doneOn)}${days > 0 ? `, ${earlyWords(days)} early` : ''}`
  return whole && result ? `${when}: ${result}` : when
}
