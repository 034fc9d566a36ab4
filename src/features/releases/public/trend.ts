// The line of a released table, drawn from what stands in it and from nothing else: what is hidden there is a gap here. Pure.
import { type ControlSegment, controlChart } from '../../../lib/charts/index.ts'
import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import { xmr } from '../../../lib/stats/index.ts'
import { plural, sentence } from '../../../lib/words.ts'
import { hidden, type Table } from '../contract.ts'

export interface TrendView {
  id: string
  /** Empty where too much is hidden to draw a line. */
  svg: string
  caption: string
}

/** Under so many points it is no line but a few dots. */
const fewestPoints = 8
const nounOf = { 1: 'month', 3: 'quarter' }

interface Series {
  /** First month of each row. */
  starts: Month[]
  values: (number | null)[]
  hidden: number
}

/** The picture of a table's months or quarters; undefined for a table that is no line. */
export function trendView(table: Table, id: string): TrendView | undefined {
  const { trend } = table
  if (!trend) return undefined
  const noun = nounOf[trend.months]
  const series = seriesOf(table)
  const mixed = mixedIn(series.starts, trend)
  const values = series.values.map((value, i) => (mixed.has(i) ? null : value))
  const shown = values.filter(value => value !== null).length
  const isDrawn = shown >= fewestPoints && shown * 2 >= values.length
  const segments = segmentsOf(series.starts, values, trend)
  return {
    id: `trend-${id}`,
    svg: isDrawn ? draw(table, trend, { ...series, values, segments }, id) : '',
    caption: [
      isDrawn ? reading(noun, segments.length > 0) : `Too few of the ${noun}s may be shown, so no line is drawn.`,
      series.hidden > 0
        ? `${sentence(plural(series.hidden, noun))} ${series.hidden === 1 ? 'is' : 'are'} hidden, so that nobody can be recognised.`
        : '',
      mixed.size > 0 ? 'A quarter in which counting changed holds both ways and is not drawn.' : '',
    ]
      .filter(Boolean)
      .join(' '),
  }
}

const reading = (noun: string, hasBand: boolean): string =>
  hasBand
    ? `Each dot is one ${noun}. The line across is the average. The pale band is where nearly all ${noun}s fall if only chance is at work: a rise or fall inside it may be no more than chance.`
    : `Each dot is one ${noun}. Too short to say what is usual here: that takes 13 ${noun}s counted in one way.`

function seriesOf(table: Table): Series {
  const at = (role: string) => table.columns.findIndex(column => column.role === role)
  const [period, count] = [at('period'), at('count')]
  const cells = table.rows.map(row => row[count] ?? null)
  return {
    starts: table.rows.map(row => String(row[period]).slice(0, 7)),
    values: cells.map(cell => (typeof cell === 'number' ? cell : null)),
    hidden: cells.filter(cell => cell === hidden).length,
  }
}

type Trend = NonNullable<Table['trend']>

/** Rows inside which a break falls: partly one way of recording, partly another. */
const mixedIn = (starts: readonly Month[], { months, breaks }: Trend): ReadonlySet<number> =>
  new Set(
    starts.flatMap((start, i) =>
      breaks.some(({ month }) => monthsBetween(start, month) > 0 && monthsBetween(start, month) < months) ? [i] : [],
    ),
  )

function draw(
  table: Table,
  trend: Trend,
  { starts, values, segments }: Series & { segments: ControlSegment[] },
  id: string,
): string {
  const count = table.columns.find(({ role }) => role === 'count')
  const first = starts[0] ?? ''
  const breaks = trend.breaks.filter(({ month }) => month > first)
  return controlChart({
    id: `trend-${id}`,
    months: starts,
    values,
    span: trend.months,
    segments,
    breaks,
    unit: `${sentence(count && 'unit' in count ? count.unit : '')} a ${nounOf[trend.months]}`,
    title: table.caption,
  })
}

/**
 * Average and natural limits of each run between breaks (XmR, docs/methods/control-chart.md): whole boroughs vary more than chance counts
 * would, and these take it in. None for a run of under 13.
 */
function segmentsOf(starts: readonly Month[], values: readonly (number | null)[], trend: Trend): ControlSegment[] {
  const breaksAt = trend.breaks.map(({ month }) => Math.floor(monthsBetween(starts[0] ?? month, month) / trend.months))
  const rebaseAt = [...new Set(breaksAt)].filter(at => at > 0 && at < starts.length).sort((a, b) => a - b)
  return xmr(values, { rebaseAt }).segments.flatMap(({ from, to, mean, lower, upper, trial }) => {
    const [start, last] = [starts[from], starts[to - 1]]
    if (trial || mean === null || lower === null || upper === null || !start || !last) return []
    return [
      {
        from: start,
        to: addMonths(last, trend.months - 1),
        mean,
        lower: Math.max(0, Math.ceil(lower)),
        upper: Math.floor(upper),
      },
    ]
  })
}
