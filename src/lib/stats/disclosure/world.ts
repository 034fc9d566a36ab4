import { tighten } from './bounds.ts'
import type { Row } from './simplex.ts'
import { type Fixed, type Group, groups, reduceRow, thin, turned } from './system.ts'
import { wholeMost } from './whole.ts'

/** Points looked at for a world in whole numbers before a part is given up. */
const MOST_STEPS = 400

interface Asked {
  classes: number
  /** Rows before this are the draft's own: they stay longest. */
  own: number
  /** Rows that are hidden, and the most such a count is when it is small: the world has small ones where it can. */
  small: ReadonlyMap<number, number>
}

export interface Possible {
  world: Float64Array
  /** Rows that contradict the others and were left out. */
  dropped: ReadonlySet<number>
}

/** Whole counts, none negative, that satisfy every row; rows are left out, earlier numbers first, until there are some. */
export function possibleWorld(given: readonly (Row | undefined)[], asked: Asked): Possible {
  const dropped = new Set<number>()
  for (;;) {
    const rows = given.map((row, i) => (row && !dropped.has(i) ? row : undefined))
    const found = attempt(rows, asked)
    if ('world' in found) return { world: found.world, dropped }
    for (const i of worst(found.broken, asked.own, rows)) dropped.add(i)
  }
}

/** Of rows that contradict one another those that go: earlier numbers; without any, sums; without any, the rest. */
function worst(broken: readonly number[], own: number, rows: readonly (Row | undefined)[]): number[] {
  const earlier = broken.filter(i => i >= own)
  if (earlier.length > 0) return earlier
  const largest = Math.max(...broken.map(i => rows[i]?.at.length ?? 0))
  return broken.filter(i => (rows[i]?.at.length ?? 0) === largest)
}

type Attempt = { world: Float64Array } | { broken: number[] }

function attempt(rows: readonly (Row | undefined)[], asked: Asked): Attempt {
  const left = rows.map((row): Row => row ?? { at: [], least: 0, most: Number.POSITIVE_INFINITY })
  const thinned = thin(left)
  const box = tighten(thinned, asked.classes)
  if (box.broken.length > 0) return { broken: around(box.broken, thinned, asked.classes) }
  const fixed: Fixed = new Map(
    [...box.least.entries()].flatMap(([at, value]): [number, number][] => (value === box.most[at] ? [[at, value]] : [])),
  )
  const world = Float64Array.from(box.least)
  const numbers = new Map<Row, number>(thinned.map((row, i) => [row, i]))
  const broken: number[] = []
  for (const group of new Set(groups(thinned, fixed, asked.classes).values())) {
    const found = solve(group, fixed, box.least, { numbers, small: asked.small })
    if (found) group.at.forEach((at, i) => (world[at] = (box.least[at] ?? 0) + (found[i] ?? 0)))
    else broken.push(...group.rows.flatMap(row => numbers.get(row) ?? []))
  }
  return broken.length > 0 ? { broken } : { world }
}

/** The rows that hang together with some. */
function around(some: readonly number[], rows: readonly Row[], classes: number): number[] {
  const standsIn = turned(
    rows.map(({ at }) => at),
    classes,
  )
  const found = new Set(some)
  const seen = new Set<number>()
  for (const r of found)
    for (const at of rows[r]?.at ?? []) {
      if (seen.has(at)) continue
      seen.add(at)
      for (const other of standsIn[at] ?? []) found.add(other)
    }
  return [...found]
}

interface Told {
  numbers: ReadonlyMap<Row, number>
  small: ReadonlyMap<number, number>
}

/** The counts of one group above their least; undefined where there are none. */
function solve(group: Group, fixed: Fixed, least: Float64Array, { numbers, small }: Told): Float64Array | undefined {
  const size = group.at.length
  const index = new Map(group.at.map((at, i) => [at, i]))
  const rows: Row[] = []
  const costs = new Map<number, number>()
  for (const row of group.rows) {
    const reduced = reduceRow(row, fixed, index)
    const floor = reduced.at.reduce((sum, i) => sum + (least[group.at[i] ?? -1] ?? 0), 0)
    const shifted = { at: reduced.at, least: Math.max(0, reduced.least - floor), most: reduced.most - floor }
    if (shifted.least > 0 || shifted.most < Number.POSITIVE_INFINITY) rows.push(shifted)
    const most = small.get(numbers.get(row) ?? -1)
    if (most === undefined || row.at.length !== reduced.at.length) continue
    const over = size + costs.size
    costs.set(over, -1)
    const by = [...reduced.at.map(() => 1), -1]
    rows.push({ at: [...reduced.at, over], by, least: Number.NEGATIVE_INFINITY, most: Math.max(0, most - floor) })
  }
  return wholeMost(size + costs.size, rows, costs, { count: size, steps: MOST_STEPS }).best?.x
}
