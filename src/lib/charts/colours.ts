// The hexes of the look (tokens.scss). One hue, one meaning: indigo violence, ochre deprivation, teal provision and strengths.

export const INK = '#1b2340'
export const INK_SOFT = '#4a5168'
export const SHEET = '#ffffff'
export const SURFACE = '#f3ece0'
export const GRID = '#e7dfd2'
export const LINE = '#dcd2c3'
export const EDGE = '#7d7563'
export const APRICOT = '#f6a55c'
export const COPPER = '#9a4a0f'
export const TEAL = '#0d6466'
export const FOCUS = '#ffd23f'
export const VIOLENCE = '#564f8e'
export const DEPRIVATION = '#93692a'
export const CONTEXT = '#8d8a93'
export const WATER = '#bcd3de'
export const HATCH = '#c9bfae'

/** What a chart is about; decides its colour. */
export type Hue = 'violence' | 'deprivation' | 'provision' | 'context'

export const HUES: Readonly<Record<Hue, string>> = {
  violence: VIOLENCE,
  deprivation: DEPRIVATION,
  provision: TEAL,
  context: CONTEXT,
}

/** Five steps of one hue, light to dark. */
export const SEQUENTIAL = {
  violence: ['#eceaf2', '#c3bfdf', '#938dc3', '#5f579f', '#322a5e'],
  deprivation: ['#f5ecd8', '#e6c88c', '#c99a45', '#93692a', '#4b3412'],
  provision: ['#e3efec', '#a2ccc5', '#74aeaa', '#36807f', '#0c4547'],
} as const

export type SequentialHue = keyof typeof SEQUENTIAL

/** Rows: violence low, mid, high. Columns: deprivation low, mid, high. */
export const BIVARIATE = [
  ['#efe9dc', '#ecca84', '#d99a1c'],
  ['#b3c4e3', '#a89fa0', '#93692a'],
  ['#6c8bd4', '#564f8e', '#2a2148'],
] as const

export type Step = 0 | 1 | 2 | 3 | 4
export type Third = 0 | 1 | 2

const WHITE_ON: ReadonlySet<string> = new Set([
  '#564f8e',
  '#2a2148',
  '#93692a',
  '#5f579f',
  '#322a5e',
  '#36807f',
  '#0c4547',
  COPPER,
  TEAL,
])

/** White or ink, whichever can be read on a fill of ours (at least 4.5:1). */
export const textOn = (fill: string): string => (WHITE_ON.has(fill) ? '#ffffff' : INK)
