// One page of changes taken in, with where to go on from: together or not at all.
import type { Db } from '../../../../platform/db.ts'
import type { Crawling } from '../crawling.ts'
import * as items from '../items.ts'
import { takeOffNamed } from '../off.ts'
import * as queries from '../queries.ts'
import { feedReasons } from '../reasons.ts'
import { type Counts, none, plus } from '../schemas.ts'
import { withoutPeople } from '../strip.ts'
import { type Came, take } from '../take.ts'
import { first, type Part, part, words } from '../values.ts'
import { readEvent } from './event.ts'
import type { Change, Page } from './rpde.ts'

const batch = 500

export const takePage = (crawling: Crawling, page: Page, which: 'cursor' | 'sessions', next: string): Promise<Counts> =>
  crawling.db.transaction(async tx => {
    const news = await newsOf(tx, crawling, newest(page.changes))
    await keepSessions(tx, crawling, news.sessions)
    const gone = await takeAway(tx, crawling, news.deleted)
    const again = await parentsOf(tx, crawling, news)
    let counts = plus(gone, { seen: news.sessions.length - again.length })
    const all = [...news.whole, ...again]
    for (let at = 0; at < all.length; at += batch)
      counts = plus(counts, await take(tx, crawling, await read(tx, crawling, all.slice(at, at + batch))))
    await queries.setCursor(tx, crawling.source.id, which, next)
    return counts
  })

/** Of changes of one name in a page, the last. */
export const newest = (changes: readonly Change[]): Change[] => [
  ...new Map(changes.flatMap(apart).map(each => [each.ref, each])).values(),
]

/** A session that holds the whole of what it belongs to is two things: the series, and a session of it. */
function apart(change: Change): Change[] {
  const series = part(change.data.superEvent)
  const id = idOf(series)
  if (change.deleted || id === '') return [change]
  const session = { ...change, data: { ...change.data, superEvent: id } }
  return [{ ...change, ref: `series ${id}`.slice(0, 300), data: series }, session]
}

interface News {
  deleted: readonly Change[]
  sessions: readonly Change[]
  whole: readonly Change[]
  /** What sessions belonged to that are gone now. */
  bereft: readonly string[]
}

/** What is newer than what we have. */
async function newsOf(tx: Db, { source, since }: Crawling, changes: readonly Change[]): Promise<News> {
  const refs = changes.map(({ ref }) => ref)
  const before = new Map((await items.were(tx, source.id, refs)).map(was => [was.ref, was]))
  const news = changes.filter(({ ref, modified }) => {
    const was = before.get(ref)
    // read from its beginning, a feed says anew what it holds, by whatever clock it has now
    return isNewer(modified, was?.modified) || (since !== undefined && (was?.lastCrawl ?? 0) < since)
  })
  const deleted = news.filter(change => change.deleted)
  const updated = news.filter(change => !change.deleted)
  return {
    deleted,
    sessions: updated.filter(isSession),
    whole: updated.filter(change => !isSession(change)),
    bereft: deleted.map(({ ref }) => before.get(ref)?.parentId ?? ''),
  }
}

const isNewer = (modified: string, before: string | undefined): boolean =>
  before === undefined || before === '' || modified === '' || Number(modified) >= Number(before)

const idOf = (data: Part): string => words(first(data, '@id', 'id'), 300)

/** What a session belongs to, where that comes by itself. */
const parentOf = (data: Part): string => (typeof data.superEvent === 'string' ? words(data.superEvent, 300) : '')
export const isSession = ({ data }: Change): boolean => parentOf(data) !== ''

async function keepSessions(tx: Db, { source, crawlId }: Crawling, sessions: readonly Change[]): Promise<void> {
  if (sessions.length === 0) return
  const same = { opportunityId: null, ownId: '', flags: [], problem: '', etag: '', gone: false }
  const kept = sessions.map(({ ref, data, modified }) => ({
    ...same,
    ref,
    modified,
    parentId: parentOf(data),
    raw: withoutPeople(data),
  }))
  await items.keep(tx, source.id, crawlId, kept)
}

async function takeAway(tx: Db, crawling: Crawling, deleted: readonly Change[]): Promise<Counts> {
  const refs = deleted.map(({ ref }) => ref)
  if (refs.length > 0) await items.markGone(tx, crawling.source.id, refs, crawling.crawlId)
  return { ...none, seen: deleted.length, withdrawn: await takeOffNamed(tx, crawling, refs, feedReasons.gone) }
}

/** What has other sessions now, and is not in this page itself. */
async function parentsOf(tx: Db, { source }: Crawling, { sessions, whole, bereft }: News): Promise<Change[]> {
  const touched = [...sessions.map(({ data }) => parentOf(data)), ...bereft]
  const wanted = [...new Set(touched)].filter(id => id !== '')
  if (wanted.length === 0) return []
  const here = new Set(whole.map(({ ref }) => ref))
  const found = await items.byOwnIds(tx, source.id, wanted)
  return found
    .filter(({ ref }) => !here.has(ref))
    .map(({ ref, raw, modified }) => ({ ref, kind: '', deleted: false, modified, data: part(raw) }))
}

/** What these belonged to, told again without them. */
export async function readAgain(tx: Db, crawling: Crawling, parents: readonly string[]): Promise<Counts> {
  const again = await parentsOf(tx, crawling, { deleted: [], sessions: [], whole: [], bereft: parents })
  return again.length === 0 ? none : take(tx, crawling, await read(tx, crawling, again))
}

async function read(tx: Db, crawling: Crawling, changes: readonly Change[]): Promise<Came[]> {
  const ids = changes.map(({ data }) => idOf(data)).filter(id => id !== '')
  const sessions = new Map<string, Part[]>()
  for (const { parentId, raw } of ids.length === 0 ? [] : await items.children(tx, crawling.source.id, ids))
    sessions.set(parentId, [...(sessions.get(parentId) ?? []), part(raw)])
  return changes.map(({ ref, data, modified }) => {
    const ownId = idOf(data)
    return { item: readEvent(ref, data, sessions.get(ownId) ?? [], crawling), ownId, modified }
  })
}
