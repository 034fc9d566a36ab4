import { COPPER, GRID, HUES, type Hue, INK } from './colours.ts'
import { formatCount, monthShort, monthWords, sentence } from './format.ts'
import { el, round, svg } from './svg.ts'

export interface Sparkline {
  /** "Violence with injury in Isleworth." */
  title: string
  months: readonly string[]
  values: readonly (number | null)[]
  /** Months from which recording is new: the line stops before each. */
  breaks?: readonly string[]
  hue?: Hue
}

const [WIDTH, HEIGHT] = [132, 28]

function words({ title, months, values }: Sparkline): string {
  const known = values.flatMap((value, i) => (value === null ? [] : [{ value, month: months[i] ?? '' }]))
  const [first, last] = [known[0], known[known.length - 1]]
  if (!first || !last) return `${sentence(title)} No figures.`
  return `${sentence(title)} ${formatCount(first.value)} in ${monthWords(first.month)}, ${formatCount(last.value)} in ${monthWords(last.month)}.`
}

/** A line for a table cell, 132 by 28, from zero. Missing months and recording breaks part it; the last month has a dot. */
export function sparkline(line: Sparkline): string {
  const { months, values, breaks = [], hue = 'violence' } = line
  const most = Math.max(1, ...values.map(value => value ?? 0))
  const step = (WIDTH - 10) / Math.max(1, months.length - 1)
  const at = (i: number, value: number) => `${round(4 + i * step)},${round(HEIGHT - 3 - (value / most) * (HEIGHT - 8))}`
  let d = ''
  let joined = false
  for (const [i, value] of values.entries()) {
    if (value !== null) d += `${joined && !breaks.includes(months[i] ?? '') ? 'L' : 'M'}${at(i, value)}`
    joined = value !== null
  }
  const last = values.reduceRight<number>((found, value, i) => (found < 0 && value !== null ? i : found), -1)
  const [cx, cy] =
    last < 0
      ? []
      : at(last, values[last] ?? 0)
          .split(',')
          .map(Number)
  const parted = months.flatMap((month, i) => (breaks.includes(month) && i > 0 ? [4 + (i - 0.5) * step] : []))
  const upright = parted.map(x =>
    el('line', { x1: x, x2: x, y1: 2, y2: HEIGHT - 2, stroke: COPPER, 'stroke-dasharray': '1 3', 'stroke-width': 1.4 }),
  )
  return svg(
    { width: WIDTH, height: HEIGHT, label: words(line) },
    el('line', { x1: 4, x2: WIDTH - 6, y1: HEIGHT - 3, y2: HEIGHT - 3, stroke: GRID }) +
      upright.join('') +
      el('path', {
        d: d || undefined,
        fill: 'none',
        stroke: HUES[hue],
        'stroke-width': 1.6,
        'stroke-linejoin': 'round',
      }) +
      (cx === undefined ? '' : el('circle', { cx, cy, r: 2.6, fill: INK })),
  ).replace('<svg', `<svg width="${WIDTH}" height="${HEIGHT}"`)
}

export interface YearRow {
  /** "March 2025 to February 2026" */
  period: string
  from: string
  to: string
  /** Sum of the months, or null when one is missing: a part-year is not a year. */
  total: number | null
  months: number
  missing: number
  /** Recording changed inside this year, so it is not comparable as a whole. */
  broken: boolean
}

/**
 * The series as 12-month years counted back from the last month, newest first, for the table beside a chart. A first part-year is left out.
 * `breaks` are first months of new recording.
 */
export function seriesByYear(
  months: readonly string[],
  values: readonly (number | null)[],
  breaks: readonly string[] = [],
): YearRow[] {
  const rows: YearRow[] = []
  for (let end = months.length; end >= 12; end -= 12) {
    const [names, figures] = [months.slice(end - 12, end), values.slice(end - 12, end)]
    const [from = '', to = ''] = [names[0], names[11]]
    const missing = figures.filter(value => value === null || value === undefined).length
    const total = missing ? null : figures.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    const broken = breaks.some(month => month > from && month <= to)
    rows.push({ period: `${monthWords(from)} to ${monthWords(to)}`, from, to, total, months: 12, missing, broken })
  }
  return rows
}

/** One row a month for the table behind a chart: "Feb 2026", figure or null. */
export const seriesRows = (months: readonly string[], values: readonly (number | null)[]) =>
  months.map((month, i) => ({ month, words: monthShort(month), value: values[i] ?? null }))
