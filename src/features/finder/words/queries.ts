import { z } from 'zod'
import { type Db, takenAs } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Added } from '../search/added.ts'

const text = z.string()
export const Word = Added.extend({
  ...{ id: z.number(), reason: text, note: text, version: z.number() },
  state: z.enum(['proposed', 'approved', 'refused', 'withdrawn', 'undone']),
  ...{ proposedBy: text, proposedOn: text, decidedBy: text.nullable(), decidedOn: text.nullable() },
  ...{ endedBy: text.nullable(), endedOn: text.nullable() },
  /** Somebody asks that it be undone; another agrees, or it is left. */
  ...{ undoBy: text.nullable(), undoOn: text.nullable(), undoWhy: text },
})
export type Word = z.output<typeof Word>

const columns = sql`id, list, target, phrase, reason, note, version, state, proposed_by as "proposedBy", proposed_on as "proposedOn",
  decided_by as "decidedBy", decided_on as "decidedOn", ended_by as "endedBy", ended_on as "endedOn",
  undo_by as "undoBy", undo_on as "undoOn", undo_why as "undoWhy"`

/** The newest first. */
export const list = (db: Db) =>
  db.many(Word, sql`select ${columns} from finder_added_words order by id desc limit 1000`)

export const find = (db: Db, id: number) =>
  db.maybe(Word, sql`select ${columns} from finder_added_words where id = ${id}`)

/** The same that waits or is in force. */
export const same = (db: Db, { list, target, phrase }: Added) =>
  db.maybe(
    z.object({ id: z.number() }),
    sql`select id from finder_added_words where list = ${list} and target = ${target} and phrase = ${phrase} and state in ('proposed', 'approved')`,
  )

export const alreadyThere = 'Somebody proposed this already'

export const insert = (tx: Db, word: Added & { reason: string; by: string; today: string }) =>
  tx
    .one(
      z.object({ id: z.number() }),
      sql`insert into finder_added_words (list, target, phrase, reason, proposed_by, proposed_on)
      values (${word.list}, ${word.target}, ${word.phrase}, ${word.reason}, ${word.by}, ${word.today}) returning id`,
    )
    .catch(takenAs(`${alreadyThere}.`))

interface Deed {
  id: number
  version: number
  by: string
  today: string
  note: string
}

/** Decides on what waits; 0 where somebody was before. */
export const decide = (tx: Db, { id, version, by, today, note }: Deed, state: 'approved' | 'refused' | 'withdrawn') =>
  tx.run(sql`update finder_added_words set state = ${state}, decided_by = ${by}, decided_on = ${today}, note = ${note}, version = version + 1
    where id = ${id} and version = ${version} and state = 'proposed'`)

/** A word that leads to help is undone by two: this one asks. It stays in force. */
export const askUndo = (tx: Db, { id, version, by, today, note }: Deed) =>
  tx.run(sql`update finder_added_words set undo_by = ${by}, undo_on = ${today}, undo_why = ${note}, version = version + 1
    where id = ${id} and version = ${version} and state = 'approved' and list = 'theme' and undo_by is null`)

/** Nobody asks any more that it be undone. */
export const keep = (tx: Db, { id, version }: Deed) =>
  tx.run(sql`update finder_added_words set undo_by = null, undo_on = null, undo_why = '', version = version + 1
    where id = ${id} and version = ${version} and state = 'approved' and undo_by is not null`)

/** A word of danger is not undone, and one that leads to help only by a second person. */
export const undo = (tx: Db, { id, version, by, today, note }: Deed) =>
  tx.run(sql`update finder_added_words set state = 'undone', ended_by = ${by}, ended_on = ${today}, note = ${note}, version = version + 1
    where id = ${id} and version = ${version} and state = 'approved' and (list = 'activity' or list = 'theme' and lower(undo_by) <> lower(${by}))`)

/** How many wait for somebody else than this person. */
export const waitingFor = async (db: Db, email: string) =>
  (
    await db.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from finder_added_words where state = 'proposed' and lower(proposed_by) <> lower(${email})
        or state = 'approved' and lower(undo_by) <> lower(${email})`,
    )
  ).n
