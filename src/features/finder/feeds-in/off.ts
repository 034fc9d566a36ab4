// What its feed takes off: many at once, each with its audit row, and search told at the end.
import type { Db } from '../../../platform/db.ts'
import { turnAll } from '../entries/many.ts'
import { findAll, findAllBySource, holdAll } from '../entries/many-queries.ts'
import type { Entry } from '../entries/queries.ts'
import { refresh } from '../search/refresh.ts'
import type { Taking } from './crawling.ts'
import { offOf } from './decide.ts'
import type { FeedReason } from './reasons.ts'

type Asking = Pick<Taking, 'by' | 'today'>

/** Gives how many were taken off. */
export async function takeOff(tx: Db, asking: Asking, ids: readonly string[], reason: FeedReason): Promise<number> {
  if (ids.length === 0) return 0
  await holdAll(tx, ids)
  const turns = (await findAll(tx, ids)).toSorted(byId).flatMap(entry => offOf(entry, reason) ?? [])
  const off = await turnAll(tx, asking.by, turns)
  await refresh(tx, off, asking.today)
  return off.length
}

/** The same by the names they have in their feed. */
export async function takeOffNamed(
  tx: Db,
  asking: Pick<Taking, 'by' | 'today' | 'source'>,
  refs: readonly string[],
  reason: FeedReason,
): Promise<number> {
  const found = refs.length === 0 ? [] : await findAllBySource(tx, asking.source.id, refs)
  return takeOff(
    tx,
    asking,
    found.map(({ id }) => id),
    reason,
  )
}

const byId = (a: Entry, b: Entry): number => (a.id < b.id ? -1 : 1)
