import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { gather } from '../week/gather.ts'

/** The door behind which an address lies: the longest that begins it. */
export const doorOf = (href: string, doors: readonly string[]): string | undefined =>
  doors
    .filter(door => href === door || ['/', '?', '#'].some(next => href.startsWith(door + next)))
    .sort((a, b) => b.length - a.length)[0]

/**
 * How much waits for this person behind each door: what is late, due by Sunday, or theirs with no day, as My week says it; what has stopped is not
 * counted. Late data wait behind their own door.
 */
export async function waitingBehind(
  db: Db,
  actor: Actor,
  today: Day,
  doors: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { week, duties, late } = await gather(db, actor, today)
  const mine = [...[...week.late, ...week.due, ...week.waiting], ...[...duties.late, ...duties.due, ...duties.waiting]]
  const counts = new Map<string, number>(mine.length > 0 ? [['/week', mine.length]] : [])
  for (const { href } of [...mine, ...late]) {
    const door = doorOf(href, doors)
    if (door) counts.set(door, (counts.get(door) ?? 0) + 1)
  }
  return counts
}
