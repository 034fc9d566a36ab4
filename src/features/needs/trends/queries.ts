import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

export const noteKinds = ['change point', 'dismissed', 'event'] as const

export const Note = z.object({
  id: z.number(),
  measureId: z.number(),
  placeId: z.number(),
  month: z.string(),
  kind: z.enum(noteKinds),
  reason: z.string(),
  madeBy: z.string(),
  madeOn: z.string(),
  undoneBy: z.string().nullable(),
  undoneReason: z.string().nullable(),
})
export type Note = z.output<typeof Note>

const columns = sql`id, measure_id as "measureId", place_id as "placeId", to_char(month, 'YYYY-MM') as month, kind, reason, made_by as "madeBy",
  to_char(made_at at time zone 'Europe/London', 'YYYY-MM-DD') as "madeOn", undone_by as "undoneBy", undone_reason as "undoneReason"`

/** Everything ever said of a series, oldest month first. */
export const notesOf = (db: Db, measureId: number, placeId: number) =>
  db.many(
    Note,
    sql`select ${columns} from series_notes where measure_id = ${measureId} and place_id = ${placeId} order by month, id`,
  )

const Shift = z.object({ month: z.string() })

/** First months of levels that a person accepted of a series and nobody took back. */
export const shiftsOf = (db: Db, measureId: number, placeId: number) =>
  db.many(
    Shift,
    sql`select to_char(month, 'YYYY-MM') as month from series_notes
      where measure_id = ${measureId} and place_id = ${placeId} and kind = 'change point' and undone_by is null order by month`,
  )

export const find = (db: Db, id: number) => db.maybe(Note, sql`select ${columns} from series_notes where id = ${id}`)

export interface NewNote {
  measureId: number
  placeId: number
  month: string
  kind: Note['kind']
  reason: string
  evidence: Record<string, unknown>
}

export const add = (tx: Db, note: NewNote, by: string) =>
  tx.maybe(
    z.object({ id: z.number() }),
    sql`
    insert into series_notes (measure_id, place_id, month, kind, reason, evidence, made_by)
    values (${note.measureId}, ${note.placeId}, ${`${note.month}-01`}::date, ${note.kind}, ${note.reason}, ${JSON.stringify(note.evidence)}::jsonb, ${by})
    on conflict do nothing returning id`,
  )

export const undo = (tx: Db, id: number, by: string, reason: string) =>
  tx.run(
    sql`update series_notes set undone_by = ${by}, undone_at = now(), undone_reason = ${reason} where id = ${id} and undone_at is null`,
  )
