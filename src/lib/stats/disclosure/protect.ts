import { type Draft, isSmall, type Published, publish, type State, totals } from './cells.ts'
import { exposure } from './exposure.ts'
import { truthOf } from './nearby.ts'
import { type Candidate, type Exposed, partners } from './partners.ts'
import { standing } from './revised.ts'
import { type Collapsed, collapse, type Fixed } from './system.ts'

export interface Protection {
  /** How each cell of the draft is shown, in its order. */
  states: State[]
  /** Hidden because small, and hidden to protect those. */
  primary: number
  secondary: number
  /** What is still recovered although everything that can be hidden is: the draft must not go out. */
  exposed: Exposed[]
  /** Numbers already public differ from the draft's for the same thing: figures were revised. */
  contradicts: boolean
}

/** Rounds of hiding before what is left is given up as exposed. */
const MOST_ROUNDS = 60
/** Cells up to which each hidden partner is tried again at the end, largest first. */
const MOST_TRIED = 600

/**
 * Decides what of a draft may be shown beside all that is public already: small counts hidden, totals rounded to the nearest 5, then the
 * fewest further cells (then the smallest) until nobody can recover a hidden or small number by adding and subtracting.
 */
export function protect(draft: readonly Draft[], known: readonly Published[] = []): Protection {
  if ([...draft, ...known].some(({ atoms }) => atoms.length === 0)) throw new RangeError('protect: a cell has no atoms')
  const cells = sameOnce(draft)
  const isTotal = totals(cells)
  const states = cells.map(
    (cell, i): State => (isSmall(cell) ? 'hidden' : isTotal[i] && cell.count > 0 ? 'rounded' : 'shown'),
  )
  const primary = states.filter(state => state === 'hidden').length
  const { kept, revised, unsettled } = standing(cells, known)
  const before = exposedBefore(kept)
  const look = () => {
    const found = exposure(cells, published(cells, states), kept)
    return { ...found, exposed: found.exposed.filter(each => !before.has(keyOf(each))) }
  }
  let left = look()
  for (let round = 0; round < MOST_ROUNDS && left.exposed.length > 0; round++) {
    if (!hideFor(left.exposed, cells, states, isTotal, kept)) break
    left = look()
  }
  if (left.exposed.length === 0 && cells.length <= MOST_TRIED)
    showAgain(cells, states, isTotal, () => look().exposed.length === 0)
  const byKey = new Map(cells.map((cell, i) => [keyOf(cell), states[i] ?? 'hidden']))
  return {
    states: draft.map(cell => byKey.get(keyOf(cell)) ?? 'hidden'),
    primary,
    secondary: states.filter(state => state === 'hidden').length - primary,
    exposed: unsettled
      ? cells.filter(isSmall).map(({ atoms, under, count }) => ({ atoms, under, value: count }))
      : left.exposed,
    contradicts: revised || left.contradicts,
  }
}

const keyOf = ({ atoms }: { atoms: readonly string[] }) => [...new Set(atoms)].sort().join('\n')

/** A cell that stands in two tables is one cell, under the stricter rule. */
function sameOnce(draft: readonly Draft[]): Draft[] {
  const found = new Map<string, Draft>()
  for (const cell of draft) {
    const key = keyOf(cell)
    const same = found.get(key)
    found.set(key, same ? { ...same, under: Math.max(same.under, cell.under) } : cell)
  }
  return [...found.values()]
}

const published = (cells: readonly Draft[], states: readonly State[]): Published[] =>
  cells.map((cell, i) => publish(cell, states[i] ?? 'hidden'))

/** What can be recovered from earlier releases alone: nothing of this draft can mend it. */
const exposedBefore = (known: readonly Published[]): ReadonlySet<string> =>
  new Set(known.length === 0 ? [] : exposure([], [], known).exposed.map(keyOf))

/** Hides partners for each exposed number; false when none can be found for any. */
function hideFor(
  exposed: readonly Exposed[],
  cells: readonly Draft[],
  states: State[],
  isTotal: readonly boolean[],
  known: readonly Published[],
): boolean {
  let isMoved = false
  const collapsed = collapse([...cells, ...known, ...exposed].map(({ atoms }) => atoms))
  const truth = truthOf(cells, known, collapsed)
  for (const one of exposed) {
    const chosen = choose(one, cells, states, isTotal, known, { collapsed, truth })
    for (const { at } of chosen) states[at] = 'hidden'
    isMoved ||= chosen.length > 0
  }
  return isMoved
}

function choose(
  one: Exposed,
  cells: readonly Draft[],
  states: readonly State[],
  isTotal: readonly boolean[],
  known: readonly Published[],
  ground: { collapsed: Collapsed; truth: Fixed },
): Candidate[] {
  const now = published(cells, states)
  const largest = Math.max(1, ...cells.map(({ count }) => count))
  // A total is worth more to the reader than its parts.
  const candidates = now.flatMap((cell, at): Candidate[] => {
    const { count } = cells[at] ?? { count: 0 }
    const cost = 1 + count / largest / cells.length + (isTotal[at] ? 3 : 0)
    return states[at] === 'hidden' || count === 0 ? [] : [{ at, cell, count, cost }]
  })
  for (const { near, within } of widening(one, candidates, known)) {
    const isNear = new Set(near.map(({ at }) => at))
    const found = partners(one, near, [...now.filter((_, at) => !isNear.has(at)), ...known], { ...ground, within })
    if (found?.length) return found
    if (found) return near.filter(({ cell }) => cell.atoms.some(atom => one.atoms.includes(atom))).slice(0, 1)
  }
  return []
}

interface Step {
  near: Candidate[]
  within: string[]
}

/** Candidates close by first: those inside the smallest numbers that hold the exposed one, then further and further out. */
function widening(one: Exposed, candidates: readonly Candidate[], known: readonly Published[]): Step[] {
  const mine = new Set(one.atoms)
  const around = [...candidates.map(({ cell }) => cell), ...known]
    .filter(({ atoms }) => atoms.some(atom => mine.has(atom)))
    .sort((a, b) => a.atoms.length - b.atoms.length)
  const within = new Set<string>(one.atoms)
  const steps: Step[] = []
  for (const { atoms } of around) {
    const before = within.size
    for (const atom of atoms) within.add(atom)
    if (within.size === before && steps.length > 0) continue
    const near = candidates.filter(({ cell }) => cell.atoms.every(atom => within.has(atom)))
    if (near.length > 0) steps.push({ near, within: [...within] })
  }
  const everywhere = [...new Set([...candidates.map(({ cell }) => cell), ...known].flatMap(({ atoms }) => atoms))]
  return [...steps, { near: [...candidates], within: everywhere }]
}

/** Partners hidden for one number may have become needless with those of another. */
function showAgain(cells: readonly Draft[], states: State[], isTotal: readonly boolean[], isSafe: () => boolean): void {
  const hiddenPartners = cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ cell, at }) => states[at] === 'hidden' && !isSmall(cell))
    .sort((a, b) => b.cell.count - a.cell.count)
  for (const { at } of hiddenPartners) {
    states[at] = isTotal[at] ? 'rounded' : 'shown'
    if (!isSafe()) states[at] = 'hidden'
  }
}
