import type { Programme, Sought } from './fill.ts'
import { sumOf } from './near.ts'
import { fixedSum, turned } from './system.ts'
import { wholeMost } from './whole.ts'

/** Times every group is asked, and points looked at for one. */
const MOST_SWEEPS = 40
const MOST_STEPS = 40
interface Wide {
  at: readonly number[]
  least: number
  most: number
  sum: number
}

export interface Joining {
  isWide: readonly boolean[]
  /** What a wide row that is broken by one weighs, beside a hidden count that is one over its limit; in turn. */
  weights: readonly number[]
}

/**
 * Puts right the wide rows that a world made of groups breaks: each group in turn is solved anew so that the wide rows it has part in are
 * broken as little as can be, the other groups as they are (block coordinate descent). The world is changed; false when some stay broken.
 */
export function join(
  world: Float64Array,
  programmes: readonly Programme[],
  { rows, fixed, box }: Sought,
  { isWide, weights }: Joining,
): boolean {
  const wide = rows.flatMap(({ at, least, most }, r): Wide[] => {
    const open = at.filter(each => !fixed.has(each))
    const done = fixedSum(at, fixed)
    return isWide[r] ? [{ at: open, least: least - done, most: most - done, sum: sumOf(open, world) }] : []
  })
  const standsIn = turned(
    wide.map(({ at }) => at),
    world.length,
  )
  const lacks = () => wide.reduce((sum, row) => sum + Math.abs(lackOf(row)), 0)
  let left = lacks()
  for (const weight of weights)
    for (let sweep = 0; sweep < MOST_SWEEPS && left > 0; sweep++) {
      for (const programme of programmes) refit(programme, world, { wide, standsIn, weight, floor: box.least })
      const now = lacks()
      if (now >= left) break
      left = now
    }
  return left === 0
}

const lackOf = ({ least, most, sum }: Wide): number => (sum < least ? least - sum : sum > most ? most - sum : 0)

interface Around {
  wide: readonly Wide[]
  standsIn: readonly (readonly number[])[]
  weight: number
  /** The least each class can be. */
  floor: Float64Array
}

function refit(
  { group, variables, rows, costs }: Programme,
  world: Float64Array,
  { wide, standsIn, weight, floor }: Around,
): void {
  const mine = [...new Set(group.at.flatMap(at => standsIn[at] ?? []))]
  if (!mine.some(r => wide[r] && lackOf(wide[r]) !== 0)) return
  const index = new Map(group.at.map((at, i) => [at, i]))
  const all = [...rows]
  const priced = new Map(costs)
  mine.forEach((r, k) => {
    const row = wide[r]
    if (!row) return
    const inside = row.at.filter(at => index.has(at))
    const outside = row.sum - sumOf(inside, world) + sumOf(inside, floor)
    const at = inside.flatMap(each => index.get(each) ?? [])
    const [short, over] = [variables + 2 * k, variables + 2 * k + 1]
    priced.set(short, -weight).set(over, -weight)
    const by = [...at.map(() => 1), 1, -1]
    all.push({ at: [...at, short, over], by, least: row.least - outside, most: row.most - outside })
  })
  const { best } = wholeMost(variables + 2 * mine.length, all, priced, { count: group.at.length, steps: MOST_STEPS })
  if (!best) return
  group.at.forEach((at, i) => {
    const by = (floor[at] ?? 0) + (best.x[i] ?? 0) - (world[at] ?? 0)
    world[at] = (world[at] ?? 0) + by
    for (const r of standsIn[at] ?? []) if (wide[r]) wide[r].sum += by
  })
}
