import type { Known } from './attack.ts'
import { roundToFive } from './rules.ts'

/** A true count about to be public: the sum of its atoms, hidden when from 1 to under `under`. */
export interface Draft {
  atoms: readonly string[]
  count: number
  under: number
  /** Shown to the nearest 5 though it holds no other: its like, added up, would undo the rounding of a total. */
  isRounded?: boolean | undefined
}

/** A number that is public already. Hidden ones say only that they are at least one, since noughts are shown. */
export interface Published extends Known {
  hidden: boolean
  /** Counts under this are hidden: everyone knows the rule. */
  under: number
}

export type State = 'shown' | 'rounded' | 'hidden'

export const isSmall = ({ count, under }: Pick<Draft, 'count' | 'under'>): boolean => count > 0 && count < under

/** What everyone knows of a cell in each state: nought is shown, a total of less than `under` would be hidden. */
export function publish({ atoms, count, under }: Draft, state: State): Published {
  if (state === 'hidden') return { atoms, least: 1, most: Number.POSITIVE_INFINITY, hidden: true, under }
  if (state === 'shown' || count === 0) return { atoms, least: count, most: count, hidden: false, under }
  const rounded = roundToFive(count)
  return { atoms, least: Math.max(under, rounded - 2), most: rounded + 2, hidden: false, under }
}

/** A cell that holds another of the same draft is a total, and is rounded. The same atoms are the same cell, not a total of it. */
export function totals(draft: readonly Draft[]): boolean[] {
  const sets = draft.map(({ atoms }) => new Set(atoms))
  const holding = new Map<string, number[]>()
  sets.forEach((set, i) => {
    for (const atom of set) {
      const found = holding.get(atom)
      if (found) found.push(i)
      else holding.set(atom, [i])
    }
  })
  const isTotal = draft.map(() => false)
  sets.forEach((inner, i) => {
    const first = draft[i]?.atoms[0]
    for (const j of first === undefined ? [] : (holding.get(first) ?? [])) {
      const outer = sets[j]
      if (outer && !isTotal[j] && outer.size > inner.size && [...inner].every(atom => outer.has(atom)))
        isTotal[j] = true
    }
  })
  return isTotal
}
