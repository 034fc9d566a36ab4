// Who wrote what: nobody approves their own words.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'

const Writer = z.object({ email: z.string(), id: z.number().nullable() })

/** Everybody whose words a version `v` holds. */
export const handsOf = (v: Sql): Sql => sql`unnest(${v}.writers || ${v}.made_by)`

/** Who wrote what would become public with this version: itself, and every version since the public one. */
export const writers = (db: Db, id: string, upTo: number) =>
  db.many(
    Writer,
    sql`
    select distinct hand.email, a.id from opportunity_versions v join opportunities o on o.id = v.opportunity_id
      cross join lateral ${handsOf(sql`v`)} as hand (email) left join accounts a on a.email = lower(hand.email)
    where v.opportunity_id = ${id} and v.version <= ${upTo} and (v.version = ${upTo} or v.version > coalesce(o.public_version, 0))`,
  )
