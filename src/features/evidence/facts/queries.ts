import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import type { Draft, End } from './forms.ts'
import { Fact, type StatedIn, Use } from './schemas.ts'

const columns = sql`f.id, f.code, f.statement, f.value, f.unit, f.period, f.period_stated as "periodStated", f.geography, f.definition, f.source,
  f.source_address as "sourceAddress", f.licence, f.stated_in as "statedIn", f.approximate, f.planned, f.comparison, f.caution, f.basis, f.lower, f.upper, f.level,
  f.sample, f.method, f.public_reason as "publicReason", f.ended_on as "endedOn", f.status, f.checked_on as "checkedOn", f.review_by as "reviewBy", f.superseded_by as "supersededBy", f.reason, f.proposed_by as "proposedBy",
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
      caution, basis, lower, upper, level, sample, method, status, review_by, proposed_by, opened_on)
    values (${d.statement}, ${d.value}, ${d.unit}, ${d.period}, ${d.geography}, ${d.definition}, ${d.source}, ${d.sourceAddress || null},
      ${d.licence}, ${d.approximate}, ${d.planned}, ${d.comparison}, ${d.caution}, ${d.basis}, ${d.lower},
      ${d.upper}, ${d.lower === null ? null : d.level}, ${d.sample}, ${d.method}, 'proposed', ${d.reviewBy}, ${by}, ${today})
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

export const withdraw = (tx: Db, id: number, { reason, publicReason }: End, today: string) =>
  tx.run(sql`
    update facts set status = 'withdrawn', reason = ${reason}, public_reason = ${publicReason}, ended_on = ${today}
    where id = ${id} and status <> 'withdrawn'`)

export const supersede = (tx: Db, id: number, { by, reason, publicReason }: End & { by: number }, today: string) =>
  tx.run(sql`
    update facts set superseded_by = ${by}, reason = ${reason}, public_reason = ${publicReason}, ended_on = ${today}
    where id = ${id} and status in ('current', 'stated then') and superseded_by is null`)

const useColumns = sql`id, kind, title, address, added_on as "addedOn", removed_on as "removedOn"`

/** Where somebody noted that it is used, those it has been taken out of last. */
export const uses = (db: Db, factId: number) =>
  db.many(
    Use,
    sql`select ${useColumns} from fact_uses where fact_id = ${factId} order by removed_on is not null, removed_on desc, id`,
  )

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
    select at, ${writer} as who, what, detail->>'reason' as reason from audit
    where object = ${`fact/${id}`} and what like 'fact.%' order by at desc, id desc limit 100`,
  )

const InRelease = z.object({
  releaseId: z.number(),
  slug: z.string(),
  /** The edition to correct: the public one, or the last that was. */
  editionId: z.number(),
  title: z.string(),
  /** The first day a public edition showed the fact. */
  shownOn: z.string(),
  /** Does the edition of now still hold it? */
  holds: z.boolean(),
  currentEdition: z.number().nullable(),
  currentOn: z.string().nullable(),
  withdrawnOn: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  ownerRole: z.string().nullable(),
})
export type InRelease = z.output<typeof InRelease>

/** Every release that ever showed the fact to the public, with what has become of it, the newest first. */
export const inReleases = (db: Db, factId: number) =>
  db.many(
    InRelease,
    sql`
    with held as (
      select e.release_id, min(e.published_on) as shown_on, max(e.id) as last_id from release_items i join release_editions e on e.id = i.edition_id
      where i.key = ${`fact/${factId}`} and e.state in ('published', 'superseded', 'withdrawn') group by e.release_id)
    select r.id as "releaseId", r.slug, coalesce(c.id, h.last_id) as "editionId", l.title, h.shown_on as "shownOn",
      coalesce(h.last_id = c.id, false) as holds, c.edition as "currentEdition", c.published_on as "currentOn",
      w.withdrawn_on as "withdrawnOn", w.withdrawn_reason as "withdrawnReason", a.role as "ownerRole"
    from held h join releases r on r.id = h.release_id join release_editions l on l.id = h.last_id
      left join release_editions c on c.release_id = r.id and c.state = 'published'
      left join lateral (select withdrawn_on, withdrawn_reason from release_editions where release_id = r.id and state = 'withdrawn' order by edition desc limit 1) w
        on c.id is null
      left join accounts a on a.id = coalesce(c.prepared_by, l.prepared_by)
    order by h.shown_on desc, r.id desc`,
  )

/** Notes that a release is asked to be put right; 0 where it has been already. */
export const correctionAsked = (db: Db, factId: number, releaseId: number) =>
  db.maybe(Id, sql`select task_id as id from fact_corrections where fact_id = ${factId} and release_id = ${releaseId}`)

export const addCorrection = (tx: Db, factId: number, releaseId: number, taskId: number, today: string) =>
  tx.run(sql`
    insert into fact_corrections (fact_id, release_id, task_id, opened_on) values (${factId}, ${releaseId}, ${taskId}, ${today})`)

/** Takes away what was asked for a fact that stands again; gives the tasks. */
export const dropCorrections = (tx: Db, factId: number) =>
  tx.many(Id, sql`delete from fact_corrections where fact_id = ${factId} returning task_id as id`)

/** Does a run of this kind wait, beside the one that asks? */
export const waiting = async (db: Db, kind: string, besides: number): Promise<boolean> =>
  (await db.maybe(
    Id,
    sql`select id from jobs where kind = ${kind} and finished_at is null and id <> ${besides} limit 1`,
  )) !== undefined
