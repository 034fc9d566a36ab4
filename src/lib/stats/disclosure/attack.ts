import { openProgram, type Program, type Row } from './simplex.ts'
import { classesOf, collapse, type Fixed, fixedSum, type Group, groups, reduceRow, settle, thin } from './system.ts'

/** A public number, or the room left to a hidden one: least ≤ the sum of its atoms ≤ most. */
export interface Known {
  atoms: readonly string[]
  least: number
  most: number
}
export interface Interval {
  least: number
  most: number
}

/** What the outsider knows of sums of atoms; null where the numbers contradict one another, as after a revision, or nothing lies within. */
export interface Attack {
  /** `within`: what is known beside, such as "under 5". */
  of(atoms: readonly string[], within?: Interval): Interval | null
  /** The pieces that cannot be told apart further, each with all of its atoms. */
  pieces: readonly (readonly string[])[]
}

const EPS = 1e-6
/** Steps of branching before a whole-number answer is given up. What is not shown to be safe counts as recovered. */
const MOST_BRANCHES = 60

interface Part {
  rows: Row[]
  index: ReadonlyMap<number, number>
  program: Program | undefined
}

/**
 * What an outsider can work out by adding and subtracting everything public, as an exact interval for each sum of atoms: linear
 * programming with branching to whole numbers. The outsider knows every total and that counts are whole and not negative.
 * Source: Duncan and Lambert (1989) for the attacker's interval; Salazar-González (2008) for its programme.
 */
export function attack(known: readonly Known[]): Attack {
  const collapsed = collapse(known.map(({ atoms }) => atoms))
  const rows = thin(known.map(({ atoms, least, most }) => ({ at: classesOf(collapsed, atoms), least, most })))
  const fixed = settle(rows)
  const byClass = groups(rows, fixed, collapsed.classes.length)
  const opened = new Map<Group, Part>()
  const partOf = (group: Group): Part => {
    const part = opened.get(group) ?? open(group, fixed)
    opened.set(group, part)
    return part
  }
  const of = (atoms: readonly string[], within?: Interval): Interval | null => {
    const at = classesOf(collapsed, atoms)
    if (at.includes(-1)) return within ?? { least: 0, most: Number.POSITIVE_INFINITY }
    const together = [...new Set(at.flatMap(each => byClass.get(each) ?? []))]
    const free = sum(at, fixed, together.map(partOf))
    if (!free || !within || (free.least >= within.least && free.most <= within.most)) return free
    if (free.most < within.least || free.least > within.most) return null
    const joined = {
      at: together.flatMap(each => each.at),
      rows: [...together.flatMap(each => each.rows), { at, ...within }],
    }
    return sum(at, fixed, joined.at.length > 0 ? [open(joined, fixed)] : [])
  }
  return { of, pieces: collapsed.classes }
}

/** Is the number behind this interval known? */
export const isPoint = (interval: Interval | null): interval is Interval =>
  interval !== null && interval.most - interval.least < 1

function open(group: Group, fixed: Fixed): Part {
  const index = new Map(group.at.map((each, i) => [each, i]))
  const rows = group.rows.map(row => reduceRow(row, fixed, index))
  const broken = rows.some(row => row.most < row.least)
  return { rows, index, program: broken ? undefined : openProgram(group.at.length, rows) }
}

function sum(at: readonly number[], fixed: Fixed, parts: readonly Part[]): Interval | null {
  let [least, most] = [fixedSum(at, fixed), fixedSum(at, fixed)]
  for (const part of parts) {
    if (!part.program) return null
    const wanted = at.flatMap(each => part.index.get(each) ?? [])
    least -= extreme(part, wanted, -1)
    most += extreme(part, wanted, 1)
  }
  return { least, most }
}

/** The most of `sign` × the sum, in whole numbers. */
function extreme(part: Part, wanted: readonly number[], sign: 1 | -1): number {
  const costs = new Map(wanted.map(at => [at, sign]))
  const found = part.program?.most(costs)
  if (!found || found.value === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
  return fractional(found.x) < 0 ? Math.round(found.value) : branch(part, costs)
}

const fractional = (x: Float64Array) => x.findIndex(value => Math.abs(value - Math.round(value)) > EPS)

/** Branch and bound, depth first. Given up, the best point seen stands: an interval too narrow, never too wide. */
function branch(part: Part, costs: ReadonlyMap<number, number>): number {
  let best = Number.NEGATIVE_INFINITY
  const stack: Row[][] = [[]]
  for (let step = 0; stack.length > 0 && step < MOST_BRANCHES; step++) {
    const extra = stack.pop() ?? []
    const found = openProgram(part.index.size, [...part.rows, ...extra])?.most(costs)
    if (!found || Math.floor(found.value + EPS) <= best) continue
    const at = fractional(found.x)
    if (at < 0) best = Math.round(found.value)
    else stack.push(...halves(extra, at, Math.floor(found.x[at] ?? 0)))
  }
  return best
}

const halves = (extra: readonly Row[], at: number, value: number): Row[][] => [
  [...extra, { at: [at], least: 0, most: value }],
  [...extra, { at: [at], least: value + 1, most: Number.POSITIVE_INFINITY }],
]
