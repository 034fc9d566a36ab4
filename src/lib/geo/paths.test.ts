import { describe, expect, test } from 'vitest'
import {
  bboxOf,
  borders,
  buildTopology,
  fitBox,
  growBox,
  onMap,
  outline,
  type PlaceShape,
  placeLabels,
  placePaths,
  riverPath,
  textWidth,
} from './index.ts'

const square = (code: string, parent: string, x: number, y: number, size = 0.1): PlaceShape => ({
  code,
  name: code,
  parent,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + size, y],
        [x + size, y + size],
        [x, y + size],
        [x, y],
      ],
    ],
  },
})
const topology = buildTopology(
  [
    square('A', 'east', 0, 51),
    square('B', 'east', 0.1, 51),
    square('C', 'west', 0.2, 51),
    square('dot', 'west', 0.25, 51.2, 1e-5),
  ],
  { name: 'wards', quantization: 1e6, keep: 1 },
)
const projection = fitBox(bboxOf(topology, 'wards'), { width: 1000 })

/** Corners of a path, walked from its relative steps. */
function corners(d: string): string[] {
  const [head = '', steps = ''] = d.replace(/^M/, '').replace(/z.*$/, '').split('l')
  const numbers = (text: string) => (text.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number)
  let [x = 0, y = 0] = numbers(head)
  const found = [`${x.toFixed(1)},${y.toFixed(1)}`]
  const moves = numbers(steps)
  for (let i = 0; i < moves.length; i += 2) {
    x += moves[i] ?? 0
    y += moves[i + 1] ?? 0
    found.push(`${x.toFixed(1)},${y.toFixed(1)}`)
  }
  return found
}

describe('places on a drawing', () => {
  const paths = placePaths(topology, 'wards', projection)

  test('every place has a path, even one too small to see', () => {
    expect(paths.map(path => path.code)).toEqual(['A', 'B', 'C', 'dot'])
    for (const path of paths) expect(path.d).toMatch(/^M[-\d. hvlz]+z$/)
  })
  test('neighbours share their corners exactly', () => {
    const [a, b] = [corners(paths[0]?.d ?? ''), corners(paths[1]?.d ?? '')]
    expect(a.filter(corner => b.includes(corner))).toHaveLength(2)
  })
  test('coordinates have one decimal at most', () => {
    expect(paths.map(path => path.d).join('')).not.toMatch(/\.\d\d/)
  })
  test('north is up, and a degree of longitude is narrower than one of latitude', () => {
    const [x0, y0] = projection.project(0, 51)
    const [x1, y1] = projection.project(0.1, 51.1)
    expect(y1).toBeLessThan(y0)
    expect((x1 - x0) / (y0 - y1)).toBeCloseTo(Math.cos((51.1 * Math.PI) / 180), 2)
  })
  test('mercator agrees with web maps: squares stay square to the eye', () => {
    const web = fitBox([0, 51, 0.1, 51.1], { width: 500, kind: 'mercator' })
    expect(web.height / 500).toBeCloseTo(1 / Math.cos((51.05 * Math.PI) / 180), 1)
  })
  test('a tall area is kept within the height', () => {
    expect(fitBox([0, 51, 0.01, 52], { width: 400, maxHeight: 300 }).height).toBeLessThanOrEqual(300)
  })
  test('only what is in view is drawn on a part of the map', () => {
    const part = fitBox(growBox(bboxOf(topology, 'wards', ['A']), -0.05), { width: 300 })
    expect(placePaths(topology, 'wards', part, { inView: true }).map(path => path.code)).toEqual(['A'])
    expect(() => bboxOf(topology, 'wards', ['Z'])).toThrow(/No place/)
  })
})

