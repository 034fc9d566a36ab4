import { describe, expect, test } from 'vitest'
import { type ControlChart, controlChart, controlWords } from './index.ts'

const months = Array.from({ length: 48 }, (_, i) => {
  const at = 2022 * 12 + 2 + i
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
})
const chart: ControlChart = {
  id: 'isleworth',
  months,
  values: months.map((_, i) => 4 + (i % 5)),
  segments: [
    { from: '2022-03', to: '2024-02', mean: 6.2, lower: 0, upper: 15 },
    { from: '2024-03', to: '2026-02', mean: 5.8, lower: 0, upper: 14 },
  ],
  breaks: [{ month: '2024-02', label: 'Recording changed, February 2024' }],
  unit: 'Offences a month',
  title: 'Monthly violence with injury in Isleworth',
}
const broad = (drawn: string) => drawn.slice(0, drawn.indexOf('</svg>') + 6)
const narrow = (drawn: string) => drawn.slice(drawn.indexOf('</svg>') + 6)
const all = (drawn: string, pattern: RegExp) => [...drawn.matchAll(pattern)].map(found => found.slice(1).map(Number))
const dots = (drawn: string) => all(drawn, /<circle cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" fill="#1b2340"/g)
const lineStarts = (drawn: string) => all(drawn, /<path d="M([\d.]+),[^"]*" fill="none" stroke="#1b2340"/g).flat()
const breakAt = (drawn: string) => all(drawn, /<line x1="([\d.]+)"[^>]*stroke="#9a4a0f"/g).flat()[0] ?? Number.NaN
const withValue = (index: number, value: number | null) => chart.values.map((old, i) => (i === index ? value : old))

describe('the recording break', () => {
  const drawn = broad(controlChart(chart))

  test('is drawn between February and March 2024, after the segment that ends then', () => {
    const x = dots(drawn).map(([at = 0]) => at)
    expect(breakAt(drawn)).toBeGreaterThan(x[23] ?? 0)
    expect(breakAt(drawn)).toBeLessThan(x[24] ?? 0)
  })
  test('named by its first new month it is the same line', () => {
    const renamed = { ...chart, breaks: [{ month: '2024-03', label: 'Recording changed, February 2024' }] }
    expect(controlChart(renamed)).toBe(controlChart(chart))
  })
  test('stops the line: one run before, one after, none across', () => {
    const x = dots(drawn).map(([at = 0]) => at)
    expect(lineStarts(drawn)).toEqual([x[0], x[24]])
  })
  test('stops the band and the mean: neither segment reaches the other side', () => {
    const bands = all(drawn, /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill="#eceaf2"/g)
    expect(bands).toHaveLength(2)
    const [[from = 0, wide = 0] = [], [next = 0] = []] = bands
    expect(from + wide).toBeLessThan(breakAt(drawn))
    expect(next).toBeGreaterThan(breakAt(drawn))
  })
  test('has two strokes across the axis and its date in words', () => {
    expect(drawn).toMatch(/l5 10M[\d. ]+l5 10/)
    expect(drawn).toContain('>Recording changed, February 2024</text>')
  })
  test('a segment that runs over it is refused, because its limits would mix two ways of counting', () => {
    const mixed = [{ from: '2022-03', to: '2026-02', mean: 6, lower: 0, upper: 15 }]
    expect(() => controlChart({ ...chart, segments: mixed })).toThrow(/runs across a recording break/)
  })
  test('two breaks close together keep their words apart', () => {
    const two = [...chart.breaks, { month: '2024-08', label: 'New counting rules, August 2024' }]
    const segments = chart.segments.slice(0, 1)
    const rows = all(controlChart({ ...chart, segments, breaks: two }), /up-c-strong" x="[\d.]+" y="([\d.]+)"/g).flat()
    expect(new Set(rows.slice(0, 2)).size).toBe(2)
  })
})

describe('missing months', () => {
  test('are not joined and not zero', () => {
    const drawn = broad(controlChart({ ...chart, values: withValue(10, null) }))
    expect(dots(drawn)).toHaveLength(47)
    expect(lineStarts(drawn)).toHaveLength(3)
    expect(drawn).toContain('fill="url(#isleworth-b-gap)"')
  })
  test('a month the file leaves out is a gap of its own width', () => {
    const without = { ...chart, months: months.toSpliced(10, 1), values: chart.values.toSpliced(10, 1) }
    expect(controlChart(without)).toBe(controlChart({ ...chart, values: withValue(10, null) }))
  })
  test('a value without a month is refused', () => {
    expect(() => controlChart({ ...chart, values: [1, 2] })).toThrow(/a value for each month/)
  })
})

describe('months outside the limits', () => {
  const out = { ...chart, values: withValue(30, 19) }

  test('get a ring and a note', () => {
    const drawn = broad(controlChart(out))
    expect(drawn.match(/stroke-width="1.8"/g)).toHaveLength(1)
    expect(drawn).toContain('>19 in Sep 2024</text>')
  })
  test('are judged by their own segment: 15 is inside before the break and outside after', () => {
    expect(controlWords({ ...chart, values: withValue(5, 15) })).toContain('No month falls outside')
    expect(controlWords({ ...chart, values: withValue(30, 15) })).toContain('September 2024 (15, above)')
  })
  test('a month no segment covers has no limits to be outside of', () => {
    const one = { ...out, segments: chart.segments.slice(0, 1) }
    expect(controlWords(one)).toContain('No month falls outside')
  })
})

describe('for everybody', () => {
  test('the sentence says what the picture shows', () => {
    const words = controlWords({ ...chart, values: withValue(30, null) })
    expect(words).toBe(
      'Monthly violence with injury in Isleworth. Recording changed, February 2024. ' +
        'March 2022 to February 2024: mean 6.2, limits 0 to 15. March 2024 to February 2026: mean 5.8, limits 0 to 14. ' +
        'No month falls outside its limits. 1 month has no figure.',
    )
    expect(controlChart(chart)).toContain('role="img" aria-label="Monthly violence with injury in Isleworth.')
  })
  test('it is drawn twice, for a desk and for a phone, with ids of their own', () => {
    const drawn = controlChart({ ...chart, values: withValue(3, null) })
    expect(broad(drawn)).toMatch(/^<svg class="up-broad" viewBox="0 0 720 /)
    expect(narrow(drawn)).toMatch(/^<svg class="up-narrow" viewBox="0 0 360 /)
    const ids = [...drawn.matchAll(/ id="([^"]+)"/g)].map(found => found[1])
    expect(new Set(ids).size).toBe(ids.length)
  })
  test('months stand under the axis every 12 months, from zero up', () => {
    const drawn = controlChart(chart)
    for (const label of ['Mar 2022', 'Mar 2023', 'Mar 2024', 'Mar 2025']) expect(broad(drawn)).toContain(`>${label}<`)
    expect(narrow(drawn)).toContain('>Mar ’25<')
    expect(broad(drawn)).not.toContain('>Feb 2026<')
    expect(broad(drawn)).toContain('text-anchor="end">0</text>')
  })
  test('names with awkward letters are safe, and nothing needs a style attribute', () => {
    const odd = controlChart({ ...chart, title: 'A <b> & "B" \'C\'', unit: '<script>' })
    expect(odd).toContain('aria-label="A &lt;b&gt; &amp; &quot;B&quot; &#39;C&#39;.')
    expect(odd).not.toMatch(/<script|<style| style=|NaN|undefined/)
  })
})
