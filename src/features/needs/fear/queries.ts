import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Answer = z.object({
  measureId: z.number(),
  placeId: z.number(),
  year: z.number(),
  said: z.number(),
  asked: z.number(),
  importId: z.number(),
})
export type Answer = z.output<typeof Answer>

/** Yearly answers to these questions at these places, with how many were asked. In each year the newest file counts. */
export const answers = (db: Db, measureIds: readonly number[], placeIds: readonly number[]) =>
  db.many(
    Answer,
    sql`
    select distinct on ("measureId", "placeId", year) s.measure_id as "measureId", s.place_id as "placeId",
      (extract(year from s.starts_on) + v.nth - 1)::integer as year, v.amount as said, v.asked, s.import_id as "importId"
    from series s join imports i on i.id = s.import_id and i.status = 'current',
      lateral unnest(s.amounts, s.denominators) with ordinality as v (amount, asked, nth)
    where s.measure_id = any (${[...measureIds]}::integer[]) and s.place_id = any (${[...placeIds]}::integer[]) and s.grain = 'year'
      and v.amount is not null and v.asked > 0 and v.amount <= v.asked
    order by "measureId", "placeId", year, i.snapshot_on desc, i.id desc`,
  )
