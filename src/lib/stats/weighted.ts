/**
 * Weighted mean of each group: the deprivation of a ward from its small areas and their residents. A value or weight that is not known, and
 * a weight of nothing, is left out; a group without any is not in the answer.
 */
export function weightedMeans<K>(
  rows: Iterable<{ group: K | null; value: number | null | undefined; weight: number | null | undefined }>,
): Map<K, number> {
  const sums = new Map<K, { value: number; weight: number }>()
  for (const { group, value, weight } of rows) {
    if (group === null || value === null || value === undefined || !weight) continue
    const sum = sums.get(group) ?? { value: 0, weight: 0 }
    sums.set(group, { value: sum.value + value * weight, weight: sum.weight + weight })
  }
  return new Map([...sums].map(([group, sum]) => [group, sum.value / sum.weight]))
}
