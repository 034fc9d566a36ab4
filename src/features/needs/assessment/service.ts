import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { forget, keep } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Assessment, Document } from './schemas.ts'

const moved = 'Somebody changed this assessment meanwhile. Open it again and look before you go on.'

export interface Doing {
  actor: Actor
  today: string
}

/** Brings the line of the living document up to date: with the director while it is in review, with the analysts otherwise. */
async function line(tx: Db, id: number, { actor, today }: Doing): Promise<void> {
  const found = await queries.find(tx, id)
  if (!found) return
  const reviewing = found.status === 'in review'
  await keep(
    tx,
    {
      key: `needs-draft/${id}`,
      title: found.title,
      href: `/assessment/${id}`,
      state: found.status,
      places: [found.place.code],
      ownerRole: reviewing ? 'director' : found.place.kind === 'city' ? 'analyst' : 'borough-lead',
      facts: { handledBy: [...(subjectOf(found).handledBy ?? [])] },
    },
    { by: actor.email, today },
  )
}

export const titleFor = (place: { name: string }): string => `Needs assessment: ${place.name}`

/** Begins the one assessment of a place. */
export const start = (
  db: Db,
  doing: Doing,
  place: { id: number; code: string; name: string },
  document: Document,
): Promise<number> =>
  db.transaction(async tx => {
    const by = doing.actor.accountId
    const made = { placeId: place.id, title: titleFor(place), document, by, on: doing.today }
    const row = await queries.insert(tx, made)
    if (!row) throw conflict(`${place.name} has an assessment already. Write in that one.`)
    await queries.keepVersion(tx, row.id, { version: 1, document, deed: 'Began it', by, on: doing.today })
    await record(tx, doing.actor.email, 'assessment.begun', `needs-draft/${row.id}`, { place: place.code })
    await line(tx, row.id, doing)
    return row.id
  })

/** What a change is made to: the document as it was read. */
export type Read = Pick<Assessment, 'id' | 'document'>

/** Keeps a changed document, with what was done in words; every state stays, so that any can be put back. */
export const change = (
  db: Db,
  doing: Doing,
  { id, version }: { id: number; version: number },
  deed: string,
  document: Document,
): Promise<void> =>
  db.transaction(async tx => {
    const by = doing.actor.accountId
    if ((await queries.save(tx, id, version, document, by)) === 0) throw conflict(moved)
    await queries.keepVersion(tx, id, { version: version + 1, document, deed, by, on: doing.today })
    await record(tx, doing.actor.email, 'assessment.changed', `needs-draft/${id}`, { deed, version: version + 1 })
    await line(tx, id, doing)
  })

/** Discards a draft of which no edition was frozen: its words are gone, that it was there stays in the audit trail. */
export const discard = (
  db: Db,
  { actor }: Doing,
  { id, place, title }: Pick<Assessment, 'id' | 'place' | 'title'>,
  version: number,
): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.discard(tx, id, version)) === 0)
      throw conflict('It was changed meanwhile, or an edition was frozen of it. Open it again and look.')
    await record(tx, actor.email, 'assessment.discarded', `needs-draft/${id}`, { place: place.code, title })
    await forget(tx, `needs-draft/${id}`)
  })

const turn = (db: Db, doing: Doing, id: number, what: string, [from, to]: readonly [string, string]): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.setStatus(tx, id, from, to)) === 0) throw conflict(moved)
    await record(tx, doing.actor.email, what, `needs-draft/${id}`, {})
    await line(tx, id, doing)
  })

export const review = (db: Db, doing: Doing, id: number): Promise<void> =>
  turn(db, doing, id, 'assessment.put-to-review', ['draft', 'in review'])

export const back = (db: Db, doing: Doing, id: number): Promise<void> =>
  turn(db, doing, id, 'assessment.taken-back', ['in review', 'draft'])

export const comment = (db: Db, doing: Doing, id: number, said: { part: string; words: string }): Promise<void> =>
  db.transaction(async tx => {
    const { accountId, role, email } = doing.actor
    await queries.addComment(tx, id, { ...said, by: accountId, role, on: doing.today })
    await record(tx, email, 'assessment.commented', `needs-draft/${id}`, { part: said.part })
  })

export const settle = (db: Db, doing: Doing, id: number, commentId: number, answer: string): Promise<void> =>
  db.transaction(async tx => {
    const settled = { answer, by: doing.actor.accountId, on: doing.today }
    if ((await queries.settleComment(tx, id, commentId, settled)) === 0)
      throw conflict('That comment is settled already')
    await record(tx, doing.actor.email, 'assessment.comment-settled', `needs-draft/${id}`, { comment: commentId })
  })
