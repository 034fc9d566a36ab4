import { z } from 'zod'
import { plural, whole } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import { postcodeOf } from '../find/rules.ts'
import { applied, batches, type Load } from './loaded.ts'
import { lsoasAt } from './points.ts'

export interface PostcodeRow {
  line: number
  postcode: string
  /** Code of its small area of today, where the file says; otherwise its point decides. */
  lsoa: string | null
  longitude: number | null
  latitude: number | null
}

interface Placed {
  postcode: string
  lsoaId: number
  longitude: number | null
  latitude: number | null
}

/** Postcodes with the small area each stands in; ward and borough follow from it. Rows that are already so are left alone. */
export function loadPostcodes(db: Db, load: Load, rows: PostcodeRow[]): Promise<Applied> {
  return db.transaction(async tx => {
    const { placed, rejects } = await place(tx, rows)
    let changed = 0
    for (const some of batches(placed, 20_000)) changed += await save(tx, some)
    await tx.run(sql`analyze postcodes`)
    const written = [`${plural(placed.length, 'postcode')}: ${whole(changed)} new or changed`]
    await record(tx, load.by, 'places.postcodes-loaded', `source/${load.sourceId}`, { written })
    return applied(rows.length, rejects, [], written)
  })
}

async function place(tx: Db, rows: readonly PostcodeRow[]): Promise<{ placed: Placed[]; rejects: Reject[] }> {
  const known = new Map(
    (
      await tx.many(
        z.object({ id: z.number(), code: z.string() }),
        sql`select id, code from places where kind = 'lsoa'`,
      )
    ).map(row => [row.code, row.id]),
  )
  const lost = rows.filter(
    row => known.get(row.lsoa ?? '') === undefined && row.longitude !== null && row.latitude !== null,
  )
  const found = new Map(
    (
      await lsoasAt(
        tx,
        lost.map(row => [row.longitude ?? 0, row.latitude ?? 0]),
      )
    ).map((id, i) => [lost[i], id]),
  )
  const placed = new Map<string, Placed>()
  const rejects: Reject[] = []
  for (const row of rows) {
    const postcode = postcodeOf(row.postcode)
    const lsoaId = known.get(row.lsoa ?? '') ?? found.get(row) ?? null
    if (postcode && lsoaId) placed.set(postcode, { postcode, lsoaId, longitude: row.longitude, latitude: row.latitude })
    else rejects.push(reject(row, postcode))
  }
  return { placed: [...placed.values()], rejects }
}

const reject = (row: PostcodeRow, postcode: string | undefined): Reject => ({
  line: row.line,
  field: 'postcode',
  value: row.postcode,
  reason: postcode ? 'The postcode lies outside the city.' : 'This is not a postcode.',
  remedy: postcode ? 'Nothing to do, if it is meant to be outside.' : 'Write it as SW9 8JG.',
})

const save = (tx: Db, rows: readonly Placed[]) =>
  tx.run(sql`
    insert into postcodes as old (postcode, lsoa_id, ward_id, borough_id, longitude, latitude)
    select t.postcode, l.id, l.parent_id, l.borough_id, t.x, t.y
    from unnest(${rows.map(row => row.postcode)}::text[], ${rows.map(row => row.lsoaId)}::int[], ${rows.map(row => row.longitude)}::float8[],
      ${rows.map(row => row.latitude)}::float8[]) as t (postcode, lsoa, x, y)
    join places l on l.id = t.lsoa
    on conflict (postcode) do update set lsoa_id = excluded.lsoa_id, ward_id = excluded.ward_id, borough_id = excluded.borough_id,
      longitude = excluded.longitude, latitude = excluded.latitude
    where old.lsoa_id is distinct from excluded.lsoa_id or old.ward_id is distinct from excluded.ward_id
      or old.longitude is distinct from excluded.longitude or old.latitude is distinct from excluded.latitude`)

/** Postcodes follow their small area when its ward or borough is settled later. */
export const settlePostcodes = (tx: Db) =>
  tx.run(sql`
    update postcodes c set ward_id = l.parent_id, borough_id = l.borough_id from places l
    where l.id = c.lsoa_id and (c.ward_id is distinct from l.parent_id or c.borough_id is distinct from l.borough_id)`)
