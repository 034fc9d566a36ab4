import { z } from 'zod'
import { type Area, areaM2, insidePoint } from '../../../lib/geo/index.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import { Kind, type Tile } from '../schemas.ts'
import { applied, batches, type Load } from './loaded.ts'
import { faultsIn } from './outlines.ts'
import { settleParents } from './parents.ts'
import { fateOf, kindOf, kindWords, yearOf } from './rules.ts'

export interface Boundary {
  /** Where it stands in its file, counting from 1. */
  line: number
  code: string
  name: string
  /** Code of the borough it lies in, where the file says. */
  borough?: string
  /** Longitude and latitude (WGS84). */
  geometry: Area
}

export interface Boundaries {
  kind: Tile
  /** 'ward:2024' */
  vintage: string
  areas: Boundary[]
}

const Standing = z.object({ code: z.string(), kind: Kind, newest: z.string().nullable() })

const standing = (tx: Db, codes: string[], kind: string) =>
  tx.many(
    Standing,
    sql`
    select p.code, p.kind,
      (select max(v.vintage) from place_vintages v where v.place_id = p.id and v.vintage like ${`${kind}:%`}) as newest
    from places p where p.code = any(${codes}::text[])`,
  )

/** Draws the places of one vintage and notes that they stood in it. One code keeps one shape, that of its newest vintage. */
export function loadBoundaries(db: Db, load: Load, file: Boundaries): Promise<Applied> {
  return db.transaction(async tx => {
    const { good, rejects } = await sift(tx, file.areas)
    const known = new Map(
      (
        await standing(
          tx,
          good.map(area => area.code),
          file.kind,
        )
      ).map(row => [row.code, row]),
    )
    const fates = good.map(area => fateOf(known.get(area.code), file.kind, file.vintage))
    const drawn = good.filter((_, i) => fates[i] === 'add' || fates[i] === 'redraw')
    for (const some of batches(drawn, 500)) await draw(tx, file.kind, some)
    await enrol(
      tx,
      file.vintage,
      good.map(area => area.code),
    )
    await nameBoroughs(tx, drawn)
    await tx.run(sql`analyze places, place_vintages`)
    await settleParents(tx)
    const count = (fate: string) => fates.filter(one => one === fate).length
    const [one, many] = kindWords[file.kind] ?? [file.kind, file.kind]
    const written = [
      `${plural(good.length, one, many)} of ${yearOf(file.vintage)}: ${count('add')} new, ${count('redraw')} drawn again, ${count('keep') + count('other kind')} kept as they are`,
    ]
    await record(tx, load.by, 'places.boundaries-loaded', `vintage/${file.vintage}`, { source: load.sourceId, written })
    return applied(file.areas.length, rejects, oddities(good, fates, file), written)
  })
}

async function sift(tx: Db, areas: readonly Boundary[]): Promise<{ good: Boundary[]; rejects: Reject[] }> {
  const seen = new Set<string>()
  const rejects: Reject[] = []
  const refuse = (area: Boundary, reason: string) => {
    const remedy = 'Put it right in the map it came from and export that again.'
    rejects.push({ line: area.line, field: 'geometry', value: area.code, reason, remedy })
  }
  const named = areas.filter(area => {
    const fault =
      area.code === '' ? 'The feature has no code.' : seen.has(area.code) ? 'The code stands in the file twice.' : ''
    const reason = fault || (areaM2(area.geometry) > 0 ? '' : 'The feature has no area.')
    seen.add(area.code)
    if (reason !== '') refuse(area, reason)
    return reason === ''
  })
  const faults = await faultsIn(
    tx,
    named.map(area => area.geometry),
  )
  for (const [i, reason] of faults) if (named[i]) refuse(named[i], reason)
  return { good: named.filter((_, i) => !faults.has(i)), rejects }
}

function oddities(good: readonly Boundary[], fates: readonly string[], file: Boundaries): string[] {
  const kept = good.filter((_, i) => fates[i] === 'keep').length
  const strangers = good.filter((_, i) => fates[i] === 'other kind').map(area => `${area.name} (${area.code})`)
  return [
    ...(kept > 0
      ? [
          `${plural(kept, 'place')} of ${yearOf(file.vintage)} kept the shape of a newer file, because one code is one shape.`,
        ]
      : []),
    ...(strangers.length > 0
      ? [`Not drawn again, because the code already belongs to a place of another level: ${strangers.join(', ')}.`]
      : []),
  ]
}

function draw(tx: Db, kind: Tile, areas: readonly Boundary[]): Promise<number> {
  const points = areas.map(area => insidePoint(area.geometry))
  return tx.run(sql`
    insert into places (code, name, kind, geom, area_m2, longitude, latitude)
    select code, name, ${kind}, g, round(ST_Area(g::geography)), x, y
    from (
      select code, name, x, y, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326)) as g
      from unnest(${areas.map(area => area.code)}::text[], ${areas.map(area => area.name)}::text[],
        ${areas.map(area => JSON.stringify(area.geometry))}::text[], ${points.map(point => point[0])}::float8[],
        ${points.map(point => point[1])}::float8[]) as t (code, name, shape, x, y)
    ) shapes
    on conflict (code) do update set name = excluded.name, geom = excluded.geom, area_m2 = excluded.area_m2,
      longitude = excluded.longitude, latitude = excluded.latitude`)
}

/** Notes that these codes stood in a vintage; a code nobody knows is passed over. */
const enrol = (tx: Db, vintage: string, codes: string[]) =>
  tx.run(sql`
    insert into place_vintages (vintage, place_id) select ${vintage}, id from places where code = any(${codes}::text[])
    on conflict do nothing`)

/** The borough a file gives beside each area. Boroughs that are not loaded yet are found from the point later (see parents.ts). */
function nameBoroughs(tx: Db, areas: readonly Boundary[]): Promise<number> {
  const told = areas.filter(area => area.borough)
  return tx.run(sql`
    update places p set borough_id = b.id
    from unnest(${told.map(area => area.code)}::text[], ${told.map(area => area.borough)}::text[]) as t (code, borough)
    join places b on b.code = t.borough and b.kind = 'borough'
    where p.code = t.code and p.kind <> 'borough' and p.borough_id is distinct from b.id`)
}

export const vintageKind = (vintage: string): Tile => z.enum(['borough', 'ward', 'lsoa']).parse(kindOf(vintage))
