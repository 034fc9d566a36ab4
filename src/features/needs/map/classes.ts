import { classOf, classWords, quantileBreaks, type Shade, stepsFor, type Third } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { Most } from './own.ts'
import { isRankable, plainBreaks, plainWords } from './rare.ts'

/** A place's class on the map: the key's square it belongs to, in words, and its colour. Null where it has no figure to be classed by. */
export interface Group {
  /** Word of the address: `pair-2-1`, `step-3`, `rising`. */
  key: string
  words: string
  shade: Shade
}

export interface Values {
  count: number | null
  rate: number | null
  score: number | null
  /** As deprived as the reader's own cut point asks. */
  deprived?: boolean | null
}

const names = ['Low', 'Mid', 'High'] as const

export interface Cuts {
  /** Violence, ascending: two for thirds, one for own cut points. */
  violence: number[]
  deprivation: number[]
  own: OwnCut | undefined
}

/** The reader's own cut points, and the words of their two sides. */
export interface OwnCut {
  over: number
  most: Most
  violence: readonly [under: string, over: string]
  deprivation: readonly [less: string, most: string]
}

/** Cut points in thirds of the places that have both figures. */
export function thirds(all: readonly Values[]): Cuts {
  const both = all.filter(v => v.rate !== null && v.score !== null)
  return {
    violence: quantileBreaks(
      both.map(v => v.rate),
      3,
    ),
    deprivation: quantileBreaks(
      both.map(v => v.score),
      3,
    ),
    own: undefined,
  }
}

/** Own cut points: more than `over` events, and among the most deprived; `cut` is the score that comes to, of the city's places. */
export const ownCuts = (over: number, most: Most, cut: number): Cuts => ({
  violence: [over],
  deprivation: [cut],
  own: {
    over,
    most,
    violence: [`${whole(over)} or fewer`, `over ${whole(over)}`],
    deprivation: ['less deprived', `most deprived ${most.percent}%`],
  },
})

/** Classes spread to low, mid and high; with ties there may be only two, the outer ones. */
const third = (value: number, breaks: readonly number[]): Third => {
  const found = classOf(value, breaks)
  return breaks.length === 1 ? (found === 0 ? 0 : 2) : (Math.min(2, found) as Third)
}

export function pairGroup(values: Values, cuts: Cuts): Group | null {
  if (cuts.own) return ownGroup(values, cuts.own)
  if (values.score === null || values.rate === null) return null
  const [violence, deprivation] = [third(values.rate, cuts.violence), third(values.score, cuts.deprivation)]
  return {
    key: `pair-${violence}-${deprivation}`,
    words: `${names[violence]}, ${names[deprivation].toLowerCase()}`,
    shade: { kind: 'pair', violence, deprivation },
  }
}

function ownGroup({ count, deprived }: Values, own: OwnCut): Group | null {
  if (count === null || deprived === null || deprived === undefined) return null
  const [up, along] = [count > own.over ? 1 : 0, deprived ? 1 : 0]
  const [violence, deprivation] = [up ? 2 : 0, along ? 2 : 0] as const
  return {
    key: `pair-${violence}-${deprivation}`,
    words: sentence(`${own.violence[up]}, ${own.deprivation[along]}`),
    shade: { kind: 'pair', violence, deprivation },
  }
}

export interface Steps {
  breaks: number[]
  words: string[]
  shades: Shade[]
  decimals: number
  /** The reader chose the cut points. */
  own: boolean
  /** Plain numbers of a measure too rare to rank. */
  plain: boolean
  /** Each class holds about as many places; ties may forbid it. */
  even: boolean
}

/** Five classes of about as many places each, fewer where ties allow no more, or the reader's own. */
export function steps(values: readonly (number | null)[], decimals: 0 | 1, own?: readonly number[]): Steps {
  const breaks = own ? [...own] : quantileBreaks(values, 5, decimals)
  const words = classWords(breaks, { decimals })
  const even = isRankable(values, 5, decimals)
  return { breaks, words, shades: shadesOf(breaks), decimals, own: own !== undefined, plain: false, even }
}

/** Plain classes of counts: none, 1, 2, 3 or more. */
export function plainSteps(counts: readonly (number | null)[]): Steps {
  const breaks = plainBreaks(counts)
  return {
    breaks,
    words: plainWords(breaks, counts),
    shades: shadesOf(breaks),
    decimals: 0,
    own: false,
    plain: true,
    even: false,
  }
}

const shadesOf = (breaks: readonly number[]) =>
  stepsFor(breaks.length + 1).map((step): Shade => ({ kind: 'step', step }))

export function stepGroup(value: number | null, { breaks, words, shades, decimals }: Steps): Group | null {
  if (value === null) return null
  const at = classOf(value, breaks, decimals)
  return { key: `step-${at}`, words: words[at] ?? '', shade: shades[at] ?? null }
}
