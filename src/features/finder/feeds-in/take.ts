// Takes items of a feed into the finder, in the transaction that is open: all of them or none.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import * as organisations from '../../organisations/index.ts'
import { isPersonal } from '../../organisations/index.ts'
import { enterApproved } from '../entries/approved.ts'
import { offer as offerBeside } from '../entries/beside.ts'
import * as entries from '../entries/queries.ts'
import { cleanBody, sameBody, withoutPersonal } from '../entries/rules.ts'
import * as service from '../entries/service.ts'
import type { Body } from '../schemas.ts'
import { refresh } from '../search/refresh.ts'
import { besideHere } from './here.ts'
import { type Kept, keep } from './items.ts'
import type { Item, Mapped, Provider } from './mapped.ts'
import { type Counts, none, plus, type Source } from './schemas.ts'
import { withoutMailboxes } from './strip.ts'
import { place } from './where.ts'

export interface Taking {
  source: Source
  crawlId: number
  today: Day
  by: string
  /** Who runs what, by their name in the feed: asked of the database once a crawl. */
  providers: Map<string, string>
}

/** Beside each item: what the feed says of it as a document. */
export interface Came {
  item: Mapped
  ownId?: string
  modified: string
}

/** Words that say that the feed itself took it off: it may bring it back. */
export const feedReasons = {
  gone: 'The feed says that it has ended',
  missing: 'No longer in the feed it came from',
  over: 'All of its dates are past',
  resting: 'The feed says that it is closed for a time',
} as const
const isOfFeed = (reason: string): boolean => Object.values(feedReasons).some(each => each === reason)

export async function take(tx: Db, taking: Taking, came: readonly Came[]): Promise<Counts> {
  const items = came.map(({ item }) => item)
  const placed = await place(
    tx,
    items.map(item => (item.ok ? item.body.venue : null)),
  )
  const kept: Kept[] = []
  const moved: string[] = []
  let counts: Counts = { ...none, seen: came.length }
  for (const [i, one] of came.entries()) {
    const { item } = one
    const at = placed[i]
    const there = item.ok && at ? { ...item, body: { ...item.body, venue: at.venue } } : item
    const done = there.ok ? await enter(tx, taking, there, at?.boroughId ?? null) : { id: null, counts: { refused: 1 } }
    if (done.id !== null && Object.keys(done.counts).length > 0) moved.push(done.id)
    counts = plus(counts, done.counts)
    kept.push({
      ref: item.ref,
      opportunityId: done.id,
      ownId: one.ownId ?? '',
      parentId: '',
      raw: item.raw,
      flags: [...item.flags, ...(at?.flags ?? [])],
      problem: item.ok ? '' : item.why,
      modified: one.modified,
      gone: item.ok && item.state === 'gone',
    })
  }
  const named = kept.filter(({ ref }) => ref !== '')
  if (named.length > 0) await keep(tx, taking.source.id, taking.crawlId, lastOfEach(named))
  await refresh(tx, moved, taking.today)
  return counts
}

// A feed may say the same name twice in one page: one row cannot be written twice in one statement.
const lastOfEach = (kept: readonly Kept[]): Kept[] => [...new Map(kept.map(each => [each.ref, each])).values()]

interface Done {
  id: string | null
  counts: Partial<Counts>
}

async function enter(tx: Db, taking: Taking, item: Item, boroughId: number | null): Promise<Done> {
  const { source } = taking
  const before = await entries.findBySource(tx, source.id, item.ref)
  if (item.state !== 'on')
    return { id: before?.id ?? null, counts: await takeOff(tx, taking, before, feedReasons[item.state]) }
  const { body, isForPerson } = await besideHere(tx, before, item.body, taking.by)
  const given = {
    by: taking.by,
    kind: item.kind,
    organisationId: before?.organisationId ?? (await providerOf(tx, taking, item.provider)),
    boroughId,
    body,
    note: `From ${source.name}`.slice(0, 200),
    source: { id: source.id, ref: item.ref },
    licence: source.licence,
  }
  if (source.trust === 'each' || item.look || isForPerson) {
    const offered = await offer(tx, given, before, item.body)
    return item.look || !before || !(await bringBack(tx, taking, before))
      ? offered
      : { ...offered, counts: { changed: 1 } }
  }
  const { id, what } = await enterApproved(tx, {
    ...given,
    today: taking.today,
    approvedBy: source.approvedBy ?? '',
    later: true,
  })
  const back = before && (await bringBack(tx, taking, before))
  const counts = what === 'new' ? { entered: 1 } : what === 'changed' || back ? { changed: 1 } : {}
  return { id, counts }
}

