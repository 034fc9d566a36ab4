import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

export const Area = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  boroughId: z.number().nullable(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
  residents: z.number().nullable(),
  residentsYear: z.number().nullable(),
  residentsBasis: z.string().nullable(),
})
export type Area = z.output<typeof Area>

/** The places of a vintage with their newest known residents, by name. */
export const areas = (db: Db, vintage: string) =>
  db.many(
    Area,
    sql`
    select p.id, p.code, p.name, p.kind, b.id as "boroughId", b.code as "boroughCode", b.name as "boroughName",
      pop.persons as residents, pop.year as "residentsYear", pop.basis as "residentsBasis"
    from place_vintages v
    join places p on p.id = v.place_id
    left join places b on b.id = p.borough_id
    left join lateral (
      select persons, year, basis from populations where place_id = p.id order by year desc, basis limit 1) pop on true
    where v.vintage = ${vintage}
    order by p.name, p.code`,
  )

/** What kind of place a code stands for. */
export const kindOf = (db: Db, code: string) =>
  db.maybe(z.object({ kind: z.string() }), sql`select kind from places where code = ${code}`)

export const startAssessment = (
  tx: Db,
  row: { vintage: string; periodEnd: string; settings: unknown; version: string; by: string },
) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into assessments (vintage, period_end, settings, data_version, made_by)
    values (${row.vintage}, ${row.periodEnd}, ${JSON.stringify(row.settings)}, ${row.version}, ${row.by}) returning id`,
  )

export interface SignalRow {
  measureId: number
  placeId: number
  change: string
  level: string
  detail: unknown
}

export const addSignals = (tx: Db, assessmentId: number, rows: SignalRow[]) =>
  tx.run(sql`
    insert into signals (assessment_id, measure_id, place_id, change, level, detail)
    select ${assessmentId}, m, p, c, l, d::jsonb
    from unnest(${rows.map(r => r.measureId)}::integer[], ${rows.map(r => r.placeId)}::integer[], ${rows.map(r => r.change)}::text[],
      ${rows.map(r => r.level)}::text[], ${rows.map(r => JSON.stringify(r.detail))}::text[]) as t (m, p, c, l, d)`)

/** Brings an assessment into force; the one before it stays in the history without its rows. */
export async function makeCurrent(tx: Db, id: number, vintage: string, tookMs: number): Promise<void> {
  await tx.run(sql`update assessments set current = false where vintage = ${vintage} and current`)
  await tx.run(sql`update assessments set current = true, took_ms = ${tookMs} where id = ${id}`)
  await tx.run(
    sql`delete from signals s using assessments a where a.id = s.assessment_id and a.vintage = ${vintage} and a.id <> ${id}`,
  )
}

export const Assessment = z.object({
  id: z.number(),
  vintage: z.string(),
  periodEnd: z.string(),
  settings: z.unknown(),
  dataVersion: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  tookMs: z.number().nullable(),
})
export type Assessment = z.output<typeof Assessment>

export const currentAssessment = (db: Db, vintage: string) =>
  db.maybe(
    Assessment,
    sql`
    select id, vintage, period_end as "periodEnd", settings, data_version as "dataVersion", made_by as "madeBy", made_at as "madeAt", took_ms as "tookMs"
    from assessments where vintage = ${vintage} and current`,
  )

export const Detail = z.object({
  periodEnd: z.string(),
  later: z.number().nullable(),
  earlier: z.number().nullable(),
  ratio: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable(),
  cityRatio: z.number().nullable(),
  dispersion: z.number(),
  tested: z.number(),
  latest: z.number().nullable(),
  years: z.array(z.boolean().nullable()),
  /** Too few events in every year for a rank; marks made before that was asked do not say. */
  few: z.boolean().default(false),
})
export type Detail = z.output<typeof Detail>

export const Signal = z.object({
  measureId: z.number(),
  placeId: z.number(),
  change: z.enum(['rising', 'falling', 'chance', 'too few', 'too short', 'break']),
  level: z.enum(['high and sustained', 'not sustained', 'too short', 'no denominator']),
  detail: Detail,
})
export type Signal = z.output<typeof Signal>

export const signalsOf = (db: Db, assessmentId: number, measureId: number) =>
  db.many(
    Signal,
    sql`
    select measure_id as "measureId", place_id as "placeId", change, level, detail from signals
    where assessment_id = ${assessmentId} and measure_id = ${measureId}`,
  )

/** Every signal in force of one place. */
export const signalsAt = (db: Db, placeId: number) =>
  db.many(
    Signal,
    sql`
    select s.measure_id as "measureId", s.place_id as "placeId", s.change, s.level, s.detail
    from signals s join assessments a on a.id = s.assessment_id and a.current
    where s.place_id = ${placeId}`,
  )

/** Over-dispersion of a measure's change, as the wards' assessment in force found it: for testing one place by itself. */
export async function dispersionOf(db: Db, measureId: number): Promise<number> {
  const row = await db.maybe(
    z.object({ dispersion: z.number() }),
    sql`
    select (s.detail->>'dispersion')::float8 as dispersion from signals s join assessments a on a.id = s.assessment_id and a.current
    where s.measure_id = ${measureId} and a.vintage like 'ward:%' limit 1`,
  )
  return row?.dispersion ?? 1
}
