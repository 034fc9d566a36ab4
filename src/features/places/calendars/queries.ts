import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Load, Span } from './schemas.ts'

/** Every span in force, by borough and day. */
export const spans = (db: Db) =>
  db.many(
    Span,
    sql`
    select p.code as borough, s.kind, s.title, s.starts_on::text as "from", s.ends_on::text as "to"
    from calendar_spans s join calendar_loads l on l.id = s.load_id and l.undone_at is null
    left join places p on p.id = s.place_id
    order by p.code nulls first, s.starts_on, s.kind`,
  )

export const spansOf = (db: Db, loadId: number) =>
  db.many(
    Span,
    sql`
    select p.code as borough, s.kind, s.title, s.starts_on::text as "from", s.ends_on::text as "to"
    from calendar_spans s left join places p on p.id = s.place_id
    where s.load_id = ${loadId} order by p.code nulls first, s.starts_on, s.kind`,
  )

const loadColumns = sql`l.id, l.title, l.source, l.made_by as "madeBy", to_char(l.made_at at time zone 'Europe/London', 'YYYY-MM-DD') as "madeOn",
  (select count(*)::int from calendar_spans s where s.load_id = l.id) as spans,
  l.undone_by as "undoneBy", to_char(l.undone_at at time zone 'Europe/London', 'YYYY-MM-DD') as "undoneOn", l.undone_reason as "undoneReason"`

/** All that was ever put in, newest first. */
export const loads = (db: Db) =>
  db.many(Load, sql`select ${loadColumns} from calendar_loads l order by l.id desc limit 200`)

export const findLoad = (db: Db, id: number) =>
  db.maybe(Load, sql`select ${loadColumns} from calendar_loads l where l.id = ${id}`)

/** The load in force that came from a file with this hash. */
export const loadOfHash = (db: Db, hash: string) =>
  db.maybe(
    z.object({ id: z.number() }),
    sql`select id from calendar_loads where file_hash = ${hash} and undone_at is null limit 1`,
  )

const Borough = z.object({ id: z.number(), code: z.string(), name: z.string() })

export const boroughs = (db: Db) =>
  db.many(Borough, sql`select id, code, name from places where kind = 'borough' and valid_to is null order by name`)

export const addLoad = (tx: Db, load: { title: string; source: string; hash: string; by: string }) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`insert into calendar_loads (title, source, file_hash, made_by)
    values (${load.title}, ${load.source}, ${load.hash}, ${load.by}) returning id`,
  )

export const addSpans = (tx: Db, loadId: number, found: readonly Span[]) =>
  tx.run(sql`
    insert into calendar_spans (load_id, place_id, kind, title, starts_on, ends_on)
    select ${loadId}, p.id, t.kind, t.title, t.starts_on::date, t.ends_on::date
    from unnest(${found.map(s => s.borough ?? '')}::text[], ${found.map(s => s.kind)}::text[], ${found.map(s => s.title)}::text[],
      ${found.map(s => s.from)}::text[], ${found.map(s => s.to)}::text[]) as t (code, kind, title, starts_on, ends_on)
    left join places p on p.code = t.code and p.kind = 'borough'`)

export const undo = (tx: Db, id: number, by: string, reason: string) =>
  tx.run(
    sql`update calendar_loads set undone_by = ${by}, undone_at = now(), undone_reason = ${reason} where id = ${id} and undone_at is null`,
  )
