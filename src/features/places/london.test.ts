// London's real places: counts, look-ups, sums and searches, as they come from the open data beside the checkout.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { haveShared, openTestStore, shared, type TestStore } from '../../../test/support.ts'
import { checkAreas } from '../../lib/geo/index.ts'
import { sql } from '../../platform/sql.ts'
import * as places from './index.ts'

const read = (file: string) => {
  const bytes = readFileSync(join(shared, 'data', file))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}
const rows = (file: string): Record<string, string>[] => parse(read(file), { columns: true, bom: true })
const load = (sourceId: string) => ({ by: 'tests', sourceId })

let store: TestStore
const steps: [string, number][] = []

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  await work()
  steps.push([name, Math.round(performance.now() - started)])
}

function boundaries(file: string, kind: places.Tile, vintage: string, code: string, parent?: string) {
  const check = checkAreas(JSON.parse(read(`boundaries/${file}`)))
  if (!check.ok) throw new Error(check.problems[0]?.message)
  const areas = check.features.map(({ properties, geometry }, i) => ({
    line: i + 1,
    code: String(properties?.[code]),
    name: String(properties?.[code.replace('CD', 'NM')]),
    geometry,
    ...(parent && { borough: String(properties?.[parent]) }),
  }))
  return places.loadBoundaries(store.db, load(file), { kind, vintage, areas })
}

const pairs = (file: string, from: string, to: string, change?: string) =>
  rows(`lookups/${file}`).map((row, i) => ({
    line: i + 2,
    from: row[from] ?? '',
    to: row[to] ?? '',
    ...(change && { change: row[change] ?? '' }),
  }))

const lookup = (file: string, sets: places.LinkSet[]) =>
  places.loadLinks(store.db, load(file), sets[0]?.rows.length ?? 0, sets)

function census() {
  const file = rows('population/census2021-ts007a-lsoa21-london.csv.gz')
  const headings = Object.keys(file[0] ?? {}).filter(heading => heading.startsWith('Age: Aged'))
  const band = (i: number) => (i === headings.length - 1 ? '85+' : `${i * 5}-${i * 5 + 4}`)
  return places.loadPopulations(store.db, load('census'), {
    year: 2021,
    basis: 'Census 2021',
    rows: file.map((row, i) => ({
      line: i + 2,
      code: row['geography code'] ?? '',
      persons: Number(row['Age: Total']),
      bands: Object.fromEntries(headings.map((heading, at) => [band(at), Number(row[heading])])),
    })),
  })
}

const midYear = (year: number) =>
  places.loadPopulations(store.db, load(`mid-${year}`), {
    year,
    basis: 'Mid-year estimate',
    rows: rows(`population/lsoa11_mid${year}-pop.csv.gz`).map((row, i) => ({
      line: i + 2,
      code: row.LSOA11CD ?? '',
      persons: Number(row['Persons_All-Ages']),
      bands: Object.fromEntries(
        ['0-15', '16-29', '30-44', '45-64', '65+'].map(band => [band, Number(row[`Persons_${band}`])]),
      ),
    })),
  })

const number = (text: string | undefined) => (text ? Number(text) : null)
const points = (file: string, kind: string, name: string) =>
  places.loadAssets(
    store.db,
    load(file),
    rows(`places/${file}`).map((row, i) => ({
      line: i + 2,
      kind,
      ref: null,
      name: (row[name] ?? '').trim(),
      address: null,
      detail: {},
      longitude: number(row.longitude),
      latitude: number(row.latitude),
    })),
  )

const Stations = z.object({
  stations: z.record(
    z.string(),
    z.object({ naptanId: z.string(), name: z.string(), lat: z.number(), lon: z.number() }),
  ),
})
const stations = () =>
  places.loadAssets(
    store.db,
    load('stations'),
    Object.values(Stations.parse(JSON.parse(read('places/tfl_stations.json'))).stations).map((station, i) => ({
      line: i + 1,
      kind: 'station',
      ref: station.naptanId,
      name: station.name,
      address: null,
      detail: {},
      longitude: station.lon,
      latitude: station.lat,
    })),
  )

const postcodes = () =>
  places.loadPostcodes(
    store.db,
    load('postcodes'),
    rows('postcodes/london_postcodes_codepoint_open_2014-08.csv.gz').map((row, i) => ({
      line: i + 2,
      postcode: row.Postcode ?? '',
      lsoa: row.LSOA21CD || null,
      longitude: number(row.longitude),
      latitude: number(row.latitude),
    })),
  )

