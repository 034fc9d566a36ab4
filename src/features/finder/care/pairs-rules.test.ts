import { describe, expect, test } from 'vitest'
import { Body, type NewBody } from '../schemas.ts'
import { compare, keysOf, likeliest, nameLikeness, pairsIn, type Thing, thingOf, threshold } from './pairs-rules.ts'

const body = (over: Partial<NewBody> = {}): Body =>
  Body.parse({
    name: 'Canal Street Boxing',
    cost: { kind: 'free', words: '' },
    join: { how: 'ask', phone: '020 7946 0001', href: 'https://www.club.example/boxing/' },
    venue: { name: 'Hall', postcode: 'XQ1 1AA' },
    schedules: [{ from: '2026-11-03', starts: '16:00', ends: '18:00', freq: 'weekly' }],
    minAge: 11,
    maxAge: 16,
    ...over,
  })
let n = 0
const thing = (over: Partial<NewBody> = {}, entry: Partial<Thing> = {}): Thing => ({
  ...thingOf({ id: String(n++), organisationId: 'a', sourceId: null, charity: null }, body(over)),
  ...entry,
})
const score = (a: Thing, b: Thing) => compare(a, b).score

describe('may two entries be one thing?', () => {
  test('the same, written twice by two organisations', () => {
    const again = thing(
      {
        name: 'Boxing, Canal Street',
        join: { how: 'ask', phone: '+44 20 7946 0001', href: 'http://club.example/boxing?x=1' },
      },
      { organisationId: 'b' },
    )
    expect(compare(thing(), again)).toEqual({
      score: 100,
      reasons: ['Same name', 'Same postcode', 'Same phone', 'Same web page', 'Same day and time'],
    })
  })
  test('a feed and a provider: a name alike, the same hall and hour', () => {
    const other = thing({ name: 'Canal St Boxing Club', join: { how: 'turn-up' } }, { organisationId: 'b' })
    expect(score(thing(), other)).toBeGreaterThanOrEqual(threshold)
  })
  test('the same club in two halls is two things', () =>
    expect(score(thing(), thing({ venue: { postcode: 'XQ1 1AB' } }))).toBe(0))
  test('the same club on another day is not asked about', () =>
    expect(
      score(
        thing(),
        thing({
          schedules: [{ from: '2026-11-05', starts: '16:00', ends: '18:00', freq: 'weekly' }],
        }),
      ),
    ).toBeLessThan(threshold))
  test('another thing in the same hall, of the same people, is another thing', () =>
    expect(score(thing(), thing({ name: 'Homework help' }))).toBe(0))
  test('other ages weigh against it and are said', () => {
    const join = { how: 'turn-up' as const }
    const young = compare(thing({ join }), thing({ join, minAge: 5, maxAge: 10 }))
    expect(young.reasons).toContain('For different ages')
    expect(young.score).toBe(score(thing({ join }), thing({ join })) - 10)
  })
  test('two entries of one feed are two things to it', () =>
    expect(score(thing({}, { sourceId: 'f' }), thing({}, { sourceId: 'f' }))).toBe(0))
  test('one charity under two names speaks for it', () =>
    expect(
      compare(thing({}, { charity: '123' }), thing({}, { charity: '123', organisationId: 'b' })).reasons,
    ).toContain('Same charity number'))
  test('names alike: the order of words does not matter, other words do', () => {
    expect(nameLikeness('boxing canal street', 'canal street boxing')).toBe(1)
    expect(nameLikeness('canal street boxing', 'canal street boxin')).toBeGreaterThan(0.85)
    expect(nameLikeness('homework help', 'boxing')).toBeLessThan(0.2)
    expect(nameLikeness('', '')).toBe(1)
  })
})

describe('pairs among many', () => {
  test('each once, the likeliest first, whatever they share', () => {
    const [a, b] = [thing({}, { id: 'a' }), thing({}, { id: 'b' })]
    const c = thing({ name: 'Canal Street Boxing Club', join: { how: 'turn-up' } }, { id: 'c', organisationId: 'x' })
    const block = [c, b, a, thing({ name: 'Chess', venue: null, join: { how: 'turn-up' } })]
    const found = [...pairsIn(block), ...pairsIn([b, a])]
    expect(found).toHaveLength(4)
    expect(likeliest(found, 9).map(pair => `${pair.one}${pair.other}`)).toEqual(['ab', 'ac', 'bc'])
    expect(likeliest(found, 1)).toHaveLength(1)
  })
  test('only what two of one thing would share is compared: place, phone, page, name', () => {
    expect(keysOf(thing())).toEqual([
      'at XQ11AA',
      'ring 02079460001',
      'page club.example/boxing',
      'name canal street boxing',
    ])
    expect(keysOf(thing({ name: 'Chess', venue: null, join: { how: 'turn-up' } }))).toEqual(['name chess'])
  })
})
