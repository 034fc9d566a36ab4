import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import * as places from '../index.ts'
import { box, buildCity, city, lsoaCode, middle, oldWard, personsOf, wardCode } from '../testing.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('empty')
  await buildCity(store.db)
})
afterAll(() => store.close())

const load = { by: 'tests', sourceId: 'again' }
const find = async (code: string) => {
  const place = await places.findByCode(store.db, code)
  if (!place) throw new RangeError(`no place ${code}`)
  return place
}
const count = async (query: ReturnType<typeof sql>) => (await store.db.one(z.object({ n: z.number() }), query)).n

describe('a city is made of its places', () => {
  test('the tree goes from small area to ward, borough and city', async () => {
    const up = await places.parentsOf(store.db, (await find(lsoaCode(5, 2))).id)
    expect(up.map(place => place.name)).toEqual(['Village', 'Hounslow', city.name])
    const down = await places.childrenOf(store.db, (await find(city.code)).id)
    expect(down.map(place => place.name)).toEqual(['Hounslow', 'Tower Hamlets'])
    expect(await places.childrenOf(store.db, (await find(wardCode(0, 0))).id)).toHaveLength(4)
    expect(await places.memberIds(store.db, (await find('X09000001')).id)).toHaveLength(16)
    expect(await places.memberIds(store.db, (await find(city.code)).id)).toHaveLength(32)
  })

  test('areas are in square metres and the city is its boroughs', async () => {
    const lsoa = await find(lsoaCode(0, 0))
    // 0.01° by 0.006° at 51.5° N: 694 by 668 metres
    expect(lsoa.areaM2 ?? 0).toBeGreaterThan(458_000)
    expect(lsoa.areaM2 ?? 0).toBeLessThan(468_000)
    expect((await find(city.code)).areaM2 ?? 0).toBeCloseTo(32 * (lsoa.areaM2 ?? 0), -5)
    expect([lsoa.longitude, lsoa.latitude].map(n => n?.toFixed(3))).toEqual(middle(0, 0).map(n => n.toFixed(3)))
  })

  test('neighbours share a border; the river parts them', async () => {
    const names = async (code: string) =>
      (await places.neighboursOf(store.db, (await find(code)).id)).map(place => place.code)
    expect(await names(lsoaCode(0, 0))).toEqual([lsoaCode(1, 0), lsoaCode(0, 1)])
    expect(await names(wardCode(0, 0))).toEqual([wardCode(2, 0)])
  })

  test('the river is the gap in the middle', async () => {
    const river = await places.mapFeature(store.db, 'river')
    expect(river?.type).toBe('Polygon')
    const latitudes = river?.type === 'Polygon' ? (river.coordinates[0] ?? []).map(([, y = 0]) => y) : []
    expect(Math.min(...latitudes)).toBeCloseTo(51.512, 3)
    expect(Math.max(...latitudes)).toBeCloseTo(51.516, 3)
  })

  test('every vintage of today has a map whose layer is its level', async () => {
    expect(await places.vintageOf(store.db, 'ward')).toBe('ward:2024')
    const topology = await places.topologyOf(store.db, 'ward:2024')
    expect(Object.keys(topology?.objects ?? {})).toEqual(['ward'])
    expect(await places.topologyOf(store.db, 'ward:2018')).toBeUndefined()
  })
})

