import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { whoIs, writer } from '../../people/index.ts'

export const Question = z.object({
  id: z.number(),
  placeId: z.number(),
  placeCode: z.string(),
  placeName: z.string(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
  kind: z.string(),
  measureId: z.number(),
  measureName: z.string(),
  periodEnd: z.string(),
  openedOn: z.string(),
  ownerRole: z.string(),
  status: z.enum(['open', 'answered', 'no answer']),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredOn: z.string().nullable(),
  detail: z.unknown(),
})
export type Question = z.output<typeof Question>

const columns = sql`q.id, q.place_id as "placeId", p.code as "placeCode", p.name as "placeName", b.code as "boroughCode", b.name as "boroughName", p.kind,
  q.measure_id as "measureId", m.name as "measureName", q.period_end as "periodEnd", q.opened_on as "openedOn", q.owner_role as "ownerRole",
  q.status, q.answer, ${whoIs(sql`q.answered_by`)} as "answeredBy", q.answered_on as "answeredOn", q.detail`
const from = sql`from change_questions q join places p on p.id = q.place_id left join places b on b.id = p.borough_id join measures m on m.id = q.measure_id`

export const list = (db: Db, filter: { placeId?: number; measureId?: number; status?: string } = {}) =>
  db.many(
    Question,
    sql`
    select ${columns} ${from}
    where true
      ${when(filter.placeId, id => sql`and q.place_id = ${id}`)}
      ${when(filter.measureId, id => sql`and q.measure_id = ${id}`)}
      ${when(filter.status, status => sql`and q.status = ${status}`)}
    order by q.opened_on desc, p.name, m.name`,
  )

export const find = (db: Db, id: number) => db.maybe(Question, sql`select ${columns} ${from} where q.id = ${id}`)

/** Questions that stand in no thread yet. */
export const withoutRecord = (db: Db) =>
  db.many(
    Question,
    sql`
    select ${columns} ${from}
    where not exists (select 1 from records r where r.key = 'question/' || q.id) order by q.id`,
  )

/** What was seen when a question was opened, kept so that the page stays true after later assessments. */
export const Evidence = z.object({
  later: z.number().nullable(),
  earlier: z.number().nullable(),
  ratio: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  q: z.number().nullable(),
  cityRatio: z.number().nullable(),
  window: z.number(),
  tested: z.number(),
})
export type Evidence = z.output<typeof Evidence>

export interface Opening {
  placeId: number
  measureId: number
  periodEnd: string
  detail: Evidence
}

/**
 * Opens one question a place and measure; while one of the last twelve months is there, asked or answered, no second is asked.
 * Gives how many were new.
 */
export const open = (tx: Db, rows: Opening[], today: string) =>
  tx.run(sql`
    insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
    select p, m, e, ${today}::date, d::jsonb
    from unnest(${rows.map(r => r.placeId)}::integer[], ${rows.map(r => r.measureId)}::integer[],
      ${rows.map(r => r.periodEnd)}::date[], ${rows.map(r => JSON.stringify(r.detail))}::text[]) as t (p, m, e, d)
    where not exists (select 1 from change_questions q
      where q.place_id = p and q.measure_id = m and q.period_end > e - interval '12 months')
    on conflict (place_id, measure_id, period_end) do nothing`)

export const answer = (tx: Db, id: number, status: string, text: string, by: string, on: string) =>
  tx.run(sql`
    update change_questions set status = ${status}, answer = ${text}, answered_by = ${by}, answered_on = ${on}
    where id = ${id}`)

const Answered = z.object({
  at: z.string(),
  who: z.string(),
  detail: z.object({ status: z.string(), answer: z.string() }),
})
export type Answered = z.output<typeof Answered>

/** Everything that was answered, newest first: the audit trail keeps each version. */
export const history = (db: Db, id: number) =>
  db.many(
    Answered,
    sql`
    select at, ${writer} as who, detail from audit where object = ${`question/${id}`} and what = 'question.answered' order by at desc, id desc`,
  )
