import { tighten } from './bounds.ts'
import { type Ground, publicRows, sumOf } from './ground.ts'
import type { State } from './cells.ts'
import { thin } from './system.ts'

/** What the outsider knows, ready to be searched: rows over classes that are not yet known, around one possible world. */
export interface Space {
  ground: Ground
  /** Open classes of each row; none where the row says nothing. */
  rows: readonly (readonly number[])[]
  least: Float64Array
  most: Float64Array
  /** The sum of each row in the possible world, and what of its number is not in it. */
  sums: Float64Array
  done: Float64Array
  /** Rows that could be broken, of each class. */
  standsIn: readonly (readonly number[])[]
  lowest: Float64Array
  highest: Float64Array
}

/** Takes out of every number the exact ones inside it and all that is known outright, so that what is unknown hangs on little. */
export function openSpace(ground: Ground, states: readonly State[] | undefined): Space {
  const thinned = thin(publicRows(ground, states))
  const size = ground.classes.length
  const box = tighten(thinned, size)
  const isOpen = (at: number) => (box.least[at] ?? 0) < (box.most[at] ?? 0)
  const rows = thinned.map(({ at }) => at.filter(isOpen))
  const [least, most, sums, done] = [0, 1, 2, 3].map(() => new Float64Array(rows.length))
  if (!least || !most || !sums || !done) throw new RangeError('openSpace')
  rows.forEach((at, r) => {
    const row = thinned[r]
    const taken = row ? sumOf(row.at, ground.world) - sumOf(at, ground.world) : 0
    least[r] = (row?.least ?? 0) - taken
    most[r] = (row?.most ?? 0) - taken
    sums[r] = sumOf(at, ground.world)
    done[r] = (row?.done ?? 0) + taken
  })
  const standsIn: number[][] = Array.from({ length: size }, () => [])
  rows.forEach((at, r) => {
    if (canBreak(at, least[r] ?? 0, most[r] ?? 0, box)) for (const each of at) standsIn[each]?.push(r)
  })
  return { ground, rows, least, most, sums, done, standsIn, lowest: box.least, highest: box.most }
}

function canBreak(at: readonly number[], least: number, most: number, box: { least: Float64Array; most: Float64Array }) {
  return sumOf(at, box.least) < least || sumOf(at, box.most) > most
}