describe('vintages', () => {
  test('an older file does not redraw a code that stands today', async () => {
    const ward = await find(wardCode(0, 2))
    expect(ward.name).toBe('Stonebridge')
    expect(ward.validTo).toBeNull()
    expect(ward.areaM2).toBeCloseTo((await find(wardCode(2, 2))).areaM2 ?? 0, -4)
    expect(await places.vintagesOf(store.db, ward.id)).toEqual(['ward:2024', 'ward:2018'])
  })

  test('a ward feature with the code of its borough leaves the borough alone', async () => {
    const borough = await find('X09000002')
    expect(borough).toMatchObject({ kind: 'borough', name: 'Hounslow', validTo: null })
    expect(borough.areaM2 ?? 0).toBeGreaterThan(7_000_000)
    expect(await places.vintagesOf(store.db, borough.id)).toContain('ward:2018')
  })

  test('an old ward stays readable and says what it became, by residents', async () => {
    const ward = await find(oldWard)
    expect(ward).toMatchObject({ name: 'Isleworth and Larkhall', validFrom: '2018', validTo: '2018' })
    const became = await places.links(store.db, ward.id)
    expect(became.map(link => link.name)).toEqual(['Larkhall', 'Isleworth'])
    const larkhall = 2 * personsOf(2) + 2 * personsOf(3)
    expect(became[0]?.weight).toBeCloseTo(larkhall / (larkhall + 2 * personsOf(0) + 2 * personsOf(1)), 6)
    expect(became[0]?.basis).toBe('population')
    const made = await places.links(store.db, (await find(wardCode(2, 0))).id, 'to')
    expect(made.map(link => link.code)).toEqual([oldWard])
  })

  test('a split small area is shared by residents, a merged one goes whole, and shares add up to 1', async () => {
    const split = await places.links(store.db, (await find('X01900001')).id)
    expect(split.map(link => [link.code, link.change])).toEqual([
      [lsoaCode(1, 0), 'S'],
      [lsoaCode(0, 0), 'S'],
    ])
    expect(split[0]?.weight).toBeCloseTo(1_100 / 2_100, 9)
    expect((await places.links(store.db, (await find('X01900002')).id)).map(link => link.weight)).toEqual([1])
    const worst = await store.db.one(
      z.object({ off: z.number() }),
      sql`select max(abs(total - 1)) as off from (select sum(weight) as total from place_links group by kind, from_id) sums`,
    )
    expect(worst.off).toBeLessThan(1e-9)
  })

  test('before anybody is counted, a split goes by area', async () => {
    const bare = await openTestStore('empty')
    await buildCity(bare.db, ['people', 'assets', 'postcodes'])
    const from = await places.findByCode(bare.db, 'X01900001')
    const shares = await places.links(bare.db, from?.id ?? 0)
    expect(shares.map(link => [link.basis, link.weight.toFixed(2)])).toEqual([
      ['area', '0.50'],
      ['area', '0.50'],
    ])
    expect(await places.residents(bare.db, [from?.id ?? 0])).toEqual(new Map())
    await bare.close()
  })
})

describe('residents', () => {
  test('wards, boroughs and the city are sums of their small areas', async () => {
    const ids = [await find(wardCode(0, 0)), await find('X09000001'), await find(city.code)].map(place => place.id)
    const found = await places.residents(store.db, ids)
    expect(ids.map(id => found.get(id)?.persons)).toEqual([4_200, 18_400, 43_200])
    expect(found.get(ids[0] ?? 0)).toMatchObject({
      year: 2021,
      basis: 'Census 2021',
      byAge: { '0-9': 400, '10-14': 420 },
    })
    expect(Object.keys(found.get(ids[0] ?? 0)?.byAge ?? {})).toEqual(['0-9', '10-14', '15-19', '20-24', '25+'])
  })

  test('young people are those aged 10 to 24', async () => {
    const ward = await find(wardCode(0, 0))
    expect((await places.youngPeople(store.db, [ward.id])).get(ward.id)).toEqual({
      young: 1_260,
      persons: 4_200,
      year: 2021,
      basis: 'Census 2021',
    })
  })

  test('ages are counted only where the bands begin and end there', () => {
    expect(places.aged({ '0-15': 3, '16-29': 4 }, 16, 29)).toBe(4)
    expect(places.aged({ '0-15': 3, '16-29': 4 }, 10, 24)).toBeUndefined()
    expect(places.aged({}, 10, 24)).toBeUndefined()
  })

  test('a file with strangers and bands that do not add up is used and says so', async () => {
    const done = await places.preview(store.db, tx =>
      places.loadPopulations(tx, load, {
        year: 2020,
        basis: 'Mid-year estimate',
        rows: [
          { line: 2, code: lsoaCode(0, 0), persons: 10, bands: { '0-15': 4, '16+': 5 } },
          { line: 3, code: 'X01999999', persons: 10, bands: {} },
        ],
      }),
    )
    expect(done).toMatchObject({ rowsRead: 2, rowsUsed: 1, rejected: 1 })
    expect(done.odd[0]).toContain('do not add up')
    expect(await count(sql`select count(*)::int as n from populations where year = 2020`)).toBe(0)
  })
})

