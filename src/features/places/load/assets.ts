import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import { applied, batches, type Load } from './loaded.ts'
import { lsoasAt } from './points.ts'

export interface AssetRow {
  line: number
  /** 'library', 'community centre', 'school', 'station' ... */
  kind: string
  /** The source's own number. */
  ref: string | null
  name: string
  address: string | null
  detail: Record<string, unknown>
  /** Null where the file has none: such a row is left out. */
  longitude: number | null
  latitude: number | null
}

interface Placed extends AssetRow {
  lsoaId: number
}

/**
 * Libraries, schools, stations and the like, each in the small area its point stands in. A file replaces what its source gave before, kind by kind.
 * Points outside the city are kept out and counted.
 */
export function loadAssets(db: Db, load: Load, rows: AssetRow[]): Promise<Applied> {
  return db.transaction(async tx => {
    const rejects = rows.filter(row => fault(row) !== undefined).map(row => reject(row, fault(row) ?? ''))
    const good = rows.filter(row => fault(row) === undefined)
    const lsoas = await lsoasAt(
      tx,
      good.map(row => [row.longitude ?? 0, row.latitude ?? 0]),
    )
    const placed = good.flatMap((row, i): Placed[] => (lsoas[i] ? [{ ...row, lsoaId: lsoas[i] }] : []))
    const outside = good.filter((_, i) => !lsoas[i])
    await tx.run(
      sql`delete from assets where source_id = ${load.sourceId} and kind = any(${[...new Set(rows.map(row => row.kind))]}::text[])`,
    )
    for (const some of batches(placed, 1_000)) await save(tx, load, some)
    await tx.run(sql`analyze assets`)
    const written = countByKind(placed)
    const odd =
      outside.length === 0
        ? []
        : [
            `${plural(outside.length, 'point')} outside the city left out, among them ${outside
              .slice(0, 3)
              .map(row => row.name)
              .join(', ')}.`,
          ]
    await record(tx, load.by, 'places.assets-loaded', `source/${load.sourceId}`, { written, odd })
    return applied(
      rows.length,
      [...rejects, ...outside.map(row => reject(row, 'The point lies outside the city.'))],
      odd,
      written,
    )
  })
}

function fault(row: AssetRow): string | undefined {
  if (row.name === '') return 'The row has no name.'
  if (row.longitude === null || row.latitude === null) return 'The row has no coordinates.'
  return Math.abs(row.longitude) <= 180 && Math.abs(row.latitude) <= 90
    ? undefined
    : 'The coordinates are not longitude and latitude.'
}

const reject = (row: AssetRow, reason: string): Reject => ({
  line: row.line,
  field: 'coordinates',
  value: row.name || `${row.longitude}, ${row.latitude}`,
  reason,
  remedy: reason.includes('outside')
    ? 'Nothing to do, if it is meant to be outside.'
    : 'Add the missing value and load the file again.',
})

function countByKind(rows: readonly Placed[]): string[] {
  const kinds = new Map<string, number>()
  for (const row of rows) kinds.set(row.kind, (kinds.get(row.kind) ?? 0) + 1)
  return [...kinds].map(([kind, n]) => plural(n, kind, kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`))
}

const save = (tx: Db, load: Load, rows: readonly Placed[]) =>
  tx.run(sql`
    insert into assets (kind, ref, name, address, detail, longitude, latitude, lsoa_id, ward_id, borough_id, source_id)
    select t.kind, t.ref, t.name, t.address, t.detail::jsonb, t.x, t.y, l.id, l.parent_id, l.borough_id, ${load.sourceId}
    from unnest(${rows.map(row => row.kind)}::text[], ${rows.map(row => row.ref)}::text[], ${rows.map(row => row.name)}::text[],
      ${rows.map(row => row.address)}::text[], ${rows.map(row => JSON.stringify(row.detail))}::text[], ${rows.map(row => row.longitude)}::float8[],
      ${rows.map(row => row.latitude)}::float8[], ${rows.map(row => row.lsoaId)}::int[]) as t (kind, ref, name, address, detail, x, y, lsoa)
    join places l on l.id = t.lsoa`)

/** Assets follow their small area when its ward or borough is settled later. */
export const settleAssets = (tx: Db) =>
  tx.run(sql`
    update assets a set ward_id = l.parent_id, borough_id = l.borough_id from places l
    where l.id = a.lsoa_id and (a.ward_id is distinct from l.parent_id or a.borough_id is distinct from l.borough_id)`)
