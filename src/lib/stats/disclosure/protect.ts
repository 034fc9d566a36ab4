import { type Draft, isSmall, type Published, publish, type State, totals } from './cells.ts'
import { type Ground, openGround } from './ground.ts'
import { sumOf } from './near.ts'
import { candidatesOf, type Exposed, partners } from './partners.ts'
import { openSpace } from './space.ts'
import { ask, between, holdsWith, keyOf, type Target, targetsOf } from './watch.ts'

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

interface Work {
  cells: readonly Draft[]
  states: State[]
  isTotal: readonly boolean[]
  ground: Ground
  targets: Map<string, Target>
  tell(done: number, total: number): void
}

/**
 * Decides what of a draft may be shown beside all that is public already: small counts hidden, totals rounded to the nearest 5, then the
 * fewest further cells (then the smallest) until nobody can recover a hidden or small number by adding and subtracting.
 */
export function protect(
  draft: readonly Draft[],
  known: readonly Published[] = [],
  tell: Work['tell'] = () => {},
): Protection {
  if ([...draft, ...known].some(({ atoms }) => atoms.length === 0)) throw new RangeError('protect: a cell has no atoms')
  const { cells, keys } = sameOnce(draft)
  const isTotal = totals(cells).map((is, i) => is || cells[i]?.isRounded === true)
  const states = cells.map(
    (cell, i): State => (isSmall(cell) ? 'hidden' : isTotal[i] && cell.count > 0 ? 'rounded' : 'shown'),
  )
  const primary = states.filter(state => state === 'hidden').length
  const ground = openGround(cells, known)
  const work: Work = { cells, states, isTotal, ground, targets: new Map(), tell }
  watch(work, [...targetsOf(ground), ...between(ground, states)])
  const exposed = ground.isUnsettled ? smallOf(work) : hide(work)
  if (exposed.length === 0) showAgain(work)
  return {
    states: keys.map(at => states[at] ?? 'hidden'),
    primary,
    secondary: states.filter(state => state === 'hidden').length - primary,
    exposed: exposed.map(({ target: { atoms, under }, value }) => ({ atoms, value, under })),
    contradicts: ground.contradicts,
  }
}

/** A cell that stands in two tables is one cell, under the stricter rule; `keys` says which each of the draft is. */
function sameOnce(draft: readonly Draft[]): { cells: Draft[]; keys: number[] } {
  const found = new Map<string, number>()
  const cells: Draft[] = []
  const keys = draft.map(cell => {
    const key = [...new Set(cell.atoms)].sort().join('\n')
    const at = found.get(key) ?? cells.length
    const same = cells[at]
    found.set(key, at)
    cells[at] = same
      ? { ...same, under: Math.max(same.under, cell.under), isRounded: same.isRounded || cell.isRounded }
      : cell
    return at
  })
  return { cells, keys }
}

/** A hidden count stays one though it is a piece between others as well. */
function watch({ targets }: Work, more: readonly Target[]): void {
  for (const target of more) if (!targets.has(keyOf(target.at))) targets.set(keyOf(target.at), target)
}

interface Known {
  target: Target
  value: number
}

/** Where nothing can be promised every small count stands for itself: the draft is held back. */
const smallOf = ({ targets, ground }: Work): Known[] =>
  [...targets.values()].flatMap(target => (target.isPiece ? [] : [{ target, value: sumOf(target.at, ground.world) }]))

/** Hides partners until nothing is recovered, or nothing more helps: then what is left. Hiding only adds worlds, so a proof stays a proof. */
function hide(work: Work): Known[] {
  let left = look(work)
  const before = left.length > 0 && work.ground.known.length > 0 ? openSpace(work.ground, undefined) : undefined
  // What earlier releases give away by themselves nothing of this draft can mend. That a count is a small one they may not have said.
  const isMendable = ({ target }: Known) =>
    !before || ask(before, { ...target, isPiece: !target.wasHidden, proof: [] }) === undefined
  left = left.filter(isMendable)
  for (let round = 0; round < MOST_ROUNDS && left.length > 0; round++) {
    if (!hideFor(work, left)) break
    left = look(work).filter(isMendable)
  }
  return left
}

/** Everything that is recovered as things are shown now. */
function look({ ground, states, targets, tell }: Work): Known[] {
  const space = openSpace(ground, states)
  const open = [...targets.values()].filter(({ proof }) => proof.length === 0)
  return open.flatMap((target, i) => {
    const value = ask(space, target)
    if (i % 50 === 0) tell(targets.size - open.length + i, targets.size)
    return value === undefined ? [] : [{ target, value }]
  })
}

/** Hides partners for each exposed number; false when none can be found for any. */
function hideFor({ cells, states, isTotal, ground }: Work, left: readonly Known[]): boolean {
  let isMoved = false
  for (const { target } of left) {
    const now = [...cells.map((cell, i) => publish(cell, states[i] ?? 'hidden')), ...ground.known]
    const candidates = candidatesOf(cells, i => states[i] === 'hidden', isTotal)
    const chosen = partners(target, candidates, now, ground)
    for (const { at } of chosen) states[at] = 'hidden'
    isMoved ||= chosen.length > 0
  }
  return isMoved
}

/** Partners hidden for one number may have become needless with those of another: each is shown again, largest first, where all stays proved. */
function showAgain(work: Work): void {
  const { cells, states, isTotal } = work
  const hiddenPartners = cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ cell, at }) => states[at] === 'hidden' && !isSmall(cell))
    .sort((a, b) => b.cell.count - a.cell.count)
  for (const { at } of hiddenPartners) {
    states[at] = isTotal[at] ? 'rounded' : 'shown'
    if (!staysSafe(work, at)) states[at] = 'hidden'
  }
}

/** Only numbers whose proof moves the cell have to be asked again, and what newly lies between it and others. */
function staysSafe(work: Work, at: number): boolean {
  const { cells, states, ground, targets } = work
  const cell = cells[at]
  if (!cell) return false
  const shown = publish(cell, states[at] ?? 'hidden')
  const space = openSpace(ground, states)
  const touched = [...targets.values()].filter(
    target => target.proof.length === 0 || !holdsWith(space, target, at, shown),
  )
  const fresh = between(ground, states, at).filter(({ at: classes }) => !targets.has(keyOf(classes)))
  const tried = [...touched, ...fresh].map(target => ({ target, trial: { ...target, proof: [] } }))
  if (tried.some(({ trial }) => ask(space, trial) !== undefined)) return false
  for (const { target, trial } of tried) target.proof = trial.proof
  watch(work, fresh)
  return true
}
