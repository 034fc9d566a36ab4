import { bh, estimateDispersion, placeChangeTest, type RatioTest } from '../../../lib/stats/index.ts'
import type { Settings } from './settings.ts'

export type ChangeWord = 'rising' | 'falling' | 'chance' | 'too few' | 'too short' | 'break'

/** Events of a place in the later and the earlier window; null where any month of it is unknown. */
export interface Windows {
  placeId: number
  later: number | null
  earlier: number | null
}

export interface Change {
  placeId: number
  word: ChangeWord
  later: number | null
  earlier: number | null
  /** Later over earlier, with its 95 % interval widened by the over-dispersion; null when there is nothing to divide. */
  ratio: number | null
  lower: number | null
  upper: number | null
  /** p against no change, and against the city's change; q is the larger of the two after the false discovery rate is held across places. */
  p: number | null
  q: number | null
  cityRatio: number | null
  dispersion: number
  /** Places tested together. */
  tested: number
}

/**
 * Change of every place in one measure (docs/methods/change.md): exact rate ratio of the later window to the earlier, widened by
 * over-dispersion, p against itself and against the rest of the city, Benjamini and Hochberg across the places tested.
 * A place is rising or falling only when both p hold (or the first alone, if the settings say so) and point the same way.
 */
export function changes(windows: readonly Windows[], settings: Settings): Change[] {
  const pairs = windows.map(({ later, earlier }) =>
    later === null || earlier === null ? null : { x1: later, x2: earlier },
  )
  const { dispersion: found } = estimateDispersion(pairs, { fewest: settings.fewest })
  const dispersion = settings.widen ? found : 1
  const known = pairs.filter(pair => pair !== null)
  const total = { x1: known.reduce((sum, pair) => sum + pair.x1, 0), x2: known.reduce((sum, pair) => sum + pair.x2, 0) }
  const tests = pairs.map(pair => (pair && pair.x1 + pair.x2 >= settings.fewest ? test(pair, total, dispersion) : null))
  const own = bh(tests.map(t => t?.own.p ?? null))
  const relative = bh(tests.map(t => t?.relative?.p ?? null))
  const tested = tests.filter(t => t !== null).length
  return windows.map((place, i) => {
    const found = tests[i]
    const base = { ...place, dispersion, tested, cityRatio: found?.cityRatio ?? null }
    if (place.later === null || place.earlier === null) return { ...base, word: 'too short', ...nothing }
    if (!found) return { ...base, word: 'too few', ...nothing }
    const q = settings.against === 'itself' || !found.relative ? (own[i] ?? 1) : Math.max(own[i] ?? 1, relative[i] ?? 1)
    const { ratio, lower, upper, p } = found.own
    return {
      ...base,
      word: word(found.own, found.relative, q, settings),
      ratio: finite(ratio),
      lower,
      upper: finite(upper),
      p,
      q,
    }
  })
}

const nothing = { ratio: null, lower: null, upper: null, p: null, q: null }
const finite = (n: number | null) => (n === null || !Number.isFinite(n) ? null : n)

interface Tested {
  own: RatioTest
  relative: RatioTest | null
  cityRatio: number | null
}

// The city's change is that of the rest of the city: a large place would otherwise be compared with itself.
function test(pair: { x1: number; x2: number }, total: { x1: number; x2: number }, dispersion: number): Tested {
  const rest = { x1: total.x1 - pair.x1, x2: total.x2 - pair.x2 }
  const cityRatio = rest.x1 > 0 && rest.x2 > 0 ? rest.x1 / rest.x2 : null
  const { own, relative } = placeChangeTest({ x1: pair.x1, n1: 1, x2: pair.x2, n2: 1 }, cityRatio ?? 1, { dispersion })
  return { own, relative: cityRatio === null ? null : relative, cityRatio }
}

function word(own: RatioTest, relative: RatioTest | null, q: number, settings: Settings): ChangeWord {
  if (!(q <= settings.fdr)) return 'chance'
  const up = own.ratio === null || own.ratio > 1
  const against = relative?.ratio ?? (up ? 2 : 0)
  if (settings.against !== 'itself' && up !== against > 1) return 'chance'
  return up ? 'rising' : 'falling'
}
