import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Doing, stepOf } from '../register.ts'
import * as queries from './queries.ts'
import type { Note, NoteForm } from './schemas.ts'

export const kind = 'background-note'

// A note follows from nothing and nothing waits for it: it has no line in the threads.
const step = stepOf(kind, 'note', async () => {})

export const write = (db: Db, { actor, today }: Doing, placeId: number | null, form: NoteForm): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, placeId, form, actor.accountId, today)
    await record(tx, actor.email, `${kind}.written`, `${kind}/${id}`, { topic: form.topic })
    return id
  })

export const save = (db: Db, doing: Doing, id: number, form: NoteForm): Promise<void> =>
  step(db, doing, id, 'changed', {}, tx => queries.save(tx, id, form, doing.actor.accountId, doing.today))

/** Agreed by somebody who wrote nothing in it, as it was read. */
export const agree = (db: Db, doing: Doing, note: Note, version: number): Promise<void> =>
  step(db, doing, note.id, 'agreed', {}, tx => queries.agree(tx, note.id, version, doing.actor.accountId, doing.today))

/** It goes from every page at once. */
export const withdraw = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'withdrawn', { reason }, tx => queries.withdraw(tx, id, reason))
