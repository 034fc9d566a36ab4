/** Rows over classes that are not known outright, ready to be searched around one world. */
export interface Field {
  world: Float64Array
  /** Open classes of each row. */
  rows: readonly (readonly number[])[]
  least: Float64Array
  most: Float64Array
  /** The sum of each row in the world. */
  sums: Float64Array
  /** Rows that could be broken, of each class. */
  standsIn: readonly (readonly number[])[]
  lowest: Float64Array
  highest: Float64Array
}

export const sumOf = (at: readonly number[], world: Float64Array): number => {
  let sum = 0
  for (const each of at) sum += world[each] ?? 0
  return sum
}

/** A world told by where it differs from the possible one: so much more or less of a class. */
export type Change = ReadonlyMap<number, number>

/** Classes moved one after another before a try is given up, ways tried at each and all in all, and classes of a row looked at for them. */
const MOST_MOVES = 12
const WAYS = 4
const MOST_TRIES = 120
const MOST_LOOKED = 200

interface Search {
  space: Field
  change: Map<number, number>
  /** What the rows' sums differ by. */
  shift: Map<number, number>
  bad: Set<number>
  locked: Set<number>
  tries: number
}

/**
 * Looks close by for another possible world in which the sum of some classes is `by` more: one class is moved, then another to put right what
 * that broke, until nothing shown is broken. What it finds is proof; that it finds nothing proves nothing.
 */
export function findNear(space: Field, at: readonly number[], by: number): Change | undefined {
  const search: Search = {
    space,
    change: new Map(),
    shift: new Map(),
    bad: new Set(),
    locked: new Set(at),
    tries: MOST_TRIES,
  }
  const free = at.filter(one => room(search, one, by) === by)
  const cost = new Map(free.map(one => [one, costOf(search, one, by)]))
  for (const one of free.sort((a, b) => (cost.get(a) ?? 0) - (cost.get(b) ?? 0))) {
    if (search.tries <= 0) return undefined
    move(search, one, by)
    if (mend(search, MOST_MOVES)) return search.change
    move(search, one, -by)
  }
  return undefined
}

/** How far towards `by` a class can go. */
function room({ space, change }: Search, at: number, by: number): number {
  const now = (space.world[at] ?? 0) + (change.get(at) ?? 0)
  return by > 0 ? Math.min(by, (space.highest[at] ?? 0) - now) : Math.max(by, (space.lowest[at] ?? 0) - now)
}

/** How far a row's sum is outside what is shown: more than nought when it is too large. */
function excess({ space, shift }: Search, r: number, more = 0): number {
  const sum = (space.sums[r] ?? 0) + (shift.get(r) ?? 0) + more
  if (sum > (space.most[r] ?? 0)) return sum - (space.most[r] ?? 0)
  return sum < (space.least[r] ?? 0) ? sum - (space.least[r] ?? 0) : 0
}

function move(search: Search, at: number, by: number): void {
  const { space, change, shift, bad } = search
  const now = (change.get(at) ?? 0) + by
  if (now === 0) change.delete(at)
  else change.set(at, now)
  for (const r of space.standsIn[at] ?? []) {
    shift.set(r, (shift.get(r) ?? 0) + by)
    if (excess(search, r) === 0) bad.delete(r)
    else bad.add(r)
  }
}

function mend(search: Search, moves: number): boolean {
  if (search.bad.size === 0) return true
  if (moves === 0 || search.tries-- <= 0) return false
  const r = smallest(search)
  const wanted = -excess(search, r)
  for (const { at, by } of ways(search, r, wanted)) {
    move(search, at, by)
    search.locked.add(at)
    if (mend(search, moves - 1)) return true
    search.locked.delete(at)
    move(search, at, -by)
  }
  return false
}

const smallest = ({ bad, space }: Search): number => {
  let found = -1
  for (const r of bad) if (found < 0 || (space.rows[r]?.length ?? 0) < (space.rows[found]?.length ?? 0)) found = r
  return found
}

interface Way {
  at: number
  by: number
  cost: number
}

/** The few classes of a broken row that break least elsewhere when they mend it; of the widest rows only some are looked at. */
function ways(search: Search, r: number, wanted: number): Way[] {
  const best: Way[] = []
  let looked = 0
  for (const at of search.space.rows[r] ?? []) {
    const by = search.locked.has(at) ? 0 : room(search, at, wanted)
    if (by === 0) continue
    const way = { at, by, cost: costOf(search, at, by) }
    if (way.cost <= -Math.abs(wanted)) return [way, ...best.slice(0, WAYS - 1)] // it mends the row and breaks nothing
    if (best.length < WAYS || way.cost < (best[WAYS - 1]?.cost ?? 0)) {
      best.push(way)
      best.sort((a, b) => a.cost - b.cost).splice(WAYS)
    }
    if (++looked === MOST_LOOKED) break
  }
  return best
}

function costOf(search: Search, at: number, by: number): number {
  let cost = 0
  for (const r of search.space.standsIn[at] ?? []) {
    cost += Math.abs(excess(search, r, by)) - Math.abs(excess(search, r))
  }
  return cost
}

/** The sum of some classes in a changed world. */
export const sumIn = ({ world }: Field, at: readonly number[], change: Change): number => {
  let sum = sumOf(at, world)
  for (const each of at) sum += change.get(each) ?? 0
  return sum
}
