import type { Db } from '../../platform/db.ts'
import * as links from './links/queries.ts'
import type { Options } from './options.ts'
import * as sessions from './sessions/queries.ts'
import * as begun from './sign-in/queries.ts'

/**
 * Ends every way into an account that is open: sessions, links in the mail that were not used, sign-ins that wait for a code, and the private
 * link of its calendar. Gives what there was, for the audit row.
 */
export async function endAccess(
  tx: Db,
  accountId: number,
  endFeed: Options['endFeed'],
): Promise<Record<string, number>> {
  const ended = await sessions.endAll(tx, accountId)
  await links.withdraw(tx, accountId)
  await begun.dropOf(tx, accountId)
  const feeds = await endFeed(tx, accountId)
  return { sessions: ended, ...(feeds > 0 ? { 'calendar-links': feeds } : {}) }
}
