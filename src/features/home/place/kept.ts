import { createHash } from 'node:crypto'
import type { Db } from '../../../platform/db.ts'
import { type Store, shelf } from '../../evidence/index.ts'
import { type Tile, vintageOf } from '../../places/index.ts'

// Drawings and sums of many places are asked for over a day; the oldest make room.
const most = 500

/** Works something out once for as long as the data in force stay the same. */
export const once = <T>(store: Store, key: string, work: () => Promise<T>): Promise<T> =>
  shelf<T>('place pages', most)(store, key, work)

/** A short key of a list of places that no other list has, however long it is. */
export const keyOf = (ids: readonly number[]): string => createHash('sha256').update(ids.join()).digest('base64url')

/** Newest vintage of a kind that places of the city have now. */
export const vintageNow = (db: Db, store: Store, kind: Tile): Promise<string> =>
  once(store, `vintage/${kind}`, async () => (await vintageOf(db, kind)) ?? '')
