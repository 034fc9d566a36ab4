import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { type NewTask, Task } from './schemas.ts'

const columns = sql`t.id, t.title, t.note, t.owner_role as "ownerRole", t.places, t.due_on as "dueOn", t.opened_on as "openedOn",
  t.opened_by as "openedBy", t.done_on as "doneOn", t.done_by as "doneBy", t.result`

export const list = (db: Db) =>
  db.many(Task, sql`select ${columns} from tasks t order by t.done_on nulls first, t.due_on nulls last, t.id desc`)

export const find = (db: Db, id: number) => db.maybe(Task, sql`select ${columns} from tasks t where t.id = ${id}`)

export const open = async (tx: Db, task: NewTask, places: readonly string[], by: string, today: string) =>
  (
    await tx.one(
      z.object({ id: z.number() }),
      sql`
      insert into tasks (title, note, owner_role, places, due_on, opened_on, opened_by)
      values (${task.title}, ${task.note}, ${task.ownerRole}, ${places}, ${task.dueOn || null}, ${today}, ${by}) returning id`,
    )
  ).id

export const finish = (tx: Db, id: number, result: string, by: string, today: string) =>
  tx.run(
    sql`update tasks set done_on = ${today}, done_by = ${by}, result = ${result} where id = ${id} and done_on is null`,
  )

export const reopen = (tx: Db, id: number) =>
  tx.run(sql`update tasks set done_on = null, done_by = null where id = ${id} and done_on is not null`)
