import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { DataRequest, type NewRequest } from './schemas.ts'

const columns = sql`id, kind, received_on as "receivedOn", due_on as "dueOn", held_at as "heldAt", owner_role as "ownerRole",
  extended_to as "extendedTo", extension_reason as "extensionReason", state, outcome, proposed_by as "proposedBy", closed_on as "closedOn"`

export const list = (db: Db) => db.many(DataRequest, sql`select ${columns} from data_requests order by id desc`)
export const find = (db: Db, id: number) =>
  db.maybe(DataRequest, sql`select ${columns} from data_requests where id = ${id}`)

export const insert = (tx: Db, one: NewRequest, dueOn: Day, by: string) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into data_requests (kind, received_on, due_on, held_at, owner_role, made_by)
    values (${one.kind}, ${one.receivedOn}, ${dueOn}, ${one.heldAt}, ${one.ownerRole}, ${by}) returning id`,
  )

export const extend = (tx: Db, id: number, to: Day, reason: string) =>
  tx.run(sql`
    update data_requests set extended_to = ${to}, extension_reason = ${reason} where id = ${id} and state = 'open' and extended_to is null`)

export const close = (tx: Db, id: number, state: 'answered' | 'withdrawn', outcome: string, on: Day) =>
  tx.run(sql`
    update data_requests set state = ${state}, outcome = ${outcome}, closed_on = ${on} where id = ${id} and state = 'open'`)

export const propose = (tx: Db, id: number, outcome: string, by: number | null) =>
  tx.run(sql`
    update data_requests set state = 'refusal-proposed', outcome = ${outcome}, proposed_by = ${by} where id = ${id} and state = 'open'`)

export const refuse = (tx: Db, id: number, on: Day) =>
  tx.run(
    sql`update data_requests set state = 'refused', closed_on = ${on} where id = ${id} and state = 'refusal-proposed'`,
  )

export const reopen = (tx: Db, id: number) =>
  tx.run(sql`
    update data_requests set state = 'open', outcome = '', proposed_by = null where id = ${id} and state = 'refusal-proposed'`)
