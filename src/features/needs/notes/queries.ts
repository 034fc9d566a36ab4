import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Note, type NoteForm } from './schemas.ts'

const columns = sql`n.id, n.topic, p.code as place, p.name as "placeName", n.title, n.body, n.source_title as "sourceTitle", n.publisher, n.address,
  n.source_year as "sourceYear", n.rights, n.status, n.reason, n.version, n.writers, n.written_on as "writtenOn", n.agreed_on as "agreedOn"`

export const list = (db: Db) =>
  db.many(
    Note,
    sql`select ${columns} from background_notes n left join places p on p.id = n.place_id order by n.topic, n.title, n.id`,
  )

export const find = (db: Db, id: number) =>
  db.maybe(
    Note,
    sql`select ${columns} from background_notes n left join places p on p.id = n.place_id where n.id = ${id}`,
  )

/** What is agreed about a place, or about those it lies in; the place's own first. Without a place, what is about no place. */
export const agreedAt = (db: Db, placeId: number | null) =>
  db.many(
    Note,
    sql`
    select ${columns} from background_notes n left join places p on p.id = n.place_id
    where n.status = 'agreed' and case when ${placeId}::integer is null then n.place_id is null
      else n.place_id in (select unnest(array[id, parent_id, borough_id]) from places where id = ${placeId}::integer) end
    order by (n.place_id = ${placeId}::integer) desc nulls last, n.topic, n.title, n.id`,
  )

const Place = z.object({ id: z.number(), code: z.string(), name: z.string() })

export const placeBy = (db: Db, code: string) =>
  db.maybe(Place, sql`select id, code, name from places where code = ${code}`)

const Id = z.object({ id: z.number() })
const mine = (by: number | null) => (by === null ? [] : [by])

export const insert = (tx: Db, placeId: number | null, form: NoteForm, by: number | null, today: string) =>
  tx.one(
    Id,
    sql`
    insert into background_notes (topic, place_id, title, body, source_title, publisher, address, source_year, rights, writers, written_on)
    values (${form.topic}, ${placeId}, ${form.title}, ${form.body}, ${form.sourceTitle}, ${form.publisher}, ${form.address}, ${form.sourceYear},
      ${form.rights}, ${mine(by)}::integer[], ${today})
    returning id`,
  )

/** Saves a draft if nobody saved it since its version was read; 0 when somebody did. Whoever writes in it has written it. */
export const save = (tx: Db, id: number, form: NoteForm, by: number | null, today: string) =>
  tx.run(sql`
    update background_notes set topic = ${form.topic}, title = ${form.title}, body = ${form.body}, source_title = ${form.sourceTitle},
      publisher = ${form.publisher}, address = ${form.address}, source_year = ${form.sourceYear}, rights = ${form.rights},
      writers = array(select distinct unnest(writers || ${mine(by)}::integer[]) order by 1), written_on = ${today}, version = version + 1
    where id = ${id} and version = ${form.version} and status = 'draft'`)

export const agree = (tx: Db, id: number, version: number, by: number | null, today: string) =>
  tx.run(sql`
    update background_notes set status = 'agreed', agreed_by = ${by}, agreed_on = ${today}, version = version + 1
    where id = ${id} and version = ${version} and status = 'draft'`)

export const withdraw = (tx: Db, id: number, reason: string) =>
  tx.run(sql`
    update background_notes set status = 'withdrawn', reason = ${reason}, version = version + 1 where id = ${id} and status <> 'withdrawn'`)
