import {
  flatten,
  meanOf,
  type NeighbourLists,
  needNeighbours,
  varies,
  type Weighting,
  weightOf,
} from './neighbour-weights.ts'
import { pnormUpper } from './normal.ts'
import { seededWords, shuffle } from './random.ts'
import { needCount } from './refuse.ts'

export type GlobalMoran = {
  /** Null throughout where nothing varies or no place has a neighbour. */
  i: number | null
  expected: number
  /** Values shuffled over the places ('randomisation', the usual one), or drawn from a normal distribution. */
  varianceRandomisation: number | null
  zRandomisation: number | null
  /** One-sided: chance of values gathered at least so much. */
  pGreater: number | null
  varianceNormality: number | null
  zNormality: number | null
  gearysC: number | null
  /** Getis and Ord's general G and its z, for binary weights and values of zero or more; else null. */
  g: number | null
  gZ: number | null
}

const NOTHING: Omit<GlobalMoran, 'expected'> = {
  i: null,
  varianceRandomisation: null,
  zRandomisation: null,
  pGreater: null,
  varianceNormality: null,
  zNormality: null,
  gearysC: null,
  g: null,
  gZ: null,
}

/**
 * Do values gather on the map at all? Global Moran's I, with Geary's C and the general G beside it. Places without neighbours
 * are left out of n. One number for the whole map: it does not say where, and it rises with any smooth difference.
 * Source: Moran (1950); Cliff and Ord (1981); `moran.test`, `geary.test` and `globalG.test` in spdep.
 */
export function globalMoran(
  values: readonly number[],
  neighbours: NeighbourLists,
  weights: Weighting = 'row_standardised',
): GlobalMoran {
  needNeighbours('globalMoran', values, neighbours)
  const sums = sumsOf(neighbours, weights)
  const expected = -1 / (sums.n - 1)
  if (!varies(values) || sums.s0 === 0) return { ...NOTHING, expected }
  const mean = meanOf(values)
  const z = values.map(value => value - mean)
  const squares = z.reduce((sum, each) => sum + each * each, 0)
  const kurtosis = (values.length * z.reduce((sum, each) => sum + each ** 4, 0)) / (squares * squares)
  const cross = sumOver(neighbours, weights, (i, j) => (z[i] ?? 0) * (z[j] ?? 0))
  const gaps = sumOver(neighbours, weights, (i, j) => ((values[i] ?? 0) - (values[j] ?? 0)) ** 2)
  const i = ((sums.n / sums.s0) * cross) / squares
  const varianceRandomisation = byRandomisation(sums, kurtosis) - expected * expected
  const varianceNormality = byNormality(sums) - expected * expected
  const zRandomisation = (i - expected) / Math.sqrt(varianceRandomisation)
  return {
    i,
    expected,
    varianceRandomisation,
    zRandomisation,
    pGreater: pnormUpper(zRandomisation),
    varianceNormality,
    zNormality: (i - expected) / Math.sqrt(varianceNormality),
    gearysC: ((sums.n - 1) * gaps) / (2 * sums.s0 * squares),
    ...(weights === 'binary' && values.every(value => value >= 0)
      ? generalG(values, neighbours, sums)
      : { g: null, gZ: null }),
  }
}

/** s0 Σw, s1 ½Σ(wij + wji)², s2 Σ(row + column sums)²; n the places with neighbours. */
type Sums = { n: number; s0: number; s1: number; s2: number }

function sumsOf(neighbours: NeighbourLists, weights: Weighting): Sums {
  const sets = neighbours.map(each => new Set(each))
  const columns = new Float64Array(neighbours.length)
  let [s0, s1, s2] = [0, 0, 0]
  neighbours.forEach((each, i) => {
    const weight = weightOf(each.length, weights)
    for (const j of each) {
      const back = sets[j]?.has(i) ? weightOf(sets[j].size, weights) : 0
      s0 += weight
      s1 += back === 0 ? weight * weight : (weight + back) ** 2 / 2
      columns[j] = (columns[j] ?? 0) + weight
    }
  })
  neighbours.forEach((each, i) => {
    s2 += (weightOf(each.length, weights) * each.length + (columns[i] ?? 0) || 0) ** 2
  })
  return { n: neighbours.filter(each => each.length > 0).length, s0, s1, s2 }
}

