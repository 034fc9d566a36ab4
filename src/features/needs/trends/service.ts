import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'

/** Keeps what a person says of a month of a series, with the figures it was said on. */
export const note = (db: Db, by: string, given: queries.NewNote): Promise<number> =>
  db.transaction(async tx => {
    const made = await queries.add(tx, given, by)
    if (!made) throw conflict('Somebody has decided on this month already')
    const { kind, month, measureId, placeId, evidence } = given
    await record(
      tx,
      by,
      'series.noted',
      `series-note/${made.id}`,
      { kind, month, measureId, placeId, ...evidence },
      given.reason,
    )
    return made.id
  })

export const undo = (db: Db, by: string, found: queries.Note, reason: string): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.undo(tx, found.id, by, reason)) === 0) throw conflict('This was taken back already')
    await record(
      tx,
      by,
      'series.note-undone',
      `series-note/${found.id}`,
      { kind: found.kind, month: found.month },
      reason,
    )
  })
