import { expect, test } from 'vitest'
import { readingOf, syllablesOf } from './reading.ts'

test('syllables: cat 1, table 2, violence 3, community 4, helped 1, wanted 2', () => {
  expect(['cat', 'table', 'violence', 'community', 'helped', 'wanted', 'the'].map(syllablesOf)).toEqual([
    1, 2, 3, 4, 1, 2, 1,
  ])
})

test('short words in short sentences read young; long ones do not', () => {
  const plain =
    'We work with young people. We go where they are. We ask what they need. Then we help them to get it. If it does not work we stop and try a new way.'
  const hard =
    'Multidisciplinary partnership arrangements facilitate the identification of vulnerability, notwithstanding organisational heterogeneity and considerable methodological disagreement concerning evaluation, attribution and proportionality in commissioning environments throughout metropolitan administrations and neighbouring authorities, necessitating proportionate deliberation before implementation.'
  expect(readingOf(plain).age).toBeLessThan(9)
  expect(readingOf(hard).age).toBeGreaterThan(18)
})

test('the formula itself: 10 words a sentence of one syllable each is grade 0.11', () => {
  const sentence = 'The cat sat on the mat and then it slept.'
  expect(readingOf(Array(4).fill(sentence).join(' ')).grade).toBeCloseTo(0.39 * 10 + 11.8 - 15.59, 10)
})

test('too few words say nothing', () => {
  expect(readingOf('Fewer people were hurt.')).toMatchObject({ words: 4, age: null })
  expect(readingOf('').age).toBeNull()
})
