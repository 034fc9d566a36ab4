import type { Db } from '../../../platform/db.ts'
import type { Store } from '../../evidence/index.ts'
import { type Tile, vintageOf } from '../../places/index.ts'

// Drawings and sums of many places are asked for over a day; the oldest make room.
const most = 500

const memory = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** Works something out once for as long as the data in force stay the same. */
export function once<T>(store: Store, key: string, work: () => Promise<T>): Promise<T> {
  const known = memory.get(store) ?? new Map<string, Promise<unknown>>()
  memory.set(store, known)
  const found = known.get(key)
  if (found) return found as Promise<T>
  const made = work()
  known.set(key, made)
  const oldest = known.size > most ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  made.catch(() => known.delete(key))
  return made
}

/** Newest vintage of a kind that places of the city have now. */
export const vintageNow = (db: Db, store: Store, kind: Tile): Promise<string> =>
  once(store, `vintage/${kind}`, async () => (await vintageOf(db, kind)) ?? '')
