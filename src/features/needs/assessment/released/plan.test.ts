import { describe, expect, test } from 'vitest'
import { Said } from '../schemas.ts'
import { handedOn } from './handed-on.ts'
import { inYears, type Known, onGrid, planOf } from './plan.ts'
import { sectionsOf } from './sections.ts'

const measure = (code: string, more: object = {}) => ({
  ...{ id: 1, code, name: code, unit: 'offences', kind: 'count', topic: 'violence', sensitive: false, closedAt: null },
  ...{ lowestLevel: 'ward', includes: [], ...more },
})
const measures = new Map([
  ['injury', measure('injury')],
  ['homicide', measure('homicide')],
  ['abuse', measure('abuse', { sensitive: true })],
  ['all', measure('all', { includes: ['injury', 'homicide'] })],
])
const kinds = new Map([
  ['C', 'city'],
  ['B', 'borough'],
  ['W', 'ward'],
])
const known = {
  measure: (code: string) => measures.get(code),
  city: 'C',
  kindOf: (code: string) => kinds.get(code),
} as Known

const block = (view: string, code: string, more: object = {}) =>
  Said.parse({
    ...{ id: 'b1', kind: 'view', title: view, from: '2025-09', to: '2026-08', places: ['C'] },
    counted: { view, measures: [code], level: 'ward' },
    ...more,
  })
const periods = (said: Said) => planOf(said, known).plans.map(plan => plan.periods)

describe('what of a block may be public', () => {
  test('whole years that end with a quarter, as many as the block has, never later than it', () => {
    expect(onGrid('2025-10', '2026-09')).toEqual({ from: '2025-10', to: '2026-09', moved: false })
    expect(onGrid('2025-09', '2026-08')).toEqual({ from: '2025-07', to: '2026-06', moved: true })
    expect(onGrid('2016-01', '2018-12')).toEqual({ from: '2016-01', to: '2018-12', moved: false })
    expect(onGrid('2026-05', '2026-08')).toEqual({ from: '2025-07', to: '2026-06', moved: true })
  })

  test('a map by ward is its wards over a year, homicide and what is sensitive by borough alone, small areas never', () => {
    expect(periods(block('map', 'injury'))).toEqual([['2025-07/2026-06']])
    for (const code of ['homicide', 'abuse']) {
      expect(planOf(block('map', code), known).why.join()).toContain('is not public for wards')
      const byBorough = block('map', code, { counted: { view: 'map', measures: [code], level: 'borough' } })
      expect(periods(byBorough)).toHaveLength(1)
    }
    const small = block('concentration', 'injury', {
      counted: { view: 'concentration', measures: ['injury'], level: 'lsoa' },
    })
    expect(planOf(small, known)).toEqual({
      plans: [],
      why: ['Figures not shown here: they are of small areas, which are never public.'],
    })
  })

  test('months are of the city and boroughs, and not of what is made of kinds with months of their own', () => {
    const trend = (code: string, place: string) => planOf(block('trends', code, { places: [place] }), known)
    expect(trend('injury', 'B').plans[0]?.periods).toHaveLength(10)
    expect(trend('injury', 'W').why.join()).toContain('single months of a ward are never public')
    expect(trend('all', 'C').why.join()).toContain('made of kinds')
  })

  test('months with a small count go out as whole years back from the quarter they end with, never as eleven months', () => {
    const trend = (from: string, to: string) =>
      planOf(block('trends', 'injury', { from, to, places: ['B'] }), known).plans.map(inYears)
    const [five] = trend('2021-11', '2026-10') // 59 months on the grid: four years of twelve
    expect(five).toMatchObject({
      what: 'change',
      periods: ['2022-10/2023-09', '2023-10/2024-09', '2024-10/2025-09', '2025-10/2026-09'],
    })
    expect(trend('2025-10', '2026-09')[0]?.periods).toEqual(['2025-10/2026-09'])
    expect(trend('2025-11', '2026-09')[0]?.periods).toEqual([])
    expect(trend('2026-07', '2026-08')).toEqual([])
  })

  test('a mark is its two years, a shorter one is not shown; a view that is no count says why; an old edition says so', () => {
    const mark = (window: number) =>
      block('mark', 'injury', { places: ['W'], counted: { view: 'mark', measures: ['injury'], window } })
    expect(periods(mark(12))).toEqual([['2024-07/2025-06', '2025-07/2026-06']])
    expect(planOf(mark(6), known).why.join()).toContain('fewer than the 12')
    expect(planOf(block('harm', 'injury'), known).why.join()).toContain('index')
    const figures = [{ label: 'A', value: '1', period: 'x' }]
    expect(planOf(block('map', 'injury', { counted: undefined, figures }), known).why.join()).toContain(
      'Freeze a new one',
    )
  })
})

test('chapters hold their parts: what is not open is left out, notes that tell a figure or speak to people inside stay inside', () => {
  const notes = [
    'Counts, not rates.',
    'There were 12 offences more.',
    'Analysts see it exact.',
    'Half of the offences were here.',
  ]
  const blocks = [
    block('map', 'injury', { notes }),
    Said.parse({ id: 'b2', kind: 'finding', finding: 7, title: 'Shut', words: 'Not to be told.' }),
    Said.parse({ id: 'b3', kind: 'text', words: '## Here\n\nWords.' }),
  ]
  const chapter = (id: string, own: Said[]) => ({ id, title: id, asks: '', blocks: own })
  const drawn = { levels: [], chapters: [chapter('One', blocks), chapter('Empty', blocks.slice(1, 2))] }
  const sections = sectionsOf(drawn, [{ block: 'b1', tables: [], shares: [], notes: ['Not shown: why.'] }], new Map())
  expect(sections.map(({ title, text, notes: own }) => [title, text, own])).toEqual([
    ['One', '', []],
    ['map', '', ['Not shown: why.', 'Counts, not rates.']],
    ['', '### Here\n\nWords.', []],
  ])
})

test('counts shared with a finding that does not go out stand with the first part that does', () => {
  const table = (id: string, restsOn?: string[]) => ({
    id,
    caption: id,
    columns: [],
    rows: [],
    ...(restsOn && { restsOn }),
  })
  const block = (name: string, tables: ReturnType<typeof table>[], shares: string[]) => ({
    block: name,
    tables,
    shares,
    notes: [],
  })
  const all = [
    block('finding', [table('counts'), table('worked-out', ['counts'])], []),
    block('view', [table('own', ['counts'])], ['counts']),
    block('other', [], ['counts']),
  ]
  expect(handedOn(all, new Set())).toEqual(all)
  expect(handedOn(all, new Set(['finding']))).toEqual([
    block('view', [table('counts'), table('own', ['counts'])], []),
    block('other', [], ['counts']),
  ])
  expect(handedOn(all, new Set(['finding', 'view'])).map(one => one.tables.map(each => each.id))).toEqual([['counts']])
})
