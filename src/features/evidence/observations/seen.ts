// How much of the counts of a window a person sees at each place: the one answer that pages, maps and files all ask for.
import { addMonths, type Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { relativesOf } from '../parts.ts'
import { isHidden, type Sight, sight } from '../rules.ts'
import type { Measure } from '../schemas.ts'
import { type Line, type Sibling, sightsOfAll } from '../siblings.ts'
import { readMonths } from './read.ts'
import type { Store } from './store.ts'

/** A place with the number it has in the store. */
export interface Kin extends Sibling {
  id: number
}

/** Places that are looked at together, such as all wards. `key` names them, so that their counts are added up once. */
export interface Kinship {
  key: string
  kin: readonly Kin[]
}

export interface Window {
  end: Month
  months: number
}

const kept = new WeakMap<Store, Map<string, Promise<Line[]>>>()
const most = 200

/** By place id: how much of each count this person sees, and which are hidden from them. */
export interface Seen {
  sees: ReadonlyMap<number, Sight>
  hidden: ReadonlySet<number>
}

/** What this person sees of the measure's counts of the window, its siblings, its wholes and its parts protected. */
export async function seenIn(
  db: Db,
  store: Store,
  actor: Actor,
  measure: Measure,
  { key, kin }: Kinship,
  window: Window,
): Promise<Seen> {
  const plain = kin.map(({ where }) => sight(actor, measure, where))
  if (isPlain(actor, relativesOf(measure, store.measures), kin)) return seenOf(kin, plain, [])
  const lines = await once(store, [key, measure.id, window.end, window.months].join('|'), () =>
    linesOf(db, store, measure, kin, window),
  )
  return seenOf(kin, sightsOfAll(actor, lines, kin)[0] ?? plain, lines[0]?.counts ?? [])
}

const seenOf = (kin: readonly Kin[], sees: readonly Sight[], counts: readonly (number | null)[]): Seen => ({
  sees: new Map(kin.flatMap(({ id }, i) => (sees[i] ? [[id, sees[i]] as const] : []))),
  hidden: new Set(kin.flatMap(({ id }, i) => (sees[i] && isHidden(counts[i], sees[i]) ? [id] : []))),
})

/** Nothing can be hidden from who sees all of a measure, its wholes and its parts, or nothing. */
const isPlain = (actor: Actor, measures: readonly Measure[], kin: readonly Kin[]): boolean =>
  actor.role === 'analyst' ||
  measures.every(one => kin.every(({ where }) => ['all', 'nothing'].includes(sight(actor, one, where).see)))

/** The measure's counts of the window, and those of its wholes and parts. */
async function linesOf(
  db: Db,
  store: Store,
  measure: Measure,
  kin: readonly Kin[],
  { end, months }: Window,
): Promise<Line[]> {
  const relatives = relativesOf(measure, store.measures)
  const placeIds = kin.map(({ id }) => id)
  const measureIds = relatives.map(({ id }) => id)
  const found = await readMonths(db, store, { measureIds, placeIds, from: addMonths(end, 1 - months), to: end })
  return relatives.map(one => ({
    measure: one,
    counts: placeIds.map(id => sum(found.get(one.id)?.get(id) ?? [], months)),
  }))
}

/** Of so many months; null where one is not known. */
export const sum = (values: readonly (number | null)[], months: number): number | null =>
  values.length < months
    ? null
    : values.reduce<number | null>((total, n) => (total === null || n === null ? null : total + n), 0)

function once(store: Store, key: string, work: () => Promise<Line[]>): Promise<Line[]> {
  const lines = kept.get(store) ?? new Map<string, Promise<Line[]>>()
  kept.set(store, lines)
  const found = lines.get(key) ?? work()
  lines.set(key, found)
  found.catch(() => lines.delete(key))
  const oldest = lines.size > most ? lines.keys().next().value : undefined
  if (oldest !== undefined) lines.delete(oldest)
  return found
}
