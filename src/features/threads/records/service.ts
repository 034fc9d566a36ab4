import { conflict } from '../../../lib/errors.ts'
import { record as audit } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'
import { kindOf } from './rules.ts'
import { type Link, NewRecord } from './schemas.ts'

/**
 * Keeps the line of a record: its coordinates, state and what permission needs. Every room calls it inside the transaction of its own change,
 * so that threads, lists, search and calendar never tell another story than the record. `because` links it to what it follows from.
 */
export async function keep(
  tx: Db,
  record: NewRecord,
  { by, today, because = [] }: { by: string; today: string; because?: readonly string[] },
): Promise<void> {
  const parsed = NewRecord.parse(record)
  await queries.save(tx, kindOf(parsed.key), parsed, today)
  for (const key of because) await link(tx, key, parsed.key, by)
}

/** Takes a record's line away, with its links: for a draft that is thrown away. */
export const forget = queries.remove

/** Says that one record happened because of another. A circle is refused. */
export async function link(tx: Db, becauseKey: string, nextKey: string, by: string): Promise<void> {
  if (await queries.leadsBack(tx, becauseKey, nextKey))
    throw conflict('That would make a circle: the one already follows from the other')
  if (await queries.addLink(tx, becauseKey, nextKey, by))
    await audit(tx, by, 'thread.linked', nextKey, { because: becauseKey })
}

/** Takes a link away, with the reason; it stays in the history and can be put back. */
export async function unlink(tx: Db, link: Link, by: string, reason: string): Promise<void> {
  if (await queries.removeLink(tx, link.id, by, reason))
    await audit(tx, by, 'thread.unlinked', link.nextKey, { because: link.becauseKey, reason })
}
