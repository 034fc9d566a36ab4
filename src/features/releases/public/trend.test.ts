import { describe, expect, test } from 'vitest'
import { addMonths } from '../../../lib/dates.ts'
import { hidden, type Table } from '../contract.ts'
import { trendView } from './trend.ts'

const columns: Table['columns'] = [
  { key: 'period', title: 'Month', role: 'period' },
  { key: 'code', title: 'Code', role: 'place' },
  { key: 'count', title: 'Offences', role: 'count', unit: 'offences', counts: 'violence', sensitive: false },
]
const tableOf = (
  values: Table['rows'][number],
  months: 1 | 3 = 1,
  breaks: { month: string; label: string }[] = [],
): Table => ({
  id: 'violence-months',
  caption: 'Violence, Alder, by month',
  columns,
  rows: values.map((value, i) => {
    const start = addMonths('2022-04', i * months)
    return [months === 1 ? start : `${start}/${addMonths(start, 2)}`, 'E1', value]
  }),
  trend: { months, breaks },
})
const wave = (count: number) => Array.from({ length: count }, (_, i) => 40 + ((i * 7) % 11))
const seen = (table: Table) => trendView(table, '1-violence-months')
const dots = (svg: string) => (svg.slice(0, svg.indexOf('</svg>')).match(/<circle[^>]*fill="#1b2340"/g) ?? []).length
const label = (svg: string) => /aria-label="([^"]*)"/.exec(svg)?.[1] ?? ''

describe('the line of a released table', () => {
  test('a table that is no line has none', () => {
    const { trend, ...plain } = tableOf(wave(48))
    expect(trend).toBeDefined()
    expect(seen(plain)).toBeUndefined()
  })

  test('a dot for each month, the average and where nearly all months fall, and the same in words', () => {
    const found = seen(tableOf(wave(48)))
    expect(dots(found?.svg ?? '')).toBe(48)
    expect(label(found?.svg ?? '')).toMatch(
      /April 2022 to March 2026: mean 4\d\.\d, limits \d+ to \d+\. No month falls outside/,
    )
    expect(found?.caption).toContain('may be no more than chance')
  })

  test('a hidden month is a gap, said in words; the limits know nothing of it', () => {
    const values: Table['rows'][number] = wave(48)
    const found = seen(tableOf(values.with(9, hidden)))
    expect(dots(found?.svg ?? '')).toBe(47)
    expect(label(found?.svg ?? '')).toContain('1 month has no figure')
    expect(found?.caption).toContain('1 month is hidden, so that nobody can be recognised')
    // null in its place draws the same: what is drawn comes out of what is shown
    expect(found?.svg).toBe(seen(tableOf(values.with(9, null)))?.svg)
  })

  test('where most are hidden nothing is drawn, and it is said', () => {
    const values: Table['rows'][number] = wave(48)
    const found = seen(tableOf(values.map((value, i) => (i % 5 ? hidden : value))))
    expect(found?.svg).toBe('')
    expect(found?.caption).toMatch(/no line is drawn.*38 months are hidden/)
  })

  test('averages stop where recording changed', () => {
    const month = '2024-02'
    const found = seen(tableOf(wave(48), 1, [{ month, label: 'New recording from February 2024' }]))
    const words = label(found?.svg ?? '')
    expect(words).toContain('New recording from February 2024')
    expect(words).toContain('April 2022 to January 2024: mean')
    expect(words).toContain('February 2024 to March 2026: mean')
  })

  test('quarters: named from month to month; one that holds two ways of recording is not drawn', () => {
    const month = '2022-08'
    const high = wave(16).with(12, 75)
    const found = seen(tableOf(high, 3, [{ month, label: 'New recording from August 2022' }]))
    expect(dots(found?.svg ?? '')).toBe(15)
    expect(label(found?.svg ?? '')).toContain('April to June 2025 (75, above)')
    expect(found?.caption).toContain('holds both ways and is not drawn')
    expect(found?.svg).toContain('>Offences a quarter<')
  })

  test('a run of under 13 has no band: too short to say what is usual', () => {
    const found = seen(tableOf(wave(12), 3))
    expect(label(found?.svg ?? '')).not.toContain('limits')
    expect(dots(found?.svg ?? '')).toBe(12)
    expect(found?.caption).toContain('Too short')
  })
})
