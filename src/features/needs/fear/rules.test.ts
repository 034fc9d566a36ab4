import { expect, test } from 'vitest'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { feelingWords, headOf, saidWords, statementOf } from './reading.ts'
import { apart, compare, type Place } from './rules.ts'

const place = (
  name: string,
  afraid: number | null,
  count: number | null,
  residents: number | null = 100_000,
): Place => ({
  id: 1,
  code: name,
  name,
  afraid,
  asked: afraid === null ? null : 400,
  count,
  residents,
  words: 'under 5',
})

test('fear surely higher and violence surely lower is told from fear where violence is no different', () => {
  const compared = compare(
    [
      place('A', 220, 500),
      place('B', 220, 1_000),
      place('C', 120, 1_000),
      place('D', 120, 1_500),
      place('E', 120, 1_000),
    ],
    1_000,
  )
  expect(compared.map(one => [one.name, one.fear, one.violence])).toEqual([
    ['A', 'higher', 'lower'],
    ['B', 'higher', 'not distinguishable'],
    ['C', 'lower', 'not distinguishable'],
    ['D', 'lower', 'higher'],
    ['E', 'lower', 'not distinguishable'],
  ])
  const { sure, open } = apart(compared)
  expect([sure.map(one => one.name), open.map(one => one.name)]).toEqual([['A'], ['B']])
  // By hand: 220 of 400 is 55 %; Wilson's interval with z = 1.96 is 50.1 to 59.8.
  expect(compared[0]?.share).toMatchObject({
    value: expect.closeTo(55, 6),
    lower: expect.closeTo(50.1, 1),
    upper: expect.closeTo(59.8, 1),
  })
  expect(compared[0]?.rate?.rate).toBe(5)
})

test('a small difference among few asked is not told apart, and nobody is marked', () => {
  const compared = compare([place('A', 130, 1_000), place('B', 120, 1_010), place('C', 125, 990)], 1_000)
  expect(compared.every(one => one.fear === 'not distinguishable' && one.violence === 'not distinguishable')).toBe(true)
  expect(apart(compared)).toEqual({ sure: [], open: [] })
})

test('what is not known or not shown is not compared, and is in nobody’s rest', () => {
  const compared = compare(
    [place('A', 220, null), place('B', null, 500), place('C', 120, 1_000), place('D', 120, 1_000, null)],
    1_000,
  )
  expect(compared.map(one => [one.fear, one.violence])).toEqual([
    ['higher', 'not known'],
    ['not known', 'lower'],
    ['lower', 'higher'],
    ['lower', 'not known'],
  ])
  expect(compare([place('A', 220, 500)], 1_000)[0]).toMatchObject({ fear: 'not known', violence: 'not known' })
})

test('a question whose better answer is yes is read by those who did not say so', () => {
  expect(feelingWords({ name: 'Young people who feel safe at school', direction: 'higher is better' })).toBe(
    'young people who did not say that they feel safe at school',
  )
  expect(feelingWords({ name: 'People who worry about crime', direction: 'higher is worse' })).toBe(
    'people who worry about crime',
  )
})

test('boroughs that differ three times as much as chance are seldom told apart', () => {
  // Simulated: 32 boroughs with one true rate, their counts three times as spread as Poisson, as bursts of violence are.
  const random = seeded(7)
  const runs = Array.from({ length: 20 }, () =>
    compare(
      Array.from({ length: 32 }, (_, i) => place(`${i}`, 120, 3 * poisson(random, 400))),
      1_000,
    ),
  )
  const marked = runs.filter(run => run.some(one => one.violence !== 'not distinguishable')).length
  expect(marked).toBeLessThan(5)
})

test('a borough that stands far from the spread of its fellows is still told apart', () => {
  const places = Array.from({ length: 32 }, (_, i) => place(`${i}`, 120, i === 0 ? 500 : 1_000 + 10 * (i % 8)))
  expect(compare(places, 1_000)[0]?.violence).toBe('lower')
})

test('a question whose worse answer is yes, and a rate of 100,000, are told in their own words', () => {
  const worry = { name: 'Trust in neighbours', direction: 'higher is worse' } as const
  expect([feelingWords(worry), saidWords(worry)]).toEqual(['trust in neighbours', 'said so'])
  expect(feelingWords({ ...worry, direction: 'higher is better' })).toBe('did not say so: trust in neighbours')
  const fear = {
    city: { name: 'Demo' },
    feeling: worry,
    violence: { measure: { name: 'Robbery', per: 100_000, denominator: 'residents' } },
    year: 2025,
    end: '2025-12',
    compared: compare([place('A', 220, 500), place('B', 120, 1_000), place('C', 120, 1_000)], 100_000),
  }
  const words = statementOf(fear)
  expect(words).toContain('A (55.0 % of 400; 500.0 per 100,000)')
  expect(headOf(fear).slice(1, 2)).toEqual(['Said so'])
  expect(headOf(fear)).toContain('Recorded, per 100,000 residents')
})
