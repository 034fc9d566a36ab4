import { describe, expect, test } from 'vitest'
import { seeded } from '../../../lib/stats/index.ts'
import { sightsOf } from './rules.ts'
import { hiddenIn } from './two-way.ts'

const sums = (parts: readonly (readonly number[])[]) =>
  (parts[0] ?? []).map((_, g) => parts.reduce((sum, row) => sum + (row[g] ?? 0), 0))
const boardOf = (parts: number[][]) => {
  const whole = sums(parts)
  const wholeHidden = sightsOf(whole).map(
    (see, i) => see.see === 'kept back' || ((whole[i] ?? 0) > 0 && (whole[i] ?? 0) < 10),
  )
  return { parts, whole, wholeHidden }
}
const shown = (parts: number[][]) => {
  const hidden = hiddenIn(boardOf(parts))
  return hidden && parts.map((row, b) => row.map((n, g) => (hidden[b]?.[g] ? 'x' : n)))
}

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

  test('where nothing could protect a small one nothing is shown', () => {
    expect(
      shown([
        [3, 0, 0],
        [30, 0, 0],
      ]),
    ).toBeUndefined()
  })
})

/** Every table of whole numbers with the same totals and the same that is shown, by trying them all: how many values each hidden one may have. */
function valuesOf(parts: number[][], page: (number | string)[][]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  const [left, up] = [parts.map(row => row.reduce((a, b) => a + b, 0)), sums(parts)]
  const cells = page.flatMap((row, b) => row.flatMap((one, g) => (one === 'x' ? [[b, g] as const] : [])))
  const rows = left.map(
    (sum, b) => sum - (page[b] ?? []).reduce<number>((a, n) => a + (typeof n === 'number' ? n : 0), 0),
  )
  const columns = up.map((sum, g) => sum - page.reduce((a, row) => a + (typeof row[g] === 'number' ? row[g] : 0), 0))
  const chosen: number[] = []
  const fill = (at: number): void => {
    const cell = cells[at]
    if (!cell) {
      if ([...rows, ...columns].every(n => n === 0))
        cells.forEach(([b, g], i) => {
          const key = `${b} ${g}`
          found.set(key, (found.get(key) ?? new Set()).add(chosen[i] ?? 0))
        })
      return
    }
    const [b, g] = cell
    const before = cells[at - 1]?.[0]
    if (before !== undefined && before !== b && rows[before] !== 0) return
    const most = Math.min(rows[b] ?? 0, columns[g] ?? 0)
    for (let n = 0; n <= most; n += 1) {
      rows[b] = (rows[b] ?? 0) - n
      columns[g] = (columns[g] ?? 0) - n
      chosen[at] = n
      fill(at + 1)
      rows[b] = (rows[b] ?? 0) + n
      columns[g] = (columns[g] ?? 0) + n
    }
  }
  fill(0)
  return found
}

test('whoever knows every total of the city, its places and its groups learns no hidden count, in tables made by chance', () => {
  const random = seeded(54)
  let [hid, refused] = [0, 0]
  for (let t = 0; t < 400; t += 1) {
    const one = () => (random() < 0.25 ? Math.floor(random() * 6) : 10 + Math.floor(random() * 6))
    const parts = Array.from({ length: 3 }, () => Array.from({ length: 3 }, one))
    const board = { ...boardOf(parts), wholeHidden: [false, false, false] }
    const hidden = hiddenIn(board)
    if (!hidden) {
      refused += 1
      continue
    }
    const page = parts.map((row, b) => row.map((n, g) => (hidden[b]?.[g] ? 'x' : n)))
    expect(page.flat().filter(n => typeof n === 'number' && n > 0 && n < 10)).toEqual([])
    if (page.flat().filter(n => n === 'x').length > 6) continue
    for (const [cell, values] of valuesOf(parts, page)) {
      hid += 1
      expect([parts, cell, values.size > 1]).toEqual([parts, cell, true])
    }
  }
  expect(hid).toBeGreaterThan(300)
  expect(refused).toBeLessThan(100)
})
