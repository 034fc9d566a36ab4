import { conflict, forbidden } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Added, doubtWords, freshWords } from '../search/added.ts'
import * as queries from './queries.ts'
import { isOwn, mayUndo, whyNot } from './rules.ts'

interface Doing {
  by: string
  today: string
}

const keyOf = (id: number) => `finder-word/${id}`
const moved = 'Somebody decided on this word meanwhile. Open it again and look.'

export const propose = (db: Db, doing: Doing, word: Added & { reason: string }): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, { ...word, ...doing })
    await record(tx, doing.by, 'finder-word.proposed', keyOf(id), { ...word })
    return id
  })

export type Decision = 'approved' | 'refused' | 'withdrawn' | 'asked' | 'kept' | 'undone'

/** Approves, refuses, takes back or undoes, or asks that it be undone or left; from then on every process reads the lists anew. */
export async function decide(
  db: Db,
  doing: Doing,
  word: queries.Word,
  decision: Decision,
  note: string,
): Promise<void> {
  mustBeTheirs(doing.by, word, decision)
  const why = decision === 'approved' ? whyNot(word, await freshWords(db)) : undefined
  if (why) throw conflict(`${why.text}.`)
  await db.transaction(async tx => {
    const deed = { ...doing, id: word.id, version: word.version, note }
    if ((await write(tx, deed, decision)) === 0) throw conflict(moved)
    await record(tx, doing.by, `finder-word.${decision}`, keyOf(word.id), { phrase: word.phrase, note })
  })
  doubtWords()
}

const second = 'A second person must do this'

function mustBeTheirs(by: string, word: queries.Word, decision: Decision): void {
  const own = isOwn(by, word.proposedBy)
  if (decision === 'withdrawn' && !own) throw forbidden('Only who proposed it takes it back')
  if ((decision === 'approved' || decision === 'refused') && own) throw forbidden(second)
  if (decision === 'undone' && word.list === 'crisis') throw conflict('A word of danger is not taken away here.')
  if (decision === 'undone' && !mayUndo(by, word)) throw forbidden(second)
}

function write(tx: Db, deed: Parameters<typeof queries.undo>[1], decision: Decision): Promise<number> {
  if (decision === 'asked') return queries.askUndo(tx, deed)
  if (decision === 'kept') return queries.keep(tx, deed)
  return decision === 'undone' ? queries.undo(tx, deed) : queries.decide(tx, deed, decision)
}
