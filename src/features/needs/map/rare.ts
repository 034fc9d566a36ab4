// Measures too rare to rank (docs/methods/maps.md): where most places have none, thirds and fifths are made of ties. Pure.
import { classOf, niceBreaks, quantileBreaks } from '../../../lib/charts/index.ts'
import { whole } from '../../../lib/words.ts'

/** Why places are not ranked; of figures that the reader is shown. */
export interface Rarity {
  /** Places with none, and places with a count that is shown. */
  none: number
  shown: number
}

type Counts = readonly (number | null)[]
const known = (values: Counts): number[] => values.filter(value => value !== null)

/**
 * Can these be put in so many classes by rank? Equal values are never parted, so a cut that falls inside a tie moves to its edge. Each class
 * must still hold at least half and at most one and a half times its share of places, or "the top third" is none.
 */
export function isRankable(values: Counts, classes: number, decimals = 0): boolean {
  const all = known(values)
  const wanted = Math.min(classes, all.length)
  if (wanted < 2) return true
  const breaks = quantileBreaks(all, classes, decimals)
  if (breaks.length < wanted - 1) return false
  const sizes = Array.from(
    { length: wanted },
    (_, i) => all.filter(value => classOf(value, breaks, decimals) === i).length,
  )
  const share = all.length / wanted
  return sizes.every(n => n >= Math.max(1, Math.floor(share / 2)) && n <= Math.ceil(share * 1.5))
}

/** Under this a count is small: its rate is shown and never ranked. */
const small = 10

/**
 * Set where more than half have none, or where ties among small counts (or their rates, as they are written) leave not even thirds. Ties
 * among large counts are chance, and only make fewer classes.
 */
export function rarityOf(counts: Counts, rates: Counts = []): Rarity | undefined {
  const shown = known(counts).sort((a, b) => a - b)
  if (shown.length < 3) return undefined
  const none = shown.filter(count => count === 0).length
  const middle = shown[Math.floor(shown.length / 2)] ?? 0
  const isTied = middle < small && !(isRankable(shown, 3) && isRankable(rates, 3, 1))
  return 2 * none > shown.length || isTied ? { none, shown: shown.length } : undefined
}

/** Plain cut points of counts: none, 1, 2, 3 or more; round ones where counts are larger. No class is empty. */
export function plainBreaks(counts: Counts): number[] {
  const shown = known(counts)
  const highest = Math.max(0, ...shown)
  const kept: number[] = []
  for (const cut of ladder(shown, highest).filter(each => each <= highest)) {
    const from = kept.at(-1) ?? 0
    if (shown.some(count => count >= from && count < cut)) kept.push(cut)
    else if (kept.length > 0) kept[kept.length - 1] = cut
  }
  return kept
}

// Nothing from 1 to 4 among those shown: it may be hidden, so no class speaks of it.
const ladder = (shown: readonly number[], highest: number): number[] => {
  if (highest >= 10) return [1, ...niceBreaks(shown, 3).filter(cut => cut > 1)]
  return shown.some(count => count > 0 && count < 5) ? [1, 2, 3] : [5]
}

/** The plain classes in words: "none", "1", "2", "3 or more". */
export function plainWords(breaks: readonly number[], counts: Counts): string[] {
  const shown = known(counts)
  const edges = [shown.length > 0 ? Math.min(...shown) : 0, ...breaks]
  return edges.map((from, i) => {
    const to = edges[i + 1]
    const isNone = from === 0 && !shown.some(count => count > 0 && (to === undefined || count < to))
    if (isNone) return 'none'
    if (to === undefined) return i === 0 ? whole(from) : `${whole(from)} or more`
    return to - 1 > from ? `${whole(from)} to ${whole(to - 1)}` : whole(from)
  })
}

/** "too rare to rank: most wards have none (645 of 679)". `hidden`: some counts are not shown to this reader. */
export function rareWords({ none, shown }: Rarity, many: string, hidden: boolean): string {
  const of = hidden ? `${many} whose number is shown` : many
  return 2 * none > shown
    ? `too rare to rank: most ${of} have none (${whole(none)} of ${whole(shown)})`
    : `too rare to rank: too many ${of} have the same figure`
}
