import { binomial, poisson, type Random, seeded } from '../stats/index.ts'

export { poisson, type Random }

/** A number for a text (FNV-1a), so that each part of the city draws from its own stream and none moves another's. */
function numberFor(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  return hash >>> 0
}

/** Chance that can be repeated: the same seed and label always give the same stream. */
export const randomFor = (seed: number, label: string): Random => seeded(numberFor(`${seed}:${label}`))

/** The item at a place that must exist. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`at: nothing at ${index} of ${list.length}`)
  return item
}

export const sum = (numbers: ArrayLike<number>): number => {
  let total = 0
  for (let i = 0; i < numbers.length; i++) total += at(numbers, i)
  return total
}

/** A whole number from `low` to `high`, both included. */
export const whole = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))

export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Gamma with scale 1 (Marsaglia and Tsang 2000); shapes under 1 are lifted and brought back by a power. */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A count whose variance is `spread` times its mean (negative binomial, first kind); sums of such counts keep the same spread. */
export function count(random: Random, mean: number, spread: number): number {
  if (mean <= 0) return 0
  return spread <= 1 ? poisson(random, mean) : poisson(random, gamma(random, mean / (spread - 1)) * (spread - 1))
}

/** Makes a drawer of positions, each as often as its weight says. */
export function drawer(weights: readonly number[]): (random: Random) => number {
  const steps: number[] = []
  let total = 0
  for (const weight of weights) {
    total += weight
    steps.push(total)
  }
  return random => {
    const mark = random() * total
    let low = 0
    for (let high = steps.length - 1; low < high; ) {
      const middle = (low + high) >> 1
      if (at(steps, middle) > mark) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** How many of `total` are kept when each is kept with probability `share`. */
export const thin = (random: Random, total: number, share: number): number => binomial(random, total, share)
