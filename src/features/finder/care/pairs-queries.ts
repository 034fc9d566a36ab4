import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import type { FoundPair } from './pairs-rules.ts'

/** Keeps what was found. Whatever a person said of a pair stays; a pair nobody was asked about that is no longer alike goes. */
export async function keep(tx: Db, found: readonly FoundPair[], today: string): Promise<void> {
  const rows = JSON.stringify(found)
  await tx.run(sql`
    delete from finder_pairs p where verdict = 'waiting' and not exists (
      select 1 from jsonb_to_recordset(${rows}::jsonb) as r (one uuid, other uuid) where r.one = p.one_id and r.other = p.other_id)`)
  await tx.run(sql`
    insert into finder_pairs (one_id, other_id, score, reasons, found_on)
    select r.one, r.other, r.score, array(select jsonb_array_elements_text(r.reasons)), ${today}::date
    from jsonb_to_recordset(${rows}::jsonb) as r (one uuid, other uuid, score smallint, reasons jsonb)
    on conflict (one_id, other_id) do update set score = excluded.score, reasons = excluded.reasons where finder_pairs.verdict = 'waiting'`)
}

export const Pair = z.object({
  one: z.string(),
  other: z.string(),
  oneName: z.string(),
  otherName: z.string(),
  oneOrganisation: z.string(),
  otherOrganisation: z.string(),
  score: z.number(),
  reasons: z.array(z.string()),
  foundOn: z.string(),
  verdict: z.enum(['waiting', 'same', 'different']),
  keptId: z.string().nullable(),
  stateBefore: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  note: z.string(),
})
export type Pair = z.output<typeof Pair>

const nameOf = (id: Sql) =>
  sql`(select coalesce(v.body ->> 'name', '') from opportunity_versions v join opportunities o on o.id = v.opportunity_id
    where o.id = ${id} and v.version = coalesce(o.public_version, o.last_version))`
const ownerOf = (id: Sql) =>
  sql`(select g.name from opportunities o join organisations g on g.id = o.organisation_id where o.id = ${id})`

const select = (where: Sql) => sql`
  select p.one_id as one, p.other_id as other, ${nameOf(sql`p.one_id`)} as "oneName", ${nameOf(sql`p.other_id`)} as "otherName",
    ${ownerOf(sql`p.one_id`)} as "oneOrganisation", ${ownerOf(sql`p.other_id`)} as "otherOrganisation", p.score, p.reasons,
    p.found_on::text as "foundOn", p.verdict, p.kept_id as "keptId", p.state_before as "stateBefore", p.decided_by as "decidedBy",
    p.decided_on::text as "decidedOn", p.note
  from finder_pairs p where ${where} order by p.verdict <> 'waiting', p.score desc, p.one_id, p.other_id limit 2000`

export const list = (db: Db) => db.many(Pair, select(sql`true`))

export const find = (db: Db, one: string, other: string) =>
  db.maybe(Pair, select(sql`p.one_id = ${one} and p.other_id = ${other}`))

const Count = z.object({ n: z.number() })
export const countWaiting = async (db: Db): Promise<number> =>
  (await db.one(Count, sql`select count(*)::int as n from finder_pairs where verdict = 'waiting'`)).n

export interface Verdict {
  verdict: 'same' | 'different'
  keptId: string | null
  stateBefore: string | null
  by: string
  today: string
  note: string
}

/** 0 rows where somebody said so before. */
export const decide = (tx: Db, { one, other }: Pick<Pair, 'one' | 'other'>, v: Verdict) =>
  tx.run(sql`
    update finder_pairs set verdict = ${v.verdict}, kept_id = ${v.keptId}, state_before = ${v.stateBefore}, decided_by = ${v.by},
      decided_on = ${v.today}::date, note = ${v.note}
    where one_id = ${one} and other_id = ${other} and verdict = 'waiting'`)

/** Waits to be looked at again. */
export const reopen = (tx: Db, { one, other }: Pick<Pair, 'one' | 'other'>) =>
  tx.run(sql`
    update finder_pairs set verdict = 'waiting', kept_id = null, state_before = null, decided_by = null, decided_on = null, note = ''
    where one_id = ${one} and other_id = ${other} and verdict <> 'waiting'`)

/** What was merged is itself again, as it was before. */
export const unmerge = (tx: Db, id: string, state: string, modified: number) =>
  tx.run(sql`
    update opportunities set state = ${state}, merged_into = null, state_reason = '', modified = greatest(modified, ${modified})
    where id = ${id} and state = 'merged'`)
