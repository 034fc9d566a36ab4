import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { whoIs } from '../../people/index.ts'
import { type Draft, Kept } from './forms.ts'

/** A change somebody proposes to a fact that stands. */
export const Edit = z.object({
  id: z.number(),
  draft: Kept,
  reason: z.string(),
  proposedBy: z.number().nullable(),
  proposer: z.string().nullable(),
  proposedOn: z.string(),
})
export type Edit = z.output<typeof Edit>

/** The change that waits to be agreed; one at a time. */
export const waiting = (db: Db, factId: number) =>
  db.maybe(
    Edit,
    sql`
    select e.id, e.draft, e.reason, e.proposed_by as "proposedBy", ${whoIs(sql`p.email`)} as proposer, e.proposed_on as "proposedOn"
    from fact_edits e left join accounts p on p.id = e.proposed_by where e.fact_id = ${factId} and e.state = 'waiting'`,
  )

/** Keeps a proposal; 0 where one waits already. */
export const propose = (tx: Db, factId: number, draft: Draft, reason: string, by: number | null, today: string) =>
  tx.run(sql`
    insert into fact_edits (fact_id, draft, reason, proposed_by, proposed_on)
    values (${factId}, ${JSON.stringify(draft)}, ${reason}, ${by}, ${today})
    on conflict (fact_id) where state = 'waiting' do nothing`)

export const settle = (
  tx: Db,
  id: number,
  said: { state: 'agreed' | 'declined'; reason: string },
  by: number | null,
  today: string,
) =>
  tx.run(sql`
    update fact_edits set state = ${said.state}, decision_reason = ${said.reason}, decided_by = ${by}, decided_on = ${today}
    where id = ${id} and state = 'waiting'`)

/** Makes the change: the fact has been checked again, by whoever agreed. */
export const apply = (tx: Db, factId: number, edit: Edit, by: number | null, today: string) => {
  const d = edit.draft
  return tx.run(sql`
    update facts set statement = ${d.statement}, value = ${d.value}, unit = ${d.unit}, period = ${d.period}, geography = ${d.geography},
      definition = ${d.definition}, source = ${d.source}, source_address = ${d.sourceAddress || null}, licence = ${d.licence},
      approximate = ${d.approximate}, planned = ${d.planned}, comparison = ${d.comparison}, caution = ${d.caution}, basis = ${d.basis},
      lower = ${d.lower}, upper = ${d.upper}, level = ${d.lower === null ? null : d.level}, sample = ${d.sample}, method = ${d.method},
      review_by = ${d.reviewBy}, checked_on = ${today}, proposed_by = ${edit.proposedBy}, approved_by = ${by}
    where id = ${factId} and status = 'current' and superseded_by is null`)
}
