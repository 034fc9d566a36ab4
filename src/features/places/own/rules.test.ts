import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { haveShared, shared } from '../../../../test/support.ts'
import { areaM2, bbox } from '../../../lib/geo/index.ts'
import { circle, readDrawing, stationName } from './rules.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 51],
      [0.1, 51],
      [0.1, 51.1],
      [0, 51.1],
      [0, 51],
    ],
  ],
}

describe('an area somebody pasted', () => {
  test.each([
    ['a bare polygon', square],
    ['a feature', { type: 'Feature', properties: {}, geometry: square }],
    ['a collection', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: square }] }],
  ])('%s', (_, json) => {
    expect(readDrawing(JSON.stringify(json))).toEqual({ ok: true, areas: [square], notes: [] })
  })
  test.each([
    ['not JSON at all', 'hello', 'This is not GeoJSON'],
    ['a list', '[1,2]', 'This is not GeoJSON'],
    ['a point', '{"type":"Point","coordinates":[0,51]}', 'Only Polygon and MultiPolygon are areas'],
    ['a line that does not close', '{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,52]]]}', 'is not closed'],
    [
      'latitude first',
      JSON.stringify({
        type: 'Polygon',
        coordinates: [
          [
            [51, 0],
            [51, 0.1],
            [51.1, 0.1],
            [51, 0],
          ],
        ],
      }),
      'Swap them',
    ],
    [
      'web map metres',
      JSON.stringify({
        type: 'Polygon',
        coordinates: [
          [
            [-11131, 6700000],
            [0, 6700000],
            [0, 6710000],
            [-11131, 6700000],
          ],
        ],
      }),
      'neither degrees nor British National Grid',
    ],
    [
      'a million corners',
      JSON.stringify({
        type: 'Polygon',
        coordinates: [[[0, 51], ...Array.from({ length: 30_000 }, (_, i) => [0.1, 51 + i / 1e6]), [0, 51]]],
      }),
      'Simplify it',
    ],
  ])('%s is refused with the remedy', (_, text, words) => {
    const read = readDrawing(text)
    expect(read.ok ? '' : read.message).toContain(words)
  })
  test.runIf(haveShared)('British National Grid is moved, and said', () => {
    const read = readDrawing(
      readFileSync(join(shared, 'data/boundaries/fixtures/Bellingham_EPSG27700.geojson'), 'utf8'),
    )
    if (!read.ok) throw new Error(read.message)
    const [west, south, east, north] = bbox(...read.areas)
    expect(west).toBeGreaterThan(-0.05)
    expect(east).toBeLessThan(0)
    expect([south, north].map(n => n.toFixed(1))).toEqual(['51.4', '51.4'])
    expect(read.notes[0]).toContain('British National Grid')
  })
})

test('a circle has its radius in metres', () => {
  expect(areaM2(circle(-0.1, 51.5, 400)) / (Math.PI * 400 ** 2)).toBeCloseTo(1, 2)
})

test('a hub is called what people call the station', () => {
  expect(stationName('Brixton Underground Station')).toBe('Brixton')
  expect(stationName('Larkhall station')).toBe('Larkhall')
  expect(stationName('Bank DLR Station')).toBe('Bank')
  expect(stationName('Station')).toBe('Station')
})
