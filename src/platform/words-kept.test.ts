import { expect, test } from 'vitest'
import { recordOf, wordsKept } from './words-kept.ts'

test('words are given back under the name of their field; choices and numbers are not', () => {
  const body = {
    publicReason: 'We counted\nsome twice.',
    state: 'done',
    version: '3',
    boroughs: ['a b', 'c'],
    'why-it': ' a b ',
  }
  expect(wordsKept(body)).toEqual([
    { name: 'Public reason', text: 'We counted\nsome twice.' },
    { name: 'Why it', text: ' a b ' },
  ])
  expect(wordsKept(undefined)).toEqual([])
  expect(wordsKept('a b')).toEqual([])
})

test('a form leads back to the record it was sent to', () => {
  expect(recordOf('/decisions/3/reviews/2')).toBe('/decisions/3')
  expect(recordOf('/reviews/recommendations/4/answer')).toBe('/reviews/recommendations/4')
  expect(recordOf('/facts/12')).toBe('/facts/12')
  expect(recordOf('/findings')).toBe('')
})
