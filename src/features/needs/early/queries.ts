import { z } from 'zod'
import { firstDay, type Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Flag, Noticed } from './rules.ts'

export const List = z.object({
  id: z.number(),
  vintage: z.string(),
  month: z.string(),
  dataVersion: z.string(),
  /** Places looked at in the whole city. */
  tested: z.number(),
  /** Of the places asked about: those looked at, and the flags chance would give there. */
  looked: z.number(),
  expected: z.number(),
  settings: z.unknown(),
  madeOn: z.string(),
})
export type List = z.output<typeof List>

const columns = (
  placeIds: readonly number[],
) => sql`id, vintage, to_char(month, 'YYYY-MM') as month, data_version as "dataVersion", tested, settings,
  (select count(*)::int from early_chances c where c.list_id = l.id and c.place_id = any(${[...placeIds]}::int[])) as looked,
  (select coalesce(sum(chance), 0)::float8 from early_chances c where c.list_id = l.id and c.place_id = any(${[...placeIds]}::int[])) as expected,
  to_char(made_at at time zone 'Europe/London', 'YYYY-MM-DD') as "madeOn"`

/** The lists of one measure that stand, newest month first, with the chance of a flag at these places. */
export const lists = (db: Db, vintage: string, measureId: number, placeIds: readonly number[]) =>
  db.many(
    List,
    sql`
    select ${columns(placeIds)} from early_lists l
    where vintage = ${vintage} and measure_id = ${measureId} and superseded_at is null order by month desc limit 60`,
  )

/** What chance would give at these places in one list: fewer places than the lists are asked for, where some counts are hidden. */
export const expectedAt = (db: Db, listId: number, placeIds: readonly number[]) =>
  db.one(
    z.object({ looked: z.number(), expected: z.number() }),
    sql`
    select count(*)::int as looked, coalesce(sum(chance), 0)::float8 as expected from early_chances
    where list_id = ${listId} and place_id = any(${[...placeIds]}::int[])`,
  )

/** Months of each measure of which a list stands, made from these data or from others. */
export const standing = (db: Db, vintage: string) =>
  db.many(
    z.object({ measureId: z.number(), month: z.string(), dataVersion: z.string() }),
    sql`
    select measure_id as "measureId", to_char(month, 'YYYY-MM') as month, data_version as "dataVersion"
    from early_lists where vintage = ${vintage} and superseded_at is null`,
  )

const FlagRow = z.object({
  placeId: z.number(),
  detectors: z.array(z.string()),
  count: z.number(),
  usual: z.number(),
  upper: z.number(),
  p: z.number().nullable(),
  q: z.number().nullable(),
})
export type FlagRow = z.output<typeof FlagRow>

export const flags = (db: Db, listId: number) =>
  db.many(
    FlagRow,
    sql`select place_id as "placeId", detectors, count, usual, upper, p, q from early_flags where list_id = ${listId}`,
  )

export async function keep(
  tx: Db,
  what: { vintage: string; measureId: number; month: Month; dataVersion: string; settings: unknown },
  { tested, expected, chances, flags: found }: Noticed,
): Promise<void> {
  const month = firstDay(what.month)
  await tx.run(sql`
    update early_lists set superseded_at = now()
    where vintage = ${what.vintage} and measure_id = ${what.measureId} and month = ${month}::date and superseded_at is null`)
  const { id } = await tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into early_lists (vintage, measure_id, month, data_version, tested, expected, settings)
    values (${what.vintage}, ${what.measureId}, ${month}::date, ${what.dataVersion}, ${tested}, ${expected}, ${JSON.stringify(what.settings)}::jsonb)
    returning id`,
  )
  await addChances(tx, id, chances)
  await addFlags(tx, id, found)
}

const addChances = (tx: Db, listId: number, chances: Noticed['chances']) =>
  tx.run(sql`
    insert into early_chances (list_id, place_id, chance)
    select ${listId}, place, chance
    from unnest(${chances.map(one => one.placeId)}::int[], ${chances.map(one => one.chance)}::float8[]) as t (place, chance)`)

const addFlags = (tx: Db, listId: number, found: readonly Flag[]) =>
  tx.run(sql`
    insert into early_flags (list_id, place_id, detectors, count, usual, upper, p, q)
    select ${listId}, place, string_to_array(how, '|'), n, usual, upper, p, q
    from unnest(${found.map(f => f.placeId)}::int[], ${found.map(f => f.detectors.join('|'))}::text[], ${found.map(f => f.count)}::int[],
      ${found.map(f => f.usual)}::float8[], ${found.map(f => f.upper)}::float8[], ${found.map(f => f.p)}::float8[], ${found.map(f => f.q)}::float8[])
      as t (place, how, n, usual, upper, p, q)`)
