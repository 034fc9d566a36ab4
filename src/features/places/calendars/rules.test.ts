import { describe, expect, test } from 'vitest'
import { bandOf, dayKind, isInBand, readLines, sharedKind, withOverlaps } from './rules.ts'
import { type Span, usualBand } from './schemas.ts'

const codes = new Set(['X1', 'X2'])
const term: Span = { borough: 'X1', kind: 'term', title: 'Autumn term', from: '2026-09-02', to: '2026-12-18' }
const half: Span = { borough: 'X1', kind: 'holiday', title: 'Half-term', from: '2026-10-24', to: '2026-11-01' }

describe('lines of a calendar', () => {
  test('are read with or without a heading', () => {
    const text =
      'borough,from,to,kind,title\nx1,2026-10-24,2026-11-01,Holiday,Half-term\n\nall,2026-12-25,2026-12-25,bank holiday,Christmas Day'
    expect(readLines(text, codes).map(line => line.span)).toEqual([
      half,
      { borough: null, kind: 'bank holiday', title: 'Christmas Day', from: '2026-12-25', to: '2026-12-25' },
    ])
    expect(readLines(text.split('\n').slice(1).join('\n'), codes)).toHaveLength(2)
  })
  test.each([
    ['X9,2026-10-24,2026-11-01,holiday,A', 'not the code of a borough'],
    ['X1,2026-10-24,2026-11-01,inset,A', 'The kind must be'],
    ['X1,24/10/2026,2026-11-01,holiday,A', 'Write days as'],
    ['X1,2026-02-30,2026-03-01,holiday,A', 'Write days as'],
    ['X1,2026-11-01,2026-10-24,holiday,A', 'before the first'],
    ['X1,2025-10-24,2026-11-01,holiday,A', 'check the year'],
    ['X1,2026-10-24,2026-11-01,holiday,', 'Enter a title'],
    ['"X1,2026-10-24', 'not a CSV file'],
  ])('%s is refused: %s', (line, words) => {
    expect(readLines(line, codes)[0]?.error).toContain(words)
  })
  test('that overlap days of their own kind and borough are refused, in the file or in force', () => {
    const lines = readLines(
      'X1,2026-10-26,2026-10-30,holiday,Again\nX2,2026-10-26,2026-10-30,holiday,Elsewhere\nX2,2026-10-30,2026-11-03,holiday,Twice\nX1,2026-10-26,2026-10-30,term,Another kind',
      codes,
    )
    expect(withOverlaps(lines, [half]).map(line => line.error !== '')).toEqual([true, false, true, false])
  })
})

describe('a day', () => {
  test('inside a holiday is a holiday, also where the term goes round it', () => {
    expect(
      ['2026-10-23', '2026-10-24', '2026-11-01', '2026-11-02', '2027-01-01'].map(day => dayKind([term, half], day)),
    ).toEqual(['term', 'holiday', 'holiday', 'term', 'unknown'])
  })
  test('on which boroughs differ is not known for them together', () => {
    const other = [{ ...term, borough: 'X2' }]
    expect(sharedKind([[term, half], other], '2026-10-26')).toBe('unknown')
    expect(sharedKind([[term, half], other], '2026-10-23')).toBe('term')
    expect(sharedKind([], '2026-10-23')).toBe('unknown')
  })
})

test('a band says its hours in words and ends when it says', () => {
  expect(bandOf({ days: 'weekends', from: 12, to: 24, owner: 'A', reason: 'B' }, 'a@b', '2026-11-22').name).toBe(
    'Weekends noon to midnight',
  )
  expect([15, 16, 18, 19].map(hour => isInBand(usualBand, 5, hour))).toEqual([false, true, true, false])
  expect(isInBand(usualBand, 6, 17)).toBe(false)
})
