// Takes items of a feed into the finder, in the transaction that is open, with what is kept of each.
import { attempt, type Db } from '../../../platform/db.ts'
import { refresh } from '../search/refresh.ts'
import type { Taking } from './crawling.ts'
import { enter } from './enter.ts'
import { type Kept, keep } from './items.ts'
import { type Item, type Mapped, Unfit } from './mapped.ts'
import { type Counts, none, plus } from './schemas.ts'
import { type Placed, place } from './where.ts'

/** Beside each item: what the feed says of it as a document. */
export interface Came {
  item: Mapped
  ownId?: string
  modified: string
  etag?: string
}

/** Together where the database takes them; else one after another, so that one that cannot be kept does not lose the others. */
export async function take(tx: Db, taking: Taking, came: readonly Came[]): Promise<Counts> {
  let counts = none
  for (const some of rounds(came)) counts = plus(counts, await takeSome(tx, taking, some))
  return counts
}

/** A feed may name the same thing twice: the second comes after the first, as if on a page of its own. */
function rounds(came: readonly Came[]): Came[][] {
  const times = new Map<string, number>()
  const found: Came[][] = []
  for (const one of came) {
    const { ref } = one.item
    const n = ref === '' ? 0 : (times.get(ref) ?? 0)
    times.set(ref, n + 1)
    found[n] = [...(found[n] ?? []), one]
  }
  return found
}

async function takeSome(tx: Db, taking: Taking, came: readonly Came[]): Promise<Counts> {
  const known = new Map(taking.providers)
  const done = await attempt(tx, () => takeTogether(tx, taking, came), isOddity)
  if (done) return done
  // organisations that were taken back with it are nobody's any more
  taking.providers.clear()
  for (const [ref, id] of known) taking.providers.set(ref, id)
  const [one, ...more] = came
  if (one && more.length === 0) return takeTogether(tx, taking, [refused(one)])
  const middle = Math.ceil(came.length / 2)
  return plus(await takeSome(tx, taking, came.slice(0, middle)), await takeSome(tx, taking, came.slice(middle)))
}

// An organisation that is not taken, a time that is none: what an item says. A row of the database that reads otherwise than we think, or a call without an
// end, is a fault of ours, and must not be laid to the publisher item by item.
export const isOddity = (error: unknown): boolean =>
  error instanceof Unfit || (error instanceof RangeError && !error.message.includes('call stack'))

export const refusedWords =
  'What it says cannot be kept here. Ask the publisher to look at it, or tell whoever runs Upstream'

// Nothing it said is kept: that is what could not be.
const refused = ({ item, modified }: Came): Came => ({
  item: { ok: false, ref: item.ref, flags: [], raw: null, why: refusedWords },
  modified,
})

async function takeTogether(tx: Db, taking: Taking, came: readonly Came[]): Promise<Counts> {
  const placed = await place(
    tx,
    came.map(({ item }) => (item.ok ? item.body.venue : null)),
  )
  const coming = came.flatMap(({ item }, i) =>
    item.ok ? [{ item: at(item, placed[i]), boroughId: placed[i]?.boroughId ?? null }] : [],
  )
  const { ids, counts, moved } = await enter(tx, taking, coming)
  const kept = came
    .map((one, i) => keptOf(one, placed[i], ids.get(one.item.ref) ?? null))
    .filter(({ ref }) => ref !== '')
  if (kept.length > 0) await keep(tx, taking.source.id, taking.crawlId, kept)
  await refresh(tx, moved, taking.today)
  return { ...none, ...counts, seen: came.length, refused: came.length - coming.length }
}

const at = (item: Item, placed: Placed | undefined): Item =>
  placed ? { ...item, body: { ...item.body, venue: placed.venue } } : item

const keptOf = (
  { item, ownId, modified, etag = '' }: Came,
  placed: Placed | undefined,
  opportunityId: string | null,
): Kept => ({
  ...{ ref: item.ref, opportunityId, ownId: ownId ?? '', parentId: '', raw: item.raw, modified, etag },
  flags: [...item.flags, ...(placed?.flags ?? [])],
  problem: item.ok ? '' : item.why,
  gone: item.ok && item.state === 'gone',
})
