// The second person's form: a reason for each piece of advice, and the seal of what stands on the page.
import type { FieldError } from '../../../platform/form.ts'
import { adviceOf, fieldOf } from '../checks/reasons.ts'
import type { Check, Edition, Reasoned } from '../schemas.ts'

export interface TypedReasons {
  reasons: readonly Reasoned[]
  errors: FieldError[]
}

export interface CheckOff {
  action: string
  seal: string
  advice: (Check & { field: string; value: string })[]
}

export const checkOffOf = (edition: Edition, seal: string, typed: readonly Reasoned[]): CheckOff => ({
  action: `/releases/${edition.id}/check`,
  seal,
  advice: adviceOf(edition).map(check => ({
    ...check,
    field: fieldOf(check.id),
    value: typed.find(({ id }) => id === check.id)?.reason ?? '',
  })),
})

/** Each piece of advice with why it may stand, for who publishes and for the record. */
export const answeredOf = (edition: Edition): { title: string; text: string; reason: string }[] =>
  adviceOf(edition).flatMap(({ id, title, text }) => {
    const reason = edition.reasons?.find(each => each.id === id)?.reason
    return reason === undefined ? [] : [{ title, text, reason }]
  })
