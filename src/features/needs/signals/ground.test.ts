import { describe, expect, test } from 'vitest'
import { addMonths, firstDay, monthRange } from '../../../lib/dates.ts'
import type { Measure, Store } from '../../evidence/index.ts'
import { knownAt } from './ground.ts'
import type { Area } from './queries.ts'

const measure: Measure = {
  id: 1,
  code: 'violence-with-injury',
  name: 'Violence with injury',
  short: 'Violence with injury',
  topic: 'violence',
  unit: 'offences',
  kind: 'count',
  per: 1_000,
  denominator: 'residents',
  direction: 'higher is worse',
  definition: '',
  lowestLevel: 'lsoa',
  sensitive: false,
  note: '',
  includes: [],
}
const areas = Array.from(
  { length: 6 },
  (_, i): Area => ({
    id: i + 1,
    code: `P${i + 1}`,
    name: `Place ${i + 1}`,
    kind: 'ward',
    boroughId: null,
    boroughCode: null,
    boroughName: null,
    residents: 9_000,
    residentsYear: 2021,
    residentsBasis: 'Census 2021',
  }),
)

interface File {
  places: number[]
  from: string
  to: string
  explicit?: boolean
  held?: string[]
}
const storeOf = (...files: File[]): Store => ({
  version: '1',
  measures: [measure],
  byCode: new Map(),
  byId: new Map([[1, measure]]),
  breaks: [],
  order: [],
  coverage: files.map(({ places, from, to, explicit = false, held = [] }, i) => {
    const months = monthRange(from, to)
    return {
      importId: i + 1,
      grain: 'month',
      measureIds: new Set([1]),
      placeIds: new Set(places),
      periods: months.map(firstDay),
      states: months.map(month => (held.includes(month) ? 'held' : 'loaded')),
      explicit,
    }
  }),
})
const all = [1, 2, 3, 4, 5, 6]
const police: File = { places: all, from: '2023-01', to: '2026-02' }
const endOf = (...files: File[]) => knownAt(storeOf(...files), areas)[0]?.end

describe('the months known of a measure', () => {
  test('a file for one ward with newer months does not move the end for all', () => {
    expect(endOf(police)).toBe('2026-02')
    expect(endOf(police, { places: [1], from: '2026-01', to: '2026-06' })).toBe('2026-02')
    expect(endOf(police, { places: [1, 2, 3], from: '2026-01', to: '2026-06' })).toBe('2026-06')
  })

  test('the first ward by name having fewer months does not shorten the others', () => {
    const late = { ...police, places: all.slice(1) }
    const known = knownAt(storeOf(late, { places: [1], from: '2025-06', to: '2025-08' }), areas)[0]
    expect(known?.end).toBe('2026-02')
    expect(known?.months[0]).toBe('2023-01')
    expect(known?.areas).toHaveLength(6)
  })

  test('files that together speak for most places move the end together', () => {
    const newer = { from: '2026-03', to: addMonths('2026-03', 2) }
    expect(endOf(police, { places: [1, 2], ...newer }, { places: [2, 3], ...newer })).toBe('2026-05')
  })

  test('a partner’s table counts only where no other file speaks for most places', () => {
    const partner = { places: all, from: '2025-01', to: '2026-06', explicit: true }
    expect(endOf(police, partner)).toBe('2026-02')
    expect(endOf(partner)).toBe('2026-06')
    expect(endOf({ ...police, places: [1] }, partner)).toBe('2026-06')
  })

  test('months held back are not known; where no month is loaded for half, the fullest stand', () => {
    const known = knownAt(storeOf({ ...police, held: ['2024-03', '2026-02'] }), areas)[0]
    expect(known?.end).toBe('2026-01')
    expect(known?.months).not.toContain('2024-03')
    const [one, two, three] = [
      { places: [1, 2], from: '2023-01', to: '2023-12' },
      { places: [3, 4], from: '2024-01', to: '2024-12' },
      { places: [5, 6], from: '2025-01', to: '2025-12' },
    ]
    expect(endOf(one, two, three)).toBe('2025-12')
    expect(knownAt(storeOf(), areas)).toEqual([])
  })
})
