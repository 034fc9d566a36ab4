import { attack } from './attack.ts'
import type { Draft, Published } from './cells.ts'
import { truthOf } from './nearby.ts'
import { classesOf, collapse } from './system.ts'

/** Numbers tried one by one where they contradict one another in a way no single one shows. More are given up, and the draft is held back. */
const MOST_TRIED = 300

export interface Standing {
  /** Earlier numbers that can all be true together with the draft. */
  kept: Published[]
  /** Some cannot: figures were revised. */
  revised: boolean
  /** Too many to tell which: nothing can be promised of this draft. */
  unsettled: boolean
}

/**
 * What an outsider can still believe of the numbers that are public already. A figure the draft revises tells them nothing more; kept among the
 * others it would make the whole a contradiction, from which no interval can be drawn, and a contradiction is not safety.
 */
export function standing(draft: readonly Draft[], known: readonly Published[]): Standing {
  const plain = known.filter(isWithin(draft, known))
  const exact = draft.map(({ atoms, count }) => ({ atoms, least: count, most: count }))
  const agree = (kept: readonly Published[]) => attack([...exact, ...kept]).holds()
  if (agree(plain)) return { kept: plain, revised: plain.length < known.length, unsettled: false }
  if (plain.length > MOST_TRIED) return { kept: [], revised: true, unsettled: true }
  const kept: Published[] = []
  for (const cell of plain) if (agree([...kept, cell])) kept.push(cell)
  return { kept, revised: true, unsettled: false }
}

/** Is the earlier number one that the draft's own counts allow? Where they determine only some of its atoms, those may not be more than it. */
function isWithin(draft: readonly Draft[], known: readonly Published[]): (cell: Published) => boolean {
  const collapsed = collapse([...draft, ...known].map(({ atoms }) => atoms))
  const truth = truthOf(draft, [], collapsed)
  return ({ atoms, least, most }) => {
    const at = classesOf(collapsed, atoms)
    const sum = at.reduce((total, each) => total + (truth.get(each) ?? 0), 0)
    return sum <= most && (sum >= least || at.some(each => !truth.has(each)))
  }
}
