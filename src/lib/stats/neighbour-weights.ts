import { needNumber, needSameLength } from './refuse.ts'

/** Every neighbour weighs 1 (binary), or all of a place's neighbours together do (row-standardised). */
export type Weighting = 'binary' | 'row_standardised'

/** For each place the positions (from 0) of its neighbours: what `contiguity` and `distance-neighbours` give. */
export type NeighbourLists = readonly (readonly number[])[]

/** Weight of one of `count` neighbours. */
export const weightOf = (count: number, weighting: Weighting): number => (weighting === 'binary' ? 1 : 1 / count)

/** Neighbour lists in two flat arrays: those of place i are `list` from `starts[i]` up to `starts[i + 1]`. */
export type Flat = { starts: Int32Array; list: Int32Array }

export function flatten(neighbours: NeighbourLists): Flat {
  const starts = new Int32Array(neighbours.length + 1)
  neighbours.forEach((each, i) => {
    starts[i + 1] = (starts[i] ?? 0) + each.length
  })
  return { starts, list: Int32Array.from(neighbours.flat()) }
}

/** Refuses values that are not numbers and neighbours that are not places of the list, are the place itself, or come twice. */
export function needNeighbours(name: string, values: ArrayLike<number>, neighbours: NeighbourLists): void {
  needSameLength(name, values, neighbours)
  for (let i = 0; i < values.length; i++) needNumber(name, 'a value', values[i] ?? Number.NaN)
  neighbours.forEach((each, i) => {
    for (const j of each)
      if (!(Number.isInteger(j) && j >= 0 && j < values.length && j !== i))
        throw new RangeError(`${name}: a neighbour of place ${i} must be another place of the list, not ${j}`)
    if (new Set(each).size < each.length) throw new RangeError(`${name}: place ${i} has the same neighbour twice`)
  })
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  return sum / values.length
}

/** Do the values vary at all? Rounding of equal decimals is not variation. */
export function varies(values: ArrayLike<number>): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] ?? 0)
    high = Math.max(high, values[i] ?? 0)
  }
  return high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high))
}
