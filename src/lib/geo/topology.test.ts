import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync, gunzipSync } from 'node:zlib'
import type { Feature } from 'geojson'
import { describe, expect, test } from 'vitest'
import {
  type Area,
  areaM2,
  buildLayers,
  buildTopology,
  countSharedArcs,
  mergePlaces,
  neighbours,
  type PlaceShape,
  pickPlaces,
  placesIn,
  shapeOf,
} from './index.ts'

const shared = resolve(import.meta.dirname, '../../../../shared/data/boundaries')
const here = existsSync(shared)
if (!here) console.info('Skipped: London boundaries are not beside this checkout (../shared/data/boundaries).')

/** A square of `size` degrees with its south-west corner at x, y, its edges cut into `cuts` so that there is something to thin. */
function square(code: string, x: number, y: number, size = 1, cuts = 8): PlaceShape {
  const along = Array.from({ length: cuts }, (_, i) => (i * size) / cuts)
  const bump = (at: number) => (at === 0 ? 0 : Math.sin(at * 40) * 0.002)
  const ring = [
    ...along.map(d => [x + d, y + bump(d)]),
    ...along.map(d => [x + size + bump(d), y + d]),
    ...along.map(d => [x + size - d, y + size + bump(size - d)]),
    ...along.map(d => [x + bump(size - d), y + size - d]),
  ]
  return { code, name: code, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] } }
}

describe('neighbours still meet after simplifying', () => {
  const four = [square('A', 0, 0), square('B', 1, 0), square('C', 0, 1), square('D', 1, 1)]
  const topology = buildTopology(four, { name: 'wards', quantization: 1e5, keep: 0.1 })

  test('the border between two wards is one line, walked both ways', () => {
    expect(countSharedArcs(topology, 'wards')).toBe(4)
    expect(topology.arcs.flat().length).toBeLessThan(40)
  })
  test('neighbours share a line; the diagonal ones touch at a corner only', () => {
    expect(neighbours(topology, 'wards').get('A')).toEqual(['B', 'C'])
  })
  test('merging them leaves one area without inner borders', () => {
    const all = mergePlaces(topology, 'wards', ['A', 'B', 'C', 'D', 'nowhere'])
    expect(all.coordinates).toHaveLength(1)
    const sum = placesIn(topology, 'wards').reduce((s, place) => s + areaM2(shapeOf(topology, place)), 0)
    expect(areaM2(all) / sum).toBeCloseTo(1, 2)
  })
  test('two wards cut out of the four keep their shapes and their common line', () => {
    const two = pickPlaces(topology, 'wards', ['B', 'A', 'nowhere'])
    expect(placesIn(two, 'wards').map(place => place.id)).toEqual(['A', 'B'])
    expect(two.arcs.length).toBeLessThan(topology.arcs.length)
    expect(countSharedArcs(two, 'wards')).toBe(1)
    const shapes = [topology, two].map(each =>
      placesIn(each, 'wards')
        .slice(0, 2)
        .map(place => shapeOf(each, place)),
    )
    expect(shapes[1]).toEqual(shapes[0])
  })
  test('the shapes handed in are left as they were', () => {
    const before = structuredClone(four)
    buildTopology(four, { name: 'wards', quantization: 1e5, keep: 0.5 })
    expect(four).toEqual(before)
  })
})

describe('no place vanishes', () => {
  const island = square('island', 0.5, 3, 0.004, 3)
  const places = [square('A', 0, 0), square('B', 1, 0), island]

  test('an island whose every point would go keeps its own border', () => {
    const topology = buildTopology(places, { name: 'wards', quantization: 1e6, keep: 0 })
    const [, , kept] = placesIn(topology, 'wards')
    expect(kept?.id).toBe('island')
    expect(kept && areaM2(shapeOf(topology, kept))).toBeCloseTo(areaM2(island.geometry), -3)
  })
  test('a ward between two others does not become a line', () => {
    const sliver = square('sliver', 1, 0, 1)
    const topology = buildTopology([square('A', 0, 0), sliver, square('B', 2, 0)], {
      name: 'wards',
      quantization: 1e5,
      keep: 0,
    })
    for (const place of placesIn(topology, 'wards')) expect(areaM2(shapeOf(topology, place))).toBeGreaterThan(6e9)
    expect(countSharedArcs(topology, 'wards')).toBe(2)
  })
  test('a grid too coarse for a place is made finer', () => {
    const topology = buildTopology(places, { name: 'wards', quantization: 50, keep: 1 })
    const [, , kept] = placesIn(topology, 'wards')
    expect(kept && areaM2(shapeOf(topology, kept))).toBeGreaterThan(0.5 * areaM2(island.geometry))
  })
})

describe.runIf(here)('London, three levels', () => {
  const read = (file: string): Feature<Area, Record<string, string>>[] => {
    const bytes = readFileSync(resolve(shared, file))
    return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()).features
  }
  const places = (file: string, code: string, name: string, parent?: string): PlaceShape[] =>
    read(file).map(({ properties, geometry }) => ({
      code: properties[code] ?? '',
      name: properties[name],
      parent: parent && properties[parent],
      geometry,
    }))
  const levels = {
    boroughs: () => places('london_lad22.geojson', 'LAD22CD', 'LAD22NM'),
    wards: () => places('london_wd24_bestfit_from_lsoa21.geojson.gz', 'WD24CD', 'WD24NM', 'LAD24CD'),
    lsoas: () => places('london_lsoa21.geojson.gz', 'LSOA21CD', 'LSOA21NM', 'LAD22CD'),
  }
  const sizes: number[] = []

  test.each(Object.entries(levels))('%s: every place and every shared border is there', (name, given) => {
    const features = given()
    const started = performance.now()
    const topology = buildTopology(features, { name, quantization: 1e5, keep: name === 'boroughs' ? 1 : 0.5 })
    const took = performance.now() - started
    const exact = buildTopology(features, { name, quantization: 1e5, keep: 1 })
    const bytes = brotliCompressSync(JSON.stringify(topology)).length
    sizes.push(bytes)
    console.info(
      `${name}: ${features.length} places, ${topology.arcs.length} arcs, ${topology.arcs.flat().length} points,`,
    )
    console.info(`  ${JSON.stringify(topology).length} bytes, ${bytes} in Brotli, ${Math.round(took)} ms`)
    expect(placesIn(topology, name).map(place => place.id)).toEqual(features.map(place => place.code))
    expect(countSharedArcs(topology, name)).toBe(countSharedArcs(exact, name))
    for (const [i, place] of placesIn(topology, name).entries()) {
      const [is, was] = [areaM2(shapeOf(topology, place)), areaM2(features[i]?.geometry ?? shapeOf(topology, place))]
      expect(is / was, place.id).toBeGreaterThan(0.5)
    }
  })
  test('the three together are under 500 KB in Brotli', () => {
    expect(sizes).toHaveLength(3)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(500_000)
  })
  test('wards and the small areas they are made of can share one file', () => {
    const both = buildLayers({ wards: levels.wards(), lsoas: levels.lsoas() }, { quantization: 1e5, keep: 0.5 })
    console.info(`wards and lsoas in one: ${brotliCompressSync(JSON.stringify(both)).length} bytes in Brotli`)
    expect(placesIn(both, 'wards')).toHaveLength(684)
    expect(countSharedArcs(both, 'lsoas')).toBeGreaterThan(14_000)
  })
})
