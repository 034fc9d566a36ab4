// What an organisation says of itself stands in each of its entries: when it changes, they have changed.
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { refresh } from '../search/refresh.ts'
import { moment } from './queries.ts'

const Id = z.object({ id: z.string() })

/** Search finds them by what is said now, and readers of change feeds come past each of them, in the transaction that is open. */
export async function tellOf(tx: Db, organisationId: string, today: Day): Promise<void> {
  const from = await moment(tx)
  const told = await tx.many(
    Id,
    sql`
    update opportunities o set modified = ${from}::bigint + t.n from (
      select id, row_number() over (order by id) - 1 as n from opportunities where state = 'public' and organisation_id = ${organisationId}) t
    where t.id = o.id returning o.id`,
  )
  await refresh(
    tx,
    told.map(({ id }) => id),
    today,
  )
}
