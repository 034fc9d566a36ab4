import { type Attack, attack, isPoint } from './attack.ts'
import { type Draft, isSmall, type Published } from './cells.ts'
import type { Exposed } from './partners.ts'

export interface Exposure {
  exposed: Exposed[]
  /** Numbers that are public contradict one another, as after a revision: nothing exact can be said of what hangs on them. */
  contradicts: boolean
}

/**
 * Everything an outsider recovers: a small count of the draft, any count hidden in an earlier release, and a small piece that lies between
 * two public numbers though no table lists it (a ward less the neighbourhood inside it). The outsider knows the rule, and may guess which
 * of the hidden counts are the small ones: so a small count needs two values below the threshold that it could have.
 */
export function exposure(draft: readonly Draft[], now: readonly Published[], known: readonly Published[]): Exposure {
  const all = [...now, ...known]
  const found = attack(all)
  const hidden = [...draft.filter(isSmall), ...known.filter(cell => cell.hidden)]
  const listed = hidden.map(({ atoms, under }) => ({
    atoms,
    under,
    interval: found.of(atoms),
    small: found.of(atoms, { least: 1, most: under - 1 }),
  }))
  const exposed = listed.flatMap(({ atoms, under, small }) =>
    isPoint(small) ? [{ atoms, under, value: Math.round(small.least) }] : [],
  )
  const contradicts = listed.some(({ interval }) => interval === null)
  return { exposed: unique([...exposed, ...between(draft, all, found)]), contradicts }
}

const unique = (list: readonly Exposed[]): Exposed[] => [
  ...new Map(list.map(each => [[...each.atoms].sort().join('\n'), each])).values(),
]

function between(draft: readonly Draft[], all: readonly Published[], found: Attack): Exposed[] {
  const under = new Map<string, number>()
  for (const cell of [...draft, ...all])
    for (const atom of cell.atoms) under.set(atom, Math.max(under.get(atom) ?? 0, cell.under))
  const limit = (atoms: readonly string[]) => Math.max(...atoms.map(atom => under.get(atom) ?? 0))
  return [...found.pieces, ...nested(all)].flatMap(atoms => {
    const interval = limit(atoms) > 0 ? found.of(atoms) : null
    const isFound = isPoint(interval) && interval.least >= 1 && interval.least < limit(atoms)
    return isFound ? [{ atoms, under: limit(atoms), value: Math.round(interval.least) }] : []
  })
}

/** The largest small count there is a rule for: a difference further than this from nought is no small count. */
const mostSmall = 10

/** What lies between two shown numbers of which one holds the other and is little larger. */
function nested(all: readonly Published[]): string[][] {
  const shown = all.filter(({ most }) => Number.isFinite(most) && most > 0)
  const sets = shown.map(({ atoms }) => new Set(atoms))
  const holding = new Map<string, number[]>()
  sets.forEach((set, i) => {
    for (const atom of set) holding.set(atom, [...(holding.get(atom) ?? []), i])
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
