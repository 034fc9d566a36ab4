/**
 * P-values adjusted for looking at many places at once. Nulls stay null and are not counted among the tests.
 * Source: Holm (1979); Benjamini and Hochberg (1995); Benjamini and Yekutieli (2001); as R's `p.adjust`.
 */
import { needProbability } from './refuse.ts'

type PValues = readonly (number | null)[]

/** Each p times the number of tests: holds the chance of even one false alarm. */
export function bonferroni(p: PValues): (number | null)[] {
  const { tests } = ranked('bonferroni', p)
  return p.map(value => (value === null ? null : Math.min(1, value * tests)))
}

/** Step-down version of Bonferroni: never less powerful, the same promise. */
export function holm(p: PValues): (number | null)[] {
  const { order, tests } = ranked('holm', p)
  const adjusted: (number | null)[] = p.map(() => null)
  let worst = 0
  order.forEach(({ value, index }, rank) => {
    worst = Math.max(worst, Math.min(1, (tests - rank) * value))
    adjusted[index] = worst
  })
  return adjusted
}

/** False discovery rate: of the places marked at 5 %, about one in twenty is chance, if tests are independent or agree. */
export const bh = (p: PValues): (number | null)[] => stepUp('bh', p, () => 1)

/** False discovery rate whatever the dependence between places; larger by 1 + 1/2 + … + 1/tests. */
export const by = (p: PValues): (number | null)[] => stepUp('by', p, harmonic)

function stepUp(name: string, p: PValues, penalty: (tests: number) => number): (number | null)[] {
  const { order, tests } = ranked(name, p)
  const adjusted: (number | null)[] = p.map(() => null)
  const factor = penalty(tests) * tests
  let best = 1
  order.reverse().forEach(({ value, index }, passed) => {
    best = Math.min(best, (factor / (tests - passed)) * value)
    adjusted[index] = best
  })
  return adjusted
}

function harmonic(tests: number): number {
  let sum = 0
  for (let k = 1; k <= tests; k++) sum += 1 / k
  return sum
}

function ranked(name: string, p: PValues) {
  const order: { value: number; index: number }[] = []
  p.forEach((value, index) => {
    if (value === null) return
    needProbability(name, value)
    order.push({ value, index })
  })
  order.sort((one, other) => one.value - other.value)
  return { order, tests: order.length }
}
