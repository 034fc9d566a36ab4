import { tighten } from './bounds.ts'
import type { State } from './cells.ts'
import { type Ground, publicRows } from './ground.ts'
import { type Field, sumOf } from './near.ts'
import { thin } from './system.ts'

/** What the outsider knows, around one possible world. */
export interface Space extends Field {
  ground: Ground
}

/** Takes out of every number the exact ones inside it and all that is known outright, so that what is unknown hangs on little. */
export function openSpace(ground: Ground, states: readonly State[] | undefined): Space {
  const thinned = thin(publicRows(ground, states))
  const size = ground.classes.length
  const box = tighten(thinned, size)
  const isOpen = (at: number) => (box.least[at] ?? 0) < (box.most[at] ?? 0)
  const rows = thinned.map(({ at }) => at.filter(isOpen))
  const [least, most, sums] = [0, 1, 2].map(() => new Float64Array(rows.length))
  if (!least || !most || !sums) throw new RangeError('openSpace')
  rows.forEach((at, r) => {
    const row = thinned[r]
    const taken = row ? sumOf(row.at, ground.world) - sumOf(at, ground.world) : 0
    least[r] = (row?.least ?? 0) - taken
    most[r] = (row?.most ?? 0) - taken
    sums[r] = sumOf(at, ground.world)
  })
  const standsIn: number[][] = Array.from({ length: size }, () => [])
  rows.forEach((at, r) => {
    if (canBreak(at, least[r] ?? 0, most[r] ?? 0, box)) for (const each of at) standsIn[each]?.push(r)
  })
  return { ground, world: ground.world, rows, least, most, sums, standsIn, lowest: box.least, highest: box.most }
}

function canBreak(
  at: readonly number[],
  least: number,
  most: number,
  box: { least: Float64Array; most: Float64Array },
) {
  return sumOf(at, box.least) < least || sumOf(at, box.most) > most
}
