import { describe, expect, test } from 'vitest'
import { labelLines } from './backdrop.ts'
import { ownCuts, pairGroup, stepGroup, steps, thirds } from './classes.ts'
import { weightedMeans } from './deprivation.ts'

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

  test('own cut points: more than so many, and a score of at least so much', () => {
    const cuts = ownCuts(values, 350, 20)
    expect(pairGroup({ count: 350, rate: 1, score: 20 }, cuts)?.words).toBe('Low, high')
    expect(pairGroup({ count: 351, rate: 1, score: 19.9 }, cuts)?.words).toBe('High, low')
    expect(ownCuts(values, 350, undefined).deprivation).toEqual([30])
  })

  test('a hidden count, or no score, has no square', () => {
    expect(pairGroup({ count: null, rate: null, score: 20 }, thirds(values))).toBeNull()
    expect(pairGroup({ count: 5, rate: 1, score: null }, thirds(values))).toBeNull()
    expect(stepGroup(null, steps([1, 2, 3], 0, ''))).toBeNull()
  })

  test('where all are equal there is one class, low', () => {
    const same = values.map(v => ({ ...v, rate: 5 }))
    expect(pairGroup({ count: 1, rate: 5, score: 10 }, thirds(same))?.words).toBe('Low, low')
  })
})

describe('deprivation of a larger place', () => {
  test('is the mean of its small areas weighted by residents; one without a score is left out', () => {
    const found = weightedMeans([
      { placeId: 1, score: 10, residents: 3_000 },
      { placeId: 1, score: 40, residents: 1_000 },
      { placeId: 1, score: null, residents: 9_000 },
      { placeId: 2, score: 5, residents: null },
      { placeId: null, score: 5, residents: 10 },
    ])
    expect([...found]).toEqual([[1, 17.5]])
  })
})

test('names are shortened for the map', () => {
  expect(labelLines('Kensington and Chelsea', true)).toEqual(['K & C'])
  expect(labelLines('Barking and Dagenham', false)).toEqual(['Barking &', 'Dagenham'])
  expect(labelLines('Tower Hamlets', true)).toEqual(['Tower', 'Hamlets'])
  expect(labelLines('Richmond upon Thames', false)).toEqual(['Richmond'])
})
