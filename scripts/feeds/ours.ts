// What no validator of Open Referral looks at (finder rules, 2.5): whether what is said can be true.
import { z } from 'zod'

/** Every object at any depth, with the way to it. */
export function* objectsIn(value: unknown, at = ''): Generator<{ at: string; is: Record<string, unknown> }> {
  if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* objectsIn(each, `${at}/${i}`)
  else if (typeof value === 'object' && value !== null) {
    const is: Record<string, unknown> = { ...value }
    yield { at, is }
    for (const [key, each] of Object.entries(is)) yield* objectsIn(each, `${at}/${key}`)
  }
}

const Number1 = z.number().optional().catch(undefined)
const Text = z.string().optional().catch(undefined)
const Known = z.object({
  minimum_age: Number1,
  maximum_age: Number1,
  valid_from: Text,
  valid_to: Text,
  dtstart: Text,
  assured_date: Text,
  opens_at: Text,
  closes_at: Text,
  freq: Text,
  byday: Text,
  latitude: Number1,
  longitude: Number1,
  number: Text,
  postal_code: Text,
  country: Text,
  option: Text,
  amount: Number1,
  organization_id: Text,
  organization: z.object({ id: Text }).optional().catch(undefined),
  location_id: Text,
  location: z.object({ id: Text }).optional().catch(undefined),
})
type Known = z.output<typeof Known>

const isDate = (text: string): boolean => {
  const day = text.slice(0, 10)
  const time = Date.parse(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}($|T)/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

const dates = (is: Known): string[] =>
  (['valid_from', 'valid_to', 'dtstart', 'assured_date'] as const)
    .filter(name => is[name] !== undefined && !isDate(is[name]))
    .map(name => `${name} is no date: ${is[name]}`)

const times = (is: Known): string[] =>
  (['opens_at', 'closes_at'] as const).flatMap(name => {
    const time = is[name]
    if (time === undefined) return []
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(time))
      return [`${name} has a zone, which a weekly time in London cannot have: ${time}`]
    return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time) ? [] : [`${name} is no time: ${time}`]
  })

const ranges = ({ minimum_age: low, maximum_age: high, valid_from: from, valid_to: to, ...is }: Known): string[] => [
  ...(low !== undefined && high !== undefined && low > high ? [`minimum_age ${low} is over maximum_age ${high}`] : []),
  ...([low, high].some(age => age !== undefined && (age < 0 || age > 130)) ? ['an age is under 0 or over 130'] : []),
  ...(from !== undefined && to !== undefined && from.slice(0, 10) > to.slice(0, 10)
    ? [`valid_from ${from} is after valid_to ${to}`]
    : []),
  ...(is.freq !== 'MONTHLY' && /\d/.test(is.byday ?? '') ? [`byday ${is.byday} has a number without MONTHLY`] : []),
]

const elsewhere = 'is not in the United Kingdom'
export const isElsewhere = (what: string): boolean => what.endsWith(elsewhere)

const bounds = ({ latitude, longitude }: Known): string[] =>
  (latitude !== undefined && (latitude < 49.8 || latitude > 60.9)) ||
  (longitude !== undefined && (longitude < -8.7 || longitude > 1.8))
    ? [`${latitude}, ${longitude} ${elsewhere}`]
    : []

const contacts = ({ number, postal_code: postcode, country, option, amount }: Known): string[] => [
  ...(number !== undefined && !/^\+?[\d ()-]{3,20}( ?(x|ext\.?) ?\d+)?$/i.test(number)
    ? [`no phone number: ${number}`]
    : []),
  ...(postcode !== undefined && country === 'GB' && !/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i.test(postcode)
    ? [`no postcode: ${postcode}`]
    : []),
  ...(option === 'Free' && (amount ?? 0) > 0 ? [`free, and costs ${amount}`] : []),
]

const links = (is: Known): string[] => [
  ...(is.organization?.id !== undefined && is.organization_id !== undefined && is.organization.id !== is.organization_id
    ? ['organization_id is not the id of its organization']
    : []),
  ...(is.location?.id !== undefined && is.location_id !== undefined && is.location.id !== is.location_id
    ? ['location_id is not the id of its location']
    : []),
]

const nothings = (is: Record<string, unknown>): string[] =>
  Object.entries(is)
    .filter(([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key} is ${JSON.stringify(value)}: leave it out`)

/** What cannot be true in a service or anything in it, each with the way to it. `anywhere`: an invented city need not be in the United Kingdom. */
export const untrue = (value: unknown, anywhere = false): string[] =>
  [...objectsIn(value)].flatMap(({ at, is }) => {
    const known = Known.parse(is)
    const checks = [dates, times, ranges, contacts, links, ...(anywhere ? [] : [bounds])]
    const found = checks.flatMap(check => check(known))
    return [...nothings(is), ...found].map(words => `${at || '/'} ${words}`)
  })

const Kept = z.object({ 'x-upstream': z.object({ addressKeptPrivate: z.literal(true) }) })

/** A service that keeps its address private and tells it all the same. */
export const tells = (service: unknown): string[] =>
  Kept.safeParse(service).success
    ? [...objectsIn(service)]
        .filter(({ is }) => ['latitude', 'address_1', 'postal_code'].some(field => field in is))
        .map(({ at }) => `${at} tells an address that is to be kept private`)
    : []
