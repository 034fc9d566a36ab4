// Small numbers among siblings, places that add up to a figure the same reader is shown, and among wholes and their parts
// (docs/methods/small-numbers.md). Pure.
import type { Actor } from '../../platform/http.ts'
import { partsOf } from './parts.ts'
import { isHidden, type Seeable, type Sight, sight, type Where } from './rules.ts'
import type { Measure } from './schemas.ts'

/** A place, and what its siblings have in common: the borough of a ward. Null: it has none. */
export interface Sibling {
  where: Where
  family: string | null
}

/** One place's count of one measure in one period. */
export interface Counted extends Sibling {
  count: number | null
}

/** One measure's counts in one period, in the order of the places. */
export interface Line {
  measure: Seeable & Pick<Measure, 'code' | 'includes'>
  counts: readonly (number | null)[]
}

/** How much of one measure alone this person sees at each place, in the order of the places. */
export function sights(actor: Actor, measure: Seeable, places: readonly Counted[]): Sight[] {
  const line = { measure: { ...measure, code: '', includes: [] }, counts: places.map(place => place.count) }
  return sightsOfAll(actor, [line], places)[0] ?? []
}

/**
 * How much of each measure this person sees at each place, in the order of both; the measures are those that hang together as wholes and
 * parts. Where what is shown would give a hidden count away, by the total of a family or by a whole, further counts are kept back until
 * nothing more does. Then none of those hidden in a family says how small it is, so that nobody can tell which is which. The same for the
 * same counts, on every page and in every file.
 */
export function sightsOfAll(actor: Actor, lines: readonly Line[], places: readonly Sibling[]): Sight[][] {
  const plain = lines.map(({ measure }) => places.map(({ where }) => sight(actor, measure, where)))
  const sums = lines.map(({ counts }) => counts)
  const start = sums.map((counts, m) => counts.map((count, p) => isHidden(count, plain[m]?.[p] ?? nothing)))
  const hidden = spread({ lines, places, plain, sums }, start, areSafe)
  const at = (m: number, i: number): One => ({ count: sums[m]?.[i] ?? null, see: plain[m]?.[i] ?? nothing })
  return plain.map((row, m) => {
    const silent = new Set(
      [...families(places), ...alone(places)]
        .filter(family => {
          const small = family.filter(i => start[m]?.[i])
          const joined = family.some(i => hidden[m]?.[i] && !start[m]?.[i])
          return (
            joined ||
            (family.length > 1 &&
              small.length > 0 &&
              !areSafe(
                small.map(i => at(m, i)),
                true,
              ))
          )
        })
        .flat(),
    )
    return row.map((see, p): Sight => (hidden[m]?.[p] && silent.has(p) ? { see: 'kept back' } : see))
  })
}

const nothing: Sight = { see: 'nothing', why: '' }

interface One {
  count: number | null
  see: Sight
}

interface Board {
  lines: readonly Pick<Line, 'measure'>[]
  places: readonly Sibling[]
  plain: readonly (readonly Sight[])[]
  /** What a further one is chosen by: the smallest. */
  sums: readonly (readonly (number | null)[])[]
}

/** Do the hidden of a family protect one another? `small`: each is hidden for being small, and says so. */
type Safe = (hidden: readonly One[], small: boolean) => boolean

/** Hides more until neither the total of a family nor a whole gives a hidden one away: by measure and place. */
export function spread(board: Board, start: readonly (readonly boolean[])[], safe: Safe): boolean[][] {
  const hidden = start.map(row => [...row])
  const wholes = wholesOf(board.lines)
  let before = -1
  for (let now = count(hidden); now > before; now = count(hidden)) {
    before = now
    board.lines.forEach((_, m) => {
      for (const family of families(board.places)) hideSiblings(board, hidden, start, m, family, safe)
    })
    for (const p of board.places.keys()) hideWholes(board, wholes, hidden, p)
  }
  return hidden
}

const count = (hidden: readonly boolean[][]) => hidden.flat().filter(Boolean).length

function families(places: readonly Sibling[]): number[][] {
  const found = new Map<string, number[]>()
  places.forEach(({ family }, i) => {
    if (family !== null) found.set(family, [...(found.get(family) ?? []), i])
  })
  return [...found.values()]
}

const alone = (places: readonly Sibling[]): number[][] =>
  places.flatMap(({ family }, i) => (family === null ? [[i]] : []))

function hideSiblings(
  { plain, sums }: Board,
  hidden: boolean[][],
  start: readonly (readonly boolean[])[],
  m: number,
  family: readonly number[],
  safe: Safe,
): void {
  const one = (i: number): One => ({ count: sums[m]?.[i] ?? null, see: plain[m]?.[i] ?? nothing })
  const row = hidden[m]
  const found = family.filter(i => row?.[i])
  const small = found.every(i => start[m]?.[i])
  if (!row || found.length === 0 || safe(found.map(one), small)) return
  // Of a reader's own places each is known to them anyway: they protect nothing while there are others.
  const open = family.filter(i => !row[i] && one(i).count !== null && one(i).see.see !== 'nothing')
  const others = open.filter(i => one(i).see.see !== 'all')
  for (const i of leastOf(others.length > 0 ? others : open, i => one(i).count ?? 0)) row[i] = true
}

// A none protects nothing, for its reader knows it: it joins only where there is nothing else. Ties go together, so that each could be any.
function leastOf(some: readonly number[], value: (i: number) => number): number[] {
  const least = Math.min(...some.map(value).filter(n => n > 0))
  return some.filter(i => value(i) === (Number.isFinite(least) ? least : 0))
}

/** Of each measure, where its parts stand in the list. */
const wholesOf = (lines: Board['lines']): number[][] => {
  const measures = lines.map(({ measure }) => measure)
  return measures.map(whole => partsOf(whole, measures).map(part => measures.indexOf(part)))
}

/** A whole is hidden where one of its parts is, and where a whole is hidden so is its smallest part, or the parts would add up to it. */
function hideWholes({ plain, sums }: Board, wholes: readonly number[][], hidden: boolean[][], p: number): void {
  const isKnown = (m: number) => (sums[m]?.[p] ?? null) !== null && plain[m]?.[p]?.see !== 'nothing'
  const hide = (m: number) => {
    const row = hidden[m]
    if (row && isKnown(m)) row[p] = true
  }
  for (const [w, parts] of wholes.entries()) {
    if (parts.length === 0) continue
    if (parts.some(m => hidden[m]?.[p])) hide(w)
    else if (hidden[w]?.[p] && parts.every(isKnown)) for (const m of leastOf(parts, m => sums[m]?.[p] ?? 0)) hide(m)
  }
}

// Of several counts from 1 to `most`, the sum gives each away only where all are 1 or all are `most`; of others, where all are 1.
function areSafe(hidden: readonly One[], small: boolean): boolean {
  const most = Math.max(...hidden.map(({ see }) => (see.see === 'protected' ? see.under - 1 : 0)))
  const sum = hidden.reduce((total, { count }) => total + (count ?? 0), 0)
  return hidden.length > 1 && sum > hidden.length && (!small || sum < hidden.length * most)
}
