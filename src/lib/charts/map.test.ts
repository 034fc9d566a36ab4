import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync, gunzipSync } from 'node:zlib'
import type { Feature } from 'geojson'
import { describe, expect, test } from 'vitest'
import { type Area, bboxOf, buildTopology, fitBox, outline, placePaths } from '../geo/index.ts'
import * as charts from './index.ts'

const { choropleth, classOf, classWords, niceBreaks, quantileBreaks } = charts
const file = resolve(
  import.meta.dirname,
  '../../../../shared/data/boundaries/london_wd24_bestfit_from_lsoa21.geojson.gz',
)
const here = existsSync(file)
if (!here) console.info('Skipped: London wards are not beside this checkout (../shared/data/boundaries).')

const places: charts.MapPlace[] = [
  { code: 'A', d: 'M0 0l9 0l0 9z', shade: { kind: 'step', step: 4 } },
  { code: 'B', d: 'M9 0l9 0l0 9z', shade: { kind: 'pair', violence: 2, deprivation: 0 } },
  { code: 'C', d: 'M0 9l9 0l0 9z', shade: null },
  { code: 'D', d: 'M9 9l9 0l0 9z', shade: { kind: 'change', change: 'rising' }, at: [12, 12] },
]
const map = { id: 'm', width: 100, height: 80, title: 'Wards by violence & deprivation', places }

describe('a shaded map', () => {
  const drawn = choropleth({
    ...map,
    selected: 'B',
    labels: [{ lines: ['K & C', 'West'], x: 10, y: 10 }],
    parents: 'M0 0l1 1',
  })

  test('every place is there with its code and its colour', () => {
    for (const { code } of places) expect(drawn).toContain(`data-code="${code}"`)
    for (const fill of ['#322a5e', '#6c8bd4', '#9a4a0f']) expect(drawn).toContain(`fill="${fill}"`)
  })
  test('no figure is hatched, and the hatch is only there when needed', () => {
    expect(drawn).toMatch(/<g fill="url\(#m-none\)"[^>]*><path class="w" data-code="C"/)
    expect(choropleth({ ...map, places: places.slice(0, 2) })).not.toContain('<pattern')
  })
  test('the chosen place has a yellow edge under an ink one', () => {
    expect(drawn.indexOf('class="sel1"')).toBeGreaterThan(drawn.lastIndexOf('class="w"'))
    expect(drawn.indexOf('class="sel2"')).toBeGreaterThan(drawn.indexOf('class="sel1"'))
  })
  test('outlines are white under ink; a rising place also carries its shape', () => {
    expect(drawn.indexOf('class="b2"')).toBeGreaterThan(drawn.indexOf('class="b"'))
    expect(drawn).toContain('M8 2l7 12H1z')
  })
  test('words are escaped, places have no titles, nothing needs a style attribute', () => {
    expect(drawn).toContain('aria-label="Wards by violence &amp; deprivation"')
    expect(drawn).toContain('K &amp; C</tspan>')
    expect(drawn).not.toMatch(/<title|<style| style=/)
  })
  test('part of a larger map is cut off at the drawing', () => {
    expect(choropleth({ ...map, clip: true })).toContain('clip-path="url(#m-clip)"')
  })
  test('the locator draws the place last, in apricot, with an ink edge', () => {
    const small = charts.locatorMap({
      width: 100,
      height: 80,
      title: 'A in West',
      places,
      selected: 'A',
      edge: 'M0 0l9 9',
    })
    expect(small.match(/fill="#f6a55c"/g)).toHaveLength(1)
    expect(small.lastIndexOf('data-code="A"')).toBeGreaterThan(small.lastIndexOf('data-code="D"'))
  })
})

