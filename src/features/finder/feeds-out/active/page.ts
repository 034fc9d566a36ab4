// Pages of a Realtime Paged Data Exchange feed (RPDE 1.0): what changed, in the order of change, for ever on.
import { z } from 'zod'
import { badRequest } from '../../../../lib/errors.ts'
import type { Cursor } from '../../entries/public.ts'
import type { Part } from '../compact.ts'
import { ccBy } from '../entry.ts'

export const mostItems = 500

export type Item = { id: string; modified: number; kind: string } & (
  | { state: 'updated'; data: Part }
  | { state: 'deleted' }
)

const Asked = z.object({ afterTimestamp: z.string().optional(), afterId: z.string().max(200).optional() })

/** Where the last page ended; undefined for the first page. Both are said, or neither. */
export function readCursor(query: unknown): Cursor | undefined {
  const { afterTimestamp: moment, afterId: id } = Asked.safeParse(query).data ?? { afterTimestamp: '', afterId: '' }
  if (moment === undefined && id === undefined) return undefined
  if (moment === undefined || id === undefined || id === '' || !/^\d{1,15}$/.test(moment))
    throw badRequest('afterTimestamp is a whole number, and afterId belongs with it')
  return { modified: Number(moment), id }
}

/** The last page is empty, and its next is itself. */
export function rpdePage(address: string, items: readonly Item[], asked: Cursor | undefined) {
  const last = items.at(-1) ?? asked
  const next = last ? `${address}?afterTimestamp=${last.modified}&afterId=${encodeURIComponent(last.id)}` : address
  return { items, next, license: ccBy }
}

export const cacheOf = (items: readonly Item[]): string =>
  items.length === 0 ? 'public, max-age=8' : 'public, max-age=3600'
