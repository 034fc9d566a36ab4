import { z } from 'zod'
import type { Day } from '../../lib/dates.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import type { PublishedItem } from './contract.ts'

/** Says until which day a thing may stand wherever it was released, and why it then goes; null: for as long as its release does. */
export async function standsUntil(tx: Db, key: string, end: { lastDay: Day; reason: string } | null): Promise<void> {
  if (end === null) await tx.run(sql`delete from release_ends where key = ${key}`)
  else
    await tx.run(sql`
      insert into release_ends (key, last_day, reason) values (${key}, ${end.lastDay}, ${end.reason})
      on conflict (key) do update set last_day = excluded.last_day, reason = excluded.reason`)
}

const Ended = z.object({ key: z.string(), reason: z.string() })

/** Of these things, those that no longer stand today, with the reason. */
export async function endedOf(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db.many(
    Ended,
    sql`
    select key, reason from release_ends
    where key = any(${[...keys]}::text[]) and last_day < (now() at time zone 'Europe/London')::date`,
  )
  return new Map(rows.map(row => [row.key, row.reason]))
}

const End = z.object({ title: z.string(), reason: z.string(), lastDay: z.string() })
export type End = z.output<typeof End>

/** What of an edition no longer stands today, newest first. */
export const endsOf = (db: Db, editionId: number): Promise<End[]> =>
  db.many(
    End,
    sql`
    select i.title, x.reason, x.last_day as "lastDay" from release_items i join release_ends x on x.key = i.key
    where i.edition_id = ${editionId} and x.last_day < (now() at time zone 'Europe/London')::date order by x.last_day desc, i.position`,
  )

/** What is left of a thing that no longer stands: its place in the release, and why there is nothing in it. */
export const emptied = (item: PublishedItem, reason: string): PublishedItem => ({
  ...item,
  title: 'No longer published',
  summary: '',
  text: `**No longer published.** ${reason}`,
  tables: [],
  sections: [],
  pictures: [],
  extra: {},
})
