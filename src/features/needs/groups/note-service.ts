import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as queries from './note-queries.ts'
import type { Note, NoteForm } from './note-schemas.ts'

const moved = 'Somebody changed this note meanwhile. Open it again and look before you go on.'

interface Doing {
  actor: Actor
  today: string
}

const step = (
  db: Db,
  { actor }: Doing,
  grouping: string,
  what: string,
  deed: (tx: Db) => Promise<number>,
  detail = {},
) =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(moved)
    await record(tx, actor.email, what, `context-note/${grouping}`, detail)
  })

/** Keeps the draft of a grouping's note, begun now where there is none. What was agreed stands until the draft is. */
export const write = (db: Db, doing: Doing, grouping: string, form: NoteForm): Promise<void> =>
  step(db, doing, grouping, 'context-note.written', async tx => {
    const { accountId } = doing.actor
    const draft = await queries.find(tx, grouping, 'draft')
    if (draft) return queries.save(tx, draft.id, form, accountId, doing.today)
    if (form.version !== 0) return 0
    await queries.insert(tx, grouping, form, accountId, doing.today)
    return 1
  })

/** Agreed by somebody who wrote nothing in it; the one that stood until now is replaced. */
export const agree = (db: Db, doing: Doing, draft: Note, version: number): Promise<void> =>
  step(db, doing, draft.grouping, 'context-note.agreed', async tx => {
    await queries.replace(tx, draft.grouping)
    return queries.agree(tx, draft.id, version, doing.actor.accountId, doing.today)
  })

/** The figures go with it, at once. */
export const withdraw = (db: Db, doing: Doing, note: Note, reason: string): Promise<void> =>
  step(db, doing, note.grouping, 'context-note.withdrawn', tx => queries.withdraw(tx, note.id, reason), { reason })
