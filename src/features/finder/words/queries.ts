import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Added } from '../search/added.ts'

const text = z.string()
export const Word = Added.extend({
  ...{ id: z.number(), reason: text, note: text, version: z.number() },
  state: z.enum(['proposed', 'approved', 'refused', 'withdrawn', 'undone']),
  ...{ proposedBy: text, proposedOn: text, decidedBy: text.nullable(), decidedOn: text.nullable() },
  ...{ endedBy: text.nullable(), endedOn: text.nullable() },
})
export type Word = z.output<typeof Word>

const columns = sql`id, list, target, phrase, reason, note, version, state, proposed_by as "proposedBy", proposed_on as "proposedOn",
  decided_by as "decidedBy", decided_on as "decidedOn", ended_by as "endedBy", ended_on as "endedOn"`

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

export const insert = (tx: Db, word: Added & { reason: string; by: string; today: string }) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`insert into finder_added_words (list, target, phrase, reason, proposed_by, proposed_on)
      values (${word.list}, ${word.target}, ${word.phrase}, ${word.reason}, ${word.by}, ${word.today}) returning id`,
  )

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

/** A word of danger is not undone. */
export const undo = (tx: Db, { id, version, by, today, note }: Deed) =>
  tx.run(sql`update finder_added_words set state = 'undone', ended_by = ${by}, ended_on = ${today}, note = ${note}, version = version + 1
    where id = ${id} and version = ${version} and state = 'approved' and list <> 'crisis'`)

/** How many wait for somebody else than this person. */
export const waitingFor = async (db: Db, email: string) =>
  (
    await db.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from finder_added_words where state = 'proposed' and lower(proposed_by) <> lower(${email})`,
    )
  ).n
