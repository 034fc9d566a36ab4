import { type Optimum, openProgram, type Row } from './simplex.ts'

const EPS = 1e-6

const fractional = (x: Float64Array, count: number): number => {
  for (let i = 0; i < count; i++) if (Math.abs((x[i] ?? 0) - Math.round(x[i] ?? 0)) > EPS) return i
  return -1
}

export interface Whole {
  /** The best point in whole numbers that was found; undefined when there is none, or none was found in the steps allowed. */
  best: Optimum | undefined
  /** Was every possibility looked at? */
  isSure: boolean
}

/** Branch and bound, depth first: the largest Σ costs × x of which the first `count` variables are whole numbers. */
export function wholeMost(
  variables: number,
  rows: readonly Row[],
  costs: ReadonlyMap<number, number>,
  { count = variables, steps }: { count?: number; steps: number },
): Whole {
  let best: Optimum | undefined
  const stack: Row[][] = [[]]
  for (let step = 0; stack.length > 0; step++) {
    if (step >= steps) return { best, isSure: false }
    const extra = stack.pop() ?? []
    const found = openProgram(variables, [...rows, ...extra])?.most(costs)
    if (!found || (best && found.value <= best.value + EPS)) continue
    const at = fractional(found.x, count)
    if (at < 0) best = { value: found.value, x: found.x.map((value, i) => (i < count ? Math.round(value) : value)) }
    else stack.push(...halves(extra, at, Math.floor(found.x[at] ?? 0)))
  }
  return { best, isSure: true }
}

const halves = (extra: readonly Row[], at: number, value: number): Row[][] => [
  [...extra, { at: [at], least: 0, most: value }],
  [...extra, { at: [at], least: value + 1, most: Number.POSITIVE_INFINITY }],
]
