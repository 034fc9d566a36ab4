import { EDGE, SHEET, VIOLENCE } from './colours.ts'
import { el, escapeXml } from './svg.ts'

/**
 * What can be said about a change. Rising, falling and chance are results of the test; the others say why there was none:
 * too few months, a recording break inside the window, too few events; or that the reader is not shown it.
 */
export type Change = 'rising' | 'falling' | 'chance' | 'too-short' | 'break' | 'too-few' | 'not-shown'

const WORDS: Readonly<Record<Change, { full: string; compact: string }>> = {
  rising: { full: 'Rising', compact: 'Rising' },
  falling: { full: 'Falling', compact: 'Falling' },
  chance: { full: 'Not distinguishable from chance', compact: 'Could be chance' },
  'too-short': { full: 'Too few months to tell', compact: 'Too few months' },
  break: { full: 'Recording changed, so no comparison', compact: 'Recording changed' },
  'too-few': { full: 'Numbers too small to tell', compact: 'Too small to tell' },
  'not-shown': { full: 'Change: not shown', compact: 'Not shown' },
}

const LINE = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }

/** The shapes differ, so that they can be told apart in grey and at arm's length. */
const SHAPES: Readonly<Record<Change, string>> = {
  rising: el('path', { d: 'M8 2l7 12H1z', fill: 'currentColor' }),
  falling: el('path', { d: 'M2.2 3h11.6L8 13z', ...LINE, 'stroke-width': 2, 'stroke-linejoin': 'round' }),
  chance: el('circle', { cx: 8, cy: 8, r: 6.2, ...LINE }) + el('path', { d: 'M5 8h6', ...LINE }),
  'too-short':
    el('path', { d: 'M1.5 4v8M1.5 8h6', ...LINE }) +
    el('path', { d: 'M10 8h5', ...LINE, 'stroke-dasharray': '1.6 1.6' }),
  break: el('path', { d: 'M1 8h4.5M11 8h4', ...LINE }) + el('path', { d: 'M5 13l2.6-10M9 13l2.6-10', ...LINE }),
  'too-few': [3, 8, 13].map(cx => el('circle', { cx, cy: 8, r: 1.5, fill: 'currentColor' })).join(''),
  'not-shown': el('rect', { x: 2, y: 2, width: 12, height: 12, rx: 1.5, ...LINE, 'stroke-dasharray': '2.4 2' }),
}

/** The words of a change; `compact` ones are for dense tables. */
export const changeWords = (change: Change, { compact = false } = {}): string =>
  WORDS[change][compact ? 'compact' : 'full']

/** A change as HTML: shape, then word, then colour. The shape is hidden from screen readers because the word says it. */
export function changeMark(change: Change, { compact = false } = {}): string {
  const shape = el('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' }, SHAPES[change])
  const style = change === 'rising' || change === 'falling' ? change : 'chance'
  return el('span', { class: `up-mark up-mark--${style}` }, shape + escapeXml(changeWords(change, { compact })))
}

/** The shape of a change alone, for a map or a key, 16 units square. `currentColor` decides its colour. */
export const changeShape = (change: Change): string => SHAPES[change]

/** One year: high, not high, or not known (null). */
export type YearLevel = boolean | null

function square(high: YearLevel, index: number): string {
  const box = { x: 0.8 + index * 12, y: 0.8, width: 9.5, height: 10.5, rx: 1, 'stroke-width': 1.3 }
  if (high) return el('rect', { ...box, fill: VIOLENCE, stroke: VIOLENCE })
  return el('rect', { ...box, fill: SHEET, stroke: EDGE, 'stroke-dasharray': high === null && '2 1.6' })
}

/** "High and sustained", "High in 1 of 3 years". Years not known are left out of the second number. */
export function levelWords(years: readonly YearLevel[], { compact = false } = {}): string {
  const known = years.filter(year => year !== null).length
  const high = years.filter(year => year === true).length
  if (known === 0) return compact ? 'Not known' : 'Level: not known'
  if (known === years.length && high === known) return 'High and sustained'
  const of = `${known} ${known === years.length ? '' : 'known '}${known === 1 ? 'year' : 'years'}`
  if (compact) return `${high} of ${of}`
  return high === 0 ? `Level: not high in any of ${of}` : `Level: high in ${high} of ${of}`
}

/** Of a place that has too few events in every year for any rank. */
export const levelFewWords = ({ compact = false } = {}): string =>
  compact ? 'Too few to rank' : 'Level: too few events to rank'

/** A level as HTML: one square a year, oldest first, filled when the place was in the top tenth that year; words beside. `few`: see above. */
export function levelMark(years: readonly YearLevel[], { compact = false, few = false } = {}): string {
  const shape = el(
    'svg',
    { viewBox: `0 0 ${years.length * 12 - 1} 12`, 'aria-hidden': 'true', focusable: 'false' },
    years.map((high, i) => square(few ? null : high, i)).join(''),
  )
  const words = escapeXml(few ? levelFewWords({ compact }) : levelWords(years, { compact }))
  const sustained = words === 'High and sustained'
  return el('span', { class: 'up-level' }, shape + (sustained ? `<b>${words}</b>` : `<span>${words}</span>`))
}

/** In place of a level that the reader is not shown. */
export const levelNotShown = ({ compact = false } = {}): string =>
  el('span', { class: 'up-level' }, `<span>${compact ? 'Not shown' : 'Level: not shown'}</span>`)
