import { conflict, forbidden } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Added, doubtWords } from '../search/added.ts'
import * as queries from './queries.ts'
import { isOwn, whyNot } from './rules.ts'

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

export type Decision = 'approved' | 'refused' | 'withdrawn' | 'undone'

/** Approves, refuses, takes back or undoes; from then on every process reads the lists anew. */
export async function decide(
  db: Db,
  doing: Doing,
  word: queries.Word,
  decision: Decision,
  note: string,
): Promise<void> {
  if (isOwn(doing.by, word.proposedBy) !== (decision === 'withdrawn') && decision !== 'undone')
    throw forbidden(decision === 'withdrawn' ? 'Only who proposed it takes it back' : 'A second person must do this')
  const why = decision === 'approved' ? whyNot(word) : undefined
  if (why) throw conflict(`${why.text}.`)
  if (decision === 'undone' && word.list === 'crisis') throw conflict('A word of danger is not taken away here.')
  await db.transaction(async tx => {
    const deed = { ...doing, id: word.id, version: word.version, note }
    const n = await (decision === 'undone' ? queries.undo(tx, deed) : queries.decide(tx, deed, decision))
    if (n === 0) throw conflict(moved)
    await record(tx, doing.by, `finder-word.${decision}`, keyOf(word.id), { phrase: word.phrase, note })
  })
  doubtWords()
}
