import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { kindOf } from './rules.ts'

/**
 * How a small area of an earlier vintage is shared out: by the Census residents of the areas it became where all of them are known,
 * otherwise by their area. One that was only renamed or merged goes whole, so its weight is 1. Shares of one area add up to 1.
 * Run again whenever populations arrive; see shares.test.ts for the sums.
 */
export const weighShares = (tx: Db) =>
  tx.run(sql`
    update place_links l set weight = w.weight, basis = w.basis
    from (
      select kind, from_id, to_id,
        case when counted then greatest(persons, 0.001) / sum(greatest(persons, 0.001)) over one else area / sum(area) over one end as weight,
        case when counted then 'population' else 'area' end as basis
      from (
        select k.kind, k.from_id, k.to_id, p.persons, coalesce(greatest(t.area_m2, 1), 1) as area,
          bool_and(p.persons is not null) over (partition by k.kind, k.from_id) as counted
        from place_links k join places t on t.id = k.to_id
        left join lateral (
          select persons::float8 from populations where place_id = k.to_id and basis like 'Census%' order by year desc limit 1
        ) p on true
        where k.kind like 'lsoa:%>lsoa:%'
      ) known
      window one as (partition by kind, from_id)
    ) w
    where l.kind = w.kind and l.from_id = w.from_id and l.to_id = w.to_id
      and (abs(l.weight - w.weight) > 1e-12 or l.basis <> w.basis)`)

const Kinds = z.object({ kind: z.string() })

/** Vintages a kind of link joins. */
const ends = (kind: string): [string, string] => {
  const [from = '', to = ''] = kind.split('>')
  return [from, to]
}

/**
 * What the wards of an earlier vintage became, from their residents: each small area of today carries its residents (its square metres
 * where nobody has counted) from its old ward, by way of the small area it was, to its ward of today. Merged small areas are split evenly among
 * those they were made of. A ward that kept its code kept its line, and goes whole.
 */
export async function deriveWardLinks(tx: Db): Promise<string[]> {
  const kinds = (await tx.many(Kinds, sql`select distinct kind from place_links`)).map(row => ends(row.kind))
  const today = kinds
    .filter(([from, to]) => kindOf(from) === 'lsoa' && kindOf(to) === 'ward')
    .sort((a, b) => (a[1] < b[1] ? 1 : -1))
  const newest = today[0]?.[1]
  const done: string[] = []
  for (const [oldLsoa, oldWard] of today.filter(([, to]) => to !== newest))
    for (const [from, newLsoa] of kinds.filter(([from, to]) => from === oldLsoa && kindOf(to) === 'lsoa'))
      if (newest && kinds.some(([a, b]) => a === newLsoa && b === newest)) {
        await derive(tx, {
          oldWard,
          newest,
          toOld: `${oldLsoa}>${oldWard}`,
          across: `${from}>${newLsoa}`,
          toNew: `${newLsoa}>${newest}`,
        })
        done.push(`${oldWard}>${newest}`)
      }
  return done
}

interface Path {
  oldWard: string
  newest: string
  toOld: string
  across: string
  toNew: string
}

async function derive(tx: Db, path: Path): Promise<void> {
  const kind = `${path.oldWard}>${path.newest}`
  await tx.run(sql`delete from place_links where kind = ${kind}`)
  await tx.run(sql`
    insert into place_links (from_id, to_id, kind, weight, basis)
    select place_id, place_id, ${kind}, 1, 'best fit' from place_vintages where vintage = ${path.oldWard}
    intersect
    select place_id, place_id, ${kind}, 1, 'best fit' from place_vintages where vintage = ${path.newest}`)
  await tx.run(sql`
    insert into place_links (from_id, to_id, kind, weight, basis)
    select from_id, to_id, ${kind}, size / sum(size) over (partition by from_id), case when counted then 'population' else 'area' end
    from (
      select o.to_id as from_id, n.to_id, sum(s.size / s.parts) as size, bool_and(s.counted) as counted
      from (
        select a.from_id, a.to_id, count(*) over (partition by a.to_id) as parts,
          p.persons is not null as counted, coalesce(greatest(p.persons, 0.001), t.area_m2, 1) as size
        from place_links a join places t on t.id = a.to_id
        left join lateral (
          select persons::float8 from populations where place_id = a.to_id and basis like 'Census%' order by year desc limit 1
        ) p on true
        where a.kind = ${path.across}
      ) s
      join place_links o on o.kind = ${path.toOld} and o.from_id = s.from_id
      join place_links n on n.kind = ${path.toNew} and n.from_id = s.to_id
      group by o.to_id, n.to_id
    ) flow
    where from_id not in (select from_id from place_links where kind = ${kind})`)
}
