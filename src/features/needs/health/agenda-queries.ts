import { z } from 'zod'
import { firstDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Agenda, type Frozen, type Notes } from './agenda-schemas.ts'

const columns = sql`a.id, a.source_id as "sourceId", to_char(a.month, 'YYYY-MM') as month, a.place_code as "placeCode", a.title, a.figures, a.changed,
  a.where_when as "whereWhen", a.plan, a.no_action as "noAction", a.status, a.opened_on as "openedOn", a.closed_on as "closedOn", a.version,
  (select count(*)::integer from thread_links l where l.because_key = 'agenda/' || a.id and l.removed_at is null and l.next_key like 'task/%') as actions`

export const list = (db: Db) =>
  db.many(Agenda, sql`select ${columns} from health_agendas a order by a.month desc, a.title`)

export const find = (db: Db, id: number) =>
  db.maybe(Agenda, sql`select ${columns} from health_agendas a where a.id = ${id}`)

/** Opens the agenda of a source's month; nothing where there is one already. */
export const open = (
  tx: Db,
  made: { sourceId: string; month: string; placeCode: string; title: string; figures: Frozen; on: string },
) =>
  tx.maybe(
    z.object({ id: z.number() }),
    sql`
    insert into health_agendas (source_id, month, place_code, title, figures, opened_on)
    values (${made.sourceId}, ${firstDay(made.month)}, ${made.placeCode}, ${made.title}, ${JSON.stringify(made.figures)}, ${made.on})
    on conflict (source_id, month) do nothing returning id`,
  )

export const save = (tx: Db, id: number, notes: Notes) =>
  tx.run(sql`
    update health_agendas set changed = ${notes.changed}, where_when = ${notes.whereWhen}, plan = ${notes.plan}, version = version + 1
    where id = ${id} and version = ${notes.version} and status = 'open'`)

export const close = (tx: Db, id: number, noAction: string, by: number | null, today: string) =>
  tx.run(sql`
    update health_agendas set status = 'closed', no_action = ${noAction}, closed_on = ${today}, closed_by = ${by}, version = version + 1
    where id = ${id} and status = 'open'`)

export const reopen = (tx: Db, id: number) =>
  tx.run(sql`
    update health_agendas set status = 'open', closed_on = null, closed_by = null, version = version + 1
    where id = ${id} and status = 'closed'`)
