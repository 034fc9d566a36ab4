// What the public may read of an entry: the one place where safe venues, inner roles and people's mailboxes are left out. Pure.
import { isPersonal } from '../../organisations/index.ts'
import type { Body, Venue } from '../schemas.ts'

export const keptPrivate = 'Address kept private'

const noPlace: Venue = {
  name: keptPrivate,
  address: '',
  locality: '',
  postcode: '',
  longitude: null,
  latitude: null,
  safe: true,
}

/** A body without what is not for the public: the lead's role, who waits, who declared a photo, people's mailboxes; and where a safe venue is. */
export function publicBody(body: Body): Body {
  const open = withoutInner(body)
  return open.venue?.safe ? withoutPlace(open, open.venue) : open
}

const withoutInner = (body: Body): Body => ({
  ...body,
  waiting: null,
  safeguarding: { ...body.safeguarding, leadRole: '' },
  image: body.image && { ...body.image, declaredBy: '' },
  join: { ...body.join, email: isPersonal(body.join.email) ? '' : body.join.email },
  extra: everyText(body.extra, withoutMailboxes),
})

const withoutMailboxes = (text: string): string =>
  text.replace(/[^\s@<>()"',;:]+@[^\s@<>()"',;:]+\.[a-z]{2,}/gi, found => (isPersonal(found) ? '' : found))

/**
 * A safe venue: no name, address, postcode or point; no way there, photo or words of a feed, which may tell; and where a text names any of it, the
 * text says that it is kept private.
 */
function withoutPlace(body: Body, venue: Venue): Body {
  const tells = tellTales(venue)
  const silent = (text: string) => tells.reduce((all, tell) => all.replace(tell, keptPrivate.toLowerCase()), text)
  const href = (address: string) => (leads(address, tells) ? '' : address)
  const { join, onlineHref, name, image: _, ...rest } = body
  const said = everyText(rest, silent)
  return {
    ...said,
    name: silent(name).slice(0, 120),
    image: null,
    onlineHref: href(onlineHref),
    join: { ...everyText(join, silent), href: href(join.href), email: join.email },
    venue: noPlace,
    travel: '',
    extra: {},
  }
}

const isMap =
  /\/\/(?:www\.)?(?:goo\.gl\/maps|maps\.|what3words|w3w\.|google\.[a-z.]+\/maps|(?:www\.)?openstreetmap|citymapper)/i

// An address that leads to a map, or has the place in it, is no less than the place itself.
const leads = (address: string, tells: readonly RegExp[]): boolean => {
  const words = decode(address).replace(/[+_-]/g, ' ')
  return isMap.test(address) || tells.some(tell => words.search(tell) >= 0)
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const loosely = (text: string): RegExp =>
  new RegExp(
    text
      .trim()
      .split(/[\s,.'’-]+/)
      .filter(Boolean)
      .map(escaped)
      .join("[\\s,.'’-]*"),
    'gi',
  )

/** What would tell where it is: its name, the whole address and each line of it, the postcode however it is spaced. */
export function tellTales(venue: Venue): RegExp[] {
  const lines = [venue.name, venue.address, ...venue.address.split(/[,\n]/)]
  const long = lines.map(line => line.trim()).filter(line => line.replace(/[^a-z]/gi, '').length >= 4)
  const compact = venue.postcode.replace(/\s/g, '')
  const postcode = compact.length >= 5 ? [`${compact.slice(0, -3)} ${compact.slice(-3)}`] : []
  return [...new Set([...long, ...postcode])].sort((a, b) => b.length - a.length).map(loosely)
}

/** Every text in a value, however deep, through one function. */
export function everyText<T>(value: T, change: (text: string) => string): T
export function everyText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(part => everyText<unknown>(part, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, everyText<unknown>(part, change)]))
}
