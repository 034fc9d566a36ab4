// Taking a source out of the catalogue: one that was tried and undone, and that no pack describes.
import { z } from 'zod'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { readPackEvidence } from '../import/seed.ts'
import type { ImportLine } from './schemas.ts'

const stands: readonly ImportLine['status'][] = ['current', 'reading']

export const ofPackWords =
  'The pack describes this source and would bring it back. Take its file out of packs/PACK/sources first.'
export const inForceWords = 'A file of this source is in force or being read. Undo its imports first.'
const waitingWords = 'A file for this source is waiting to be confirmed or being imported. Confirm or cancel it first.'

export const isOfPack = (packId: string, sourceId: string): boolean =>
  readPackEvidence(packId).sources.some(one => one.id === sourceId)

/** May a source with these imports be offered for removal? */
export const isIdle = (imports: readonly Pick<ImportLine, 'status'>[]): boolean =>
  imports.every(one => !stands.includes(one.status))

const Count = z.object({ n: z.number() })

const standing = (tx: Db, id: string) =>
  tx.one(Count, sql`select count(*) as n from imports where source_id = ${id} and status in ('current', 'reading')`)
const waiting = (tx: Db, id: string) =>
  tx.one(
    Count,
    sql`select count(*) as n from uploads where source->>'id' = ${id} and status in ('looking', 'ready', 'importing')`,
  )

/** Deletes the source with what was undone or failed of it. Nothing in force changes; the audit trail keeps that it was there. */
export const remove = (db: Db, packId: string, source: { id: string; title: string }, by: string) =>
  db.transaction(async (tx): Promise<{ ok: true } | { ok: false; words: string }> => {
    if (isOfPack(packId, source.id)) return { ok: false, words: ofPackWords }
    if ((await standing(tx, source.id)).n > 0) return { ok: false, words: inForceWords }
    if ((await waiting(tx, source.id)).n > 0) return { ok: false, words: waitingWords }
    await tx.run(sql`delete from uploads where source->>'id' = ${source.id}`)
    const imports = await tx.run(sql`delete from imports where source_id = ${source.id}`)
    await tx.run(sql`delete from sources where id = ${source.id}`)
    await record(tx, by, 'source.removed', `source/${source.id}`, { title: source.title, imports })
    return { ok: true }
  })
