import { placesIn } from './concentration.ts'
import { phyperUpper } from './discrete.ts'
import { conditionalOddsRatio, fisherP } from './fisher.ts'
import { needNumber, needSameLength } from './refuse.ts'
import { averageRanks, highestFirst } from './sorted.ts'

export type Overlay = {
  places: number
  highViolence: number
  highDeprivation: number
  both: number
  /** Of the places high in violence, the share that is also high in deprivation. */
  shareAlsoDeprived: number
  /** How many of both chance alone would give, and how many times that was seen. */
  expectedBoth: number
  lift: number
  jaccard: number
  /** Chance of as many or more of both, were the two unrelated. */
  p: number
  fisherP: number
  /** Conditional maximum likelihood; Infinity at the largest overlap possible, null when only one overlap is. */
  oddsRatio: number | null
  /** Rank correlation over all places; null when either does not vary. */
  spearman: number | null
}

/**
 * Do the most violent places overlap with the most deprived? The top share of each (rounded up to whole places, ties at the
 * edge in the order given), set against chance. Both lists hold one value for each place, higher being worse.
 *
 * Neighbouring places resemble each other, so p is smaller than it should be; the overlap is of places, not of people, and
 * says nothing of causes.
 * Source: hypergeometric test and Fisher (1935), as `phyper` and `fisher.test` in R; Spearman (1904).
 */
export function deprivationOverlay(
  violence: readonly number[],
  deprivation: readonly number[],
  { topViolence = 0.1, topDeprivation = 0.2 }: { topViolence?: number; topDeprivation?: number } = {},
): Overlay {
  check(violence, deprivation, topViolence, topDeprivation)
  const places = violence.length
  const violent = highestFirst(violence).slice(0, placesIn(topViolence, places))
  const deprived = new Set(highestFirst(deprivation).slice(0, placesIn(topDeprivation, places)))
  const both = violent.filter(place => deprived.has(place)).length
  const [drawn, marked] = [violent.length, deprived.size]
  const expectedBoth = (drawn * marked) / places
  return {
    places,
    highViolence: drawn,
    highDeprivation: marked,
    both,
    shareAlsoDeprived: both / drawn,
    expectedBoth,
    lift: both / expectedBoth,
    jaccard: both / (drawn + marked - both),
    p: phyperUpper(both - 1, marked, places - marked, drawn),
    fisherP: fisherP(both, drawn, marked, places - marked),
    oddsRatio: conditionalOddsRatio(both, drawn, marked, places - marked),
    spearman: spearman(violence, deprivation),
  }
}

/** Spearman's rank correlation, tied values sharing the mean of their ranks; null when either list does not vary. */
export function spearman(one: readonly number[], other: readonly number[]): number | null {
  needSameLength('spearman', one, other)
  for (const value of [...one, ...other]) needNumber('spearman', 'a value', value)
  const [a, b] = [averageRanks(one), averageRanks(other)]
  const middle = (one.length + 1) / 2
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [(a[i] ?? 0) - middle, (b[i] ?? 0) - middle]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb)
}

function check(violence: readonly number[], deprivation: readonly number[], ...shares: number[]): void {
  needSameLength('deprivationOverlay', violence, deprivation)
  if (violence.length === 0) throw new RangeError('deprivationOverlay: there must be at least one place, not 0')
  for (const value of [...violence, ...deprivation]) needNumber('deprivationOverlay', 'a value', value)
  for (const share of shares)
    if (!(share > 0 && share < 1))
      throw new RangeError(`deprivationOverlay: a share must be between 0 and 1, not ${share}`)
}
