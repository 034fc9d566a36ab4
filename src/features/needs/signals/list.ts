import {
  type CellScale,
  type Change,
  cellScale,
  changeMark,
  escapeXml,
  intervalCell,
  intervalCellAxis,
  levelMark,
  levelNotShown,
  formatCount as whole,
} from '../../../lib/charts/index.ts'
import type { Rate } from '../../../lib/stats/index.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../platform/list.ts'
import { notShown } from '../../evidence/index.ts'
import type { SeenMark } from '../rules.ts'
import { ratioWords } from '../words.ts'
import type { ChangeWord } from './change.ts'
import { inCsv } from './columns.ts'
import { filtersOf } from './filters.ts'
import { kindWords } from './ground.ts'
import type { Signals } from './listed.ts'
import { nextWords } from './next.ts'
import type { Row } from './rows.ts'
import { settingKeys } from './settings.ts'

const shapes: Partial<Record<ChangeWord | typeof notShown, Change>> = {
  'too few': 'too-few',
  'too short': 'too-short',
  [notShown]: 'not-shown',
}
export const markShape = (word: SeenMark['change']): Change => shapes[word] ?? plainShape(word)
const plainShape = (word: string): Change =>
  word === 'rising' || word === 'falling' || word === 'break' ? word : 'chance'

const addresses = { signals: '/signals', how: '#how' }

/** The list of places with their marks: page and CSV. */
export function signalsList(signals: Signals): ListSpec<Row> {
  const { asked } = signals
  const [one, many] = kindWords[asked.ground.kind]
  return defineList<Row>({
    path: addresses.signals,
    noun: [one, many],
    caption: `${sentence(many)} with their change and level: ${asked.known.measure.name}`,
    columns: [marksFirst, ...onPage(signals, scaleOf(signals)), ...inCsv(signals)],
    filters: filtersOf(signals),
    sort: { key: marksFirst.key, dir: 'asc' },
    keep: asked.tests ? [...settingKeys, 'across'] : [],
    links: [{ text: 'How signals are made', href: addresses.how }],
    empty: {
      title: `No ${one} has a mark for this measure.`,
      text: `${asked.known.measure.name} is not known month by month at this level, or not for places you may see.`,
    },
  })
}

// Rows come by name, and keep that order within a rank.
const marksFirst: ListSpec<Row>['columns'][number] = {
  key: 'marks',
  title: 'Marks',
  sortable: true,
  sortWords: 'Marks first',
  csvOnly: true,
  pageOnly: true,
  value: ({ mark }) => (mark.change === 'rising' ? 0 : mark.change === 'falling' ? 1 : isHigh(mark.level) ? 2 : 3),
}
const isHigh = (level: string) => level === 'high and sustained'

// Up to the highest but for the top fiftieth: one town centre would press all others into a corner. Those run off with an arrow.
export function scaleOf({ rows, cityRate }: Pick<Signals, 'rows' | 'cityRate'>): CellScale {
  const all = rows.flatMap(row => solid(row.figure.rate) ?? [])
  const large = rows.flatMap(row => (row.figure.small ? [] : (solid(row.figure.rate) ?? [])))
  const rates = 2 * large.length >= all.length ? large : all // of a rare measure nearly all are small
  const kept = rates.toSorted((a, b) => a.upper - b.upper).slice(0, Math.ceil(rates.length * 0.98))
  const scale = cellScale(kept, cityRate)
  return { ...scale, runsOff: all.some(rate => rate.upper > scale.max) }
}

const solid = (rate: Rate | undefined) => (rate && rate.rate !== null ? rate : null)

type Columns = ListSpec<Row>['columns']

function onPage({ asked, marked }: Signals, scale: CellScale): Columns {
  const { measure } = asked.known
  const [one] = kindWords[asked.ground.kind]
  return [
    { key: 'name', title: sentence(one), head: true, sortable: true, value: row => row.area.name, html: nameCell },
    {
      key: 'count',
      title: sentence(measure.unit),
      numeric: true,
      sortable: true,
      value: row => row.figure.count.count,
      text: countText,
    },
    {
      key: 'rate',
      title: 'Rate and 95% interval',
      short: 'Rate',
      sortable: true,
      pageOnly: true,
      headHtml: intervalCellAxis(scale),
      // A rate on fewer than ten events is shown and never ranked.
      value: row => (row.figure.small ? null : row.figure.rate?.rate),
      html: row => rateCell(row, scale, measure.denominator !== null),
    },
    {
      key: 'change',
      title: 'Change',
      sortable: true,
      pageOnly: true,
      value: row => row.mark.ratio,
      html: row => changeCell(row, marked.across),
    },
    {
      key: 'years',
      title: 'Level',
      pageOnly: true,
      value: row => row.mark.years.filter(year => year).length,
      html: row => levelCell(row.mark),
    },
    {
      key: 'next',
      title: 'What happened next',
      short: 'Next',
      pageOnly: true,
      value: nextWords,
      html: row => nextCell(row, measure.code),
    },
  ]
}

const nameCell = ({ area }: Row) =>
  `<a class="govuk-link" href="/places/${escapeXml(area.code)}">${escapeXml(area.name)}</a>${area.boroughName && area.kind !== 'borough' ? `<small>${escapeXml(area.boroughName)}</small>` : ''}`

export const countText = ({ figure }: Pick<Row, 'figure'>) =>
  figure.count.count === null ? (figure.count.words ?? 'No figure') : whole(figure.count.count)

function rateCell({ figure, area }: Row, scale: CellScale, counted: boolean): string {
  if (!counted) return 'No rate'
  const rate = figure.rate
  if (!rate || rate.rate === null)
    return escapeXml(figure.count.words ? 'Hidden' : area.residents ? 'No figure' : 'No residents known')
  return intervalCell(rate, scale) + (figure.small ? '<small>Small numbers</small>' : '')
}

function changeCell({ mark }: Row, across: boolean): string {
  const tested = mark.change !== 'break' && mark.change !== 'too short' && mark.p !== null
  const caution = across && mark.change !== notShown ? '<small>across a break</small>' : ''
  return `${changeMark(markShape(mark.change), { compact: true })}<small class="up-num">${escapeXml(tested ? ratioWords(mark) : '')}</small>${caution}`
}

const levelCell = ({ level, years, few }: SeenMark): string =>
  level === notShown ? levelNotShown({ compact: true }) : levelMark(years, { compact: true, few })

function nextCell(row: Row, measure: string): string {
  const words = nextWords(row)
  const main = row.question
    ? `<a class="govuk-link" href="/questions/${row.question.id}">${row.question.status === 'open' ? 'Open question' : 'Answered'}</a>`
    : row.taken
      ? `<a class="govuk-link" href="${escapeXml(row.taken.href)}">${escapeXml(row.taken.words)}<span class="govuk-visually-hidden"> about ${escapeXml(row.area.name)}</span></a>`
      : words === 'Nothing needed' || words === 'Not shown'
        ? `<span class="up-soft">${words}</span>`
        : words
  const firm = `/signals/firmness?place=${encodeURIComponent(row.area.code)}&amp;measure=${encodeURIComponent(measure)}`
  return `<span class="up-next">${main}</span><small><a class="govuk-link up-firm" href="${firm}">How firm?<span class="govuk-visually-hidden"> ${escapeXml(row.area.name)}</span></a></small>`
}
