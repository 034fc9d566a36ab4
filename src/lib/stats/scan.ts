import type { Point } from './distance-neighbours.ts'
import { multinomial, seeded } from './random.ts'
import { needCount, needNotNegative, needNumber, needPositive, needSameLength } from './refuse.ts'
import { type Windows, windowsOf } from './scan-windows.ts'
import { quantileOf } from './sorted.ts'

/**
 * Log likelihood ratio of one window for high rates only: c ln(c/E) + (C − c) ln((C − c)/(C − E)) where more than expected
 * happened, else 0. `expected` is scaled so that all windows' places together expect `total`.
 * Source: Kulldorff (1997).
 */
export function scanLogLikelihood(cases: number, expected: number, total: number): number {
  needCount('scanLogLikelihood', 'cases', cases)
  needCount('scanLogLikelihood', 'total', total)
  needNotNegative('scanLogLikelihood', 'expected', expected)
  if (cases > total || expected > total)
    throw new RangeError(
      `scanLogLikelihood: cases and expected must be no more than the total (${total}), not ${cases} and ${expected}`,
    )
  if (cases <= expected) return 0
  const outside = total - cases
  return cases * Math.log(cases / expected) + (outside === 0 ? 0 : outside * Math.log(outside / (total - expected)))
}

export type ScanCluster = {
  /** Positions from 0, ascending. */
  places: number[]
  cases: number
  expected: number
  population: number
  observedOverExpected: number
  /** Rate inside over rate outside; null when every case is inside. */
  relativeRisk: number | null
  llr: number
  /** (simulated maxima at least as large + 1)/(draws + 1). */
  p: number
}

export type Scan = {
  totalCases: number
  mostLikely: ScanCluster | null
  /** Clusters that share no place with a stronger one, strongest first, by the same simulated maxima: cautious. */
  secondary: ScanCluster[]
  /** The llr that chance passes in one map of twenty. */
  criticalLlr: number | null
  draws: number
  seed: number
}

/**
 * Kulldorff's scan statistic: which circle on the map holds more cases than its people lead one to expect, more than the worst
 * circle of a chance map would? Circles sit on places and grow by the nearest place up to `maxShare` of the population (10 to 25 %
 * in practice: at 50 % one large weak cluster can swallow small strong ones).
 *
 * Random: `draws` multinomial maps by `seed`. Poisson chance only: over-dispersed counts give false clusters, so read p with the
 * dispersion beside it. Circles only: a cluster along a road is blurred. Where in the cluster, and why, it does not say.
 * Source: Kulldorff (1997). SpatialEpi truncates the expected total to a whole number and fails when all cases are inside; this does not.
 */
export function scan(
  points: readonly Point[],
  cases: readonly number[],
  populations: readonly number[],
  { seed, draws = 999, maxShare = 0.25 }: { seed: number; draws?: number; maxShare?: number },
): Scan {
  check(points, cases, populations, maxShare, draws)
  const totalCases = cases.reduce((sum, count) => sum + count, 0)
  if (totalCases === 0) return { totalCases, mostLikely: null, secondary: [], criticalLlr: null, draws, seed }
  const windows = windowsOf(points, populations, maxShare)
  const llr = likelihoods(windows, totalCases)
  const maxima = chanceMaxima(llr, populations, { totalCases, draws, seed })
  const found = strongest(windows, llr.all(Float64Array.from(cases)))
  const clusters = found.map(({ window, value }) => describe(windows, window, value, cases, populations, maxima))
  const [mostLikely = null, ...secondary] = clusters
  return { totalCases, mostLikely, secondary, criticalLlr: quantileOf(maxima, 0.95), draws, seed }
}

type Likelihoods = {
  all: (cases: Float64Array) => Float64Array
  most: (cases: Float64Array) => number
}

