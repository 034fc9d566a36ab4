import { describe, expect, test } from 'vitest'
import { numbersOf, type Page, rangeOf } from '../../../../test/two-way-tables.ts'
import { seeded } from '../../../lib/stats/index.ts'
import { sightsOf } from './rules.ts'
import { hiddenIn, width } from './two-way.ts'
import type { Board } from './two-way-paths.ts'

const sums = (parts: readonly (readonly number[])[]) =>
  (parts[0] ?? []).map((_, g) => parts.reduce((sum, row) => sum + (row[g] ?? 0), 0))
const isSmall = (n: number | null) => n !== null && n > 0 && n < 10
const boardOf = (parts: number[][]) => {
  const whole = sums(parts)
  const wholeHidden = sightsOf(whole).map((see, i) => see.see === 'kept back' || isSmall(whole[i] ?? 0))
  return { parts, whole, wholeHidden }
}
const pageOf = (board: Board): Page => {
  const hidden = hiddenIn(board)
  return board.parts.map((row, b) => row.map((n, g) => (hidden[b]?.[g] || n === null ? 'x' : n)))
}
const shown = (parts: number[][]) => pageOf(boardOf(parts))

describe('counts by place and group', () => {
  test('where nothing is small nothing is hidden, and a none stays a none', () => {
    expect(
      shown([
        [20, 30, 0],
        [40, 50, 60],
      ]),
    ).toEqual([
      [20, 30, 0],
      [40, 50, 60],
    ])
  })

  test('a single small one takes three along: its row and its column would each give it away', () => {
    expect(
      shown([
        [3, 20, 90],
        [30, 15, 80],
        [50, 60, 70],
      ]),
    ).toEqual([
      ['x', 'x', 90],
      ['x', 'x', 80],
      [50, 60, 70],
    ])
  })

  test('two small ones in one place are not enough: each is still its group’s total less the other places’', () => {
    const page = shown([
      [3, 4, 90],
      [30, 25, 80],
    ])
    expect(page).toEqual([
      ['x', 'x', 90],
      ['x', 'x', 80],
    ])
  })

  test('a borough of which only noughts would be left is left out with them', () => {
    expect(
      shown([
        [4, 0, 5],
        [30, 40, 50],
        [60, 70, 80],
      ])[0],
    ).toEqual(['x', 'x', 'x'])
  })

  test('where the totals alone give a small one away nothing is shown', () => {
    expect(
      shown([
        [3, 0, 0],
        [30, 0, 0],
      ]),
    ).toEqual([
      ['x', 'x', 'x'],
      ['x', 'x', 'x'],
    ])
  })

  test('two hidden ones that add up to two are one and one: a third place’s count is hidden with them', () => {
    const page = shown([
      [2, 1, 1],
      [14, 12, 13],
      [10, 13, 1],
    ])
    expect(page.map(row => row[2])).toEqual(['x', 'x', 'x'])
  })

  test('a small one that the page of the whole hides cannot be had from its boroughs’ pages', () => {
    // With the partners 15 and 12 alone the two of the first group would be 27 less what the third group's total leaves: the city's own nine.
    const board = boardOf([
      [4, 0, 15, 40],
      [5, 0, 12, 50],
      [0, 3, 40, 14],
      [0, 4, 60, 13],
      [0, 0, 30, 40],
    ])
    expect(board.wholeHidden).toEqual([true, true, false, false])
    const first = board.parts.map((_, b) => [b, 0] as const)
    expect(rangeOf(board, pageOf(board), first)).toBe(2)
  })
})

test('in all tables that look the same a hidden small count is six numbers or more, or as many as the totals alone leave', () => {
  const random = seeded(54)
  let [asked, shownAll] = [0, 0]
  for (let t = 0; t < 1000; t += 1) {
    const small = [0.1, 0.25, 0.6][t % 3] ?? 0
    const one = () => (random() < small ? Math.floor(random() * 7) : 10 + Math.floor(random() * 30))
    const parts = Array.from({ length: 2 + (t % 2) }, () => Array.from({ length: 3 }, one))
    const [left, up] = [parts.map(row => row.reduce((a, b) => a + b, 0)), sums(parts)]
    const all = up.reduce((a, b) => a + b, 0)
    const page = pageOf({ parts, whole: up, wholeHidden: [false, false, false] })
    if (page.flat().some(n => n !== 'x' && isSmall(n))) expect(page).toEqual('no small one shown')
    shownAll += page.flat().filter(n => n !== 'x').length
    for (const [b, row] of parts.entries())
      for (const [g, n] of row.entries()) {
        if (!isSmall(n)) continue
        const [r, c] = [left[b] ?? 0, up[g] ?? 0]
        const alone = Math.min(r, c) - Math.max(0, r + c - all) + 1
        if (alone === 1) expect(page.flat().every(cell => cell === 'x')).toBe(true)
        const enough = Math.min(width + 1, alone)
        asked += 1
        if (numbersOf(parts, page, [b, g], enough) < enough) expect([parts, page, b, g]).toEqual([])
      }
  }
  expect(asked).toBeGreaterThan(1500)
  expect(shownAll).toBeGreaterThan(1500)
})

test('in larger tables the attack that released tables stand leaves as much, also of what the page of the whole hides', () => {
  const random = seeded(55)
  let [asked, ofWhole] = [0, 0]
  for (let t = 0; t < 12; t += 1) {
    const parts = Array.from({ length: 6 }, () =>
      Array.from({ length: 5 }, (_, g) => Math.floor(random() ** 2 * 6 * g ** 2)),
    )
    if (parts[0]) parts[0][0] = 1 + Math.floor(random() * 4)
    const board = boardOf(parts)
    const page = pageOf(board)
    const blank = parts.map(row => row.map(() => 'x' as const))
    const hiddenWhole = board.whole.flatMap((n, g) =>
      board.wholeHidden[g] && isSmall(n) ? [parts.map((_, b) => [b, g] as const)] : [],
    )
    const small = parts.flatMap((row, b) => row.flatMap((n, g) => (isSmall(n) ? [[[b, g] as const]] : [])))
    for (const cells of [...small, ...hiddenWhole]) {
      const alone = rangeOf(board, blank, cells)
      asked += 1
      if (rangeOf(board, page, cells) < Math.min(width, alone)) expect([parts, page, cells]).toEqual([])
    }
    ofWhole += hiddenWhole.length
  }
  expect([asked > 60, ofWhole > 5]).toEqual([true, true])
})
