// What the forms of neighbourhoods and hubs share: crumbs, errors, and what was typed.
import { errorList, type FieldError } from '../../../platform/form.ts'
import { placeHref } from '../find/views.ts'
import type * as queries from './queries.ts'

export interface Crumb {
  text: string
  href?: string
}
export interface Wrong {
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  /** First message of each field, by field. */
  errorOf: Record<string, { text: string }>
}

export const wrong = (errors: FieldError[]): Wrong => ({
  errors,
  errorSummary: errorList(errors),
  errorOf: Object.fromEntries([...errors].reverse().map(error => [error.field, { text: error.text }])),
})

export const crumbs = (...more: Crumb[]): Crumb[] => [{ text: 'Places', href: '/places' }, ...more]
export const ownCrumbs = (place: queries.Own): Crumb[] => crumbs({ text: place.name, href: placeHref(place.code) })

/** What was typed, to be shown again. */
export type Typed = Record<string, unknown>
export const text = (typed: Typed, field: string, otherwise = '') =>
  typeof typed[field] === 'string' || typeof typed[field] === 'number' ? String(typed[field]) : otherwise
