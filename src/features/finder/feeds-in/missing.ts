// What two whole readings of a feed in a row have not named is taken off.
import type { Db } from '../../../platform/db.ts'
import type { Crawling } from './crawling.ts'
import * as items from './items.ts'
import { takeOff } from './off.ts'
import { feedReasons } from './reasons.ts'

/** `since`: the crawl that began the reading that has just ended. */
export async function takeOffMissing(
  tx: Db,
  crawling: Crawling,
  since: number,
): Promise<{ withdrawn: number; lost: items.Lost[] }> {
  const lost = await items.missed(tx, crawling.source.id, since)
  const ids = lost.flatMap(({ opportunityId }) => opportunityId ?? [])
  const withdrawn = await takeOff(tx, crawling, ids, feedReasons.missing)
  return { withdrawn, lost }
}

export const emptyWords = 'The feed is empty, and was not before: nothing was taken off. Ask the publisher'