async function loadLondon(): Promise<void> {
  await step('boroughs', () => boundaries('london_lad22.geojson', 'borough', 'borough:2022', 'LAD22CD'))
  await step('wards 2024', () =>
    boundaries('london_wd24_bestfit_from_lsoa21.geojson.gz', 'ward', 'ward:2024', 'WD24CD', 'LAD24CD'),
  )
  await step('LSOA 2021', () => boundaries('london_lsoa21.geojson.gz', 'lsoa', 'lsoa:2021', 'LSOA21CD', 'LAD22CD'))
  await step('LSOA 2011', () => boundaries('london_lsoa11.geojson.gz', 'lsoa', 'lsoa:2011', 'LSOA11CD', 'LAD11CD'))
  await step('wards 2018', () =>
    boundaries('london_wd18_city_merged.geojson.gz', 'ward', 'ward:2018', 'WD18CD', 'LAD18CD'),
  )
  const [best, changes, overlap] = [
    'london_lsoa21_wd24_lad24.csv',
    'london_lsoa11_lsoa21_lad22.csv',
    'derived_london_lsoa11_to_wd18_wd24_max_overlap.csv',
  ]
  await step('look-ups', async () => {
    await lookup(best, [
      { from: 'lsoa:2021', to: 'ward:2024', how: 'best fit', rows: pairs(best, 'LSOA21CD', 'WD24CD') },
      { from: 'ward:2024', to: 'borough:2024', how: 'nested', rows: pairs(best, 'WD24CD', 'LAD24CD') },
    ])
    await lookup(changes, [
      {
        from: 'lsoa:2011',
        to: 'lsoa:2021',
        how: 'many to many',
        rows: pairs(changes, 'LSOA11CD', 'LSOA21CD', 'CHGIND'),
      },
    ])
    await lookup(overlap, [
      { from: 'lsoa:2011', to: 'ward:2018', how: 'best fit', rows: pairs(overlap, 'LSOA11CD', 'WD18CD') },
      { from: 'lsoa:2011', to: 'ward:2024', how: 'best fit', rows: pairs(overlap, 'LSOA11CD', 'WD24CD') },
    ])
  })
  await step('populations', async () => [await census(), await midYear(2019), await midYear(2020)])
  await step('assets', async () => [
    await points('cim_libraries.csv', 'library', 'name'),
    await points('cim_community_centres.csv', 'community centre', 'name'),
    await points('hospitals_london_2022.csv', 'hospital', 'hospital22_name'),
    await stations(),
  ])
  await step('postcodes', postcodes)
  await step('finish', () =>
    places.finishPlaces(store.db, { by: 'tests', city: { code: 'E12000007', name: 'London' } }),
  )
}

const find = async (code: string) => {
  const place = await places.findByCode(store.db, code)
  if (!place) throw new RangeError(`no place ${code}`)
  return place
}
const count = async (query: ReturnType<typeof sql>) => (await store.db.one(z.object({ n: z.number() }), query)).n

