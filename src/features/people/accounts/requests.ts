import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Role } from '../schemas.ts'

const Row = z.object({
  id: z.number(),
  email: z.string(),
  name: z.string(),
  role: Role.exclude(['public']),
  organisation: z.string().nullable(),
  places: z.array(z.string()),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  decision: z.enum(['accepted', 'declined']).nullable(),
})
export type Row = z.output<typeof Row>

const columns = sql`r.id, r.email, r.name, r.role, r.organisation, r.places, r.reason, a.email as "askedBy", r.asked_at as "askedAt", r.decision`

/** Requests of one person, or of everybody for null; those that wait come first. */
export const list = (db: Db, askedBy: number | null) =>
  db.many(
    Row,
    sql`
    select ${columns} from account_requests r join accounts a on a.id = r.asked_by
    where ${askedBy}::integer is null or r.asked_by = ${askedBy}
    order by r.decision is not null, r.id desc limit 200`,
  )

export const findWaiting = (tx: Db, id: number) =>
  tx.maybe(
    Row,
    sql`
    select ${columns} from account_requests r join accounts a on a.id = r.asked_by
    where r.id = ${id} and r.decision is null for update of r`,
  )

type New = Pick<Row, 'email' | 'name' | 'role' | 'organisation' | 'places' | 'reason'> & { askedBy: number }

export const add = (tx: Db, one: New) =>
  tx.run(sql`
    insert into account_requests (email, name, role, organisation, places, reason, asked_by)
    values (${one.email}, ${one.name}, ${one.role}, ${one.organisation}, ${one.places}, ${one.reason}, ${one.askedBy})`)

export const decide = (tx: Db, id: number, decision: 'accepted' | 'declined', by: number) =>
  tx.run(sql`
    update account_requests set decision = ${decision}, decided_by = ${by}, decided_at = now() where id = ${id}`)
