import { expect, test } from 'vitest'
import { nearestNeighbours, neighboursWithin, type Point } from './distance-neighbours.ts'
import { getisOrd } from './getis-ord.ts'
import { globalMoran, globalMoranPermutation } from './global-moran.ts'
import { localMoran } from './local-moran.ts'
import { localPermutation } from './local-permutation.ts'
import { integer, normal, poisson, seeded } from './random.ts'

/** Rook neighbours on a grid, with the last place cut off as an island when asked. */
function grid(side: number, island = false): number[][] {
  const last = side * side - 1
  const kept = (j: number) => !island || j !== last
  return Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)]
    const around = [x > 0 ? i - 1 : -1, x < side - 1 ? i + 1 : -1, y > 0 ? i - side : -1, y < side - 1 ? i + side : -1]
    return kept(i) ? around.filter(j => j >= 0 && kept(j)) : []
  })
}

test('z does not change when a row of weights is rescaled or the values are', () => {
  const random = seeded(5)
  const values = Array.from({ length: 64 }, () => random() * 9)
  const around = grid(8)
  const binary = getisOrd(values, around).z
  const close = (other: (number | null)[]) => {
    for (const [i, z] of other.entries()) expect(z).toBeCloseTo(binary[i] ?? 0, 9)
  }
  close(getisOrd(values, around, { weights: 'row_standardised' }).z)
  close(
    getisOrd(
      values.map(value => 3 * value + 7),
      around,
    ).z,
  )
})

test('the conditional z of local Moran is that of Gi, turned round where the place itself is low', () => {
  const random = seeded(6)
  const values = Array.from({ length: 36 }, () => normal(random))
  const mean = values.reduce((sum, value) => sum + value, 0) / 36
  const gi = getisOrd(values, grid(6), { includeSelf: false }).z
  localMoran(values, grid(6)).z.forEach((z, i) => {
    expect(z).toBeCloseTo((gi[i] ?? 0) * Math.sign((values[i] ?? 0) - mean), 8)
  })
})

test('a constant map has no hot spot, no cold spot and no Moran', () => {
  const same = Array(25).fill(0.1 + 0.2)
  expect(getisOrd(same, grid(5)).z.every(z => z === null)).toBe(true)
  expect(localMoran(same, grid(5))).toMatchObject({ p: Array(25).fill(null), quadrant: Array(25).fill(null) })
  expect(globalMoran(same, grid(5)).i).toBeNull()
  expect(globalMoranPermutation(same, grid(5), { seed: 1 }).p).toBeNull()
  expect(localPermutation(same, grid(5), { seed: 1 }).pTwoSided).toEqual(Array(25).fill(1))
})

test('an island has no Gi, no quadrant and no permutation p, and does not trouble the others', () => {
  const values = Array.from({ length: 16 }, (_, i) => i * i)
  const around = grid(4, true)
  expect(getisOrd(values, around, { includeSelf: false }).z[15]).toBeNull()
  expect(localMoran(values, around).quadrant[15]).toBeNull()
  expect(localPermutation(values, around, { seed: 1 }).pTwoSided[15]).toBeNull()
  expect(globalMoran(values, around).expected).toBeCloseTo(-1 / 14, 12)
})

test('exact tails are those of every draw counted by hand', () => {
  const values = [0, 0, 3, 1, 0, 7, 2, 2]
  const around = [[1, 2], [0, 5], [0, 3], [2], [5, 6, 7], [1, 4], [4, 7], [4, 6]]
  const { method, pGreaterOrEqual, pLessOrEqual } = localPermutation(values, around, { seed: 1 })
  expect(method).toBe('exact')
  around.forEach((near, i) => {
    const sums = subsets(
      values.filter((_, j) => j !== i),
      near.length,
    )
    const seen = near.reduce((sum, j) => sum + (values[j] ?? 0), 0)
    expect(pGreaterOrEqual[i]).toBeCloseTo(sums.filter(sum => sum >= seen).length / sums.length, 12)
    expect(pLessOrEqual[i]).toBeCloseTo(sums.filter(sum => sum <= seen).length / sums.length, 12)
  })
})

