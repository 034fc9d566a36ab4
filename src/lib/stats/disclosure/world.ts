import { tighten } from './bounds.ts'
import { fill, programmesOf, type Sought } from './fill.ts'
import { join } from './join.ts'
import type { Row } from './simplex.ts'
import { thin, turned } from './system.ts'

/** Rows over more classes than this are left out at first; then more and more of them stand. At the end what is broken counts for more. */
const STEPS = [
  { wide: 20, weights: [0.5] },
  { wide: 100, weights: [0.5] },
  { wide: 400, weights: [0.5, 4] },
  { wide: Number.POSITIVE_INFINITY, weights: [4] },
]
/** Entries of the largest programme that is solved. */
const LARGEST = 6_000_000

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
  /** Too many earlier numbers contradict one another to tell which still hold: nothing can be promised. */
  isUnsettled: boolean
}

/** Earlier numbers tried one by one where they contradict one another in a way no single one shows. */
const MOST_TRIED = 300

/**
 * Whole counts, none negative, that satisfy every row. Where there are none, of the earlier numbers that hang together those stay that can all
 * be true with the draft, tried one by one; where the draft contradicts itself its largest sums go.
 */
export function possibleWorld(given: readonly (Row | undefined)[], asked: Asked): Possible {
  const dropped = new Set<number>()
  let isUnsettled = false
  const tried = () =>
    attempt(
      given.map((row, i) => (dropped.has(i) ? undefined : row)),
      asked,
    )
  for (;;) {
    const found = tried()
    if ('world' in found) return { world: found.world, dropped, isUnsettled }
    const earlier = found.broken.filter(i => i >= asked.own && given[i] && !dropped.has(i))
    for (const i of earlier.length > 0 ? earlier : largest(found.broken, given)) dropped.add(i)
    isUnsettled ||= earlier.length > MOST_TRIED
    if (!isUnsettled) keepWhatHolds(earlier, dropped, () => 'world' in tried())
  }
}

function keepWhatHolds(earlier: readonly number[], dropped: Set<number>, holds: () => boolean): void {
  for (const i of earlier) {
    dropped.delete(i)
    if (!holds()) dropped.add(i)
  }
}

/** Of numbers of the draft that contradict one another the largest sums. */
function largest(broken: readonly number[], rows: readonly (Row | undefined)[]): number[] {
  const most = broken.reduce((found, i) => Math.max(found, rows[i]?.at.length ?? 0), 0)
  return broken.filter(i => rows[i]?.at.length === most)
}

type Attempt = { world: Float64Array } | { broken: number[] }

function attempt(rows: readonly (Row | undefined)[], { classes, small }: Asked): Attempt {
  const thinned = thin(rows.map((row): Row => row ?? { at: [], least: 0, most: Number.POSITIVE_INFINITY }))
  const box = tighten(thinned, classes)
  if (box.broken.length > 0) return { broken: around(box.broken, thinned, classes) }
  const isFixed = (at: number) => box.least[at] === box.most[at]
  const fixed = new Map([...box.least.entries()].filter(([at]) => isFixed(at)))
  const limits = new Map(
    thinned.flatMap((row, i): [Row, number][] => (small.has(i) ? [[row, (small.get(i) ?? 0) - row.done]] : [])),
  )
  const sought = { rows: thinned, box, fixed, limits }
  return inPieces(sought)
}

/**
 * Without the widest rows everything falls into small groups, each with a programme of its own. Then the wide rows are put right group by
 * group, and what that leaves with larger and larger groups, at last with all as one.
 */
function inPieces(sought: Sought): Attempt {
  const { rows, fixed, box } = sought
  const open = rows.map(({ at }) => at.filter(each => !fixed.has(each)).length)
  let found: Attempt | undefined
  for (const { wide, weights } of STEPS) {
    const isWide = open.map(count => count > wide)
    const narrow = rows.map((row, r) => (isWide[r] ? { ...row, at: [] } : row))
    const programmes = programmesOf(narrow, sought, LARGEST)
    if (!programmes) break
    found ??= fill(narrow, programmes, box.least)
    if ('broken' in found || join(found.world, programmes, sought, { isWide, weights })) return found
  }
  throw new RangeError('protect: more hangs together than can be checked')
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
