import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

interface New {
  accountId: number
  kind: string
  reason: string
  hours: number
}

const Opened = z.object({ id: z.number(), until: z.string() })

export const open = (tx: Db, { accountId, kind, reason, hours }: New) =>
  tx.one(
    Opened,
    sql`
    insert into glass_openings (account_id, kind, reason, ends_at)
    values (${accountId}, ${kind}, ${reason}, now() + make_interval(hours => ${hours})) returning id, ends_at as until`,
  )

/** Ends one of one's own openings early. None: it has ended, or is another's. */
export const close = (tx: Db, accountId: number, id: number) =>
  tx.maybe(
    z.object({ kind: z.string() }),
    sql`
    update glass_openings set closed_at = now()
    where id = ${id} and account_id = ${accountId} and closed_at is null and ends_at > now() returning kind`,
  )

const Row = z.object({
  id: z.number(),
  accountId: z.number(),
  who: z.string(),
  kind: z.string(),
  reason: z.string(),
  from: z.string(),
  until: z.string(),
  open: z.boolean(),
  pages: z.number(),
})
export type Row = z.output<typeof Row>

/** Every opening, newest first, with how many pages were asked for while it lasted. */
export const list = (db: Db) =>
  db.many(
    Row,
    sql`
    select g.id, g.account_id as "accountId", a.email as who, g.kind, g.reason, g.opened_at as from,
      coalesce(g.closed_at, g.ends_at) as until, g.closed_at is null and g.ends_at > now() as open,
      (select count(*) from audit r where r.who = a.email and r.what = 'record.read' and r.purpose is not null
        and r.at between g.opened_at and coalesce(g.closed_at, g.ends_at)) as pages
    from glass_openings g join accounts a on a.id = g.account_id order by g.id desc limit 500`,
  )

const Address = z.object({ email: z.string() })

/** Who is told: the directors, who answer for all confidential records. */
export const directors = async (db: Db) =>
  (
    await db.many(
      Address,
      sql`select email from accounts where role = 'director' and active and invited_until is null order by email`,
    )
  ).map(row => row.email)
