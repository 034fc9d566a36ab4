// A city small enough to work out by hand: three boroughs of four wards of three small areas on a square grid, four years of months to
// October 2026, written straight into the tables. What is planted is named here; everywhere else nothing changes.
import { z } from 'zod'
import { addMonths, firstDay, monthRange } from '../src/lib/dates.ts'
import { buildTopology, type PlaceShape } from '../src/lib/geo/index.ts'
import type { Db } from '../src/platform/db.ts'
import { sql } from '../src/platform/sql.ts'

export const lastMonth = '2026-10'
export const months = monthRange(addMonths(lastMonth, -47), lastMonth)

export const boroughs = ['Northgate', 'Eastmere', 'Southwharf'] as const
/** Four wards a borough, in the order of the grid. */
export const wards = [
  ['Abbot Field', 'Alder Bank', 'Barley Mow', 'Brickfields'],
  ['Canal Foot', 'Cathedral', 'Dovecote', 'Elm Park Road'],
  ['Fallow Hill', 'Gasworks', 'Harbour Steps', 'Ivy Lane'],
] as const

/** Events a month: [in every month before the last year, in the last year]. Wards not named here have 10 and 10. */
const planted: Record<string, readonly [number, number]> = {
  Brickfields: [12, 24],
  'Harbour Steps': [30, 15],
  Cathedral: [45, 45],
}
/** Fewer than five in the last year: hidden from those who may not see small counts. */
export const smallWard = 'Dovecote'
export const risingWard = 'Brickfields'
export const fallingWard = 'Harbour Steps'
export const sustainedWard = 'Cathedral'
/** No file speaks for it, as for a place with a police force of its own. */
export const unspokenWard = 'Ivy Lane'

export const boroughCode = (borough: number) => `X0900000${borough + 1}`
export const wardCode = (name: string) => {
  const flat = wards.flat() as string[]
  return `X050000${String(flat.indexOf(name) + 1).padStart(2, '0')}`
}

export interface SmallCity {
  /** Ids of places and measures by code. */
  places: Map<string, number>
  measures: Map<string, number>
  importId: number
}

const Id = z.object({ id: z.number(), code: z.string() })

/** Puts the city into an empty, migrated database. `breaks`: first month of a new way of recording violence with injury. */
export async function seedCity(db: Db, options: { breaks?: string } = {}): Promise<SmallCity> {
  return db.transaction(async tx => {
    const places = await seedPlaces(tx)
    const measures = await seedMeasures(tx)
    const importId = await seedImport(tx)
    const id = (code: string) => places.get(code) ?? 0
    const measure = (code: string) => measures.get(code) ?? 0
    const spoken = wards.flat().filter(name => name !== unspokenWard)
    await seedMonths(
      tx,
      importId,
      measure('violence-with-injury'),
      spoken.map(name => ({ id: id(wardCode(name)), amounts: amountsOf(name) })),
    )
    const byBorough = boroughs.map((_, b) => ({
      id: id(boroughCode(b)),
      amounts: months.map((_, m) =>
        (wards[b] ?? []).reduce((sum, name) => sum + (name === unspokenWard ? 0 : (amountsOf(name)[m] ?? 0)), 0),
      ),
    }))
    await seedMonths(tx, importId, measure('violence-with-injury'), byBorough)
    await seedMonths(
      tx,
      importId,
      measure('domestic-abuse'),
      boroughs.map((_, b) => ({ id: id(boroughCode(b)), amounts: months.map(() => 20 + b) })),
    )
    await seedMonths(
      tx,
      importId,
      measure('domestic-abuse'),
      spoken.map(name => ({ id: id(wardCode(name)), amounts: months.map(() => 6) })),
    )
    await seedScores(
      tx,
      importId,
      measure('imd-2025-score'),
      wards
        .flat()
        .flatMap((name, w) => [0, 1, 2].map(k => ({ id: id(lsoaCode(wardCode(name), k)), score: 10 + w * 2 + k }))),
    )
    if (options.breaks)
      await tx.run(sql`insert into series_breaks (measure_codes, starts_on, title, note, source)
        values (${['violence-with-injury']}, ${firstDay(options.breaks)}, 'New recording system', 'Offences are recorded in a new way.', 'Test')`)
    return { places, measures, importId }
  })
}

function amountsOf(name: string): number[] {
  if (name === smallWard) return months.map((_, i) => (i % 4 === 0 ? 1 : 0))
  const [before, last] = planted[name] ?? [10, 10]
  return months.map((_, i) => (i < 36 ? before : last))
}

const lsoaCode = (ward: string, k: number) => `${ward.replace('X05', 'X01')}${k}`
const square = (x: number, y: number, w: number, h: number): PlaceShape['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
      [x, y],
    ],
  ],
})

interface Draft extends PlaceShape {
  kind: string
  persons: number
  borough?: string
}

function drafts(): Draft[] {
  return boroughs.flatMap((borough, b) => {
    const code = boroughCode(b)
    const parts = (wards[b] ?? []).flatMap((name, w): Draft[] => {
      const [x, y] = [-0.1 + b * 0.06 + (w % 2) * 0.03, 51.5 + Math.floor(w / 2) * 0.02]
      const ward = wardCode(name)
      const small = [0, 1, 2].map(
        (k): Draft => ({
          code: lsoaCode(ward, k),
          name: `${name} 00${k + 1}`,
          kind: 'lsoa',
          parent: ward,
          borough: code,
          persons: 3_000,
          geometry: square(x + k * 0.01, y, 0.01, 0.02),
        }),
      )
      return [
        {
          code: ward,
          name,
          kind: 'ward',
          parent: code,
          borough: code,
          persons: 9_000,
          geometry: square(x, y, 0.03, 0.02),
        },
        ...small,
      ]
    })
    return [
      {
        code,
        name: borough,
        kind: 'borough',
        parent: 'X12000001',
        persons: 36_000,
        geometry: square(-0.1 + b * 0.06, 51.5, 0.06, 0.04),
      },
      ...parts,
    ]
  })
}

