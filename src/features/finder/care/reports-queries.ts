import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { Kind } from '../schemas.ts'
import { Outcome, Reason } from './schemas.ts'

export const Report = z.object({
  id: z.number(),
  entryId: z.string(),
  entry: z.string(),
  kind: Kind,
  entryState: z.string(),
  organisation: z.string(),
  organisationKey: z.string(),
  borough: z.string().nullable(),
  boroughCode: z.string().nullable(),
  reason: Reason,
  words: z.string(),
  told: z.number(),
  version: z.number(),
  lastVersion: z.number(),
  publicVersion: z.number().nullable(),
  madeOn: z.string(),
  taskId: z.number().nullable(),
  resolvedOn: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  outcome: Outcome.nullable(),
  note: z.string(),
})
export type Report = z.output<typeof Report>

const select = (where: Sql) => sql`
  select r.id, r.opportunity_id as "entryId", coalesce(v.body ->> 'name', '') as entry, o.kind, o.state as "entryState", g.name as organisation,
    g.key as "organisationKey", b.name as borough, b.code as "boroughCode", r.reason, r.words, r.told, r.version, o.last_version as "lastVersion",
    o.public_version as "publicVersion",
    r.made_on::text as "madeOn", r.task_id as "taskId", r.resolved_on::text as "resolvedOn", r.resolved_by as "resolvedBy", r.outcome, r.note
  from finder_reports r join opportunities o on o.id = r.opportunity_id join organisations g on g.id = o.organisation_id
    left join opportunity_versions v on v.opportunity_id = r.opportunity_id and v.version = r.version
    left join places b on b.id = o.borough_id
  where ${where} order by r.resolved_on is not null, r.reason <> 'not-safe', r.made_on, r.id`

/** What is open, and what was resolved lately. */
export const list = (db: Db, since: string) =>
  db.many(Report, sql`${select(sql`r.resolved_on is null or r.resolved_on >= ${since}::date`)} limit 2000`)

export const find = (db: Db, id: number) => db.maybe(Report, select(sql`r.id = ${id}`))

const Id = z.object({ id: z.number() })

/** Counts it where the same is open already. What is told in words is counted with the newest once there are many. */
export const again = (tx: Db, entryId: string, reason: Reason, most: number) =>
  tx.maybe(
    Id,
    sql`
    update finder_reports set told = told + 1 where id = (
      select max(id) from finder_reports where opportunity_id = ${entryId} and reason = ${reason} and resolved_on is null
      having ${reason} <> 'other' or count(*) >= ${most})
    returning id`,
  )

export const add = async (
  tx: Db,
  report: { entryId: string; version: number; reason: Reason; words: string; today: string },
): Promise<number> =>
  (
    await tx.one(
      Id,
      sql`
      insert into finder_reports (opportunity_id, version, reason, words, made_on)
      values (${report.entryId}, ${report.version}, ${report.reason}, ${report.words}, ${report.today}::date) returning id`,
    )
  ).id

export const setTask = (tx: Db, id: number, taskId: number) =>
  tx.run(sql`update finder_reports set task_id = ${taskId} where id = ${id}`)

/** 0 rows where somebody resolved it before. */
export const resolve = (
  tx: Db,
  id: number,
  { outcome, note, by, today }: { outcome: Outcome; note: string; by: string; today: string },
) =>
  tx.run(sql`
    update finder_reports set resolved_on = ${today}::date, resolved_by = ${by}, outcome = ${outcome}, note = ${note}
    where id = ${id} and resolved_on is null`)

const Mailbox = z.object({ email: z.string() })

/** Mailboxes of those who act on what is not safe: officers, and whoever holds that duty today. */
export const watch = async (db: Db, today: string) =>
  (
    await db.many(
      Mailbox,
      sql`
      select email from accounts a where a.active and (a.role = 'officer' or exists (
        select 1 from account_flags f where f.account_id = a.id and f.flag = 'safeguarding-lead' and f.starts_on <= ${today}::date
          and (f.ends_on is null or f.ends_on >= ${today}::date)))
      order by email limit 50`,
    )
  ).map(row => row.email)

export const taskIsOpen = async (db: Db, id: number): Promise<boolean> =>
  (await db.maybe(Id, sql`select id from tasks where id = ${id} and done_on is null and dropped_on is null`)) !==
  undefined
