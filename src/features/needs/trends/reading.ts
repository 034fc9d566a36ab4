import { controlChart } from '../../../lib/charts/index.ts'
import { lastDay, type Month, monthWords } from '../../../lib/dates.ts'
import { poissonChart } from '../../../lib/stats/index.ts'
import { sentence, signedPercent, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import type { View } from '../analyses/view.ts'
import { apartWords } from '../parts.ts'
import type { Rooms } from '../signals/ask.ts'
import { hrefOf, officer, type Scope, scopeOf } from '../when/scope.ts'
import { lastRun } from '../when/series.ts'
import { ofImports } from '../when/sources.ts'
import { type Span, spans, type Trend, trendOf } from './compute.ts'
import { countWords, notesFor, percents, recentWords, slopeWords, statementOf, titleOf } from './words.ts'

export const path = '/analyses/trends'

export const spanOf = (asked: unknown): Span => spans.find(one => one === asked) ?? '5'

/** Shifts that somebody accepted and nobody took back. */
export const accepted = ({ notes }: Trend) =>
  notes.filter(note => note.kind === 'change point' && note.undoneBy === null)

const inForce = ({ notes }: Trend) => notes.filter(note => note.kind !== 'dismissed' && note.undoneBy === null)

/** Limits as many times as wide as months of this series, season and trend taken out, vary beyond chance. */
function widened(mean: number, { lower, upper }: { lower: number; upper: number }, { yearly }: Trend) {
  const times = Math.sqrt(Math.max(1, yearly?.dispersionUsed ?? 1))
  return { lower: Math.max(0, mean - times * (mean - lower)), upper: mean + times * (upper - mean) }
}

const noteWords = { 'change point': 'Shift accepted', event: 'Event', dismissed: 'Dismissed' }

/** Months with mean and limits, cut where recording changed and where a person accepted a shift; years where months are held. */
export function pictureOf(trend: Trend): string {
  const { series, scope, held } = trend
  if (held) return ''
  const { months, values } = series
  const shifts = accepted(trend).map(note => note.month)
  const starts = [...new Set([...series.breaks.map(one => one.month), ...shifts])]
    .map(month => months.indexOf(month))
    .filter(i => i > 0)
    .sort((a, b) => a - b)
  const exposure = months.map(month => Number(lastDay(month).slice(8)) / 30.4375)
  const chart = poissonChart(values, { breaks: starts, exposure })
  const segments = chart.segments.flatMap(({ from, to, rate }) => {
    const point = chart.points.slice(from, to).find(one => one !== null)
    const [first, last] = [months[from], months[to - 1]]
    return rate === null || !point || !first || !last
      ? []
      : [{ from: first, to: last, mean: rate, ...widened(rate, point, trend) }]
  })
  return controlChart({
    id: 'trend',
    months,
    values,
    segments,
    breaks: [
      ...series.breaks.map(one => ({ month: one.month, label: 'Recording changed' })),
      ...accepted(trend).map(note => ({ month: note.month, label: 'Shift accepted' })),
    ].filter((one, i, all) => all.findIndex(other => other.month === one.month) === i),
    unit: `${sentence(scope.measure.unit)} a month`,
    title: titleOf(trend),
  })
}

/** Months with what stands beside them; years where months are held. */
export function tableOf(trend: Trend): { caption: string; head: string[]; rows: string[][] } {
  const { series, years, held, scope } = trend
  const unit = sentence(scope.measure.unit)
  if (held)
    return {
      caption: `${titleOf(trend)}, by year`,
      head: ['12 months to', unit],
      rows: years.map(year => [monthWords(year.to), countWords(year)]),
    }
  return {
    caption: `${titleOf(trend)}, by month`,
    head: ['Month', unit, 'Beside it'],
    rows: series.months.map((month, i) => [monthWords(month), valueWords(series.values[i]), besideOf(trend, month)]),
  }
}

const valueWords = (value: number | null | undefined) =>
  value === null || value === undefined ? 'not known' : whole(value)

const besideOf = (trend: Trend, month: Month): string =>
  [
    ...trend.series.breaks.filter(one => one.month === month).map(one => `Recording changed: ${one.title}`),
    ...inForce(trend)
      .filter(note => note.month === month)
      .map(note => `${noteWords[note.kind]}: ${note.reason}`),
  ].join('; ')

export async function readingOf(db: Db, trend: Trend, span: Span): Promise<Reading> {
  const { scope, series } = trend
  const svg = pictureOf(trend)
  return {
    view: 'trends',
    title: titleOf(trend),
    href: hrefOf(path, scope, { years: span }),
    statement: statementOf(trend),
    figures: figuresOf(trend),
    ...(svg ? { svg } : {}),
    table: tableOf(trend),
    from: series.months[0] ?? '',
    to: series.months.at(-1) ?? '',
    places: [scope.spot.code],
    measures: [scope.measure.code],
    imports: series.imports,
    source: await ofImports(db, series.imports),
    method: '/methods/trends',
    settings: span === 'all' ? 'Every month known' : `The last ${span} years`,
    notes: [...notesFor(trend), ...(await apart(db, trend))],
  }
}

/** Of a city: what other ways to count it say. */
async function apart(db: Db, { scope, series }: Trend): Promise<string[]> {
  const { store, measure, spot } = scope
  const last = series.months[series.values.findLastIndex(value => value !== null)]
  if (spot.kind !== 'city' || last === undefined) return []
  const words = await apartWords(db, store, { measure, city: spot, end: last })
  return words ? [words] : []
}

function figuresOf(trend: Trend): Figure[] {
  const { years, change, yearly, recent, crossed } = trend
  const [before, last] = years.length < 2 ? [undefined, years[0]] : years.slice(-2)
  if (!last) return []
  const period = `12 months to ${monthWords(last.to)}`
  const plain = { count: '', denominator: '', interval: '' }
  return [
    { ...plain, label: sentence(trend.scope.measure.unit), value: countWords(last), period },
    ...(before
      ? [
          {
            ...plain,
            label: 'Against the 12 months before',
            value: crossed
              ? 'not compared: recording changed'
              : change
                ? (percents(change).split(' (')[0] ?? '')
                : 'not worked out',
            count: `${countWords(last)} and ${countWords(before)}`,
            period,
            interval:
              change && !crossed ? `95% interval ${signedPercent(change.lower)} to ${signedPercent(change.upper)}` : '',
          },
        ]
      : []),
    ...(yearly && yearly.percent !== null && yearly.lower !== null && yearly.upper !== null
      ? [
          {
            ...plain,
            label: 'Change a year, on average',
            value: signedPercent(1 + yearly.percent / 100),
            count: `${yearly.months} months`,
            period: `${monthWords(yearly.from)} to ${monthWords(last.to)}`,
            interval: `95% interval ${signedPercent(1 + yearly.lower / 100)} to ${signedPercent(1 + yearly.upper / 100)}`,
          },
        ]
      : []),
    { ...plain, label: 'Recent trend', value: recentWords(recent), ...recentOf(trend) },
  ]
}

/** The five years a recent trend is of, and its slope; all that is known in one way of recording where there are not five. */
function recentOf({ recent, series }: Trend): Pick<Figure, 'period' | 'interval'> {
  const { from, to } = lastRun(series)
  const first = recent.slope === null ? from : to - 60
  const period = `${monthWords(series.months[first] ?? '')} to ${monthWords(series.months[to - 1] ?? '')}`
  return { period, interval: slopeWords(recent) }
}

export const view: View = {
  name: 'trends',
  title: 'Trends',
  question: 'Is it going up or down over the months, by how much a year, and did its level shift?',
  path,
  read: async (rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> => {
    const scoped = await scopeOf(rooms, officer, asked, { own: false })
    const trend = scoped.state === 'ready' ? await trendOf(rooms.db, scoped.scope, spanOf(asked.years)) : undefined
    return trend && readingOf(rooms.db, trend, spanOf(asked.years))
  },
  addressFor: async (rooms, actor, asked) => {
    const scoped = await scopeOf(rooms, actor, asked, { own: false })
    return scoped.state === 'ready' ? addressOf(scoped.scope, spanOf(asked.years)) : undefined
  },
}

export const addressOf = (scope: Scope, span: Span): string => hrefOf(path, scope, { years: span })
