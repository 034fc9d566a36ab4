import { describe, expect, test } from 'vitest'
import * as charts from './index.ts'

const { arrowWords, changeMark, levelMark, levelWords, intervalBars, intervalCell, intervalCellAxis, cellScale } =
  charts
const broad = (drawn: string) => drawn.slice(0, drawn.indexOf('</svg>') + 6)
const labelOf = (drawn: string) => /aria-label="([^"]*)"/.exec(drawn)?.[1]
const all = (drawn: string, pattern: RegExp) => [...drawn.matchAll(pattern)].map(found => found.slice(1).map(Number))

describe('marks', () => {
  const changes: charts.Change[] = ['rising', 'falling', 'chance', 'too-short', 'break', 'too-few']

  test('each has its own shape and its own word, without colour', () => {
    const shapes = changes.map(change => changeMark(change).replace(/^.*?<svg[^>]*>|<\/svg>.*$/g, ''))
    expect(new Set(shapes).size).toBe(6)
    for (const compact of [true, false])
      expect(new Set(changes.map(change => charts.changeWords(change, { compact }))).size).toBe(6)
  })
  test('not distinguishable from chance is said in words, shorter in a table', () => {
    expect(changeMark('chance')).toContain('Not distinguishable from chance')
    expect(changeMark('chance', { compact: true })).toContain('Could be chance')
    expect(changeMark('chance')).toContain('class="up-mark up-mark--chance"')
    expect(changeMark('rising')).toContain('aria-hidden="true"')
  })
  test('three squares, one a year; three filled also says so in words', () => {
    expect(levelMark([true, false, true]).match(/<rect/g)).toHaveLength(3)
    expect(levelMark([true, false, true]).match(/fill="#564f8e"/g)).toHaveLength(2)
    expect(levelMark([true, true, true])).toContain('<b>High and sustained</b>')
    expect(levelWords([true, false, false])).toBe('Level: high in 1 of 3 years')
    expect(levelWords([false, false, false])).toBe('Level: not high in any of 3 years')
    expect(levelWords([false, true, false], { compact: true })).toBe('1 of 3 years')
  })
  test('a year that is not known is neither high nor low', () => {
    expect(levelWords([true, null, true])).toBe('Level: high in 2 of 2 known years')
    expect(levelWords([null, null, null], { compact: true })).toBe('Not known')
    expect(levelMark([true, null, true])).toContain('stroke-dasharray')
  })
})

describe('rate beside borough and city', () => {
  const rows: charts.IntervalRow[] = [
    { name: 'London', role: 'city', rate: 7.2, lower: 7.1, upper: 7.3 },
    { name: 'Feltham West', role: 'similar', rate: null, lower: null, upper: null, why: 'not shown, too few' },
    { name: 'Isleworth', role: 'place', rate: 6.02, lower: 4.8, upper: 7.5 },
    { name: 'Hounslow', role: 'borough', rate: 7.6, lower: 7.3, upper: 7.9 },
  ]
  const drawn = intervalBars({ rows, title: 'Violence with injury a thousand residents' })

  test('place, borough, city, then similar, whatever order they came in', () => {
    expect(labelOf(drawn)).toBe(
      'Violence with injury a thousand residents. Isleworth 6.0, interval 4.8 to 7.5, ' +
        'Hounslow 7.6, interval 7.3 to 7.9, London 7.2, interval 7.1 to 7.3 and Feltham West: not shown, too few.',
    )
  })
  test('every point stands on its interval, at a third of its strength', () => {
    const bars = all(broad(drawn), /<line x1="([\d.]+)" x2="([\d.]+)"[^>]*opacity="\.32"/g)
    const points = all(broad(drawn), /<circle cx="([\d.]+)"/g).flat()
    expect(bars).toHaveLength(3)
    for (const [i, [from = 0, to = 0]] of bars.entries()) {
      expect(points[i]).toBeGreaterThan(from)
      expect(points[i]).toBeLessThan(to)
    }
  })
  test('no figure is said in words, not drawn as zero', () => {
    expect(broad(drawn)).toContain('>not shown, too few</text>')
  })
  test('a card holds one drawing', () => {
    expect(intervalBars({ rows, title: 'x', size: 'card' }).match(/<svg/g)).toHaveLength(1)
  })
})

