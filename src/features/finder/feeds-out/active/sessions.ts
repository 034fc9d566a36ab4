// Single times as OpenActive ScheduledSessions: what is to come in the next weeks, and what was told and will not be.
import { addDays } from '../../../../lib/dates.ts'
import { expandAll } from '../../../../lib/schedule/expand.ts'
import { sessionTimes } from '../../../../lib/schedule/openactive.ts'
import { type Cursor, type PublicEntry, publicEntries } from '../../entries/public.ts'
import { type Part, part } from '../compact.ts'
import { entryAddress, type Given, type Publisher, type Told } from '../entry.ts'
import { told } from '../told.ts'
import { type Item, mostItems } from './page.ts'
import * as queries from './queries.ts'
import { context, isTellable } from './series.ts'

const mostGone = 200
const dayMs = 86_400_000
const end: Cursor = { modified: 9_999_999_999_999, id: '' }

/** One page: the next things that changed, whether they come or are gone, in one order. */
export async function sessionItems(given: Given, after: Cursor | undefined): Promise<Item[]> {
  let from = after
  for (;;) {
    const coming = await queries.sessions(given.db, given.today(), from, mostItems)
    const horizon = coming.length < mostItems ? end : (coming.at(-1) ?? end)
    const gone = await goneItems(given, from, horizon.modified)
    const until = isBefore(gone.until, horizon) ? gone.until : horizon
    const items = [...(await comingItems(given, coming)), ...gone.items]
      .filter(item => !isBefore(until, item) && (after === undefined || isBefore(after, item)))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1))
      .slice(0, mostItems)
    // A page without items would be read as the last one.
    if (items.length > 0 || until === end) return items
    from = until
  }
}

const isBefore = (a: Cursor, b: Cursor): boolean =>
  a.modified < b.modified || (a.modified === b.modified && a.id < b.id)

const kind = 'ScheduledSession'

async function comingItems({ db, publisher }: Given, found: readonly queries.Session[]): Promise<Item[]> {
  const ids = [...new Set(found.map(({ entryId }) => entryId))]
  const entries = ids.length === 0 ? [] : await publicEntries(db, { ids })
  const tellable = new Set(entries.filter(entry => isTellable(entry, publisher)).map(({ id }) => id))
  return found
    .filter(({ entryId }) => tellable.has(entryId))
    .map(each => ({ id: each.id, modified: each.modified, kind, state: 'updated', data: sessionPart(each, publisher) }))
}

export const sessionPart = (session: queries.Session, publisher: Publisher): Part =>
  part({
    ...{ '@context': context, '@type': kind, '@id': `${entryAddress(publisher, session.entryId)}#${session.id}` },
    identifier: session.id,
    superEvent: entryAddress(publisher, session.entryId),
    url: entryAddress(publisher, session.entryId),
    ...sessionTimes(session),
    eventStatus: 'https://schema.org/EventScheduled',
  })

interface Gone {
  items: Item[]
  /** Up to where they are all here. */
  until: Cursor
}

/** Times that earlier versions had and the public one has not, for as long as anybody could wait for them. */
async function goneItems(given: Given, after: Cursor | undefined, to: number): Promise<Gone> {
  const since = { modified: Date.parse(given.today()) - queries.sessionDays * dayMs, id: '' }
  const from = after === undefined || isBefore(after, since) ? since : after
  const found = await queries.before(given.db, from, to, mostGone)
  const last = found.length < mostGone ? undefined : found.at(-1)
  if (found.length === 0) return { items: [], until: end }
  const now = await publicEntries(given.db, { ids: found.map(({ id }) => id) })
  const words = await told(given, now)
  const current = new Map(now.filter(entry => isTellable(entry, given.publisher)).map(entry => [entry.id, entry]))
  const items = found.flatMap(each => goneOf(each, current.get(each.id), words))
  // Ids of times are that of their entry with more after it: all of them stand before this.
  return { items, until: last ? { modified: last.modified, id: `${last.id}~` } : end }
}

function goneOf(gone: queries.Gone, now: PublicEntry | undefined, words: Told): Item[] {
  const idsOf = (schedules: PublicEntry['body']['schedules']) =>
    expandAll(schedules, words.today, addDays(words.today, queries.sessionDays), words.factsOf(gone.boroughCode)).map(
      time => queries.sessionId(gone.id, time),
    )
  const kept = new Set(now ? idsOf(now.body.schedules) : [])
  const lost = new Set(gone.bodies.flatMap(({ schedules }) => idsOf(schedules)).filter(id => !kept.has(id)))
  return [...lost].map(id => ({ id, modified: gone.modified, kind, state: 'deleted' }))
}
