import { describe, expect, test } from 'vitest'
import { seeded } from '../../../lib/stats/index.ts'
import { drawsFor, find } from './compute.ts'

const side = 12
const cells = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)] as const)
const neighbours = cells.map(([x, y]) =>
  cells.flatMap(([a, b], j) => (Math.abs(a - x) + Math.abs(b - y) === 1 ? [j] : [])),
)
const residents = cells.map(() => 5_000)
const inCorner = ([x, y]: readonly [number, number]) => x < 3 && y < 3
const ask = (counts: number[], sudden: Parameters<typeof find>[0]['sudden'] = null, around = neighbours) =>
  find({ counts, residents, neighbours: around, seed: 1, sudden })

describe('hot and cold spots', () => {
  test('a corner of high rates is hot, a corner of low ones cold, and the two are told apart', () => {
    const random = seeded(5)
    const counts = cells.map(
      cell => 30 + Math.floor(random() * 8) + (inCorner(cell) ? 60 : 0) - (cell[0] > 8 && cell[1] > 8 ? 25 : 0),
    )
    const found = ask(counts)
    expect(found.marks[13]).toBe('hot')
    expect(found.marks[130]).toBe('cold')
    expect(found.z[13]).toBeGreaterThan(0)
    expect(found.z[130]).toBeLessThan(0)
    expect(found.marks.filter(mark => mark === 'hot').length).toBeLessThanOrEqual(15)
  })

  test('nothing but chance marks nothing', () => {
    const random = seeded(11)
    expect(new Set(ask(cells.map(() => 20 + Math.floor(random() * 20))).marks)).toEqual(new Set(['chance']))
    expect(new Set(ask(cells.map(() => 7)).marks)).toEqual(new Set(['chance']))
  })

  test('a place that nobody borders is an island, with no figure', () => {
    const alone = neighbours.map((list, i) => (i === 5 ? [] : list.filter(j => j !== 5)))
    const found = ask(
      cells.map((_, i) => 10 + (i % 7)),
      null,
      alone,
    )
    expect([found.marks[5], found.z[5], found.p[5], found.q[5]]).toEqual(['island', null, null, null])
  })

  test('the draws are as many as one lone place would need to pass', () => {
    expect([drawsFor(10), drawsFor(679), drawsFor(5_000)]).toEqual([999, 27_159, 29_999])
    expect(ask(cells.map((_, i) => i % 5)).draws).toBe(drawsFor(144))
  })
})

test('of thousands of small areas all have 999 draws, and those that none came up to are drawn for anew', () => {
  const wide = 50
  const grid = Array.from({ length: wide * wide }, (_, i) => [i % wide, Math.floor(i / wide)] as const)
  const around = grid.map(([x, y]) =>
    [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ].flatMap(([a = 0, b = 0]) => (a >= 0 && b >= 0 && a < wide && b < wide ? [b * wide + a] : [])),
  )
  const random = seeded(7)
  const counts = grid.map(cell => 20 + Math.floor(random() * 8) + (inCorner(cell) ? 30 : 0))
  const question = { counts, residents: grid.map(() => 1_600), neighbours: around, seed: 1, sudden: null }
  const found = find(question)
  expect([found.draws, found.finer]).toEqual([999, 29_999])
  expect(found.marks[51]).toBe('hot')
  // Under what 999 draws can say: nine places among 2,500 would never pass on that alone.
  expect(found.p[51]).toBeLessThan(0.002)
  expect(found.marks.filter(mark => mark !== 'chance').length).toBeLessThanOrEqual(20)
  expect(ask(cells.map((_, i) => i % 5)).finer).toBe(0)
})

describe('sudden clusters', () => {
  const points = cells.map(([x, y]) => [x, y] as [number, number])
  const earlier = cells.map(() => 240)

  test('a corner that doubles is found, with what was expected beside what came', () => {
    const recent = cells.map(cell => (inCorner(cell) ? 60 : 30))
    const found = ask(recent, { points, recent, earlier, months: [3, 24] }).sudden
    const [first] = found?.clusters ?? []
    expect(first).toMatchObject({ told: true, p: 0.001 })
    expect(first?.places.every(at => inCorner(cells[at] ?? [9, 9]))).toBe(true)
    expect(first?.places.length).toBeGreaterThanOrEqual(5)
    expect(first?.observedOverExpected).toBeGreaterThan(1.7)
  })

  test('the whole city rising together is no cluster', () => {
    const recent = cells.map(() => 60)
    expect(ask(recent, { points, recent, earlier, months: [3, 24] }).sudden?.clusters).toEqual([])
  })

  test('where everything comes in bursts, a burst is not called a cluster', () => {
    const random = seeded(3)
    const recent = cells.map(() => (random() < 0.5 ? 12 : 48))
    const found = ask(recent, { points, recent, earlier, months: [3, 24] }).sudden
    expect(found?.dispersion).toBeGreaterThan(5)
    expect(found?.clusters.length).toBeGreaterThan(0)
    expect(found?.clusters.some(cluster => cluster.told)).toBe(false)
  })
})
