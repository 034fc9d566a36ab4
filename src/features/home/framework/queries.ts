import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'

const Key = z.object({ key: z.string() })

/** Keys of records with one of these codes among their coordinates, or with any where none are named. */
export async function taggedKeys(db: Db, codes?: readonly string[]): Promise<string[]> {
  const which: Sql = codes
    ? sql`areas && ${codes}::text[] or outcomes && ${codes}::text[] or context_level = any (${codes}::text[])
        or journey_stage = any (${codes}::text[]) or prevention_level = any (${codes}::text[])`
    : sql`areas <> '{}' or outcomes <> '{}' or context_level is not null or journey_stage is not null or prevention_level is not null`
  return (await db.many(Key, sql`select key from records where ${which} order by key`)).map(row => row.key)
}

const Share = z.object({ on: z.string(), count: z.number(), asked: z.number() })
export type Share = z.output<typeof Share>

/** The newest yearly count of a measure at a place that says of how many: a survey's answer. */
export const newestShare = (db: Db, measureId: number, placeId: number) =>
  db.maybe(
    Share,
    sql`
    select (s.starts_on + (v.nth - 1) * interval '1 year')::date::text as "on", v.amount as count, v.asked
    from series s join imports i on i.id = s.import_id and i.status = 'current',
      lateral unnest(s.amounts, s.denominators) with ordinality as v (amount, asked, nth)
    where s.measure_id = ${measureId} and s.place_id = ${placeId} and s.grain = 'year' and v.amount is not null and v.asked > 0
    order by 1 desc, i.snapshot_on desc, i.id desc limit 1`,
  )
