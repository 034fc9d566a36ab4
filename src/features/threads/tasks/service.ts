import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { nowhere } from '../records/coordinates.ts'
import { keep } from '../records/service.ts'
import * as queries from './queries.ts'
import { isOpen, type Kept, type Task } from './schemas.ts'

const moved = 'Somebody changed this task meanwhile. Open it again and look before you go on.'

export interface Doing {
  by: string
  today: string
  /** Codes above the task's own places, for scope. */
  above: readonly string[]
}

const stateOf = (task: Task) => (task.doneOn ? 'done' : task.droppedOn ? 'dropped' : 'to do')

async function line(tx: Db, id: number, { by, today, above }: Doing, because: readonly string[] = []): Promise<void> {
  const task = await queries.find(tx, id)
  if (!task) return
  const { title, ownerRole, ownerId, areas, outcomes, contextLevel, journeyStage, preventionLevel, ageBand, timeBand } =
    task
  await keep(
    tx,
    {
      key: `task/${id}`,
      title,
      href: `/tasks/${id}`,
      state: stateOf(task),
      places: [...task.places, ...above],
      ...{ areas, outcomes, contextLevel, journeyStage, preventionLevel, ageBand, timeBand },
      ownerRole,
      ownerId,
      because: task.because || null,
      dueOn: isOpen(task) ? task.dueOn : null,
      ended: !isOpen(task),
    },
    { by, today, because },
  )
}

/** What a task must say; the rest may be left out. */
export type NewTask = Pick<Kept, 'title' | 'ownerRole'> & Partial<Kept>
const unsaid = { ...nowhere, note: '', ownerId: null, places: [], dueOn: null, because: '' }

export const open = (db: Db, doing: Doing, said: NewTask, because: readonly string[]): Promise<number> =>
  db.transaction(async tx => {
    const task = { ...unsaid, ...said }
    const id = await queries.open(tx, task, doing.by, doing.today)
    await record(tx, doing.by, 'task.opened', `task/${id}`, { owner: task.ownerRole, due: task.dueOn })
    await line(tx, id, doing, because)
    return id
  })

/** Changes a task that is to be done; what it was before stays in the audit trail. */
export const change = (
  db: Db,
  doing: Doing,
  task: Task,
  { version, reason, ...to }: Omit<Kept, 'because'> & { version: number; reason: string },
): Promise<void> =>
  step(db, doing, task.id, 'task.changed', { ...difference(task, to), reason }, moved, tx =>
    queries.save(tx, task.id, version, to),
  )

/** The fields that change, with what they held. */
function difference(task: Task, to: object): { fields: string[]; before: Record<string, unknown> } {
  const was = new Map<string, unknown>(Object.entries(task))
  const fields = Object.entries(to).flatMap(([field, value]) =>
    JSON.stringify(was.get(field)) === JSON.stringify(value) ? [] : [field],
  )
  return { fields, before: Object.fromEntries(fields.map(field => [field, was.get(field)])) }
}

export const finish = (db: Db, doing: Doing, id: number, result: string): Promise<void> =>
  step(db, doing, id, 'task.done', { result }, 'This task is done or dropped already', tx =>
    queries.finish(tx, id, result, doing.by, doing.today),
  )

export const drop = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'task.dropped', { reason }, 'This task is done or dropped already', tx =>
    queries.drop(tx, id, reason, doing.today),
  )

export const reopen = (db: Db, doing: Doing, id: number): Promise<void> =>
  step(db, doing, id, 'task.reopened', {}, 'This task is still to be done', tx => queries.reopen(tx, id))

/** One change with its audit row and its line; nothing is kept when it cannot be done now. */
const step = (
  db: Db,
  doing: Doing,
  id: number,
  what: string,
  detail: Record<string, unknown>,
  why: string,
  deed: (tx: Db) => Promise<number>,
): Promise<void> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(why)
    await record(tx, doing.by, what, `task/${id}`, detail)
    await line(tx, id, doing)
  })
