import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Weights } from './file.ts'

const Index = z.object({
  id: z.number(),
  name: z.string(),
  edition: z.string(),
  unit: z.string(),
  licence: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  status: z.enum(['preview', 'in force', 'replaced', 'dropped']),
  madeOn: z.string(),
  madeBy: z.string().nullable(),
})
export type Index = z.output<typeof Index>

const columns = sql`h.id, h.name, h.edition, h.unit, h.licence, h.file_name as "fileName", h.file_hash as "fileHash", h.status,
  h.made_on as "madeOn", (select a.name from accounts a where a.id = h.made_by) as "madeBy"`

export const inForce = (db: Db) =>
  db.maybe(Index, sql`select ${columns} from harm_indexes h where h.status = 'in force'`)

export const find = (db: Db, id: number) =>
  db.maybe(Index, sql`select ${columns} from harm_indexes h where h.id = ${id}`)

export const list = (db: Db) =>
  db.many(Index, sql`select ${columns} from harm_indexes h where h.status <> 'dropped' order by h.id desc limit 20`)

const Weight = z.object({ category: z.string(), measureId: z.number().nullable(), weight: z.number() })
export type Weight = z.output<typeof Weight>

export const weightsOf = (db: Db, indexId: number) =>
  db.many(
    Weight,
    sql`select category, measure_id as "measureId", weight from harm_weights where index_id = ${indexId} order by weight desc, category`,
  )

export interface Loaded {
  weights: Weights
  file: { name: string; hash: string }
  matches: readonly { category: string; weight: number; measureId: number | null }[]
}

export const insert = (tx: Db, { weights, file }: Loaded, by: number | null, today: string) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into harm_indexes (name, edition, unit, licence, file_name, file_hash, made_by, made_on)
    values (${weights.name}, ${weights.edition}, ${weights.unit}, ${weights.licence}, ${file.name}, ${file.hash}, ${by}, ${today})
    returning id`,
  )

export const addWeights = (tx: Db, indexId: number, { matches }: Loaded) =>
  tx.run(sql`
    insert into harm_weights (index_id, category, measure_id, weight)
    select ${indexId}, t.category, t.measure_id, t.weight
    from unnest(${matches.map(one => one.category)}::text[], ${matches.map(one => one.measureId)}::integer[],
      ${matches.map(one => one.weight)}::float8[]) as t (category, measure_id, weight)`)

export const replace = (tx: Db) => tx.run(sql`update harm_indexes set status = 'replaced' where status = 'in force'`)

export const use = (tx: Db, id: number) =>
  tx.run(sql`update harm_indexes set status = 'in force' where id = ${id} and status in ('preview', 'replaced')`)

export const drop = (tx: Db, id: number) =>
  tx.run(sql`update harm_indexes set status = 'dropped' where id = ${id} and status = 'preview'`)
