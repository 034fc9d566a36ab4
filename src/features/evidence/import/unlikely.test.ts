import { describe, expect, test } from 'vitest'
import { isUnlikely } from './unlikely.ts'

describe('a revision of one place and month', () => {
  test.each([
    ['Pump Lane, nearly three times its earlier count', 22, 60, 24, true],
    ['twice, out of its limits', 27, 55, 24, true],
    ['down to almost none', 24, 2, 24, true],
    ['late reports, a tenth more', 40, 44, 42, false],
    ['a quarter more in a large borough, out of Poisson limits', 2_000, 2_500, 2_000, false],
    ['half as much again, within its limits', 20, 30, 25, false],
    ['back to its usual after a month that was too high', 60, 26, 24, false],
    ['two more in a rare measure', 1, 3, 0.5, false],
    ['five where there were none in a year', 0, 5, 0, true],
    ['nothing changed', 24, 24, 24, false],
  ])('%s', (_, before, after, usual, answer) => {
    expect(isUnlikely({ before, after, usual })).toBe(answer)
  })
})
