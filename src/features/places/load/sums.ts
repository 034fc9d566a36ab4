import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'

const Count = z.object({
  year: z.number(),
  basis: z.string(),
  vintage: z.string(),
  have: z.number(),
  members: z.number(),
})
type Count = z.output<typeof Count>

export interface PopulationSet {
  year: number
  basis: string
}

/** 'Census 2021', 'Mid-year estimate 2020' */
export const setWords = ({ year, basis }: PopulationSet): string =>
  basis.includes(String(year)) ? basis : `${basis} ${year}`

/** Which small areas a set of populations is about: the vintage whose every area has one. */
const complete = (tx: Db, only?: PopulationSet) =>
  tx.many(
    Count,
    sql`
    select c.year, c.basis, c.vintage, c.have, n.members
    from (
      select y.year, y.basis, v.vintage, count(*)::int as have
      from populations y join place_vintages v on v.place_id = y.place_id and v.vintage like 'lsoa:%' group by 1, 2, 3
    ) c
    join (select vintage, count(*)::int as members from place_vintages group by 1) n on n.vintage = c.vintage
    where c.have = n.members ${when(only, set => sql`and c.year = ${set.year} and c.basis = ${set.basis}`)}
    order by c.year, c.basis, c.vintage desc`,
  )

/**
 * Residents of wards, boroughs and the city, summed from their small areas: wards through the best-fit look-up of the same small areas (newest
 * ward vintage first), boroughs and the city through the tree. Nothing is summed from an incomplete set, because a sum that lacks an area is wrong
 * and does not look it. Gives a sentence
 * for each set, of which `only` names one.
 */
export async function sumPopulations(tx: Db, only?: PopulationSet): Promise<string[]> {
  const said: string[] = []
  for (const set of await complete(tx, only)) {
    const boroughs = await sum(
      tx,
      set,
      sql`select v.place_id as lsoa_id, p.borough_id as place_id, 1::float8 as weight
      from place_vintages v join places p on p.id = v.place_id where v.vintage = ${set.vintage} and p.borough_id is not null`,
    )
    await sum(
      tx,
      set,
      sql`select v.place_id as lsoa_id, b.parent_id as place_id, 1::float8 as weight
      from place_vintages v join places p on p.id = v.place_id join places b on b.id = p.borough_id
      where v.vintage = ${set.vintage} and b.parent_id is not null`,
    )
    const wards = await sumWards(tx, set)
    if (boroughs + wards > 0)
      said.push(`${setWords(set)}: summed for ${plural(wards, 'ward')} and ${plural(boroughs, 'borough')}`)
  }
  return said
}

const Kinds = z.object({ kind: z.string() })

async function sumWards(tx: Db, set: Count): Promise<number> {
  const kinds = await tx.many(
    Kinds,
    sql`
    select distinct kind from place_links where kind like ${`${set.vintage}>ward:%`} order by kind desc`,
  )
  let wards = 0
  // A ward that stands in two vintages has one line, that of the newer, so it is summed by the newer look-up only.
  for (const [i, { kind }] of kinds.entries())
    wards += await sum(
      tx,
      set,
      sql`select l.from_id as lsoa_id, l.to_id as place_id, l.weight from place_links l
      where l.kind = ${kind} and not exists (
        select 1 from place_links k where k.to_id = l.to_id and k.kind = any(${kinds.slice(0, i).map(one => one.kind)}::text[]))`,
    )
  return wards
}

/** Writes one sum a place from pairs of small area and place; the number that changed. */
const sum = (tx: Db, set: Count, pairs: Sql) =>
  tx.run(sql`
    with pairs as (${pairs}),
    bands as (
      select place_id, jsonb_object_agg(band, n) as by_age
      from (
        select c.place_id, b.key as band, round(sum(b.value::float8 * c.weight))::int as n
        from pairs c join populations y on y.place_id = c.lsoa_id and y.year = ${set.year} and y.basis = ${set.basis}
        cross join lateral jsonb_each_text(y.by_age) b
        group by 1, 2
      ) one group by 1
    ),
    totals as (
      select c.place_id, round(sum(y.persons * c.weight))::int as persons, min(y.source_id) as source_id
      from pairs c join populations y on y.place_id = c.lsoa_id and y.year = ${set.year} and y.basis = ${set.basis}
      group by 1
    )
    insert into populations as old (place_id, year, basis, persons, by_age, source_id)
    select t.place_id, ${set.year}, ${set.basis}, t.persons, coalesce(b.by_age, '{}'), t.source_id
    from totals t left join bands b on b.place_id = t.place_id
    on conflict (place_id, year, basis) do update set persons = excluded.persons, by_age = excluded.by_age, source_id = excluded.source_id
    where old.persons <> excluded.persons or old.by_age <> excluded.by_age`)
