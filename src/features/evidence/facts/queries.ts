import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { type Draft, Fact, type StatedIn, Use } from './schemas.ts'

const columns = sql`f.id, f.code, f.statement, f.value, f.unit, f.period, f.period_stated as "periodStated", f.geography, f.definition, f.source,
  f.source_address as "sourceAddress", f.licence, f.stated_in as "statedIn", f.approximate, f.planned, f.comparison, f.caution, f.status,
  f.checked_on as "checkedOn", f.review_by as "reviewBy", f.superseded_by as "supersededBy", f.reason, f.proposed_by as "proposedBy",
  f.approved_by as "approvedBy", f.opened_on as "openedOn"`

export const list = (db: Db, filter: { ids?: readonly number[] } = {}) =>
  db.many(
    Fact,
    sql`select ${columns} from facts f where true ${when(filter.ids, ids => sql`and f.id = any (${ids}::integer[])`)} order by f.id`,
  )

export const find = (db: Db, id: number) => db.maybe(Fact, sql`select ${columns} from facts f where f.id = ${id}`)

const Id = z.object({ id: z.number() })

export interface Stated {
  code: string
  statement: string
  value: number
  unit: string
  period: string
  periodStated: boolean
  geography: string
  source: string
  statedIn: StatedIn
  approximate: boolean
  planned: boolean
  comparison: string
  caution: string
}

/** Keeps a figure of a strategy; undefined when its code is kept already. */
export const insertStated = (tx: Db, s: Stated, today: string) =>
  tx.maybe(
    Id,
    sql`
    insert into facts (code, statement, value, unit, period, period_stated, geography, source, stated_in, approximate, planned, comparison,
      caution, status, opened_on)
    values (${s.code}, ${s.statement}, ${s.value}, ${s.unit}, ${s.period}, ${s.periodStated}, ${s.geography}, ${s.source},
      ${JSON.stringify(s.statedIn)}, ${s.approximate}, ${s.planned}, ${s.comparison}, ${s.caution}, 'stated then', ${today})
    on conflict (code) do nothing returning id`,
  )

export const insert = (tx: Db, d: Draft, by: number | null, today: string) =>
  tx.one(
    Id,
    sql`
    insert into facts (statement, value, unit, period, geography, definition, source, source_address, licence, approximate, planned, comparison,
      caution, status, review_by, proposed_by, opened_on)
    values (${d.statement}, ${d.value}, ${d.unit}, ${d.period}, ${d.geography}, ${d.definition}, ${d.source}, ${d.sourceAddress || null},
      ${d.licence}, ${d.approximate}, ${d.planned}, ${d.comparison}, ${d.caution}, 'proposed', ${d.reviewBy}, ${by}, ${today})
    returning id`,
  )

// Each change says from which state it goes, so that two people at once do not both make it: 0 rows, nothing kept.
export const approve = (tx: Db, id: number, by: number | null, reviewBy: string, today: string) =>
  tx.run(sql`
    update facts set status = 'current', approved_by = ${by}, checked_on = ${today}, review_by = ${reviewBy}
    where id = ${id} and status = 'proposed'`)

export const renew = (tx: Db, id: number, reviewBy: string, today: string) =>
  tx.run(sql`
    update facts set checked_on = ${today}, review_by = ${reviewBy}
    where id = ${id} and status = 'current' and superseded_by is null`)

export const withdraw = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update facts set status = 'withdrawn', reason = ${reason} where id = ${id} and status <> 'withdrawn'`)

export const supersede = (tx: Db, id: number, by: number, reason: string) =>
  tx.run(sql`
    update facts set superseded_by = ${by}, reason = ${reason}
    where id = ${id} and status in ('current', 'stated then') and superseded_by is null`)

const useColumns = sql`id, kind, title, address, added_on as "addedOn", removed_on as "removedOn"`

export const uses = (db: Db, factId: number) =>
  db.many(Use, sql`select ${useColumns} from fact_uses where fact_id = ${factId} and removed_on is null order by id`)

export const addUse = (
  tx: Db,
  factId: number,
  use: Pick<Use, 'kind' | 'title' | 'address'>,
  by: string,
  today: string,
) =>
  tx.run(sql`
    insert into fact_uses (fact_id, kind, title, address, added_by, added_on)
    values (${factId}, ${use.kind}, ${use.title}, ${use.address}, ${by}, ${today})`)

export const removeUse = (tx: Db, factId: number, id: number, by: string, today: string) =>
  tx.run(sql`
    update fact_uses set removed_by = ${by}, removed_on = ${today} where id = ${id} and fact_id = ${factId} and removed_on is null`)

const Event = z.object({ at: z.string(), who: z.string(), what: z.string(), reason: z.string().nullable() })
export type Event = z.output<typeof Event>

/** What was done with a fact, newest first. */
export const history = (db: Db, id: number) =>
  db.many(
    Event,
    sql`
    select at, who, what, detail->>'reason' as reason from audit
    where object = ${`fact/${id}`} and what like 'fact.%' order by at desc, id desc limit 100`,
  )