function sumOver(neighbours: NeighbourLists, weights: Weighting, of: (i: number, j: number) => number): number {
  let sum = 0
  neighbours.forEach((each, i) => {
    const weight = weightOf(each.length, weights)
    for (const j of each) sum += weight * of(i, j)
  })
  return sum
}

function byRandomisation({ n, s0, s1, s2 }: Sums, kurtosis: number): number {
  const shape = n * (s1 * (n * n - 3 * n + 3) - n * s2 + 3 * s0 * s0)
  const tail = kurtosis * (s1 * (n * n - n) - 2 * n * s2 + 6 * s0 * s0)
  return (shape - tail) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0)
}

const byNormality = ({ n, s0, s1, s2 }: Sums): number => (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1))

function generalG(values: readonly number[], neighbours: NeighbourLists, { n, s0, s1, s2 }: Sums) {
  const power = (k: number) => values.reduce((sum, value) => sum + value ** k, 0)
  const [m1, m2, m3, m4] = [power(1), power(2), power(3), power(4)]
  const pairs = m1 * m1 - m2
  const g = sumOver(neighbours, 'binary', (i, j) => (values[i] ?? 0) * (values[j] ?? 0)) / pairs
  const square = s0 * s0
  const variance =
    ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square) * m2 * m2 -
    ((n * n - n) * s1 - 2 * n * s2 + 6 * square) * m4 -
    (2 * n * s1 - (n + 3) * s2 + 6 * square) * m1 * m1 * m2 +
    (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square) * m1 * m3 +
    (s1 - s2 + square) * m1 ** 4
  const expected = s0 / (n * (n - 1))
  const spread = variance / (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3)) - expected * expected
  return { g, gZ: spread > 0 ? (g - expected) / Math.sqrt(spread) : null }
}

/**
 * Chance of an I at least as large when the values are shuffled over the places: (M + 1)/(draws + 1), by `seed`. For lopsided
 * values and few places, where the normal z is rough. Null where I is.
 */
export function globalMoranPermutation(
  values: readonly number[],
  neighbours: NeighbourLists,
  { seed, draws = 999, weights = 'row_standardised' }: { seed: number; draws?: number; weights?: Weighting },
): { p: number | null; draws: number; seed: number } {
  needNeighbours('globalMoranPermutation', values, neighbours)
  needCount('globalMoranPermutation', 'draws', draws)
  if (!varies(values) || neighbours.every(each => each.length === 0)) return { p: null, draws, seed }
  const mean = meanOf(values)
  const z = Float64Array.from(values, value => value - mean)
  const cross = crossOf(z, neighbours, weights)
  const seen = cross()
  const slack = 1e-9 * Math.max(1, Math.abs(seen))
  const next = seededWords(seed)
  let asHigh = 0
  for (let draw = 0; draw < draws; draw++) {
    shuffle(z, next)
    if (cross() >= seen - slack) asHigh++
  }
  return { p: (asHigh + 1) / (draws + 1), draws, seed }
}

/** Reads the present order of the values each time it is asked. */
function crossOf(z: Float64Array, neighbours: NeighbourLists, weights: Weighting): () => number {
  const { starts, list } = flatten(neighbours)
  const rows = Float64Array.from(neighbours, each => (each.length === 0 ? 0 : weightOf(each.length, weights)))
  return () => {
    let sum = 0
    for (let i = 0; i < z.length; i++) {
      let lag = 0
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) lag += z[list[k] ?? 0] ?? 0
      sum += (z[i] ?? 0) * lag * (rows[i] ?? 0)
    }
    return sum
  }
}
