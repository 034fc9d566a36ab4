import { classOf, classWords, quantileBreaks, type Shade, stepsFor, type Third } from '../../../lib/charts/index.ts'

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
}

const names = ['Low', 'Mid', 'High'] as const

export interface Cuts {
  /** Violence, ascending: two for thirds, one for own cut points. */
  violence: number[]
  deprivation: number[]
  own: boolean
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
    own: false,
  }
}

/** Own cut points: more than `over` events, and a score of at least `score` (the top third unless said). */
export function ownCuts(all: readonly Values[], over: number, score: number | undefined): Cuts {
  const usual = thirds(all).deprivation.at(-1) ?? 0
  return { violence: [over], deprivation: [score ?? usual], own: true }
}

/** Classes spread to low, mid and high; with ties there may be only two, the outer ones. */
const third = (value: number, breaks: readonly number[]): Third => {
  const found = classOf(value, breaks)
  return breaks.length === 1 ? (found === 0 ? 0 : 2) : (Math.min(2, found) as Third)
}

export function pairGroup(values: Values, cuts: Cuts): Group | null {
  if (values.score === null) return null
  const violence = cuts.own
    ? values.count === null
      ? null
      : values.count > (cuts.violence[0] ?? 0)
        ? 2
        : 0
    : values.rate === null
      ? null
      : third(values.rate, cuts.violence)
  if (violence === null) return null
  const deprivation = third(values.score, cuts.deprivation)
  return {
    key: `pair-${violence}-${deprivation}`,
    words: `${names[violence]}, ${names[deprivation].toLowerCase()}`,
    shade: { kind: 'pair', violence, deprivation },
  }
}

export interface Steps {
  breaks: number[]
  words: string[]
  shades: Shade[]
  decimals: number
}

/** Five classes of about as many places each. */
export function steps(values: readonly (number | null)[], decimals: 0 | 1, unit: string): Steps {
  const breaks = quantileBreaks(values, 5, decimals)
  const shades = stepsFor(breaks.length + 1).map((step): Shade => ({ kind: 'step', step }))
  return { breaks, words: classWords(breaks, { decimals, unit }), shades, decimals }
}

export function stepGroup(value: number | null, { breaks, words, shades, decimals }: Steps): Group | null {
  if (value === null) return null
  const at = classOf(value, breaks, decimals)
  return { key: `step-${at}`, words: words[at] ?? '', shade: shades[at] ?? null }
}
