import { describe, expect, test } from 'vitest'
import { bandOf, hiddenParts, inForce, isTellable, lags, middle } from './rules.ts'

const delivery = (site: string, month: string, importId: number, arrivedOn: string, newest = month) => ({
  ...{ site, month, importId, arrivedOn, newest },
  ...{ n: 100, timed: 90, placed: 90, armed: 90, complete: 80, told: 50, unknown: 30 },
})

describe('hospital data', () => {
  test('of a hospital and month the newest file counts, and another hospital’s file takes nothing from it', () => {
    const rows = [
      delivery('A', '2026-09', 1, '2026-10-05'),
      delivery('B', '2026-09', 1, '2026-10-05'),
      delivery('A', '2026-09', 2, '2026-10-20'),
    ]
    expect(inForce(rows).map(row => [row.site, row.importId])).toEqual([
      ['B', 1],
      ['A', 2],
    ])
  })

  test('one small part takes another with it, and what is hidden together is not small', () => {
    expect(hiddenParts([120, 165], 10)).toEqual([false, false])
    expect(hiddenParts([4, 165, 80], 10)).toEqual([true, false, true])
    expect(hiddenParts([4, 3, 80, 90], 10)).toEqual([true, true, true, false])
    expect(hiddenParts([4, 8, 80], 10)).toEqual([true, true, false])
    expect(hiddenParts([4, 0, 0], 10)).toEqual([true, true, true])
    expect(hiddenParts([4, 165], 0)).toEqual([false, false])
  })

  test('no part of any table can be worked out from its whole and the parts that are shown', () => {
    for (let a = 0; a < 14; a += 1)
      for (let b = 0; b < 14; b += 1)
        for (let c = 0; c < 14; c += 1) {
          const counts = [a, b, c, 40]
          const hidden = hiddenParts(counts, 10)
          const kept = counts.filter((_, i) => hidden[i])
          expect(
            counts.some((n, i) => n > 0 && n < 10 && !hidden[i]),
            String(counts),
          ).toBe(false)
          if (kept.length)
            expect(kept.length > 1 && kept.reduce((sum, n) => sum + n, 0) >= 10, String(counts)).toBe(true)
        }
  })

  test('a share is told with its counts only where neither the part nor the rest is small', () => {
    expect(isTellable([{ part: 90, of: 100 }], 10)).toBe(true)
    expect(isTellable([{ part: 95, of: 100 }], 10)).toBe(false)
    expect(isTellable([{ part: 100, of: 100 }], 10)).toBe(true)
    expect(
      isTellable(
        [
          { part: 90, of: 100 },
          { part: 4, of: 100 },
        ],
        10,
      ),
    ).toBe(false)
    expect(isTellable([{ part: 95, of: 100 }], 0)).toBe(true)
  })

  test('lag runs from the end of the month to its first file; the first file of all tells it of its newest month alone', () => {
    const rows = [
      delivery('A', '2026-07', 1, '2026-09-10', '2026-08'),
      delivery('A', '2026-08', 1, '2026-09-10', '2026-08'),
      delivery('A', '2026-09', 2, '2026-11-14'),
      delivery('A', '2026-09', 3, '2026-12-01'),
    ]
    expect(lags(rows, 30)).toEqual([
      { site: 'A', month: '2026-08', days: 10, late: false },
      { site: 'A', month: '2026-09', days: 45, late: true },
    ])
    expect(lags([], 30)).toEqual([])
  })

  test('the middle of some days', () => {
    expect([middle([]), middle([5]), middle([1, 9, 5]), middle([1, 3])]).toEqual([null, 5, 5, 2])
  })

  test('hours lie in the times of the week that threads know', () => {
    expect(bandOf(false, 16)).toBe('Weekdays, 3pm to 7pm')
    expect(bandOf(true, 20)).toBe('Weekends, 7pm to 11pm')
    expect(bandOf(true, 2)).toBe('Any night, after 11pm')
    expect(bandOf(false, 23)).toBe('Any night, after 11pm')
  })
})
