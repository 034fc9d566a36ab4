/** The quantile of an ascending list at `share` (0 to 1), linear between neighbours: R's type 7. An empty list gives 0. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? 0
  return low + (high - low) * (at - Math.floor(at))
}

/** Values with the lowest and highest `share` of them drawn in to the edge of the rest, and those edges. */
export function winsorised(values: readonly number[], share: number): { values: number[]; low: number; high: number } {
  const sorted = Float64Array.from(values).sort()
  const low = quantileOf(sorted, share)
  const high = quantileOf(sorted, 1 - share)
  return { values: values.map(value => Math.min(high, Math.max(low, value))), low, high }
}

/** Rank of each value from 1, tied values sharing the mean of their ranks. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const at = (i: number) => values[order[i] ?? 0] ?? Number.NaN
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && at(to) === at(from)) to++
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to + 1) / 2
  }
  return ranks
}

/** Positions of the values from the highest down, ties in the order given. */
export const highestFirst = (values: ArrayLike<number>): number[] =>
  Array.from({ length: values.length }, (_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
