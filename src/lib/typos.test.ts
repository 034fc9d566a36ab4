import { describe, expect, test } from 'vitest'
import { likeness, plainName, slips } from './typos.ts'

test.each([
  ['King’s Cross & St. Pancras', 'kings cross and st pancras'],
  ['  SAINT  James’s ', 'st jamess'],
  ['Crémieux-Hill', 'cremieux hill'],
  ['%', ''],
])('%s is plainly %s', (text, plain) => expect(plainName(text)).toBe(plain))

describe('slips', () => {
  test.each([
    ['iselworth', 'isleworth', 1],
    ['brikfeilds', 'brickfields', 2],
    ['westminister', 'westminster', 1],
    ['hackny', 'hackney', 1],
    ['hacckney', 'hackney', 1],
    ['bwo', 'bow', 1],
    ['ca', 'abc', 3],
    ['same', 'same', 0],
    ['', 'abc', 3],
  ])('%s, meant %s: %i', (typed, name, n) => expect(slips(typed, name, 3)).toBe(n))
  test('more than asked for is not counted further', () => {
    expect(slips('croydon', 'camden', 2)).toBe(Number.POSITIVE_INFINITY)
    expect(slips('abcdef', 'abcdefghij', 3)).toBe(Number.POSITIVE_INFINITY)
  })
  test('against the first words of a longer name', () => {
    expect(slips('brixten', 'brixton north', 2, true)).toBe(1)
    expect(slips('brix', 'brixton north', 1, true)).toBe(Number.POSITIVE_INFINITY)
  })
  test('are the same both ways, and never more than the longer name', () => {
    const words = ['bow', 'brent', 'barnet', 'bexley', 'tower', 'towre', 'a', '']
    for (const one of words)
      for (const other of words) {
        expect(slips(one, other, 9)).toBe(slips(other, one, 9))
        expect(slips(one, other, 9)).toBeLessThanOrEqual(Math.max(one.length, other.length))
      }
  })
})

describe('likeness', () => {
  const order = (typed: string, names: string[]) =>
    names
      .map(name => [name, likeness(typed, plainName(name))] as const)
      .filter(([, n]) => Number.isFinite(n))
      .sort((a, b) => a[1] - b[1])
      .map(([name]) => name)
  test('the name, then its beginning, a word in it, a slip, then the middle of a word', () => {
    const names = ['Parkham', 'The Park', 'Park', 'Parklands', 'Deerpark', 'Perk']
    expect(order('park', names)).toEqual(['Park', 'Parkham', 'Parklands', 'The Park', 'Perk', 'Deerpark'])
  })
  test('words in another order, with slips, are found last', () => {
    expect(order('fulham hamersmith', ['Hammersmith and Fulham', 'Fulwell'])).toEqual(['Hammersmith and Fulham'])
  })
  test('what is nothing like it is not meant', () => {
    expect(order('zzyzx', ['Bow', 'Hackney', 'Brent'])).toEqual([])
    expect(likeness('', 'bow')).toBe(Number.POSITIVE_INFINITY)
  })
})
