import { type Attack, attack, isPoint } from './attack.ts'
import { type Draft, isSmall, type Published } from './cells.ts'
import { type Nearby, openNearby, truthOf } from './nearby.ts'
import type { Exposed } from './partners.ts'
import { classesOf, collapse } from './system.ts'

export interface Exposure {
  exposed: Exposed[]
  /** Numbers that are public contradict one another, as after a revision: nothing exact can be said of what hangs on them. */
  contradicts: boolean
}

interface Target {
  atoms: readonly string[]
  under: number
  at: readonly number[]
}

/**
 * Everything an outsider recovers: a small count of the draft, any count hidden in an earlier release, and a small piece that lies between
 * two public numbers though no table lists it (a ward less the neighbourhood inside it). The outsider knows the rule, and may guess which
 * of the hidden counts are the small ones: so a small count needs two values below the threshold that it could have.
 */
export function exposure(draft: readonly Draft[], now: readonly Published[], known: readonly Published[]): Exposure {
  const all = [...now, ...known]
  const collapsed = collapse(all.map(({ atoms }) => atoms))
  const aimed = ({ atoms, under }: Pick<Draft, 'atoms' | 'under'>): Target => ({
    atoms,
    under,
    at: classesOf(collapsed, atoms),
  })
  const rows = all.map(({ atoms, least, most }) => ({ at: classesOf(collapsed, atoms), least, most }))
  const near = openNearby(rows, truthOf(draft, known, collapsed))
  const found = attack(all)
  const listed = [...draft.filter(isSmall), ...known.filter(cell => cell.hidden)].map(aimed)
  const pieces = between(all, found.pieces).map(aimed)
  const isOpen = (target: Target) => mayBeExposed(target, near)
  const looked = listed.filter(isOpen).map(target => ({ ...target, ...look(found, target) }))
  const exposed = [...looked, ...pieces.filter(isOpen).map(target => ({ ...target, ...lookBetween(found, target) }))]
  return {
    exposed: unique(exposed.flatMap(({ atoms, under, value }) => (value === null ? [] : [{ atoms, under, value }]))),
    contradicts: near.contradicts || looked.some(({ isNothing }) => isNothing),
  }
}

/** A number that is known not to be small, or that has another value close by, need not be asked of the programme. */
function mayBeExposed({ at, under }: Target, near: Nearby): boolean {
  const value = near.contradicts ? undefined : near.sum(at)
  if (value !== undefined && (value === 0 || value >= under)) return false
  return !near.hasAnother(at, under)
}

function look(found: Attack, { atoms, under }: Target): { value: number | null; isNothing: boolean } {
  const small = found.of(atoms, { least: 1, most: under - 1 })
  if (isPoint(small)) return { value: Math.round(small.least), isNothing: false }
  return { value: null, isNothing: small === null && found.of(atoms) === null }
}

const unique = (list: readonly Exposed[]): Exposed[] => [
  ...new Map(list.map(each => [[...each.atoms].sort().join('\n'), each])).values(),
]

/** A piece between numbers is exposed only when it is known outright: nobody says of it that it is small. */
function lookBetween(found: Attack, { atoms, under }: Target): { value: number | null } {
  const free = found.of(atoms)
  const isSmallPoint = isPoint(free) && free.least >= 1 && free.least < under
  return { value: isSmallPoint ? Math.round(free.least) : null }
}

/** Pieces no table lists, with the strictest rule that touches them: each that is told apart, and what is left of one number inside another. */
function between(all: readonly Published[], pieces: Attack['pieces']): { atoms: readonly string[]; under: number }[] {
  const under = new Map<string, number>()
  for (const cell of all) for (const atom of cell.atoms) under.set(atom, Math.max(under.get(atom) ?? 0, cell.under))
  return [...pieces, ...nested(all)].map(atoms => ({
    atoms,
    under: Math.max(0, ...atoms.map(atom => under.get(atom) ?? 0)),
  }))
}

/** The largest small count there is a rule for: a difference further than this from nought is no small count. */
const mostSmall = 10

/** What lies between two shown numbers of which one holds the other and is little larger. */
function nested(all: readonly Published[]): string[][] {
  const shown = all.filter(({ most }) => Number.isFinite(most) && most > 0)
  const sets = shown.map(({ atoms }) => new Set(atoms))
  const holding = new Map<string, number[]>()
  sets.forEach((set, i) => {
    for (const atom of set) {
      const inside = holding.get(atom)
      if (inside) inside.push(i)
      else holding.set(atom, [i])
    }
  })
  return shown.flatMap((inner, i) =>
    (holding.get(inner.atoms[0] ?? '') ?? []).flatMap(j => {
      const [outer, set] = [shown[j], sets[j]]
      if (!outer || !set || j === i || set.size <= (sets[i]?.size ?? 0)) return []
      if (outer.most - inner.least >= mostSmall + 4 || !inner.atoms.every(atom => set.has(atom))) return []
      return [outer.atoms.filter(atom => !sets[i]?.has(atom))]
    }),
  )
}