describe('the rate in a table row', () => {
  const figures = [
    { rate: 3.5, lower: 2.5, upper: 4.7 },
    { rate: 26.9, lower: 23.8, upper: 30.4 },
  ]
  const scale = cellScale([...figures, null], 9.1)

  test('all rows share one scale, up to the highest interval', () => {
    expect(scale.max).toBeGreaterThanOrEqual(30.4)
    expect(intervalCellAxis(scale)).toContain('aria-hidden="true"')
  })
  test('what runs on beyond the axis ends in an arrow, says so, and puts no point at the edge', () => {
    const short = { ...cellScale([{ rate: 5, lower: 4, upper: 9 }], null), runsOff: true }
    const cell = intervalCell({ rate: 45.2, lower: 40, upper: 50 }, short)
    expect(cell).toContain('45.2, interval 40.0 to 50.0, which runs on beyond the axis, as does the rate')
    expect(cell).not.toContain('<circle')
    expect(intervalCell({ rate: 5, lower: 4, upper: 9 }, short)).not.toContain('beyond')
    expect(arrowWords(short)).toBe('An arrow: the interval runs on beyond the axis, which ends at 10.')
    expect(arrowWords({ ...short, runsOff: false })).toBe('')
    expect(intervalCellAxis(short)).toContain('<path')
    expect(intervalCellAxis({ ...short, runsOff: false })).not.toContain('<path')
  })
  test('a rate under one keeps two figures, so that rare ones are not all the same', () => {
    const rare = cellScale([{ rate: 0.08, lower: 0.01, upper: 0.44 }], 0.01)
    expect(intervalCell({ rate: 0.08, lower: 0.01, upper: 0.44 }, rare)).toContain('0.080, interval 0.010 to 0.440')
  })
  test('says rate and interval, and draws the city as an upright line', () => {
    const [first] = figures
    const cell = first ? intervalCell(first, scale) : ''
    expect(labelOf(cell)).toBe('3.5, interval 2.5 to 4.7')
    expect(cell.match(/stroke="#7d7563"/g)).toHaveLength(1)
  })
  test('an interval that runs off the scale has an arrow', () => {
    expect(intervalCell({ rate: 20, lower: 10, upper: 90 }, { ...scale, max: 30 })).toContain('l6 5l-6 5z')
  })
})

