import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { type Kept, Task } from './schemas.ts'

const columns = sql`t.id, t.title, t.note, t.owner_role as "ownerRole", t.owner_id as "ownerId", t.places, t.due_on as "dueOn", t.because,
  t.time_band as "timeBand", t.areas, t.outcomes, t.context_level as "contextLevel", t.journey_stage as "journeyStage",
  t.prevention_level as "preventionLevel", t.age_band as "ageBand", t.opened_on as "openedOn", t.opened_by as "openedBy",
  t.done_on as "doneOn", t.done_by as "doneBy", t.dropped_on as "droppedOn", t.result, t.version`

export const list = (db: Db) =>
  db.many(Task, sql`select ${columns} from tasks t order by t.done_on nulls first, t.due_on nulls last, t.id desc`)

export const find = (db: Db, id: number) => db.maybe(Task, sql`select ${columns} from tasks t where t.id = ${id}`)

export const open = async (tx: Db, task: Kept, by: string, today: string) =>
  (
    await tx.one(
      z.object({ id: z.number() }),
      sql`
      insert into tasks (title, note, owner_role, owner_id, places, due_on, because, time_band, areas, outcomes, context_level, journey_stage,
        prevention_level, age_band, opened_on, opened_by)
      values (${task.title}, ${task.note}, ${task.ownerRole}, ${task.ownerId}, ${task.places}, ${task.dueOn}, ${task.because}, ${task.timeBand},
        ${task.areas}, ${task.outcomes}, ${task.contextLevel}, ${task.journeyStage}, ${task.preventionLevel}, ${task.ageBand}, ${today}, ${by})
      returning id`,
    )
  ).id

const isOpen = sql`done_on is null and dropped_on is null`

/** Saves a task that is to be done, if nobody saved it since `version` was read; 0 when somebody did. */
export const save = (tx: Db, id: number, version: number, task: Omit<Kept, 'because'>) =>
  tx.run(sql`
    update tasks set title = ${task.title}, note = ${task.note}, owner_role = ${task.ownerRole}, owner_id = ${task.ownerId},
      places = ${task.places}, due_on = ${task.dueOn}, time_band = ${task.timeBand}, areas = ${task.areas}, outcomes = ${task.outcomes},
      context_level = ${task.contextLevel}, journey_stage = ${task.journeyStage}, prevention_level = ${task.preventionLevel},
      age_band = ${task.ageBand}, version = version + 1
    where id = ${id} and version = ${version} and ${isOpen}`)

export const finish = (tx: Db, id: number, result: string, by: string, today: string) =>
  tx.run(sql`update tasks set done_on = ${today}, done_by = ${by}, result = ${result}, version = version + 1
    where id = ${id} and ${isOpen}`)

export const drop = (tx: Db, id: number, reason: string, today: string) =>
  tx.run(
    sql`update tasks set dropped_on = ${today}, result = ${reason}, version = version + 1 where id = ${id} and ${isOpen}`,
  )

export const reopen = (tx: Db, id: number) =>
  tx.run(sql`update tasks set done_on = null, done_by = null, dropped_on = null, version = version + 1
    where id = ${id} and not (${isOpen})`)

const Event = z.object({
  at: z.string(),
  who: z.string(),
  what: z.string(),
  detail: z
    .object({ fields: z.array(z.string()).catch([]), reason: z.string().catch(''), result: z.string().catch('') })
    .catch({ fields: [], reason: '', result: '' }),
})
export type Event = z.output<typeof Event>

/** What was done with a task and its links, newest first. */
export const history = (db: Db, id: number) =>
  db.many(
    Event,
    sql`select at, who, what, detail from audit where object = ${`task/${id}`} and what like 'task.%' order by at desc, id desc limit 100`,
  )
