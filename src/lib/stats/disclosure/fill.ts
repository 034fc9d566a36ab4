import type { Box } from './bounds.ts'
import type { Row } from './simplex.ts'
import { type Fixed, fixedSum, type Group, groups, reduceRow, type Thin } from './system.ts'
import { wholeMost } from './whole.ts'

/** Points looked at for a world in whole numbers. */
const MOST_STEPS = 400
/** What it costs that a hidden count is less than half of what a small one may be, beside its being no small one at all. */
const SHORT = 0.1

/** What is being looked for: rows less the exact ones inside them, what follows from them at once, and what hidden counts had better not exceed. */
export interface Sought {
  rows: readonly Thin[]
  box: Box
  fixed: Fixed
  limits: ReadonlyMap<Row, number>
}

export interface Programme {
  group: Group
  variables: number
  rows: Row[]
  costs: Map<number, number>
}

/** A programme for each group of rows that have nothing to say of one another; undefined where one is larger than `largest` entries. */
export function programmesOf(rows: readonly Thin[], sought: Sought, largest: number): Programme[] | undefined {
  const found = [...new Set(groups(rows, sought.fixed, sought.box.least.length).values())]
  const programmes = found.map(group => programmeOf(group, sought))
  return programmes.every(each => each.rows.length * (each.variables + each.rows.length) <= largest)
    ? programmes
    : undefined
}

/** A world group by group; the rows of the groups that have none. */
export function fill(
  rows: readonly Thin[],
  programmes: readonly Programme[],
  least: Float64Array,
): { world: Float64Array } | { broken: number[] } {
  const world = Float64Array.from(least)
  const broken = new Set<Row>()
  for (const programme of programmes) {
    const { group } = programme
    const found = solve(programme)
    group.at.forEach((at, i) => {
      world[at] = (least[at] ?? 0) + (found?.[i] ?? 0)
    })
    if (!found) for (const row of group.rows) broken.add(row)
  }
  return broken.size > 0 ? { broken: rows.flatMap((row, i) => (broken.has(row) ? [i] : [])) } : { world }
}

/** The counts of one group above their least; hidden ones under their limit where they can be, and at half of it. */
function programmeOf(group: Group, { fixed, box, limits }: Sought): Programme {
  const size = group.at.length
  const index = new Map(group.at.map((at, i) => [at, i]))
  const rows: Row[] = []
  const costs = new Map<number, number>()
  for (const row of group.rows) {
    const { at, least, most } = reduceRow(row, fixed, index)
    const floor = at.reduce((sum, i) => sum + (box.least[group.at[i] ?? -1] ?? 0), 0)
    const shifted = { at, least: Math.max(0, least - floor), most: most - floor }
    if (shifted.least > 0 || shifted.most < Number.POSITIVE_INFINITY) rows.push(shifted)
    const limit = limits.get(row)
    if (limit === undefined) continue
    // Turn by turn a little more and a little less than half, so that their sums come near what the totals say.
    const half = Math.floor(limit / 2) + (costs.size % 4 === 0 ? 1 : 0)
    const done = fixedSum(row.at, fixed) + floor
    const [over, short, ones] = [size + costs.size, size + costs.size + 1, at.map(() => 1)]
    costs.set(over, -1).set(short, -SHORT)
    rows.push({
      at: [...at, over],
      by: [...ones, -1],
      least: Number.NEGATIVE_INFINITY,
      most: Math.max(0, limit - done),
    })
    rows.push({ at: [...at, short], least: Math.max(0, half - done), most: Number.POSITIVE_INFINITY })
  }
  return { group, variables: size + costs.size, rows, costs }
}

function solve({ group, variables, rows, costs }: Programme): Float64Array | undefined {
  const { best, isSure } = wholeMost(variables, rows, costs, { count: group.at.length, steps: MOST_STEPS })
  if (!best && !isSure) throw new RangeError('protect: no possible world was found')
  return best?.x
}