describe('classes', () => {
  test('fifths hold about the same number each', () => {
    const values = Array.from({ length: 100 }, (_, i) => i / 10)
    const breaks = quantileBreaks(values, 5)
    expect(breaks).toEqual([2, 4, 6, 8])
    const sizes = breaks.map((_, i) => values.filter(value => classOf(value, breaks) === i).length)
    expect(sizes).toEqual([20, 20, 20, 20])
  })
  test('ties are never parted: equal values share a class', () => {
    const breaks = quantileBreaks([0, 0, 0, 0, 0, 0, 0, 1, 2, 3], 5)
    expect(breaks).toEqual([1, 2])
    expect(new Set([0, 0].map(value => classOf(value, breaks))).size).toBe(1)
  })
  test('few values give few classes; all equal gives one; none gives none', () => {
    expect(quantileBreaks([3, 7], 5)).toEqual([7])
    expect(quantileBreaks([4, 4, 4], 5)).toEqual([])
    expect(quantileBreaks([null, null], 5)).toEqual([])
    expect(classWords([])).toEqual(['all the same'])
  })
  test('a figure falls in the class its printed digits say', () => {
    const breaks = [5.1]
    expect(classOf(5.06, breaks)).toBe(1)
    expect(classOf(5.04, breaks)).toBe(0)
  })
  test('round steps reach the highest value', () => {
    expect(niceBreaks([3, 48], 5)).toEqual([10, 20, 30, 40])
    expect(niceBreaks([0, 0], 5)).toEqual([])
  })
  test('words say the ends: no value belongs to two classes', () => {
    expect(classWords([5.1, 7.6], { unit: 'a thousand' })).toEqual([
      'under 5.1 a thousand',
      '5.1 to under 7.6 a thousand',
      '7.6 or more a thousand',
    ])
    expect(classWords([5, 6, 10], { decimals: 0 })).toEqual(['under 5', '5', '6 to 9', '10 or more'])
  })
  test('three classes use the two ends and the middle of the scale', () => {
    expect(charts.stepsFor(3)).toEqual([0, 2, 4])
    expect(() => charts.stepsFor(6)).toThrow(/1 to 5/)
  })
})

describe('keys', () => {
  const key = {
    id: 'key',
    counts: [
      [163, 49, 14],
      [42, 103, 81],
      [21, 74, 132],
    ],
    unit: 'wards',
    up: 'More violence',
    along: 'More deprived',
    names: ['violence', 'deprivation'] as const,
  }
  test('nine squares, high violence on top, each with its words and readable figures', () => {
    const cells = charts.pairCells(key)
    expect(cells).toHaveLength(9)
    expect(cells[0]).toMatchObject({
      count: 21,
      fill: '#6c8bd4',
      textFill: '#1b2340',
      label: '21 wards: violence high, deprivation low',
    })
    expect(cells[2]).toMatchObject({ count: 132, fill: '#2a2148', textFill: '#ffffff' })
  })
  test('squares are links only when they lead somewhere', () => {
    expect(charts.pairKey(key)).not.toContain('<a ')
    const linked = charts.pairKey({ ...key, href: (row, column) => `?violence=${row}&deprivation=${column}` })
    expect(linked.match(/<a href=/g)).toHaveLength(9)
    expect(linked).toContain(
      'href="?violence=2&amp;deprivation=0" aria-label="21 wards: violence high, deprivation low"',
    )
  })
  test('a key line has a swatch for each class and says why some are hatched', () => {
    const items = charts.stepKey(
      ['under 5', '5 or more'],
      [
        { kind: 'step', step: 1 },
        { kind: 'step', step: 3 },
      ],
      {
        none: { words: 'No figures: own police force', count: 25 },
      },
    )
    const line = charts.mapKey('k', items)
    expect(line.match(/<svg/g)).toHaveLength(3)
    expect(line).toContain('Under 5')
    expect(line).toContain('url(#k-2)')
    expect(charts.changeKey({ rising: 3, chance: 61 }).map(item => item.words)).toEqual([
      'Rising',
      'Not distinguishable from chance',
    ])
  })
})

describe.runIf(here)('London', () => {
  test('684 wards are under 300 KB, and under 90 KB in Brotli', () => {
    const features: Feature<Area, Record<string, string>>[] = JSON.parse(
      gunzipSync(readFileSync(file)).toString(),
    ).features
    const shapes = features.map(({ properties, geometry }) => ({
      code: properties.WD24CD ?? '',
      parent: properties.LAD24CD,
      geometry,
    }))
    const topology = buildTopology(shapes, { name: 'wards', quantization: 1e5, keep: 0.5 })
    const started = performance.now()
    const projection = fitBox(bboxOf(topology, 'wards'), { width: 1000 })
    const drawn = choropleth({
      id: 'london',
      width: 1000,
      height: projection.height,
      title: 'London',
      places: placePaths(topology, 'wards', projection).map(({ code, d }, i) => ({
        code,
        d,
        shade: i % 30 ? { kind: 'step', step: charts.stepsFor(5)[i % 5] ?? 0 } : null,
      })),
      parents: outline(topology, 'wards', projection, { lines: 'between' }),
      edge: outline(topology, 'wards', projection, { lines: 'edge' }),
    })
    const packed = brotliCompressSync(drawn).length
    console.info(`684 wards: ${drawn.length} bytes, ${packed} in Brotli, ${Math.round(performance.now() - started)} ms`)
    for (const { code } of shapes) expect(drawn).toContain(`data-code="${code}"`)
    expect(drawn).not.toMatch(/ d=""|NaN/)
    expect(drawn.length).toBeLessThan(300_000)
    expect(packed).toBeLessThan(90_000)
  })
})
