import { describe, expect, test } from 'vitest'
import { type Actor, anyone } from '../../platform/http.ts'
import { isOwn, seesSignals, show, sight, smallAreaWords } from './rules.ts'

const actor = (role: string, places: string[] = []): Actor => ({
  ...anyone,
  accountId: 1,
  email: 'x@tests.example',
  name: role,
  role,
  places,
})
const plain = { name: 'Violence with injury', sensitive: false, lowestLevel: 'lsoa' as const }
const abuse = { name: 'Domestic abuse', sensitive: true, lowestLevel: 'borough' as const }
const ward = { kind: 'ward', code: 'W1', boroughCode: 'B1' }
const borough = { kind: 'borough', code: 'B1', boroughCode: 'B1' }

describe('who sees which figure', () => {
  test('the analyst sees true values, at any level', () => {
    expect(sight(actor('analyst'), abuse, ward)).toEqual({ see: 'all' })
  })
  test('a borough lead sees true values of their own borough and protected ones of others', () => {
    expect(sight(actor('borough-lead', ['B1']), plain, ward)).toEqual({ see: 'all' })
    expect(sight(actor('borough-lead', ['B2']), plain, ward)).toEqual({ see: 'protected', under: 5 })
  })
  test('officer and director see small counts hidden, 10 for sensitive measures', () => {
    for (const role of ['officer', 'director']) {
      expect(sight(actor(role), plain, ward)).toEqual({ see: 'protected', under: 5 })
      expect(sight(actor(role), abuse, borough)).toEqual({ see: 'protected', under: 10 })
    }
  })
  test('domestic abuse is never shown below borough to anyone but analysts, not even to the own borough', () => {
    for (const one of [actor('borough-lead', ['B1']), actor('officer'), actor('director')])
      expect(sight(one, abuse, ward).see).toBe('nothing')
  })
  test('the public, young assessors, providers and administrators see no working figure', () => {
    for (const role of ['public', 'young-assessor', 'provider', 'administrator'])
      expect(sight(actor(role), plain, borough).see).toBe('nothing')
  })
  test('signals of another borough are not for a borough lead', () => {
    expect(seesSignals(actor('borough-lead', ['B1']), ward)).toBe(true)
    expect(seesSignals(actor('borough-lead', ['B2']), ward)).toBe(false)
    expect(seesSignals(actor('provider'), ward)).toBe(false)
    expect(seesSignals(actor('officer'), ward)).toBe(true)
  })
})

describe('a source that is not openly published', () => {
  const closed = { ...plain, closedAt: { places: new Set(['W1', 'B1']), boroughs: new Set(['B1']) } }
  const lead = actor('borough-lead', ['B1'])

  test('small counts are hidden from the borough’s own lead, where it speaks', () => {
    expect(sight(lead, closed, ward)).toEqual({ see: 'protected', under: 5 })
    expect(sight(lead, closed, borough)).toEqual({ see: 'protected', under: 5 })
    expect(sight(lead, { ...closed, sensitive: true }, borough)).toEqual({ see: 'protected', under: 10 })
    expect(sight(lead, closed, { ...ward, code: 'W2' })).toEqual({ see: 'all' })
  })
  test('a neighbourhood or hub may be made of its places, so its counts are rounded there too', () => {
    const hub = { kind: 'hub', code: 'H1', boroughCode: 'B1', memberBoroughs: ['B1'] }
    expect(sight(lead, closed, hub)).toEqual({ see: 'rounded', under: 5 })
    expect(sight(lead, plain, hub)).toEqual({ see: 'all' })
  })
  test('the analyst sees true values', () => {
    expect(sight(actor('analyst'), closed, ward)).toEqual({ see: 'all' })
  })
})

describe('small areas, neighbourhoods and hubs', () => {
  const made = (...memberBoroughs: string[]) => ({
    kind: 'neighbourhood',
    code: 'N1',
    boroughCode: 'B1',
    memberBoroughs,
  })
  const readers = [actor('officer'), actor('director'), actor('borough-lead', ['B2'])]

  test('no count of a small area is for anybody but analysts and the borough’s own lead', () => {
    const small = { kind: 'lsoa', code: 'L1', boroughCode: 'B1' }
    for (const one of readers) expect(sight(one, plain, small)).toEqual({ see: 'nothing', why: smallAreaWords })
    expect(sight(actor('analyst'), plain, small).see).toBe('all')
    expect(sight(actor('borough-lead', ['B1']), plain, small).see).toBe('all')
  })

  test('a neighbourhood is rounded to the nearest 5, and hidden under the threshold, none among it', () => {
    for (const one of readers) expect(sight(one, plain, made('B1'))).toEqual({ see: 'rounded', under: 5 })
    const counts = [0, 3, 4, 5, 7, 8, 43, 47]
    expect(counts.map(n => show(n, { see: 'rounded', under: 5 }).count)).toEqual([null, null, null, 5, 5, 10, 45, 45])
    expect(show(9, { see: 'rounded', under: 10 })).toEqual({ count: null, words: 'under 10' })
  })

  test('a lead answers for one only where every area of it lies in their borough, not where most of it does', () => {
    const lead = actor('borough-lead', ['B1'])
    expect(isOwn(lead, made('B1'))).toBe(true)
    expect(isOwn(lead, made('B1', 'B2'))).toBe(false)
    expect(isOwn(actor('borough-lead', ['B1', 'B2']), made('B1', 'B2'))).toBe(true)
    expect(isOwn(lead, made())).toBe(false)
    expect(isOwn(lead, { kind: 'hub', code: 'H1', boroughCode: 'B1' })).toBe(false)
  })
})

describe('a small count', () => {
  const hidden = { see: 'protected', under: 5 } as const
  test('1 to 4 are hidden, 0 and 5 are shown, unknown stays unknown', () => {
    expect([0, 1, 4, 5].map(n => show(n, hidden))).toEqual([
      { count: 0 },
      { count: null, words: 'under 5' },
      { count: null, words: 'under 5' },
      { count: 5 },
    ])
    expect(show(null, hidden)).toEqual({ count: null, words: undefined })
  })
  test('nothing is given to those who may see nothing', () => {
    expect(show(100, { see: 'nothing', why: 'no' })).toEqual({ count: null, words: undefined })
  })
})
