import { expect, test } from 'vitest'
import { nothingChanges, overruledWords } from './overruled.ts'

test('an older file of which newer files speak changes nothing, in words', () => {
  const one = { fresh: 0, changed: 0, overruled: 1 }
  expect(nothingChanges(one)).toBe(true)
  expect(overruledWords(one, false)).toBe(
    'Nothing would change in what is shown: 1 cell differs from a newer file, which stays in force.',
  )
  expect(overruledWords({ ...one, overruled: 3 }, true)).toBe(
    'Nothing changed in what is shown: 3 cells differ from a newer file, which stays in force.',
  )
})

test('where the file also brings something, what newer files keep is said beside it', () => {
  expect(overruledWords({ fresh: 2, changed: 0, overruled: 1 }, false)).toBe(
    '1 further cell differs from a newer file, which stays in force.',
  )
  expect(overruledWords({ fresh: 2, changed: 1, overruled: 0 }, false)).toBe('')
})
