import { badRequest } from '../../../../lib/errors.ts'
import { type Cursor, publicEntries } from '../../entries/public.ts'
import type { Given } from '../entry.ts'
import { isUuid } from '../ids.ts'
import { told } from '../told.ts'
import { type Item, mostItems } from './page.ts'
import * as queries from './queries.ts'
import { seriesPart } from './series.ts'

// What is gone is said for a month; RPDE asks for a week.
const goneFor = 30 * 86_400_000

/** One page of series. What was told once and is not any more is deleted: hidden, closed, or no sport now. */
export async function seriesItems(given: Given, after: Cursor | undefined): Promise<Item[]> {
  if (after && !isUuid(after.id)) throw badRequest('afterId is the id of an item of this feed')
  let from = after
  for (;;) {
    const found = await queries.changed(given.db, from, mostItems)
    const items = await itemsOf(given, found)
    const last = found.at(-1)
    // A page without items would be read as the last one.
    if (items.length > 0 || found.length < mostItems || !last) return items
    from = last
  }
}

async function itemsOf(given: Given, found: readonly queries.Changed[]): Promise<Item[]> {
  const ids = found.filter(({ isPublic }) => isPublic).map(({ id }) => id)
  const entries = ids.length === 0 ? [] : await publicEntries(given.db, { ids })
  const words = await told(given, entries)
  const parts = new Map(entries.map(entry => [entry.id, seriesPart(entry, words)]))
  const since = Date.parse(given.today()) - goneFor
  return found.flatMap(({ id, modified }): Item[] => {
    const data = parts.get(id)
    const item = { id, modified, kind: 'SessionSeries' }
    if (data) return [{ ...item, state: 'updated', data }]
    return modified >= since ? [{ ...item, state: 'deleted' }] : []
  })
}
