import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { areaM2, centroid, checkAreas, gridToOsgb36, gridToWgs84, readCrs, toWgs84 } from './index.ts'

const file = resolve(import.meta.dirname, '../../../../shared/data/boundaries/fixtures/Bellingham_EPSG27700.geojson')
const here = existsSync(file)
if (!here)
  console.info('Skipped: the Bellingham file is not beside this checkout (../shared/data/boundaries/fixtures).')

const dms = (degrees: number, minutes: number, seconds: number) => degrees + minutes / 60 + seconds / 3600
/** Metres between two longitude-latitude pairs in Britain, near enough to judge an error by. */
const metres = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) =>
  Math.hypot((x1 - x2) * 111_320 * Math.cos((y1 * Math.PI) / 180), (y1 - y2) * 111_320)
const square = (x: number, y: number, size: number, crs?: string) => ({
  type: 'FeatureCollection',
  ...(crs && { crs: { type: 'name', properties: { name: crs } } }),
  features: [
    {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [x, y],
            [x + size, y],
            [x + size, y + size],
            [x, y],
          ],
        ],
      },
    },
  ],
})

describe('British National Grid to longitude and latitude', () => {
  const caister = [651_409.903, 313_177.27] as const

  test('the Ordnance Survey worked example comes out to the millimetre', () => {
    const [lon, lat] = gridToOsgb36(...caister)
    expect(lat).toBeCloseTo(dms(52, 39, 27.2531), 8)
    expect(lon).toBeCloseTo(dms(1, 43, 4.5177), 8)
  })
  test('the shift to WGS84 lands within 5 m', () => {
    expect(metres(gridToWgs84(...caister), [dms(1, 42, 57.79), dms(52, 39, 28.72)])).toBeLessThan(5)
  })
  test.runIf(here)('the ward of Bellingham lands where its own file says it is', () => {
    const given = JSON.parse(readFileSync(file, 'utf8'))
    expect(readCrs(given)).toBe('bng')
    const moved = toWgs84(given)
    expect(readCrs(moved)).toBe('wgs84')
    const checked = checkAreas(moved)
    if (!checked.ok) throw new Error(checked.problems[0]?.message)
    const [ward] = checked.features
    // The file gives one point both ways, the degrees to four decimals: half a step is 5.6 m.
    const { BNG_E, BNG_N, LONG, LAT } = given.features[0].properties
    expect(metres(gridToWgs84(BNG_E, BNG_N), [LONG, LAT])).toBeLessThan(5 + 5.6)
    // The same ward in another file, moved by another program with the same shift.
    const others = JSON.parse(readFileSync(resolve(file, '../../lewisham_wd22_official.geojson'), 'utf8')).features
    const same = others.find((other: { properties: { WD22CD: string } }) => other.properties.WD22CD === 'E05013714')
    expect(ward && areaM2(ward.geometry) / areaM2(same.geometry)).toBeCloseTo(1, 4)
    expect(ward && metres(centroid(ward.geometry), centroid(same.geometry))).toBeLessThan(0.2)
    expect(given.crs).toBeDefined()
  })
})

describe('which coordinates a file is in', () => {
  test('a crs member is believed when the numbers agree', () => {
    expect(readCrs(square(537_000, 172_000, 500, 'urn:ogc:def:crs:EPSG::27700'))).toBe('bng')
    expect(readCrs(square(-0.1, 51.5, 0.1, 'urn:ogc:def:crs:OGC:1.3:CRS84'))).toBe('wgs84')
    expect(readCrs(square(-0.1, 51.5, 0.1, 'EPSG:4326'))).toBe('wgs84')
  })
  test('without one the numbers decide', () => {
    expect(readCrs(square(-0.1, 51.5, 0.1))).toBe('wgs84')
    expect(readCrs(square(537_000, 172_000, 500))).toBe('bng')
    expect(readCrs(square(537_000, 172_000, 500).features[0]?.geometry)).toBe('bng')
  })
  test.each([
    ['web map metres', square(-11_000, 6_700_000, 500, 'urn:ogc:def:crs:EPSG::3857'), /3857.*EPSG:4326/],
    ['web map metres without saying so', square(-11_000, 6_700_000, 500), /neither degrees nor British/],
    ['another grid', square(200_000, 300_000, 500, 'EPSG:29902'), /EPSG:29902, which we do not read/],
    ['a member the numbers contradict', square(537_000, 172_000, 500, 'EPSG:4326'), /but the numbers are not/],
    ['latitude first', square(51.5, -0.1, 0.1), /Swap them/],
    ['nothing to look at', { type: 'FeatureCollection', features: [] }, /no coordinates/],
    ['not GeoJSON', 'hello', /not GeoJSON/],
  ])('%s is refused with what to do', (_, geojson, words) => {
    const crs = readCrs(geojson)
    expect(typeof crs === 'object' && crs.refuse).toMatch(words)
  })
})
