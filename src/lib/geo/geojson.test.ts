import { describe, expect, test } from 'vitest'
import { type Area, areaM2, bbox, centroid, checkAreas, insidePoint, pointInPolygon, ringArea } from './index.ts'

const ring = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const file = (...geometries: unknown[]) => ({
  type: 'FeatureCollection',
  features: geometries.map(geometry => ({ type: 'Feature', properties: {}, geometry })),
})
const polygon = (...coordinates: number[][][]): Area => ({ type: 'Polygon', coordinates })
const messages = (value: unknown) => {
  const checked = checkAreas(value)
  return checked.ok ? [] : checked.problems.map(problem => problem.message)
}

describe('a boundary file is checked in words', () => {
  const good = polygon(ring(0, 51, 0.1))

  test('good areas pass', () => {
    const checked = checkAreas(file(good, { type: 'MultiPolygon', coordinates: [[ring(0, 51, 0.1)]] }))
    expect(checked.ok && checked.features).toHaveLength(2)
  })
  test.each([
    ['unclosed ring', polygon(ring(0, 51, 0.1).slice(0, 4)), 'geometry.coordinates[0] is not closed'],
    ['three points', polygon(ring(0, 51, 0.1).slice(0, 3)), 'has 3 points. A ring needs at least 4'],
    ['not a number', polygon([[0, Number.NaN], ...ring(0, 51, 0.1)]), 'coordinates[0][0] has a coordinate that is not'],
    ['outside the world', polygon(ring(537_000, 172_000, 1)), 'outside longitude and latitude'],
    ['a line', { type: 'LineString', coordinates: [[0, 51]] }, 'is LineString. Only Polygon and MultiPolygon'],
    ['no geometry', null, 'geometry is missing. Draw the area'],
    ['an empty polygon', { type: 'Polygon', coordinates: [] }, 'is empty'],
    ['a hole gone wrong', polygon(ring(0, 51, 0.1), [[0, 51]]), 'geometry.coordinates[1] has 1 points'],
    ['the second part', { type: 'MultiPolygon', coordinates: [[ring(0, 51, 1)], [[[0, 0]]]] }, 'coordinates[1][0]'],
  ])('%s: the feature, the field and the remedy', (_, geometry, words) => {
    const [message] = messages(file(good, geometry))
    expect(message).toMatch(/^Feature 2: /)
    expect(message).toContain(words)
  })
  test('every bad feature is named, but a file wrong throughout does not fill the page', () => {
    expect(messages(file(null, good, null)).map(message => message.slice(0, 9))).toEqual(['Feature 1', 'Feature 3'])
    expect(messages(file(...Array(900).fill(null)))).toHaveLength(50)
  })
  test('something else altogether', () => {
    expect(messages([])).toEqual(['This file is not a FeatureCollection. Export the layer as GeoJSON.'])
    expect(messages({ type: 'FeatureCollection', features: [] })[0]).toContain('no features')
  })
})

describe('measuring', () => {
  test('a hundredth of a degree at 51.5 north is about 1,112 by 692 metres', () => {
    expect(areaM2(polygon(ring(0, 51.495, 0.01)))).toBeCloseTo(1_111.95 ** 2 * Math.cos((51.5 * Math.PI) / 180), -2)
  })
  test('holes are taken out and the direction of a ring does not matter', () => {
    const whole = areaM2(polygon(ring(0, 51, 0.1)))
    const holed = areaM2(polygon(ring(0, 51, 0.1).reverse(), ring(0.025, 51.025, 0.05)))
    expect(holed / whole).toBeCloseTo(0.75, 3)
    expect(ringArea(ring(0, 0, 1))).toBe(1)
    expect(ringArea(ring(0, 0, 1).reverse())).toBe(-1)
  })
  test('the centre of a small block keeps its digits', () => {
    expect(centroid(polygon(ring(-0.0971, 51.5201, 0.0002)))[0]).toBeCloseTo(-0.097, 9)
  })
  test('the centre is in the box of the largest part; on a crescent the label point is on the land', () => {
    const crescent = polygon([
      [0, 0],
      [3, 0],
      [3, 3],
      [0, 3],
      [0, 2],
      [2, 2],
      [2, 1],
      [0, 1],
      [0, 0],
    ])
    expect(pointInPolygon([1, 1.5], crescent)).toBe(false)
    expect(pointInPolygon(insidePoint(crescent), crescent)).toBe(true)
    const [west, south, east, north] = bbox(crescent)
    const [x, y] = centroid(crescent)
    expect(x > west && x < east && y > south && y < north).toBe(true)
  })
  test('a point in a hole is outside, and a point on a shared border is in one neighbour only', () => {
    const holed = polygon(ring(0, 0, 4), ring(1, 1, 2))
    expect(pointInPolygon([2, 2], holed)).toBe(false)
    expect(pointInPolygon([0.5, 2], holed)).toBe(true)
    const both = [polygon(ring(0, 0, 1)), polygon(ring(1, 0, 1))].filter(area => pointInPolygon([1, 0.5], area))
    expect(both).toHaveLength(1)
  })
})
