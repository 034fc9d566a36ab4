// Small numbers among siblings: places that add up to a figure the same reader is shown (docs/methods/small-numbers.md). Pure.
import type { Actor } from '../../platform/http.ts'
import { type Sight, show, sight, type Where } from './rules.ts'
import type { Measure } from './schemas.ts'

/** One place's count of one measure in one period. */
export interface Counted {
  where: Where
  /** What its siblings have in common: the borough of a ward. Null: it has none. */
  family: string | null
  count: number | null
}

/**
 * How much each place's count this person sees, in the order of the places. Where the total of a family less what is shown would give a
 * hidden count away, the smallest further count is kept back too; then none of those hidden says how small it is, so that nobody can
 * tell which is which. The same for the same counts, on every page and in every file.
 */
export function sights(
  actor: Actor,
  measure: Pick<Measure, 'sensitive' | 'lowestLevel' | 'name' | 'closedAt'>,
  places: readonly Counted[],
): Sight[] {
  const seen = places.map(({ where }) => sight(actor, measure, where))
  const families = new Map<string, number[]>()
  places.forEach(({ family }, i) => {
    if (family !== null) families.set(family, [...(families.get(family) ?? []), i])
  })
  for (const members of families.values()) {
    const siblings = members.map(i => ({ count: places[i]?.count ?? null, see: seen[i] ?? nothing }))
    keptBack(siblings).forEach((kept, at) => {
      const i = members[at]
      if (kept && i !== undefined) seen[i] = { see: 'kept back' }
    })
  }
  return seen
}

const nothing: Sight = { see: 'nothing', why: '' }

/** Which of the siblings are kept back: none where those hidden protect one another. */
export function keptBack(siblings: readonly { count: number | null; see: Sight }[]): boolean[] {
  const isHidden = siblings.map(({ count, see }) => show(count, see).words !== undefined)
  const hidden = siblings.filter((_, i) => isHidden[i])
  if (hidden.length === 0 || areSafe(hidden)) return siblings.map(() => false)
  const others = siblings.flatMap(({ count }, i) => (isHidden[i] || count === null ? [] : [count]))
  // A none protects nothing, for its reader knows it: it joins only where there is nothing else. Ties go together, so that each could be any.
  const least = Math.min(...others.filter(count => count > 0))
  const joining = Number.isFinite(least) ? least : 0
  return siblings.map(({ count }, i) => isHidden[i] === true || count === joining)
}

// Of several counts from 1 to `most`, the sum gives each away only where all are 1 or all are `most`.
function areSafe(hidden: readonly { count: number | null; see: Sight }[]): boolean {
  const most = Math.max(...hidden.map(({ see }) => (see.see === 'protected' ? see.under - 1 : 0)))
  const sum = hidden.reduce((total, { count }) => total + (count ?? 0), 0)
  return hidden.length > 1 && sum > hidden.length && sum < hidden.length * most
}