type Given = Omit<service.NewEntry, 'verdict'>

/**
 * For somebody to approve: nothing is written where it says what its newest version says, nor where the feed says (`own`) what it said before, so that
 * nobody's words wait beneath the same ones again.
 */
async function offer(tx: Db, given: Given, before: entries.Entry | undefined, own: Body): Promise<Done> {
  const body = withoutPersonal(cleanBody(given.body))
  if (!before)
    return { id: (await service.enter(tx, { ...given, body, verdict: 'waiting' })).id, counts: { entered: 1 } }
  const last = await entries.version(tx, before.id, before.lastVersion)
  const told = await entries.lastBy(tx, before.id, given.by)
  const isSame = sameBody(last?.body ?? null, body) || sameBody(told?.body ?? null, body)
  if (before.state === 'merged' || isSame || sameBody(told?.body ?? null, withoutPersonal(cleanBody(own))))
    return { id: before.id, counts: {} }
  await offerBeside(tx, { ...given, body, id: before.id, seen: before.lastVersion })
  return { id: before.id, counts: { changed: 1 } }
}

/** Closes (or hides, for a time) an entry of the feed; what was never public, or is off already, stays as it is. */
export async function takeOff(
  tx: Db,
  { by, today }: Pick<Taking, 'by' | 'today'>,
  entry: entries.Entry | undefined,
  reason: string,
): Promise<Partial<Counts>> {
  if (!entry || (entry.state !== 'public' && entry.state !== 'draft')) return {}
  const doing = { id: entry.id, by, reason, today }
  if (reason === feedReasons.resting && entry.state === 'public') await service.hide(tx, doing)
  else if (reason !== feedReasons.resting) await service.close(tx, doing)
  return { withdrawn: 1 }
}

/** What the feed took off and brings again is there again; what somebody here took off stays off. */
async function bringBack(tx: Db, { by, today }: Taking, before: entries.Entry): Promise<boolean> {
  if (!isOfFeed(before.stateReason)) return false
  const doing = { id: before.id, by, reason: 'In the feed again', today, mayApprove: true }
  if (before.state === 'closed') await service.reopen(tx, doing)
  if (before.state === 'hidden') await service.show(tx, doing)
  return before.state === 'closed' || before.state === 'hidden'
}

/** Who runs it: as the feed names them, else the feed itself. */
async function providerOf(tx: Db, taking: Taking, provider: Provider): Promise<string> {
  const { source, providers } = taking
  const ref = provider.ref.slice(0, 300)
  const known = providers.get(ref) ?? (await organisations.findBySource(tx, source.id, ref))?.id
  const id = known ?? (await enterProvider(tx, taking, provider, ref))
  providers.set(ref, id)
  return id
}

async function enterProvider(tx: Db, { source, by }: Taking, provider: Provider, ref: string): Promise<string> {
  const kept = await organisations.enter(tx, {
    name: ref === '' ? source.name : provider.name,
    description: ref === '' ? '' : withoutMailboxes(provider.description),
    website: provider.website || null,
    email: isPersonal(provider.email) ? null : provider.email || null,
    phone: provider.phone || null,
    by,
    source: { id: source.id, ref },
  })
  if (!kept.ok) throw new RangeError(kept.errors.map(({ text }) => text).join('. '))
  return kept.organisation.id
}