/** c ln c is looked up and ln E worked out once for each window, so a chance map costs no logarithms. */
function likelihoods({ centres, starts, list, share }: Windows, total: number): Likelihoods {
  const plogp = Float64Array.from({ length: total + 1 }, (_, c) => (c === 0 ? 0 : c * Math.log(c)))
  const expected = share.map(each => each * total)
  const inside = expected.map(Math.log)
  const outside = expected.map(each => (each < total ? Math.log(total - each) : 0))
  const walk = (cases: Float64Array, see: (window: number, value: number) => void) => {
    for (let centre = 0; centre < centres; centre++) {
      let count = 0
      for (let at = starts[centre] ?? 0; at < (starts[centre + 1] ?? 0); at++) {
        count += cases[list[at] ?? 0] ?? 0
        if (count <= (expected[at] ?? 0)) continue
        const left = total - count
        const value = (plogp[count] ?? 0) - count * (inside[at] ?? 0) + (plogp[left] ?? 0) - left * (outside[at] ?? 0)
        see(at, value)
      }
    }
  }
  return {
    all: cases => {
      const values = new Float64Array(list.length)
      walk(cases, (window, value) => {
        values[window] = value
      })
      return values
    },
    most: cases => {
      let top = 0
      walk(cases, (_, value) => {
        if (value > top) top = value
      })
      return top
    },
  }
}

function chanceMaxima(
  llr: Likelihoods,
  populations: readonly number[],
  { totalCases, draws, seed }: { totalCases: number; draws: number; seed: number },
): Float64Array {
  const random = seeded(seed)
  const maxima = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++)
    maxima[draw] = llr.most(Float64Array.from(multinomial(random, totalCases, populations)))
  return maxima.sort()
}

/** The strongest window, then the strongest that shares no place with those found, until none has more than expected. */
function strongest({ starts, list, centreOf }: Windows, values: Float64Array): { window: number; value: number }[] {
  const order = [...values.keys()]
    .filter(at => (values[at] ?? 0) > 0)
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
  const taken = new Set<number>()
  const found: { window: number; value: number }[] = []
  for (const window of order) {
    const places = list.subarray(starts[centreOf(window)] ?? 0, window + 1)
    if (places.some(place => taken.has(place))) continue
    for (const place of places) taken.add(place)
    found.push({ window, value: values[window] ?? 0 })
  }
  return found
}

function describe(
  { starts, list, share, centreOf }: Windows,
  window: number,
  llr: number,
  cases: readonly number[],
  populations: readonly number[],
  maxima: Float64Array,
): ScanCluster {
  const places = [...list.subarray(starts[centreOf(window)] ?? 0, window + 1)].sort((a, b) => a - b)
  const sum = (of: readonly number[]) => places.reduce((total, place) => total + (of[place] ?? 0), 0)
  const total = cases.reduce((all, count) => all + count, 0)
  const [inside, expected] = [sum(cases), (share[window] ?? 0) * total]
  const relativeRisk = inside === total ? null : inside / expected / ((total - inside) / (total - expected))
  const asLarge = maxima.filter(value => value >= llr - 1e-9).length
  const p = (asLarge + 1) / (maxima.length + 1)
  return {
    places,
    cases: inside,
    expected,
    population: sum(populations),
    observedOverExpected: inside / expected,
    relativeRisk,
    llr,
    p,
  }
}

function check(
  points: readonly Point[],
  cases: readonly number[],
  populations: readonly number[],
  maxShare: number,
  draws: number,
): void {
  needSameLength('scan', points, cases)
  needSameLength('scan', points, populations)
  needCount('scan', 'draws', draws)
  for (const count of cases) needCount('scan', 'cases', count)
  for (const population of populations) needPositive('scan', 'population', population)
  for (const value of points.flat()) needNumber('scan', 'a coordinate', value)
  if (!(maxShare > 0 && maxShare <= 0.5))
    throw new RangeError(`scan: maxShare must be above 0 and up to 0.5, not ${maxShare}`)
}