describe.runIf(haveShared)('London', () => {
  beforeAll(async () => {
    store = await openTestStore('empty')
    await loadLondon()
    const total = steps.reduce((sum, [, ms]) => sum + ms, 0)
    console.info(
      `London's places in ${(total / 1000).toFixed(1)} s: ${steps.map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)}`).join(', ')}`,
    )
  }, 300_000)
  afterAll(() => store?.close())

  test('has 33 boroughs, 684 wards and 4,994 LSOAs of today, 633 wards of 2018 and 4,835 LSOAs of 2011', async () => {
    expect(Object.fromEntries((await places.vintages(store.db)).map(one => [one.vintage, one.places]))).toEqual({
      'borough:2022': 33,
      'ward:2024': 684,
      'ward:2018': 633,
      'lsoa:2021': 4_994,
      'lsoa:2011': 4_835,
    })
    expect(await count(sql`select count(*)::int as n from postcodes`)).toBe(181_563)
    expect(
      await count(
        sql`select count(*)::int as n from places where kind <> 'city' and (parent_id is null or not ST_IsValid(geom))`,
      ),
    ).toBe(0)
    expect(((await find('E12000007')).areaM2 ?? 0) / 1e6).toBeCloseTo(1_574, -1)
  })

  test('shares of every look-up add up to 1; 313 rows are split', async () => {
    const sums = await store.db.one(
      z.object({ low: z.number(), high: z.number() }),
      sql`select min(total) as low, max(total) as high from (select sum(weight) as total from place_links group by kind, from_id) s`,
    )
    expect(sums.low).toBeCloseTo(1, 9)
    expect(sums.high).toBeCloseTo(1, 9)
    expect(
      await count(
        sql`select count(*)::int as n from place_links where change = 'S' and basis = 'population' and weight < 1`,
      ),
    ).toBe(313)
    expect(
      await count(sql`select count(distinct from_id)::int as n from place_links where kind = 'ward:2018>ward:2024'`),
    ).toBe(633)
  })

  test('residents: 8,799,631 at the census; wards and boroughs as in the derived files; 9,002,488 in mid-2020', async () => {
    const london = await find('E12000007')
    expect((await places.residents(store.db, [london.id])).get(london.id)).toMatchObject({
      persons: 8_799_631,
      year: 2021,
      basis: 'Census 2021',
    })
    expect((await places.residents(store.db, [london.id], 'Mid-year estimate')).get(london.id)).toMatchObject({
      persons: 9_002_488,
      year: 2020,
    })
    const derived = [
      ...rows('population/derived_census2021_age_by_wd24_bestfit.csv.gz'),
      ...rows('population/derived_census2021_age_by_lad24.csv'),
    ]
    const known = await places.findByCodes(
      store.db,
      derived.map(row => row.WD24CD ?? row.LAD24CD ?? ''),
    )
    const found = await places.residents(
      store.db,
      known.map(place => place.id),
    )
    const persons = new Map(known.map(place => [place.code, found.get(place.id)]))
    for (const row of derived) {
      const place = persons.get(row.WD24CD ?? row.LAD24CD ?? '')
      expect(place?.persons, row.WD24NM ?? row.LAD24NM).toBe(Number(row['Age: Total']))
      expect(place?.byAge['10-14'], row.WD24NM ?? row.LAD24NM).toBe(Number(row['Age: Aged 10 to 14 years']))
    }
  })

  test('an old ward says what it became', async () => {
    const alexandra = await find('E05000400')
    expect(alexandra).toMatchObject({ name: 'Alexandra', validTo: '2018' })
    expect((await places.links(store.db, alexandra.id)).map(link => link.name)).toEqual([
      "King George's & Sunray",
      'Alexandra',
    ])
    expect(await places.vintagesOf(store.db, (await find('E05009297')).id)).toEqual(['ward:2018'])
  })

  test('is found by name with typing mistakes, by postcode and by its first half', async () => {
    const first = async (q: string) => (await places.search(store.db, q)).places[0]?.name
    expect(await first('Islewerth')).toBe('Isleworth')
    expect(await first('tower hamlet')).toBe('Tower Hamlets')
    expect(await first('hackny')).toBe('Hackney')
    expect((await places.search(store.db, 'sw98pr')).places.map(place => place.code)).toEqual([
      'E05014098',
      'E01003047',
      'E09000022',
    ])
    expect(await first('SW9')).toBe('Brixton North')
  })

  test('has the Thames, and neighbours on each bank', async () => {
    const river = await places.mapFeature(store.db, 'river')
    const xs = river?.type === 'Polygon' ? (river.coordinates[0] ?? []).map(([x = 0]) => x) : []
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(0.5)
    const lambeth = await places.neighboursOf(store.db, (await find('E09000022')).id)
    expect(lambeth.map(place => place.name)).toEqual(expect.arrayContaining(['Southwark', 'Wandsworth', 'Croydon']))
  })

  test('its three levels of boundaries are under 500 KB compressed together', async () => {
    const sizes: number[] = []
    for (const tile of places.tiles) {
      const set = await places.boundariesOf(store.db, (await places.vintageOf(store.db, tile)) ?? '')
      sizes.push(brotliCompressSync(set?.text ?? '').length)
    }
    expect(sizes).toHaveLength(3)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(500_000)
  })

  test('stations beyond the city are kept out and counted; a point is put in its small area', async () => {
    expect(await places.stations(store.db)).toHaveLength(258)
    const brixton = (await places.stations(store.db)).find(station => station.name.startsWith('Brixton'))
    const [lsoa] = await places.lsoasAt(store.db, [[brixton?.longitude ?? 0, brixton?.latitude ?? 0]])
    expect(lsoa).toBe(brixton?.lsoaId)
  })
})