describe('lines of the parents', () => {
  test('one line between east and west, none inside east', () => {
    const between = corners(outline(topology, 'wards', projection, { lines: 'between' }))
    const [x, y0] = onMap(projection, [0.2, 51])
    const [, y1] = onMap(projection, [0.2, 51.1])
    expect(new Set(between)).toEqual(new Set([`${x.toFixed(1)},${y0.toFixed(1)}`, `${x.toFixed(1)},${y1.toFixed(1)}`]))
  })
  test('parents can be handed in', () => {
    const lines = outline(topology, 'wards', projection, { lines: 'between', parentOf: code => code })
    expect(lines.match(/M/g)).toHaveLength(2)
  })
  test('the edge goes round the outside, and both is the two together', () => {
    const edge = outline(topology, 'wards', projection, { lines: 'edge' })
    const both = outline(topology, 'wards', projection)
    expect(edge.length).toBeGreaterThan(0)
    expect(both.length).toBeGreaterThan(edge.length)
  })
})

test('of the pieces left between the banks the largest is the river', () => {
  const ring = (x: number, size: number) => [
    [x, 51],
    [x + size, 51],
    [x + size, 51 + size],
    [x, 51],
  ]
  const pieces = { type: 'MultiPolygon' as const, coordinates: [[ring(0, 0.01)], [ring(0.1, 0.05)]] }
  expect(riverPath(pieces, projection)).toBe(riverPath({ type: 'Polygon', coordinates: [ring(0.1, 0.05)] }, projection))
})

describe('labels', () => {
  const drawing = { width: 400, height: 300 }

  test('the inner borough gets the place it wants; the outer one moves a little', () => {
    const placed = placeLabels(
      [
        { lines: ['Outer'], at: [200, 150], order: 1 },
        { lines: ['Inner'], at: [200, 150], order: 0 },
      ],
      drawing,
    )
    expect(placed.map(label => label.lines[0])).toEqual(['Inner', 'Outer'])
    expect(placed[0]?.x).toBe(200)
    expect([placed[1]?.x, placed[1]?.y]).not.toEqual([placed[0]?.x, placed[0]?.y])
  })
  test('a name that finds no room is dropped, and none leaves the drawing', () => {
    const crowd = Array.from({ length: 40 }, (_, i) => ({ lines: [`Borough ${i}`], at: [200, 150] as const }))
    expect(placeLabels(crowd, drawing).length).toBeLessThan(10)
    expect(placeLabels([{ lines: ['A very long name indeed'], at: [395, 5] }], { width: 100, height: 20 })).toEqual([])
  })
  test('a label gives way to a pin, and is left out where there is no room beside it', () => {
    const wish = [{ lines: ['Ash'], at: [50, 50] as const }]
    const on = (reach: number) => ({ left: 50 - reach, right: 50 + reach, top: 50 - reach, bottom: 50 + reach })
    const [free] = placeLabels(wish, { width: 100, height: 100, size: 12 })
    const [moved] = placeLabels(wish, { width: 100, height: 100, size: 12, avoid: [on(4)] })
    expect(moved).toBeDefined()
    expect(moved?.y).not.toBe(free?.y)
    expect(placeLabels(wish, { width: 100, height: 100, size: 12, avoid: [on(40)] })).toEqual([])
  })
  test('widths follow the letters', () => {
    expect(textWidth('WWW', 18, 600)).toBeGreaterThan(2 * textWidth('iii', 18, 600))
    expect(textWidth('Café', 14)).toBeCloseTo(textWidth('Cafe', 14), 5)
  })
})

test('borders in degrees: the line where the parent changes once, and the outer edge', () => {
  const between = borders(topology, 'wards', { lines: 'between' }).coordinates
  expect(between).toHaveLength(1)
  expect(between[0]?.map(([x = 0, y = 0]) => [x.toFixed(3), y.toFixed(3)]).sort()).toEqual([
    ['0.200', '51.000'],
    ['0.200', '51.100'],
  ])
  expect(borders(topology, 'wards', { lines: 'between', parentOf: () => 'one' }).coordinates).toEqual([])
  const edge = borders(topology, 'wards', { lines: 'edge' }).coordinates.flat()
  expect(Math.max(...edge.map(([x = 0]) => x))).toBeCloseTo(0.3, 3)
  expect(edge.some(([x = 0]) => Math.abs(x - 0.1) < 1e-3)).toBe(true)
})
