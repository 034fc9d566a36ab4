import { isSmall, type Published, publish, type State } from './cells.ts'
import type { Ground } from './ground.ts'
import { furthest, partsAround } from './local.ts'
import { type Change, findNear, sumIn, sumOf } from './near.ts'
import { openSpace, type Space } from './space.ts'

/** A number that nobody is to know: a small or hidden count, or a piece between two public numbers that no table lists. */
export interface Target {
  at: readonly number[]
  atoms: readonly string[]
  under: number
  /** A hidden count must have two values it could have below `under`; a piece needs any other value. */
  isPiece: boolean
  /** An earlier release has it hidden. */
  wasHidden: boolean
  /** Worlds that show that it is not known, as far as any were found. */
  proof: Change[]
}

/** How far a rounded total may lie from its number, at both ends: numbers further apart than this and a small count leave no small piece. */
const ROUNDING = 4

/** Small counts of the draft and all counts hidden before; each count once, under the strictest rule. */
export function targetsOf(ground: Ground): Target[] {
  const { cells, known, sets } = ground
  const listed = [
    ...cells.flatMap((cell, i) => (isSmall(cell) ? [{ atoms: cell.atoms, under: cell.under, i }] : [])),
    ...known.flatMap(({ hidden, atoms, under }, k) => (hidden ? [{ atoms, under, i: cells.length + k }] : [])),
  ]
  const targets = listed.map(
    ({ i, ...rest }): Target => ({
      ...rest,
      at: sets[i] ?? [],
      isPiece: false,
      wasHidden: i >= cells.length,
      proof: [],
    }),
  )
  return once([...targets, ...piecesOf(ground)])
}

export const keyOf = (at: readonly number[]): string => [...at].sort((a, b) => a - b).join(' ')

/** A piece that is a hidden count is asked for as that. */
function once(targets: readonly Target[]): Target[] {
  const found = new Map<string, Target>()
  for (const target of targets) {
    const key = keyOf(target.at)
    const same = found.get(key)
    if (!same) found.set(key, target)
    else if (same.isPiece === target.isPiece) {
      same.under = Math.max(same.under, target.under)
      same.wasHidden ||= target.wasHidden
    }
  }
  return [...found.values()]
}

/** Each piece that is told apart and would be a small count, with the strictest rule that touches it. */
const piecesOf = (ground: Ground): Target[] => ground.classes.flatMap((_, at) => pieceOf(ground, [at]) ?? [])

function pieceOf(ground: Ground, at: readonly number[]): Target | undefined {
  const value = sumOf(at, ground.world)
  if (value === 0) return undefined
  const rules = at.flatMap(each => (ground.standsIn[each] ?? []).map(i => numberAt(ground, i).under))
  const under = Math.max(0, ...rules)
  if (value >= under) return undefined
  return {
    at,
    atoms: at.flatMap(each => ground.classes[each] ?? []),
    under,
    isPiece: true,
    wasHidden: false,
    proof: [],
  }
}

const numberAt = ({ cells, known }: Ground, i: number): { under: number } =>
  cells[i] ?? known[i - cells.length] ?? { under: 0 }

/** What lies between two shown numbers of which one holds the other and is little larger. `only`: with this number as one of the two. */
export function between(ground: Ground, states: readonly State[], only?: number): Target[] {
  const { cells, known, sets } = ground
  const shown = [...cells.map((cell, i): Published => publish(cell, states[i] ?? 'hidden')), ...known].map((cell, i) =>
    ground.says[i] && Number.isFinite(cell.most) && cell.most > 0 ? cell : undefined,
  )
  const mostSmall = [...cells, ...known].reduce((most, { under }) => Math.max(most, under), 0)
  const holds = (outer: number, inner: number): Target[] => {
    const [a, b, large, small] = [shown[outer], shown[inner], sets[outer] ?? [], sets[inner] ?? []]
    if (!a || !b || large.length <= small.length || a.most - b.least >= mostSmall + ROUNDING) return []
    const whole = new Set(large)
    if (!small.every(at => whole.has(at))) return []
    const inside = new Set(small)
    const piece = pieceOf(
      ground,
      large.filter(at => !inside.has(at)),
    )
    return piece ? [piece] : []
  }
  const inner = (i: number) => (ground.standsIn[sets[i]?.[0] ?? -1] ?? []).flatMap(outer => holds(outer, i))
  if (only === undefined) return once(shown.flatMap((cell, i) => (cell ? inner(i) : [])))
  const others = new Set((sets[only] ?? []).flatMap(at => ground.standsIn[at] ?? []))
  return once([...inner(only), ...[...others].flatMap(i => holds(only, i))])
}

/** Is there proof that a number cannot be known? Looks for it where there is none yet; gives the value an outsider would know otherwise. */
export function ask(space: Space, target: Target): number | undefined {
  const { at, under, isPiece } = target
  const value = sumOf(at, space.world)
  if (!isPiece && value >= under) return askLarge(space, target)
  const isOther = (other: number) => other !== value && other >= (isPiece ? 0 : 1) && (isPiece || other < under)
  for (const by of [1, -1, 2, -2]) {
    const found = isOther(value + by) ? findNear(space, at, by) : undefined
    if (found) return prove(target, found)
  }
  const range = isPiece ? { least: 0, most: Number.MAX_SAFE_INTEGER } : { least: 1, most: under - 1 }
  for (const part of partsAround(space, at))
    for (const sign of [1, -1] as const) {
      const limits =
        sign > 0
          ? { least: value + 1, most: Math.min(range.most, value + under) }
          : { least: range.least, most: value - 1 }
      const found = limits.least <= limits.most ? furthest(space, part, at, { ...limits, sign }) : 'none'
      if (typeof found === 'object') return prove(target, found.change)
    }
  return value
}

function prove(target: Target, ...proof: Change[]): undefined {
  target.proof = proof
  return undefined
}

/** A count hidden before that may be large here: an outsider who takes it for a small one must be left two values. */
function askLarge(space: Space, target: Target): number | undefined {
  const { at, under } = target
  const value = sumOf(at, space.world)
  const found = new Map<number, Change>()
  for (let other = under - 1; other >= 1 && found.size < 2; other--) {
    const change = findNear(space, at, other - value)
    if (change) found.set(other, change)
  }
  if (found.size >= 2) return prove(target, ...found.values())
  const range = { least: 1, most: under - 1 }
  let last: number | undefined
  for (const part of partsAround(space, at))
    for (const sign of [1, -1] as const) {
      const one = furthest(space, part, at, { ...range, sign })
      if (one === 'unknown') last = under - 1
      if (typeof one === 'object') found.set(one.value, one.change)
      if (found.size >= 2) return prove(target, ...found.values())
    }
  return found.size === 1 ? [...found.keys()][0] : last
}

/** Does the proof still hold when one number is shown as it is again? */
export const holdsWith = (space: Space, target: Target, i: number, shown: Published): boolean =>
  target.proof.every(change => {
    const sum = sumIn(space, space.ground.sets[i] ?? [], change)
    return sum >= shown.least && sum <= shown.most
  })

export { openSpace }
