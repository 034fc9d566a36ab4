// May two entries be one thing? A score of what speaks for it, for a person to look at. Nothing is ever put together by itself. Pure.

import { addDays } from '../../../lib/dates.ts'
import { ruleDays, weekdayOf } from '../../../lib/schedule/expand.ts'
import { plainName } from '../../../lib/typos.ts'
import type { Body } from '../schemas.ts'

/** What is compared of an entry. */
export interface Thing {
  id: string
  name: string
  organisationId: string
  sourceId: string | null
  charity: string
  postcode: string
  phone: string
  page: string
  /** Weekday and time of each beginning: 'TU 16:00'. */
  starts: readonly string[]
  minAge: number
  maxAge: number
}

/** From this score on a person is asked. */
export const threshold = 60
const leastLikeness = 0.5

// The same club on Tuesday and on Thursday is entered twice with everything else alike: other times weigh most.
const points = {
  name: 40,
  postcode: 20,
  organisation: 10,
  charity: 10,
  phone: 15,
  page: 15,
  starts: 20,
  otherAges: -10,
  otherTimes: -45,
}

export interface Scored {
  score: number
  /** In words, for the page. */
  reasons: string[]
}

export function thingOf(
  entry: { id: string; organisationId: string; sourceId: string | null; charity: string | null },
  body: Body,
): Thing {
  return {
    id: entry.id,
    organisationId: entry.organisationId,
    sourceId: entry.sourceId,
    name: plainName(body.name),
    charity: (entry.charity ?? '').replace(/\D/g, ''),
    postcode: (body.venue?.postcode ?? '').toUpperCase().replace(/[^A-Z0-9]/g, ''),
    phone: body.join.phone.replace(/^\+44/, '0').replace(/\D/g, ''),
    page: pageOf(body.join.href),
    starts: [...new Set(body.schedules.flatMap(startsOf))],
    minAge: body.minAge ?? 0,
    maxAge: body.maxAge ?? 120,
  }
}

/** Without what is the same thing written otherwise: protocol, www, a slash at the end, what stands after a question mark. */
const pageOf = (href: string): string =>
  href
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')

const startsOf = (schedule: Body['schedules'][number]): string[] => {
  const days =
    schedule.freq === 'once' ? [schedule.from] : ruleDays(schedule, schedule.from, addDays(schedule.from, 41))
  return days.map(day => `${weekdayOf(day)} ${schedule.starts}`)
}

/** How much speaks for one thing, 0 to 100. 0 for two places, for two entries of one feed, and for names that are not alike. */
export function compare(a: Thing, b: Thing): Scored {
  const none: Scored = { score: 0, reasons: [] }
  if (a.sourceId !== null && a.sourceId === b.sourceId) return none
  if (a.postcode !== '' && b.postcode !== '' && a.postcode !== b.postcode) return none
  const alike = nameLikeness(a.name, b.name)
  if (alike < leastLikeness) return none
  const both = (x: string, y: string) => x !== '' && x === y
  const shared = a.starts.some(start => b.starts.includes(start))
  const told: [boolean, number, string][] = [
    [true, Math.round(points.name * alike), alike === 1 ? 'Same name' : 'Names alike'],
    [both(a.postcode, b.postcode), points.postcode, 'Same postcode'],
    [a.organisationId === b.organisationId, points.organisation, 'Same organisation'],
    [a.organisationId !== b.organisationId && both(a.charity, b.charity), points.charity, 'Same charity number'],
    [both(a.phone, b.phone), points.phone, 'Same phone'],
    [both(a.page, b.page), points.page, 'Same web page'],
    [shared, points.starts, 'Same day and time'],
    [!shared && a.starts.length > 0 && b.starts.length > 0, points.otherTimes, 'Different days or times'],
    [otherAges(a, b), points.otherAges, 'For different ages'],
  ]
  const found = told.filter(([is]) => is)
  const score = found.reduce((sum, [, n]) => sum + n, 0)
  return { score: Math.max(0, Math.min(100, score)), reasons: found.map(([, , words]) => words) }
}

export const otherAges = (a: Pick<Thing, 'minAge' | 'maxAge'>, b: Pick<Thing, 'minAge' | 'maxAge'>): boolean =>
  a.minAge !== b.minAge || a.maxAge !== b.maxAge

/** Share of pairs of letters that both names have (Dice), words in any order: 1 for the same. */
export function nameLikeness(a: string, b: string): number {
  const sorted = (name: string) => name.split(' ').sort().join(' ')
  if (sorted(a) === sorted(b)) return 1
  const [one, other] = [lettersOf(a), lettersOf(b)]
  const shared = [...one].filter(pair => other.has(pair)).length
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size)
}

const lettersOf = (name: string): Set<string> =>
  new Set(
    name.split(' ').flatMap(word => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2))),
  )

/** Entries under one key at most: a phone that a whole council shares says nothing. */
export const mostInBlock = 80

/** What of it another entry of the same thing would share. */
export const keysOf = ({ postcode, phone, page, name }: Thing): string[] =>
  [`at ${postcode}`, `ring ${phone}`, `page ${page}`, `name ${name}`].filter(key => !key.endsWith(' '))

export interface FoundPair extends Scored {
  one: string
  other: string
}

/** Pairs worth asking about among entries that share a key. */
export const pairsIn = (block: readonly Thing[]): FoundPair[] =>
  block.flatMap((a, i) =>
    block.slice(i + 1).flatMap(b => {
      const [one, other] = a.id < b.id ? [a, b] : [b, a]
      const scored = compare(one, other)
      return scored.score >= threshold ? [{ ...scored, one: one.id, other: other.id }] : []
    }),
  )

/** Each pair once, the likeliest first, so many at most. */
export const likeliest = (found: readonly FoundPair[], most: number): FoundPair[] =>
  [...new Map(found.map(pair => [`${pair.one} ${pair.other}`, pair])).values()]
    .sort((a, b) => b.score - a.score || (`${a.one}${a.other}` < `${b.one}${b.other}` ? -1 : 1))
    .slice(0, most)
