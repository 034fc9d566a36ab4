// A document of a feed as it may be kept: without people. Pure.
import { z } from 'zod'
import { isPersonal, overMailboxes } from '../../organisations/index.ts'

export const Json = z.json()
export type Json = z.output<typeof Json>

/** A text for the public without mailboxes of people; those of a role stay. */
export const withoutMailboxes = (text: string): string => overMailboxes(text, found => (isPersonal(found) ? '' : found))

// A character cut in half, and the one no database keeps.
const broken = /[\p{Surrogate}\0]/gu

/** A text of whole characters: a feed may cut one in half. */
export const whole = (text: string): string => text.replace(broken, '')

/** Fields where standards put a person. */
const people = new Set([
  'attention',
  'leader',
  'assurer',
  'assured_by',
  'author',
  'givenname',
  'familyname',
  'assurer_email',
])
const roles = new Set([
  ...['email', 'contact_email', 'description', 'fees', 'fees_description', 'application_process', 'accreditations'],
  ...['eligibility_description', 'accessibilityInformation', 'attendeeInstructions', 'schedulingNote'],
])
const deepest = 12
const longestText = 8_000

/**
 * The same document without persons: names of contacts and leaders, and mailboxes. A mailbox of a role stays in a field that is for one and in the words
 * the public reads, so that the document read again says the same; in fields of a vendor's own every mailbox goes, since nobody can tell whose it is.
 */
export function withoutPeople(value: unknown, field = '', inside = '', depth = 0): Json {
  if (typeof value === 'string') return textOf(value, field)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || depth > deepest) return null
  if (Array.isArray(value)) return value.slice(0, 1_000).map(each => withoutPeople(each, field, inside, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__' && !isPerson(key, field))
      .map(([key, each]) => [key, withoutPeople(each, key, field, depth + 1)]),
  )
}

const isPerson = (key: string, inside: string): boolean =>
  people.has(key.toLowerCase()) || (inside === 'contacts' && key === 'name')

const textOf = (text: string, field: string): string => {
  const keep = (found: string) => roles.has(field) && !isPersonal(found)
  return overMailboxes(whole(text.slice(0, longestText)), found => (keep(found) ? found : ''))
}

/** Of an object, what the fields named do not take: kept, so that it can be given back. */
export const besides = (of: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([key, value]) => !known.has(key) && value !== null && value !== undefined && value !== '')
      .map(([key, value]) => [key, withoutPeople(value, key)]),
  )
