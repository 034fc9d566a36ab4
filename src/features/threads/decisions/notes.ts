import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Note, type Verdict } from './schemas.ts'

/** What was said when it went back to its writers or was opened again, the newest first. */
export const list = (db: Db, decisionId: number) =>
  db.many(
    Note,
    sql`
    select id, kind, reason, verdict, made_by_role as role, made_on as "madeOn" from decision_notes
    where decision_id = ${decisionId} order by id desc`,
  )

export interface NewNote {
  kind: Note['kind']
  reason: string
  verdict: Verdict | null
  by: { id: number; role: string }
  on: string
}

export const add = (tx: Db, decisionId: number, { kind, reason, verdict, by, on }: NewNote) =>
  tx.run(sql`
    insert into decision_notes (decision_id, kind, reason, verdict, made_by, made_by_role, made_on)
    values (${decisionId}, ${kind}, ${reason}, ${verdict ? JSON.stringify(verdict) : null}::jsonb, ${by.id}, ${by.role}, ${on})`)

const Event = z.object({ on: z.string(), what: z.string(), role: z.string().nullable(), name: z.string().nullable() })
export type Event = z.output<typeof Event>

/** What was done with a decision, newest first, and by whom. Readings are left out: they are in the audit trail. */
export const history = (db: Db, decisionId: number) =>
  db.many(
    Event,
    sql`
    select (t.at at time zone 'Europe/London')::date::text as "on", t.what, a.role, a.name
    from audit t left join accounts a on a.email = t.who
    where t.object = ${`decision/${decisionId}`} and t.what <> 'record.read' order by t.at desc, t.id desc limit 200`,
  )
