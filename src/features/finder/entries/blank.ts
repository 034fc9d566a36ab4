// What the public may read of an entry: the one place where safe venues, inner roles and people's mailboxes are left out. Pure.
import { isPersonal, overMailboxes } from '../../organisations/index.ts'
import type { Body, Venue } from '../schemas.ts'
import { isSensitive } from '../themes.ts'

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
  image: body.image && unseenWords(body) === '' ? { ...body.image, declaredBy: '' } : null,
  join: { ...body.join, email: isPersonal(body.join.email) ? '' : body.join.email },
  extra: everyText(body.extra, withoutMailboxes),
})

/** Why the public is not shown a photo: it may tell where a place is, or who goes there. Empty: it is shown. */
export const unseenWords = ({ venue, themes }: Pick<Body, 'venue' | 'themes'>): string =>
  venue?.safe
    ? 'The public does not see this photo: the address is kept private, and a photo may tell where it is'
    : themes.some(isSensitive)
      ? 'The public does not see this photo: a photo may tell who gets this help, and stays on the phone of whoever looked'
      : ''

const withoutMailboxes = (text: string): string => overMailboxes(text, found => (isPersonal(found) ? '' : found))

/**
 * A safe venue: no name, address, postcode or point; no way there, photo or words of a feed, which may tell; and where a text names any of it, the
 * text says that it is kept private.
 */
function withoutPlace(body: Body, venue: Venue): Body {
  const tells = tellTales(venue)
  const silent = (text: string) =>
    [...anyPlace, ...tells].reduce((all, tell) => all.replace(tell, keptPrivate.toLowerCase()), text)
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

/** What is said of whoever runs it: no person's mailbox; beside an entry whose place is kept private, no less silent than the entry. */
export function publicOrganisation<O extends { description: string; website: string | null; email: string | null }>(
  whole: O,
  { venue }: Pick<Body, 'venue'>,
): O {
  const of = { ...whole, email: isPersonal(whole.email ?? '') ? null : whole.email }
  if (!venue?.safe) return of
  const tells = tellTales(venue)
  const description = [...anyPlace, ...tells].reduce(
    (all, tell) => all.replace(tell, keptPrivate.toLowerCase()),
    of.description,
  )
  return { ...of, description, website: of.website !== null && leads(of.website, tells) ? null : of.website }
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
      .map(oneWord)
      .join("[\\s,.'’-]*"),
    'gi',
  )

/** What tells of a place whatever the place: a postcode, three words for a spot, degrees. */
const anyPlace = [
  /\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b/gi,
  /\/\/\/\s?[\p{L}-]{2,40}[.\s][\p{L}-]{2,40}[.\s][\p{L}-]{2,40}/giu,
  /\bwhat\s?(?:3|three)\s?words\b/gi,
  /\bw3w\b/gi,
  /-?\b\d{1,2}\.\d{3,}\s?,\s?-?\d{1,3}\.\d{3,}/g,
]

// The two ways each of these is written, as one.
const waysShort: Readonly<Record<string, string>> = {
  ...{ road: 'rd', street: 'st', avenue: 'ave?', lane: 'ln', close: 'cl', court: 'ct', drive: 'dr', terrace: 'terr?' },
  ...{ gardens: 'gdns', square: 'sq', place: 'pl', crescent: 'cres', grove: 'gr', house: 'hse', park: 'pk' },
}
const ways = Object.entries(waysShort).map(([long, short]) => ({
  is: new RegExp(`^(?:${long}|${short})$`, 'i'),
  long,
  short,
}))
const oneWord = (word: string): string => {
  const way = ways.find(({ is }) => is.test(word))
  return way ? `(?:${way.long}|${way.short})\\b` : escaped(word)
}
const isWay = (line: string): boolean => ways.some(({ is }) => is.test(line))

/** Texts of a safe entry that tell where it is. What is public has them blanked; a person still rewords them, since no pattern knows every way to say a place. */
export function tellingTexts(body: Body): string[] {
  if (!body.venue?.safe) return []
  const tells = [...anyPlace, ...tellTales(body.venue)]
  const { name, summary, description, activityWords, timesWords, accessWords, bring, meet, join } = body
  const said = { name, summary, description, activityWords, timesWords, accessWords, bring, meet }
  const texts = { ...said, 'join.words': join.words }
  return Object.entries(texts).flatMap(([field, text]) => (tells.some(tell => text.search(tell) >= 0) ? [field] : []))
}

/** What would tell where it is: its name, the whole address, each line of it with and without its number, the postcode however it is spaced. */
export function tellTales(venue: Venue): RegExp[] {
  const parts = [venue.name, venue.address].flatMap(text => text.split(/[,\n]/))
  const lines = [venue.name, venue.address, ...parts, ...parts.map(withoutNumber)].map(line => line.trim())
  const long = lines.filter(line => line.replace(/[^a-z]/gi, '').length >= 4 && !isWay(line))
  const compact = venue.postcode.replace(/\s/g, '')
  const postcode = compact.length >= 5 ? [`${compact.slice(0, -3)} ${compact.slice(-3)}`] : []
  return [...new Set([...long, ...postcode])].sort((a, b) => b.length - a.length).map(loosely)
}

const withoutNumber = (line: string): string =>
  line.trim().replace(/^(?:flat|unit|no\.?)?\s*\d+\s?[a-z]?(?:\s?[-–]\s?\d+[a-z]?)?\s+/i, '')

/** Every text in a value, however deep, through one function. */
export function everyText<T>(value: T, change: (text: string) => string): T
export function everyText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(part => everyText<unknown>(part, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, everyText<unknown>(part, change)]))
}