/** Sums of all choices of k values. */
function subsets(values: readonly number[], k: number): number[] {
  if (k === 0) return [0]
  return values.flatMap((value, i) => subsets(values.slice(i + 1), k - 1).map(sum => sum + value))
}

test('drawing agrees with counting, decimals are counted too, and the same seed gives the same answer', () => {
  const random = seeded(3)
  const values = Array.from({ length: 49 }, () => poisson(random, 3) / 4 - 1)
  const exact = localPermutation(values, grid(7), { seed: 1 })
  const drawn = localPermutation(values, grid(7), { seed: 1, draws: 4000, exact: false })
  expect([exact.method, drawn.method]).toEqual(['exact', 'simulation'])
  for (const [i, p] of drawn.pGreaterOrEqual.entries())
    expect(Math.abs((p ?? 0) - (exact.pGreaterOrEqual[i] ?? 0))).toBeLessThan(0.04)
  expect(localPermutation(values, grid(7), { seed: 1, draws: 4000, exact: false })).toEqual(drawn)
})

test('neighbours are drawn without replacement: the variance of the draws is the analytic one', () => {
  const values = Array.from({ length: 12 }, (_, i) => i + 0.12345)
  const around = values.map((_, i) => values.map((__, j) => j).filter(j => j !== i))
  expect(localPermutation(values, around, { seed: 2, draws: 200 }).pTwoSided).toEqual(Array(12).fill(1))
})

test('many tied zeros make no cold spot', () => {
  const values = Array(49).fill(0)
  values[24] = 5
  const { pLessOrEqual } = localPermutation(values, grid(7), { seed: 1 })
  expect(Math.min(...pLessOrEqual.map(p => p ?? 1))).toBeGreaterThan(0.9)
})

test('the normal p and the shuffled p of Moran agree on an ordinary map', () => {
  const random = seeded(9)
  const around = grid(12)
  const noise = Array.from({ length: 144 }, () => normal(random))
  const values = noise.map((value, i) => value + 0.3 * (around[i] ?? []).reduce((sum, j) => sum + (noise[j] ?? 0), 0))
  expect(globalMoranPermutation(values, around, { seed: 1 }).p).toBe(1 / 1000)
  expect(globalMoran(values, around).pGreater).toBeLessThan(0.001)
  const shuffled = globalMoranPermutation(noise, around, { seed: 1 }).p ?? 0
  expect(Math.abs(shuffled - (globalMoran(noise, around).pGreater ?? 0))).toBeLessThan(0.06)
})

test('a neighbour that is not a place, is the place itself or comes twice is refused', () => {
  expect(() => getisOrd([1, 2], [[1], [5]])).toThrow(/a neighbour of place 1 must be another place of the list, not 5/)
  expect(() => getisOrd([1, 2], [[0], [0]])).toThrow(/place 0 must be another place/)
  expect(() => globalMoran([1, 2, 3], [[1, 1], [], []])).toThrow(/place 0 has the same neighbour twice/)
  expect(() => localMoran([1, Number.NaN], [[], []])).toThrow(/a value must be a number, not NaN/)
})

test('nearest neighbours are the nearest, whichever way they are found', () => {
  const random = seeded(7)
  const points = Array.from({ length: 80 }, (): Point => [integer(random, 30), integer(random, 30)])
  const away = (i: number, j: number) => {
    const [[ax, ay], [bx, by]] = [points[i] ?? [0, 0], points[j] ?? [0, 0]]
    return (ax - bx) ** 2 + (ay - by) ** 2
  }
  nearestNeighbours(points, 5).forEach((near, i) => {
    const order = points
      .map((_, j) => j)
      .filter(j => j !== i)
      .sort((a, b) => away(i, a) - away(i, b) || a - b)
    expect(near).toEqual(order.slice(0, 5).sort((a, b) => a - b))
  })
  const within = neighboursWithin(points, 6).flatMap((near, i) => near.map(j => away(i, j)))
  expect(Math.max(...within)).toBe(36)
  expect(() => nearestNeighbours(points.slice(0, 3), 3)).toThrow(
    /k must be less than the number of points \(3\), not 3/,
  )
  expect(
    neighboursWithin(
      [
        [0, 0],
        [3, 4],
      ],
      5,
    ),
  ).toEqual([[1], [0]])
})
