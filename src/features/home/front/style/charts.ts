import {
  barsAcross,
  barsUp,
  controlChart,
  heatStrip,
  hoursGrid,
  intervalBars,
  seriesRows,
  sparkline,
} from '../../../../lib/charts/index.ts'
import { addMonths } from '../../../../lib/dates.ts'
import { poissonControlLimits } from '../../../../lib/stats/index.ts'
import { decimal, plural } from '../../../../lib/words.ts'
import { exampleMonths } from './examples.ts'

const { counts, breakAt, from } = exampleMonths
const months = counts.map((_, i) => addMonths(from, i))
const changedOn = months[breakAt] ?? from

function segment(first: number, end: number) {
  const known = counts.slice(first, end).filter(count => count !== null)
  const mean = known.reduce((sum, count) => sum + count, 0) / known.length
  return { from: months[first] ?? from, to: months[end - 1] ?? from, mean, ...poissonControlLimits(mean) }
}

const trend = controlChart({
  id: 'style-trend',
  title: 'Invented offences a month in an example ward.',
  unit: 'Offences a month',
  months,
  values: counts,
  segments: [segment(0, breakAt), segment(breakAt, counts.length)],
  breaks: [{ month: changedOn, label: 'Recording changed, March 2025' }],
})

const trendTable = {
  caption: 'Invented offences a month',
  heads: ['Month', 'Offences'],
  rows: seriesRows(months, counts).map(row => [row.words, row.value === null ? 'No figure' : String(row.value)]),
}

const beside = [
  { name: 'Brickfields', role: 'place', rate: 15.3, lower: 13.1, upper: 17.8 },
  { name: 'Eastmere', role: 'borough', rate: 10.6, lower: 9.9, upper: 11.3 },
  { name: 'Riverton', role: 'city', rate: 9.8, lower: 9.6, upper: 10 },
] as const

const ages = [
  { name: 'Aged 0 to 9', short: '0-9', value: 1620 },
  { name: 'Aged 10 to 24', short: '10-24', value: 2224 },
  { name: 'Aged 25 to 64', short: '25-64', value: 7310 },
  { name: 'Aged 65 and over', short: '65+', value: null, why: 'hidden because it is small' },
]
const strengths = [
  { name: 'Youth clubs', value: 3.1, lower: 2.2, upper: 4.3 },
  { name: 'Libraries', value: 1.2, lower: 0.6, upper: 2.1 },
  { name: 'The year before', value: 2.4, lower: 1.6, upper: 3.5, quiet: true },
]

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const busy = (day: number, hour: number) =>
  Math.round(3 + 2 * Math.sin((hour - 5) / 3.8) + (day > 3 && hour > 12 ? 5 : 0))
const days = week.map((name, day) => ({
  name,
  short: name.slice(0, 3),
  values: Array.from({ length: 24 }, (_, hour) => (day === 2 && hour < 3 ? null : busy(day, hour))),
}))
const open = (hours: string) => [...hours].map(letter => (letter === '?' ? null : Number(letter)))

/** Every chart in use, each with invented figures. */
export const charts = () => ({
  trend,
  trendTable,
  trendCount: plural(
    counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    'offence',
  ),
  beside: intervalBars({ title: 'Invented offences a thousand residents, 12 months.', rows: beside }),
  besideTable: {
    caption: 'Invented rates',
    heads: ['Place', 'Rate', 'Lower', 'Upper'],
    rows: beside.map(row => [row.name, ...[row.rate, row.lower, row.upper].map(value => decimal(value))]),
  },
  across: barsAcross({
    id: 'style-across',
    title: 'Invented residents by age.',
    unit: 'Residents',
    rows: ages,
    hue: 'context',
  }),
  up: barsUp({
    id: 'style-up',
    title: 'Invented provision.',
    unit: 'For each ten thousand residents',
    rows: strengths,
    hue: 'provision',
    figures: 'rate',
  }),
  heat: heatStrip({
    id: 'style-heat',
    title: 'Invented offences by day and hour.',
    unit: 'offences',
    rows: days,
    from: 6,
    breaks: [3, 5, 7, 9],
  }),
  hours: hoursGrid({
    id: 'style-hours',
    title: 'Invented sessions, 9am to 10pm.',
    from: 9,
    rows: [
      { name: 'Mon to Fri', short: 'Week', hours: open('0000000234210') },
      { name: 'Saturday', short: 'Sat', hours: open('0112210000000') },
      { name: 'Sunday', short: 'Sun', hours: open('?????????????') },
    ],
  }),
  spark: sparkline({ title: 'Invented offences.', months, values: counts, breaks: [changedOn] }),
})
