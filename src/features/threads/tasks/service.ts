import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { keep } from '../records/service.ts'
import * as queries from './queries.ts'
import type { NewTask } from './schemas.ts'

export interface Doing {
  by: string
  today: string
  /** Codes above the task's own places, for scope. */
  above: readonly string[]
}

async function line(tx: Db, id: number, { by, today, above }: Doing, because: readonly string[] = []): Promise<void> {
  const task = await queries.find(tx, id)
  if (!task) return
  await keep(
    tx,
    {
      key: `task/${id}`,
      title: task.title,
      href: `/tasks/${id}`,
      state: task.doneOn ? 'done' : 'to do',
      places: [...task.places, ...above],
      ownerRole: task.ownerRole,
      dueOn: task.doneOn ? null : task.dueOn,
      ended: task.doneOn !== null,
    },
    { by, today, because },
  )
}

export const open = (
  db: Db,
  doing: Doing,
  task: NewTask,
  places: readonly string[],
  because: readonly string[],
): Promise<number> =>
  db.transaction(async tx => {
    const id = await queries.open(tx, task, places, doing.by, doing.today)
    await record(tx, doing.by, 'task.opened', `task/${id}`, { owner: task.ownerRole, due: task.dueOn })
    await line(tx, id, doing, because)
    return id
  })

export const finish = (db: Db, doing: Doing, id: number, result: string): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.finish(tx, id, result, doing.by, doing.today)) === 0) throw conflict('This task is done already')
    await record(tx, doing.by, 'task.done', `task/${id}`, { result })
    await line(tx, id, doing)
  })

export const reopen = (db: Db, doing: Doing, id: number): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.reopen(tx, id)) === 0) throw conflict('This task is still to be done')
    await record(tx, doing.by, 'task.reopened', `task/${id}`)
    await line(tx, id, doing)
  })
