// What each collection gives: one page, one object, or all of it as a stream.
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type PublicEntry, publicEntries, publicEntry } from '../../entries/public.ts'
import { newestChange, sinceMidnight } from '../changed.ts'
import { type Part, part } from '../compact.ts'
import { type Given, isoOf, type Told, venueOf } from '../entry.ts'
import { isUuid, twinOf } from '../ids.ts'
import { told } from '../told.ts'
import type { Ask } from './ask.ts'
import { type Page, pageOf } from './page.ts'
import { organizationPart, serviceAtLocationPart } from './parts.ts'
import { onlyProfile, type Thing } from './profile.ts'
import * as queries from './queries.ts'
import { scheduleParts } from './schedules.ts'
import { servicePart, simple } from './service.ts'

export interface Answer<T> {
  body: T
  /** Milliseconds of the newest thing in it. */
  modified: number | undefined
}

const batch = 200

export const asAsked = (ask: Ask, thing: Thing, given: Part): Part => (ask.strict ? onlyProfile(thing, given) : given)

/** In the order of the ids asked for; one that was hidden a moment ago is left out. */
async function entriesOf(db: Db, ids: readonly string[]): Promise<PublicEntry[]> {
  return ids.length === 0 ? [] : publicEntries(db, { ids })
}

interface Collection {
  thing: Thing
  placed: boolean
  draw(entry: PublicEntry, told: Told, ask: Ask): Part | undefined
}

export const services: Collection = {
  thing: 'service',
  placed: false,
  draw: (entry, words, ask) => (ask.full ? servicePart(entry, words) : simple(entry, words)),
}

export const serviceAtLocations: Collection = {
  thing: 'service_at_location',
  placed: true,
  draw(entry, words) {
    const there = serviceAtLocationPart(entry, words.publisher, scheduleParts(entry, words))
    return there && part({ ...there, service: servicePart(entry, words) })
  },
}

const drawn = (entries: readonly PublicEntry[], words: Told, ask: Ask, { thing, draw }: Collection): Part[] =>
  entries.flatMap(entry => {
    const one = draw(entry, words, ask)
    return one ? [asAsked(ask, thing, one)] : []
  })

export async function pageFrom(given: Given, ask: Ask, of: Collection): Promise<Answer<Page>> {
  // what is gone from a list changed it too; asked first, so that what changes while it is read is sent again
  const modified = await newestChange(given)
  const total = await queries.count(given.db, ask, of.placed)
  const entries = await entriesOf(given.db, await queries.page(given.db, ask, of.placed))
  const contents = drawn(entries, await told(given, entries), ask, of)
  return { body: pageOf(contents, { total, page: ask.page, size: ask.size }), modified }
}

/** One of them by its id, whatever was sent for an id. */
export async function oneFrom(given: Given, ask: Ask, of: Collection, id: string): Promise<Answer<Part>> {
  const entry = isUuid(id) ? await publicEntry(given.db, of.placed ? twinOf(id) : id.toLowerCase()) : undefined
  const part = entry && drawn([entry], await told(given, [entry]), { ...ask, full: true }, of)[0]
  if (!entry || !part || (of.placed && !venueOf(entry)))
    throw notFound(of.placed ? 'That service at a location' : 'That service')
  return { body: part, modified: sinceMidnight(entry.modified, given.today()) }
}

/** All of them, a line each (application/x-ndjson), some at a time. */
export async function* linesFrom(given: Given, ask: Ask, of: Collection): AsyncGenerator<string> {
  for await (const ids of idsFrom(given.db, ask, of.placed)) {
    const entries = await entriesOf(
      given.db,
      ids.map(({ id }) => id),
    )
    const parts = drawn(entries, await told(given, entries), ask, of)
    yield parts.map(part => `${JSON.stringify(part)}\n`).join('')
  }
}

async function* idsFrom(db: Db, ask: Ask, placed: boolean): AsyncGenerator<{ id: string; modified: number }[]> {
  let from = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const found = await queries.after(db, ask, from, batch, placed)
    if (found.length === 0) return
    yield found
    from = found.at(-1)?.id ?? from
  }
}

/** Ids and when they changed, all in one page that is written as it is read: what stands around it comes last, when it is known. */
export async function* minimal(given: Given, ask: Ask): AsyncGenerator<string> {
  let count = 0
  yield '{"contents":['
  for await (const found of idsFrom(given.db, ask, false)) {
    const lines = found.map(({ id, modified }) => ({
      id,
      last_modified: isoOf(modified),
      modified_date: isoOf(modified),
    }))
    yield `${count > 0 ? ',' : ''}${lines.map(line => JSON.stringify(line)).join(',')}`
    count += found.length
  }
  const { contents: _, ...around } = pageOf([], { total: count, page: 1, size: Math.max(count, 1) })
  yield `],${JSON.stringify({ ...around, size: count, empty: count === 0 }).slice(1)}`
}

/** Most services that stand in one organisation; /services?organization_id= has the rest, page by page. */
const mostServices = 1_000
/** With all their services organisations come in small pages: no answer holds more than some thousands of them in memory. */
export const mostWhole = { organisations: 10, services: 200 }

/** These organisations, in this order, from one question; with their services where they are asked for. */
async function organizations(given: Given, ask: Ask, ids: readonly string[], most: number): Promise<Part[]> {
  const mostEach = ask.full_service ? most : 1
  const entries = ids.length === 0 ? [] : await publicEntries(given.db, { organisationIds: ids, mostEach })
  const words = await told(given, entries)
  return ids.flatMap(id => {
    const [first, ...rest] = entries.filter(({ organisation }) => organisation.id === id)
    if (!first) return []
    const inside = ask.full_service ? [first, ...rest].map(entry => servicePart(entry, words)) : []
    return [asAsked(ask, 'organization', part({ ...organizationPart(first.organisation), services: inside }))]
  })
}

export async function organizationPage(given: Given, ask: Ask): Promise<Answer<Page>> {
  const { search, page } = ask
  const size = ask.full_service ? Math.min(ask.size, mostWhole.organisations) : ask.size
  const modified = await newestChange(given)
  const total = await queries.countOrganisations(given.db, search)
  const ids = await queries.organisationIds(given.db, { search, limit: size, offset: (page - 1) * size })
  const contents = await organizations(given, ask, ids, mostWhole.services)
  return { body: pageOf(contents, { total, page, size }), modified }
}

export async function oneOrganization(given: Given, ask: Ask, id: string): Promise<Answer<Part>> {
  const modified = await newestChange(given)
  const [found] = isUuid(id) ? await organizations(given, ask, [id.toLowerCase()], mostServices) : []
  if (!found) throw notFound('That organization')
  return { body: found, modified }
}

export async function* organizationLines(given: Given, ask: Ask): AsyncGenerator<string> {
  let from = '00000000-0000-0000-0000-000000000000'
  const limit = ask.full_service ? mostWhole.organisations : batch
  for (;;) {
    const ids = await queries.organisationIds(given.db, { search: ask.search, after: from, limit })
    if (ids.length === 0) return
    const found = await organizations(given, ask, ids, mostServices)
    yield found.map(each => `${JSON.stringify(each)}\n`).join('')
    from = ids.at(-1) ?? from
  }
}
