import { needCount, needPositive, needSameLength } from './refuse.ts'

/** Marshall's prior: the mean rate and the variance of true rates between places (0 when they differ no more than chance). */
export type Prior = { mean: number; between: number }

export type Smoothed = Prior & {
  /** Events over population, as they come. */
  raw: Float64Array
  /** Each raw rate drawn towards the mean, the more so the fewer its residents. */
  estimate: Float64Array
  /** Assuncao and Reis's standardised rates: mean 0, variances made equal, for Moran and Gi*. */
  z: Float64Array
}

/**
 * Empirical Bayes rates for a map: a place with few residents borrows from all places. Rates are per person.
 * A map of them shows less noise, not the truth: a small place that is truly different is drawn in too. No interval; do not
 * rank by them. Refuses a place without residents.
 * Source: Marshall (1991); Assuncao and Reis (1999); `EBest` and `EBImoran.mc` in spdep.
 */
export function empiricalBayes(counts: ArrayLike<number>, populations: ArrayLike<number>): Smoothed {
  check('empiricalBayes', counts, populations)
  const raw = Float64Array.from(counts, (count, i) => count / (populations[i] ?? 1))
  const prior = marshall(counts, populations)
  const estimate = raw.map((rate, i) => shrink(rate, populations[i] ?? 1, prior))
  const z = raw.map((rate, i) => {
    const spread = prior.between + prior.mean / (populations[i] ?? 1)
    return spread > 0 ? (rate - prior.mean) / Math.sqrt(spread) : 0
  })
  return { ...prior, raw, estimate, z }
}

/**
 * The same, each place drawn towards its own neighbourhood: itself and its neighbours (`neighbours`, positions from 0). The
 * variance is taken about that neighbourhood's mean, as Marshall has it; spdep's default uses each neighbour's own.
 * A place without neighbours is its own neighbourhood and keeps its raw rate; one with no event around it gets 0.
 */
export function localEmpiricalBayes(
  counts: ArrayLike<number>,
  populations: ArrayLike<number>,
  neighbours: readonly (readonly number[])[],
): Float64Array {
  check('localEmpiricalBayes', counts, populations)
  needSameLength('localEmpiricalBayes', counts, neighbours)
  return Float64Array.from(counts, (count, i) => {
    const around = [i, ...(neighbours[i] ?? [])]
    const prior = marshall(
      around.map(j => counts[j] ?? 0),
      around.map(j => populations[j] ?? 1),
    )
    return shrink(count / (populations[i] ?? 1), populations[i] ?? 1, prior)
  })
}

function marshall(counts: ArrayLike<number>, populations: ArrayLike<number>): Prior {
  let [events, people, squares] = [0, 0, 0]
  for (let i = 0; i < counts.length; i++) {
    events += counts[i] ?? 0
    people += populations[i] ?? 0
  }
  const mean = events / people
  for (let i = 0; i < counts.length; i++) {
    const size = populations[i] ?? 1
    squares += size * ((counts[i] ?? 0) / size - mean) ** 2
  }
  return { mean, between: Math.max(0, squares / people - (mean * counts.length) / people) }
}

function shrink(rate: number, population: number, { mean, between }: Prior): number {
  if (between === 0) return mean
  return mean + ((rate - mean) * between) / (between + mean / population)
}

function check(name: string, counts: ArrayLike<number>, populations: ArrayLike<number>): void {
  needSameLength(name, counts, populations)
  for (let i = 0; i < counts.length; i++) {
    needCount(name, 'a count', counts[i] ?? Number.NaN)
    needPositive(name, 'population', populations[i] ?? Number.NaN)
  }
}
