import { describe, expect, test } from 'vitest'
import { labelLines } from './backdrop.ts'
import { ownCuts, pairGroup, stepGroup, steps, thirds } from './classes.ts'
import { cityCut } from './deprivation.ts'
import { mostChoices, readOwn } from './own.ts'

const values = Array.from({ length: 9 }, (_, i) => ({ count: i * 100, rate: i + 1, score: 10 * ((i % 3) + 1) }))

describe('classes of the map', () => {
  test('thirds of violence and of deprivation give nine squares in words', () => {
    const cuts = thirds(values)
    expect(cuts.violence).toEqual([4, 7])
    expect(values.map(v => pairGroup(v, cuts)?.words)).toEqual([
      'Low, low',
      'Low, mid',
      'Low, high',
      'Mid, low',
      'Mid, mid',
      'Mid, high',
      'High, low',
      'High, mid',
      'High, high',
    ])
  })

  test('own cut points: more than so many, and among the most deprived, in the words of the cut points', () => {
    const cuts = ownCuts(350, { percent: 20, of: 'city' }, 27.9)
    expect(pairGroup({ count: 350, rate: 1, score: 30, deprived: true }, cuts)?.words).toBe(
      '350 or fewer, most deprived 20%',
    )
    expect(pairGroup({ count: 351, rate: 1, score: 20, deprived: false }, cuts)).toMatchObject({
      key: 'pair-2-0',
      words: 'Over 350, less deprived',
    })
    expect(pairGroup({ count: null, rate: null, score: 20, deprived: true }, cuts)).toBeNull()
    expect(pairGroup({ count: 500, rate: 2, score: null, deprived: null }, cuts)).toBeNull()
  })

  test('the most deprived tenth of the city’s places is the tenth with the highest scores, ties and all', () => {
    const scores = Array.from({ length: 20 }, (_, i) => i + 1)
    expect(cityCut(scores, 10)).toBe(19)
    expect(cityCut(scores, 30)).toBe(15)
    expect(cityCut([7, 7, 7, 1], 10)).toBe(7)
    expect(cityCut([], 10)).toBe(0)
  })

  test('own classes of one variable keep the reader’s cut points', () => {
    const own = steps([1, 2, 3, 40], 1, [5, 10.5])
    expect(own.words).toEqual(['under 5.0', '5.0 to under 10.5', '10.5 or more'])
    expect(stepGroup(10.5, own)?.key).toBe('step-2')
    expect(own.own).toBe(true)
  })

  test('a hidden count, or no score, has no square', () => {
    expect(pairGroup({ count: null, rate: null, score: 20 }, thirds(values))).toBeNull()
    expect(pairGroup({ count: 5, rate: 1, score: null }, thirds(values))).toBeNull()
    expect(stepGroup(null, steps([1, 2, 3], 0))).toBeNull()
  })

  test('where all are equal there is one class, low', () => {
    const same = values.map(v => ({ ...v, rate: 5 }))
    expect(pairGroup({ count: 1, rate: 5, score: 10 }, thirds(same))?.words).toBe('Low, low')
  })
})

describe('own cut points in an address', () => {
  const errors = (query: object, show: string) => readOwn(query, show, true).errors.map(error => error.text)

  test('two variables: how many, and how deprived', () => {
    expect(readOwn({ over: '1,350', most: 'country-10' }, 'pair', true).pair).toEqual({
      over: 1_350,
      most: { percent: 10, of: 'country' },
    })
    expect(readOwn({ over: '350' }, 'pair', true).pair?.most).toEqual({ percent: 30, of: 'city' })
    expect(readOwn({}, 'pair', true)).toMatchObject({ pair: undefined, errors: [] })
  })

  test('what cannot be read is answered with what to enter, and what was typed is kept', () => {
    expect(errors({ over: '', most: 'city-10' }, 'pair')).toEqual(['Enter how many, such as 350'])
    expect(errors({ over: 'many', most: 'worst' }, 'pair')).toEqual([
      'How many must be a whole number, such as 350',
      'Select how deprived a place must be',
    ])
    expect(errors({ rates: '5, 10, x' }, 'rate')).toEqual([
      'Cut points must be numbers with no more than 1 decimal, such as 5, 10, 20',
    ])
    expect(errors({ counts: '5.5' }, 'count')).toEqual(['Cut points must be whole numbers, such as 50, 100, 200'])
    expect(errors({ counts: '10, 5' }, 'count')).toEqual([
      'Cut points must rise from more than 0 to 1,000,000 or less, lowest first',
    ])
    expect(errors({ rates: '1 2 3 4 5' }, 'rate')).toEqual(['Enter 4 cut points or fewer'])
    expect(readOwn({ rates: '5, x' }, 'rate', true).typed.rates).toBe('5, x')
  })

  test('cut points of another map are left alone: a rate’s never cut a number', () => {
    expect(readOwn({ rates: '5, 10', over: '350' }, 'count', true)).toMatchObject({
      rates: undefined,
      counts: undefined,
      pair: undefined,
      errors: [],
    })
    expect(readOwn({ rates: '5; 10.5' }, 'rate', true).rates).toEqual([5, 10.5])
  })

  test('without deciles of the whole country only the city’s ranks are offered', () => {
    expect(mostChoices(false)).toHaveLength(3)
    expect(mostChoices(true)).toHaveLength(6)
    expect(readOwn({ over: '5', most: 'country-10' }, 'pair', false).errors[0]?.field).toBe('most')
  })
})

test('names are shortened for the map', () => {
  expect(labelLines('Kensington and Chelsea', true)).toEqual(['K & C'])
  expect(labelLines('Barking and Dagenham', false)).toEqual(['Barking &', 'Dagenham'])
  expect(labelLines('Tower Hamlets', true)).toEqual(['Tower', 'Hamlets'])
  expect(labelLines('Richmond upon Thames', false)).toEqual(['Richmond'])
})
