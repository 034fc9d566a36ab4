import { type Change, type Field, sumOf } from './near.ts'
import type { Row } from './simplex.ts'
import { wholeMost } from './whole.ts'

/** Classes of the first programmes around a number; then everything that hangs together with it. */
const NEAR = [24, 120]
/** Entries of a programme that is still solved, and points of it that are looked at: what is not shown to be safe counts as recovered. */
const LARGEST = 6_000_000
const MOST_STEPS = 60

export interface Part {
  at: readonly number[]
  isWhole: boolean
}

/** Classes around some, ring by ring and the smallest rows first, in steps; the last holds everything that hangs together with them. */
export function* partsAround(space: Field, at: readonly number[]): Generator<Part> {
  const found = new Set(at.filter(each => (space.lowest[each] ?? 0) < (space.highest[each] ?? 0)))
  const start = found.size
  const rows = new Set<number>()
  const steps = [...NEAR]
  for (let ring = [...found]; ring.length > 0; ) {
    const next = [...new Set(ring.flatMap(each => space.standsIn[each] ?? []))].filter(r => !rows.has(r))
    ring = []
    for (const r of next.sort((a, b) => sizeOf(space, a) - sizeOf(space, b))) {
      rows.add(r)
      const more = (space.rows[r] ?? []).filter(each => !found.has(each))
      const size = found.size + more.length
      if (size > (steps[0] ?? Number.POSITIVE_INFINITY)) {
        if (found.size > start) yield { at: [...found], isWhole: false }
        while (size > (steps[0] ?? Number.POSITIVE_INFINITY)) steps.shift()
      }
      for (const each of more) found.add(each)
      ring.push(...more)
    }
  }
  yield { at: [...found], isWhole: true }
}

const sizeOf = (space: Field, r: number): number => space.rows[r]?.length ?? 0

interface Programme {
  index: ReadonlyMap<number, number>
  rows: Row[]
}

/** The rows over a part, everything outside of it as it is in the possible world; variables are counts above the least each class can be. */
function programmeOf(space: Field, part: Part): Programme {
  const index = new Map(part.at.map((each, i) => [each, i]))
  const touched = new Set(part.at.flatMap(each => space.standsIn[each] ?? []))
  const implied = new Float64Array(part.at.length).fill(Number.POSITIVE_INFINITY)
  const rows = [...touched].map((r): Row => {
    const inside = (space.rows[r] ?? []).filter(each => index.has(each))
    const outside = (space.sums[r] ?? 0) - sumOf(inside, space.world) + sumOf(inside, space.lowest)
    const at = inside.flatMap(each => index.get(each) ?? [])
    const most = (space.most[r] ?? 0) - outside
    for (const i of at) implied[i] = Math.min(implied[i] ?? 0, most)
    return { at, least: Math.max(0, (space.least[r] ?? 0) - outside), most }
  })
  part.at.forEach((each, i) => {
    const most = (space.highest[each] ?? 0) - (space.lowest[each] ?? 0)
    if (most < (implied[i] ?? 0)) rows.push({ at: [i], least: 0, most })
  })
  return { index, rows }
}

export type Found = { change: Change; value: number } | 'none' | 'unknown'

/** A world in which the sum of some classes is as large (or small) as it can be from `least` to `most`. */
export function furthest(
  space: Field,
  part: Part,
  at: readonly number[],
  { least, most, sign }: { least: number; most: number; sign: 1 | -1 },
): Found {
  const { index, rows } = programmeOf(space, part)
  const inside = at.filter(each => index.has(each))
  const fixed = sumOf(at, space.world) - sumOf(inside, space.world) + sumOf(inside, space.lowest)
  const wanted = inside.flatMap(each => index.get(each) ?? [])
  const row = { at: wanted, least: Math.max(0, least - fixed), most: most - fixed }
  if (row.most < row.least || (wanted.length === 0 && row.least > 0)) return 'none'
  const entries = rows.length * (index.size + 2 * rows.length)
  if (entries > LARGEST) return 'unknown'
  const costs = new Map(wanted.map(each => [each, sign]))
  const { best, isSure } = wholeMost(index.size, [...rows, row], costs, { steps: MOST_STEPS })
  if (!best) return isSure ? 'none' : 'unknown'
  return { change: changeOf(space, part, best.x), value: fixed + sumOf(wanted, best.x) }
}

function changeOf(space: Field, part: Part, x: Float64Array): Change {
  const change = new Map<number, number>()
  part.at.forEach((at, i) => {
    const by = Math.round(x[i] ?? 0) + (space.lowest[at] ?? 0) - (space.world[at] ?? 0)
    if (by !== 0) change.set(at, by)
  })
  return change
}
