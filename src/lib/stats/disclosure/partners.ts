import type { Draft, Published } from './cells.ts'
import type { Ground } from './ground.ts'
import { sumOf } from './near.ts'
import { openProgram, type Row } from './simplex.ts'

/** A shown cell that may be hidden to protect another, and what hiding it costs. */
export interface Candidate {
  at: number
  cost: number
}

/** A number an outsider knows and should not. */
export interface Exposed {
  atoms: readonly string[]
  value: number
  /** It is to stay possible that it is another count under this. */
  under: number
}

interface Wanted {
  at: readonly number[]
  under: number
}

/** Rows of the largest programme in which partners are looked for. */
const MOST_ROWS = 500

/**
 * The cheapest cells to hide so that a recovered number could as well be one more or one less: the smallest change of all counts that nothing
 * shown forbids (Fischetti and Salazar-González 2001; the cells it moves are the partners). First close by, everything further away as it is
 * in the possible world, then further out. Empty when there are none.
 */
export function partners(
  wanted: Wanted,
  candidates: readonly Candidate[],
  now: readonly Published[],
  ground: Ground,
): Candidate[] {
  const costs = new Map(candidates.map(each => [each.at, each]))
  const fallback = () => cheapest(wanted, candidates, ground)
  for (const within of widening(wanted, ground)) {
    const touched = [...new Set([...within].flatMap(at => ground.standsIn[at] ?? []))].filter(i => ground.says[i])
    if (touched.length > MOST_ROWS) return fallback()
    const near = touched.filter(i => costs.has(i) && (ground.sets[i] ?? []).every(at => within.has(at)))
    if (near.length === 0) continue
    const found = solve(wanted, within, { touched, near: near.flatMap(i => costs.get(i) ?? []), now, ground })
    if (found?.length) return found
    if (found) return fallback()
  }
  return fallback()
}

/** The cheapest number that shares a piece with the wanted one. */
function cheapest({ at }: Wanted, candidates: readonly Candidate[], { standsIn }: Ground): Candidate[] {
  const touching = new Set(at.flatMap(each => standsIn[each] ?? []))
  const [first] = candidates.filter(each => touching.has(each.at)).sort((a, b) => a.cost - b.cost)
  return first ? [first] : []
}

/** The pieces inside the smallest numbers that hold the wanted one, then of larger and larger ones. */
function* widening({ at }: Wanted, { standsIn, sets }: Ground): Generator<ReadonlySet<number>> {
  const within = new Set(at)
  const around = [...new Set(at.flatMap(each => standsIn[each] ?? []))]
  for (const i of around.sort((a, b) => (sets[a]?.length ?? 0) - (sets[b]?.length ?? 0))) {
    const before = within.size
    for (const each of sets[i] ?? []) within.add(each)
    if (within.size > before || before === at.length) yield within
  }
}

interface Near {
  touched: readonly number[]
  near: readonly Candidate[]
  now: readonly Published[]
  ground: Ground
}

function solve(wanted: Wanted, within: ReadonlySet<number>, { touched, near, now, ground }: Near) {
  const index = new Map([...within].map((each, i) => [each, i]))
  const moving = new Map(near.map((each, k) => [each.at, index.size + 2 * k]))
  const rows = touched.map((i): Row => {
    const inside = (ground.sets[i] ?? []).filter(each => index.has(each))
    const outside = sumOf(ground.sets[i] ?? [], ground.world) - sumOf(inside, ground.world)
    const at = inside.flatMap(each => index.get(each) ?? [])
    const limits = { least: Math.max(0, (now[i]?.least ?? 0) - outside), most: (now[i]?.most ?? 0) - outside }
    const slack = moving.get(i)
    if (slack === undefined) return { at, ...limits }
    return { at: [...at, slack, slack + 1], by: [...at.map(() => 1), -1, 1], ...limits }
  })
  const value = sumOf(wanted.at, ground.world)
  const target = wanted.at.flatMap(each => index.get(each) ?? [])
  const values = [value + 1, value - 1].filter(each => each > 0 && each < wanted.under)
  const found = values.flatMap(each => {
    const program = openProgram(index.size + 2 * near.length, [...rows, { at: target, least: each, most: each }])
    return cheapestChange(program, near, index.size) ?? []
  })
  return found.sort((a, b) => a.cost - b.cost)[0]?.cells
}

function cheapestChange(program: ReturnType<typeof openProgram>, near: readonly Candidate[], size: number) {
  const costs = new Map(
    near.flatMap(({ cost }, k): [number, number][] => [
      [size + 2 * k, -cost],
      [size + 2 * k + 1, -cost],
    ]),
  )
  const best = program?.most(costs)
  if (!best) return undefined
  const cells = near.filter((_, k) => (best.x[size + 2 * k] ?? 0) + (best.x[size + 2 * k + 1] ?? 0) > 1e-6)
  return { cost: -best.value, cells }
}

/** A total is worth more to the reader than its parts. */
export function candidatesOf(
  cells: readonly Draft[],
  isHidden: (i: number) => boolean,
  isTotal: readonly boolean[],
): Candidate[] {
  const largest = Math.max(1, ...cells.map(({ count }) => count))
  return cells.flatMap(({ count }, at): Candidate[] =>
    isHidden(at) || count === 0 ? [] : [{ at, cost: 1 + count / largest / cells.length + (isTotal[at] ? 3 : 0) }],
  )
}