async function seedPlaces(tx: Db): Promise<Map<string, number>> {
  const all = [
    {
      code: 'X12000001',
      name: 'Riverton',
      kind: 'city',
      parent: '',
      persons: 108_000,
      geometry: square(-0.1, 51.5, 0.18, 0.04),
    },
    ...drafts(),
  ]
  for (const kind of ['city', 'borough', 'ward', 'lsoa']) {
    const some = all.filter(place => place.kind === kind)
    const middle = some.map(place => place.geometry.coordinates[0] as unknown as number[][])
    await tx.run(sql`
      insert into places (code, name, kind, parent_id, borough_id, longitude, latitude, area_m2, geom)
      select t.code, t.name, ${kind}, p.id, b.id, t.x, t.y, 1000000, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(t.shape), 4326))
      from unnest(${some.map(p => p.code)}::text[], ${some.map(p => p.name ?? '')}::text[], ${some.map(p => p.parent ?? '')}::text[],
        ${some.map(p => ('borough' in p ? (p.borough ?? '') : ''))}::text[], ${middle.map(ring => ((ring[0]?.[0] ?? 0) + (ring[2]?.[0] ?? 0)) / 2)}::float8[],
        ${middle.map(ring => ((ring[0]?.[1] ?? 0) + (ring[2]?.[1] ?? 0)) / 2)}::float8[], ${some.map(p => JSON.stringify(p.geometry))}::text[]) as t (code, name, parent, borough, x, y, shape)
      left join places p on p.code = t.parent left join places b on b.code = t.borough`)
    if (kind === 'borough') await tx.run(sql`update places set borough_id = id where kind = 'borough'`)
    if (kind === 'city') continue
    const vintage = `${kind}:${kind === 'lsoa' ? 2021 : 2024}`
    await tx.run(
      sql`insert into place_vintages (vintage, place_id) select ${vintage}, id from places where kind = ${kind}`,
    )
    const topology = buildTopology(some, { name: kind, quantization: 1e5, keep: 1 })
    await tx.run(
      sql`insert into boundary_sets (vintage, topology, etag) values (${vintage}, ${JSON.stringify(topology)}, 'test')`,
    )
  }
  await tx.run(sql`
    insert into populations (place_id, year, basis, persons, source_id)
    select p.id, 2021, 'Census 2021', n, 'test' from unnest(${all.map(p => p.code)}::text[], ${all.map(p => p.persons)}::integer[]) as t (code, n) join places p on p.code = t.code`)
  const found = await tx.many(Id, sql`select id, code from places`)
  return new Map(found.map(row => [row.code, row.id]))
}

async function seedMeasures(tx: Db): Promise<Map<string, number>> {
  const add = (
    code: string,
    name: string,
    topic: string,
    kind: string,
    lowest: string,
    sensitive: boolean,
    position: number,
  ) =>
    tx.run(sql`
      insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, position)
      values (${code}, ${name}, ${name}, ${topic}, ${kind === 'count' ? 'offences' : 'score'}, ${kind}, ${kind === 'count' ? 1000 : null},
        ${kind === 'count' ? 'residents' : null}, 'higher is worse', ${name}, ${lowest}, ${sensitive}, ${position})`)
  await add('violence-with-injury', 'Violence with injury', 'violence', 'count', 'lsoa', false, 1)
  await add('domestic-abuse', 'Domestic abuse', 'violence', 'count', 'borough', true, 2)
  await add('imd-2025-score', 'Index of Multiple Deprivation 2025: score', 'deprivation', 'value', 'lsoa', false, 3)
  const found = await tx.many(Id, sql`select id, code from measures`)
  return new Map(found.map(row => [row.code, row.id]))
}

async function seedImport(tx: Db): Promise<number> {
  await tx.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status)
    values ('test', 'Recorded offences', 'Riverton Police', 'Riverton Police', 'OGL-UK-3.0', 'Invented', 'test', 'monthly', 'described')`)
  const row = await tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at)
    values ('test', 'test', 'test.csv', 'abc', 1, '2026-11-01', 'current', 'test', now()) returning id`,
  )
  return row.id
}

async function seedMonths(
  tx: Db,
  importId: number,
  measureId: number,
  rows: { id: number; amounts: number[] }[],
): Promise<void> {
  await cover(
    tx,
    importId,
    measureId,
    'month',
    rows.map(row => row.id),
    months.map(firstDay),
  )
  for (const row of rows)
    await tx.run(sql`insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      values (${measureId}, ${row.id}, ${importId}, 'month', ${firstDay(months[0] ?? lastMonth)}, ${row.amounts})
      on conflict do nothing`)
}

async function seedScores(
  tx: Db,
  importId: number,
  measureId: number,
  rows: { id: number; score: number }[],
): Promise<void> {
  await cover(
    tx,
    importId,
    measureId,
    'point',
    rows.map(row => row.id),
    ['2025-10-01'],
  )
  for (const row of rows)
    await tx.run(sql`insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      values (${measureId}, ${row.id}, ${importId}, 'point', '2025-10-01', ${[row.score]})`)
}

const cover = (tx: Db, importId: number, measureId: number, grain: string, placeIds: number[], periods: string[]) =>
  tx.run(sql`insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
    values (${importId}, ${grain}, ${[measureId]}, ${placeIds}, ${periods}::date[], ${periods.map(() => 'loaded')})`)
