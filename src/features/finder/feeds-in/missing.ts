// What two whole readings of a feed in a row have not named is taken off.
import type { Db } from '../../../platform/db.ts'
import * as entries from '../entries/queries.ts'
import type { Crawling } from './crawl.ts'
import * as items from './items.ts'
import { feedReasons, takeOff } from './take.ts'

/** `since`: the crawl that began the reading that has just ended. */
export async function takeOffMissing(
  tx: Db,
  crawling: Crawling,
  since: number,
): Promise<{ withdrawn: number; lost: items.Lost[] }> {
  const lost = await items.missed(tx, crawling.source.id, since)
  let withdrawn = 0
  for (const { opportunityId } of lost) {
    const entry = opportunityId === null ? undefined : await entries.find(tx, opportunityId)
    withdrawn += (await takeOff(tx, crawling, entry, feedReasons.missing)).withdrawn ?? 0
  }
  return { withdrawn, lost }
}

export const emptyWords = 'The feed is empty, and was not before: nothing was taken off. Ask the publisher'
