import { z } from 'zod'
import type { Month } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { Coarse } from '../count.ts'

const Row = Coarse.pick({ area: true, ages: true, times: true, topic: true, result: true }).extend({
  searches: z.number(),
})
export type Row = z.output<typeof Row>

/** The searches of a month's weeks, by every coarse word kept; for adding up, never for showing. */
export const ofMonth = (db: Db, month: Month) =>
  db.many(
    Row,
    sql`
    select area, ages, times, topic, result, sum(searches)::int as searches from finder_unmet
    where to_char(week + 3, 'YYYY-MM') = ${month} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
  )

/** Months of which there is a count, the newest first. */
export const months = async (db: Db): Promise<Month[]> =>
  (
    await db.many(
      z.object({ month: z.string() }),
      sql`select distinct to_char(week + 3, 'YYYY-MM') as month from finder_unmet order by 1 desc`,
    )
  ).map(row => row.month)

export const boroughs = (db: Db) =>
  db.many(
    z.object({ code: z.string(), name: z.string() }),
    sql`select code, name from places where kind = 'borough' and valid_to is null order by name`,
  )