describe('assets, stations and postcodes', () => {
  test('each stands in its small area, ward and borough; those outside the city are kept out', async () => {
    const [isleworth, larkhall] = [await find(wardCode(0, 0)), await find(wardCode(2, 0))]
    expect((await places.assetsIn(store.db, isleworth)).map(asset => asset.name)).toEqual(['Isleworth Library'])
    expect((await places.stationsIn(store.db, larkhall)).map(asset => asset.name)).toEqual([
      'Larkhall Underground Station',
    ])
    expect(await places.countAssets(store.db, await find(city.code))).toEqual([
      { kind: 'community centre', n: 1 },
      { kind: 'library', n: 1 },
      { kind: 'station', n: 2 },
    ])
  })

  test('a point in the river beside a small area takes the nearest; one further out takes none', async () => {
    const found = await places.lsoasAt(store.db, [
      [0.045, 51.5125],
      middle(1, 1),
      [0.045, 51.514],
      [9, 9],
      [Number.NaN, 1],
    ])
    const codes = (
      await places.findByIds(
        store.db,
        found.flatMap(id => id ?? []),
      )
    ).map(place => place.code)
    expect(found.map(id => id !== null)).toEqual([true, true, false, false, false])
    expect(codes).toEqual([lsoaCode(1, 1), lsoaCode(4, 1)])
  })

  test('an old ward’s assets are those inside its line', async () => {
    expect((await places.assetsIn(store.db, await find(oldWard))).map(asset => asset.name)).toEqual([
      'Larkhall Hall',
      'Isleworth Library',
      'Larkhall Underground Station',
    ])
  })

  test('a postcode without an area code goes by its point; nonsense is rejected with its line', async () => {
    expect(
      await count(
        sql`select count(*)::int as n from postcodes where ward_id = (select id from places where code = ${wardCode(2, 0)})`,
      ),
    ).toBe(2)
    const again = await places.loadPostcodes(store.db, load, [
      { line: 2, postcode: 'SW9 8JG', lsoa: lsoaCode(2, 0), longitude: middle(2, 0)[0], latitude: middle(2, 0)[1] },
      { line: 3, postcode: 'nonsense', lsoa: null, longitude: null, latitude: null },
    ])
    expect(again.written).toEqual(['1 postcode: 0 new or changed'])
    expect(again.rejects).toMatchObject([{ line: 3, field: 'postcode', value: 'nonsense' }])
  })
})

describe('loading again', () => {
  test('the same city twice is the same city', async () => {
    const shape = async () =>
      JSON.stringify(
        await store.db.many(
          z.unknown(),
          sql`
          select p.code, p.name, p.area_m2, u.code as parent, p.valid_to, (select count(*)::int from place_links l where l.from_id = p.id) as links,
            (select sum(persons)::int from populations y where y.place_id = p.id) as persons
          from places p left join places u on u.id = p.parent_id order by p.code`,
        ),
      )
    const before = await shape()
    await buildCity(store.db)
    expect(await shape()).toBe(before)
  })

  test('a feature without a code, twice in the file, without an area or crossing itself is rejected; the rest is used', async () => {
    const good = { line: 1, code: 'X05999999', name: 'New ward', geometry: box(0, 0) }
    const bow = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    }
    const flat = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [0, 0],
          [0, 0],
        ],
      ],
    }
    const areas = [
      good,
      { ...good, line: 2 },
      { ...good, line: 3, code: '' },
      { ...good, line: 4, code: 'X05999998', geometry: flat },
      { ...good, line: 5, code: 'X05999997', geometry: bow },
    ]
    const done = await places.preview(store.db, tx =>
      places.loadBoundaries(tx, load, { kind: 'ward', vintage: 'ward:2024', areas }),
    )
    expect(done).toMatchObject({ rowsRead: 5, rowsUsed: 1, rejected: 4 })
    expect(await places.findByCode(store.db, 'X05999999')).toBeUndefined()
  })

  test('links to a vintage nobody has loaded are left out and said', async () => {
    const done = await places.loadLinks(store.db, load, 1, [
      { from: 'lsoa:2021', to: 'ward:2017', how: 'best fit', rows: [{ line: 2, from: lsoaCode(0, 0), to: 'X05' }] },
    ])
    expect(done.odd).toEqual(['Left out: links from lsoa:2021 to ward:2017, because ward:2017 is not loaded.'])
  })

  test('every load leaves an audit row in its own transaction', async () => {
    expect(
      await count(sql`select count(*)::int as n from audit where what like 'places.%' and who = 'tests'`),
    ).toBeGreaterThan(10)
  })
})
