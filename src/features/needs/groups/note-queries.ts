import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import { Note, type NoteForm } from './note-schemas.ts'

const columns = sql`n.id, n.grouping_code as grouping, n.body, n.sources, n.asked, n.misread, n.status, n.reason, n.version, n.writers,
  coalesce((select string_agg(a.name, ', ' order by a.name) from accounts a where a.id = any (n.writers)), 'somebody who has left') as "writtenBy",
  n.written_on as "writtenOn", (select a.name from accounts a where a.id = n.agreed_by) as "agreedBy", n.agreed_on as "agreedOn"`

/** The newest note of a grouping in this state. */
export const find = (db: Db, grouping: string, status: Note['status']) =>
  db.maybe(
    Note,
    sql`select ${columns} from context_notes n where n.grouping_code = ${grouping} and n.status = ${status} order by n.id desc limit 1`,
  )

export const agreed = (db: Db) =>
  db.many(
    z.object({ grouping: z.string() }),
    sql`select grouping_code as grouping from context_notes where status = 'agreed'`,
  )

const Id = z.object({ id: z.number() })

export const insert = (tx: Db, grouping: string, form: NoteForm, by: number | null, today: string) =>
  tx.one(
    Id,
    sql`
    insert into context_notes (grouping_code, body, sources, asked, misread, writers, written_on)
    values (${grouping}, ${form.body}, ${form.sources}, ${form.asked}, ${form.misread}, ${by === null ? [] : [by]}::integer[], ${today})
    returning id`,
  )

/** Saves a draft if nobody saved it since its version was read; 0 when somebody did. Whoever writes in it has written it. */
export const save = (tx: Db, id: number, form: NoteForm, by: number | null, today: string) =>
  tx.run(sql`
    update context_notes set body = ${form.body}, sources = ${form.sources}, asked = ${form.asked}, misread = ${form.misread},
      writers = array(select distinct unnest(writers || ${by === null ? [] : [by]}::integer[]) order by 1), written_on = ${today}, version = version + 1
    where id = ${id} and version = ${form.version} and status = 'draft'`)

export const replace = (tx: Db, grouping: string) =>
  tx.run(sql`update context_notes set status = 'replaced' where grouping_code = ${grouping} and status = 'agreed'`)

export const agree = (tx: Db, id: number, version: number, by: number | null, today: string) =>
  tx.run(sql`
    update context_notes set status = 'agreed', agreed_by = ${by}, agreed_on = ${today}
    where id = ${id} and version = ${version} and status = 'draft'`)

export const withdraw = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update context_notes set status = 'withdrawn', reason = ${reason} where id = ${id} and status = 'agreed'`)

const Event = z.object({ at: z.string(), who: z.string(), what: z.string() })
export type Event = z.output<typeof Event>

export const history = (db: Db, grouping: string) =>
  db.many(
    Event,
    sql`select at, ${writer} as who, what from audit where object = ${`context-note/${grouping}`} order by at desc, id desc limit 50`,
  )