describe('bars, hours, heat', () => {
  const rows = [
    { name: '10 to 14', value: 4, lower: 3, upper: 6 },
    { name: '15 to 17', value: null, why: 'not shown: fewer than 5' },
    { name: '18 to 24', value: 1234, lower: 1200, upper: 1300 },
  ]
  const chart = { id: 'ages', title: 'Victims by age', unit: 'Victims', rows }

  test('bars start at zero and grow with the figure; what is not shown is hatched and said', () => {
    const drawn = broad(charts.barsAcross(chart))
    const bars = all(drawn, /<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="20" fill="#564f8e"/g).flat()
    expect((bars[0] ?? 0) / (bars[1] ?? 1)).toBeCloseTo(4 / 1234, 2)
    expect(drawn).toContain('>1,234</text>')
    expect(drawn).toContain('url(#ages-b-none)')
    expect(labelOf(drawn)).toContain('15 to 17 not shown: fewer than 5 and 18 to 24 1,234, interval 1,200 to 1,300')
  })
  test('upright bars drop names that would run into each other', () => {
    const months = Array.from({ length: 24 }, (_, i) => ({ name: `Month number ${i}`, value: i }))
    const drawn = broad(charts.barsUp({ ...chart, rows: months }))
    const names = drawn.match(/>Month number/g) ?? []
    expect(names.length).toBeGreaterThan(2)
    expect(names.length).toBeLessThan(12)
    expect(drawn.match(/fill="#564f8e"/g)).toHaveLength(24)
  })
  test('all zero is drawn flat, not divided by nothing', () => {
    expect(charts.barsUp({ ...chart, rows: [{ name: 'a', value: 0 }] })).not.toMatch(/NaN/)
  })
  test('an hour not known is hatched; an hour with nothing on is white', () => {
    const row = { name: 'Saturday', short: 'Sat', hours: [null, 0, 3] }
    const drawn = broad(charts.hoursGrid({ id: 'on', title: 'What is on', from: 11, rows: [row] }))
    expect(drawn.match(/<rect[^>]*url\(#on-b-unknown\)/g)).toHaveLength(1)
    expect(drawn.match(/<rect[^>]*fill="#ffffff"[^>]*stroke="#dcd2c3"/g)).toHaveLength(1)
    expect(labelOf(drawn)).toBe(
      'What is on. Grid of hours, 11am to 2pm, by Saturday. Saturday: something on in 1 of 2 known hours, 1 not known.',
    )
    expect(labelOf(charts.hoursGrid({ id: 'on', title: 'x', from: 9, rows: [{ ...row, hours: [null] }] }))).toContain(
      'All not known.',
    )
  })
  test('the heat strip names the busiest hour', () => {
    const values = Array.from({ length: 24 }, (_, i) => (i === 17 ? 40 : i))
    const drawn = charts.heatStrip({
      id: 'heat',
      title: 'By hour',
      unit: 'offences',
      rows: [{ name: 'Friday', short: 'Fri', values }],
      from: 6,
      breaks: [5, 10, 20, 30],
    })
    expect(labelOf(drawn)).toBe('By hour. Most offences in an hour: 40, Friday 11pm to midnight.')
    expect(broad(drawn).match(/<rect/g)).toHaveLength(24)
  })
})

describe('series', () => {
  const months = Array.from(
    { length: 30 },
    (_, i) => `${2023 + Math.floor((i + 8) / 12)}-${String(((i + 8) % 12) + 1).padStart(2, '0')}`,
  )
  const values = months.map((_, i) => (i === 3 ? null : 2))

  test('a spark line parts at a gap and at a break', () => {
    const line = charts.sparkline({
      title: 'x',
      months: months.slice(0, 8),
      values: values.slice(0, 8),
      breaks: [months[6] ?? ''],
    })
    const d = /<path d="([^"]+)"/.exec(line)?.[1] ?? ''
    expect(d.match(/M/g)).toHaveLength(3)
  })
  test('years are counted back from the last month; a part-year has no total; a year with a break is marked', () => {
    const years = charts.seriesByYear(months, values, ['2024-06'])
    expect(years.map(({ period, total, broken }) => [period, total, broken])).toEqual([
      ['March 2025 to February 2026', 24, false],
      ['March 2024 to February 2025', 24, true],
    ])
    expect(charts.seriesByYear(months.slice(0, 12), values.slice(0, 12))[0]).toMatchObject({ total: null, missing: 1 })
  })
})

describe('figures in words', () => {
  test('thousands have commas, rates one decimal, months words', () => {
    expect(charts.formatCount(1234567)).toBe('1,234,567')
    expect(charts.formatRate(1234.56)).toBe('1,234.6')
    expect(charts.formatRate(-0.04)).toBe('0.0')
    expect(charts.formatTick(2.5)).toBe('2.5')
    expect(charts.monthWords('2026-02')).toBe('February 2026')
    expect(() => charts.monthWords('2026-13')).toThrow(/YYYY-MM/)
  })
})

test('a rate has one decimal, a small one as many as keep two figures; its ends are written like it; nothing is 0.0', () => {
  expect([15.49, 1, 0.97, 0.053, 0.0042, 0, -0.53].map(value => charts.rateText(value))).toEqual([
    '15.5',
    '1.0',
    '0.97',
    '0.053',
    '0.0042',
    '0.0',
    '-0.53',
  ])
  expect(charts.rateWithEnds({ rate: 0.97, lower: 0.5, upper: 1.702 })).toBe('0.97 (0.50 to 1.70)')
  expect(charts.rateWithEnds({ rate: 0, lower: 0, upper: 0.0123 })).toBe('0.0 (0.0 to 0.012)')
  expect(charts.rateWithEnds({ rate: 0, lower: 0, upper: 3.69 })).toBe('0.0 (0.0 to 3.7)')
  expect(charts.rateWithEnds({ rate: 12, lower: 0.2, upper: 24.04 })).toBe('12.0 (0.2 to 24.0)')
})
