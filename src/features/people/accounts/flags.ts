import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Flag } from '../roles.ts'
import { FlagName } from '../schemas.ts'

export interface Given {
  accountId: number
  flag: Flag
  from: Day
  /** The last day it holds. */
  until: Day | null
  by: string
}

export const give = (tx: Db, { accountId, flag, from, until, by }: Given) =>
  tx.run(sql`
    insert into account_flags (account_id, flag, starts_on, ends_on, given_by)
    values (${accountId}, ${flag}, ${from}, ${until}, ${by})`)

/** Takes a flag away from today on; one that would begin later never was. None touched: it is another account's, or has ended. */
export const end = (tx: Db, accountId: number, id: number, today: Day) =>
  tx.maybe(
    z.object({ flag: FlagName }),
    sql`
    delete from account_flags where account_id = ${accountId} and id = ${id} and (ends_on is null or ends_on >= ${today})
    returning flag`,
  )

const Row = z.object({
  id: z.number(),
  flag: FlagName,
  from: z.string(),
  until: z.string().nullable(),
  inForce: z.boolean(),
})
export type Row = z.output<typeof Row>

/** Flags in force or still to come. */
export const list = (db: Db, accountId: number, today: Day) =>
  db.many(
    Row,
    sql`
    select id, flag, starts_on as from, ends_on as until, starts_on <= ${today}::date as "inForce" from account_flags
    where account_id = ${accountId} and (ends_on is null or ends_on >= ${today}::date) order by flag, starts_on`,
  )
