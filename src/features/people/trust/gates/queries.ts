import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { writer } from '../../writer.ts'
import { type Filled, Gate, type Need } from './schemas.ts'

const columns = sql`id, object, kind, title, reference, owner_role as "ownerRole", signed_on as "signedOn", review_on as "reviewOn", note,
  filled_by as "filledBy", approved_at as "approvedAt"`

export const list = (db: Db) => db.many(Gate, sql`select ${columns} from gates order by object, kind`)
export const find = (db: Db, id: number) => db.maybe(Gate, sql`select ${columns} from gates where id = ${id}`)
export const ofObject = (db: Db, object: string) =>
  db.many(Gate, sql`select ${columns} from gates where object = ${object} order by kind`)

const Added = z.object({ id: z.number() })

/** Undefined when it stands there already. */
export const add = (tx: Db, need: Need) =>
  tx.maybe(
    Added,
    sql`
    insert into gates (object, kind, title) values (${need.object}, ${need.kind}, ${need.title})
    on conflict (object, kind) do nothing returning id`,
  )

/** What is filled in anew has to be approved anew. */
export const fill = (tx: Db, id: number, filled: Filled, by: number | null) =>
  tx.run(sql`
    update gates set reference = ${filled.reference}, owner_role = ${filled.ownerRole}, signed_on = ${filled.signedOn}, review_on = ${filled.reviewOn},
      note = ${filled.note}, filled_by = ${by}, filled_at = now(), approved_by = null, approved_at = null
    where id = ${id}`)

export const approve = (tx: Db, id: number, by: number | null) =>
  tx.run(sql`
    update gates set approved_by = ${by}, approved_at = now() where id = ${id} and reference is not null and approved_at is null`)

const Event = z.object({ at: z.string(), who: z.string(), what: z.string(), detail: z.record(z.string(), z.unknown()) })
export type Event = z.output<typeof Event>

/** Its history, from the audit trail. */
export const history = (db: Db, id: number) =>
  db.many(
    Event,
    sql`select at, ${writer} as who, what, detail from audit where object = ${`gate/${id}`} order by at desc, id desc limit 100`,
  )
