import {
  type CellScale,
  type Change,
  cellScale,
  changeMark,
  escapeXml,
  intervalCell,
  intervalCellAxis,
  levelMark,
} from '../../../lib/charts/index.ts'
import { addMonths, firstDay, monthWords } from '../../../lib/dates.ts'
import type { Rate } from '../../../lib/stats/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { defineList, type Filter, type ListSpec } from '../../../platform/list.ts'
import { ratioWords, yesNo } from '../words.ts'
import type { Asked } from './ask.ts'
import type { ChangeWord } from './change.ts'
import { kindWords } from './ground.ts'
import type { Marked } from './marked.ts'
import type { Row } from './rows.ts'
import { settingKeys, settingsWords } from './settings.ts'

export const markShape = (word: ChangeWord): Change =>
  word === 'too few' ? 'too-few' : word === 'too short' ? 'too-short' : word

/** All that the list is made from. */
export interface Signals {
  asked: Asked
  marked: Marked
  rows: readonly Row[]
  cityRate: number | null
  source: string
}

const addresses = { signals: '/signals', how: '#how' }

/** The list of places with their marks: page and CSV. */
export function signalsList(signals: Signals): ListSpec<Row> {
  const { asked } = signals
  const [one, many] = kindWords[asked.ground.kind]
  return defineList<Row>({
    path: addresses.signals,
    noun: [one, many],
    caption: `${sentence(many)} with their change and level: ${asked.known.measure.name}`,
    columns: [...onPage(signals, scaleOf(signals)), ...inCsv(signals)],
    filters: filtersOf(signals),
    sort: { key: 'name', dir: 'asc' },
    keep: [...settingKeys, 'across'],
    links: [{ text: 'How signals are made', href: addresses.how }],
    empty: {
      title: `No ${one} has a mark for this measure.`,
      text: `${asked.known.measure.name} is not known month by month at this level, or not for places you may see.`,
    },
  })
}

const scaleOf = ({ rows, cityRate }: Signals): CellScale =>
  cellScale(
    rows.map(row => (row.figure.small ? null : solid(row.figure.rate))),
    cityRate,
  )

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
      html: row => rateCell(row, scale),
    },
    {
      key: 'change',
      title: 'Change',
      sortable: true,
      pageOnly: true,
      value: row => (row.ratio ? row.mark.ratio : null),
      html: row => changeCell(row, marked.across),
    },
    {
      key: 'years',
      title: 'Level',
      pageOnly: true,
      value: row => row.mark.years.filter(year => year).length,
      html: row => levelMark(row.mark.years, { compact: true }),
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

function rateCell({ figure, area }: Row, scale: CellScale): string {
  const rate = figure.rate
  if (!rate || rate.rate === null)
    return escapeXml(figure.count.words ? 'Hidden' : area.residents ? 'No figure' : 'No residents known')
  return intervalCell(rate, scale) + (figure.small ? '<small>Small numbers</small>' : '')
}

function changeCell({ mark, ratio }: Row, across: boolean): string {
  const tested = mark.change !== 'break' && mark.change !== 'too short'
  const figures = !tested ? '' : ratio ? (mark.p === null ? '' : ratioWords(mark)) : 'figures hidden'
  const caution = across ? '<small>across a break</small>' : ''
  return `${changeMark(markShape(mark.change), { compact: true })}<small class="up-num">${escapeXml(figures)}</small>${caution}`
}

const looked = (row: Row) => row.mark.change === 'rising' || row.mark.level === 'high and sustained'

export function nextWords(row: Row): string {
  if (row.question?.status === 'open') return 'Open question'
  if (row.question) return 'Answered'
  return looked(row) ? 'To look into' : 'Nothing needed'
}

function nextCell(row: Row, measure: string): string {
  const words = nextWords(row)
  const main = row.question
    ? `<a class="govuk-link" href="/questions/${row.question.id}">${row.question.status === 'open' ? 'Open question' : 'Answered'}</a>`
    : words === 'Nothing needed'
      ? `<span class="up-soft">${words}</span>`
      : words
  const firm = `/signals/firmness?place=${encodeURIComponent(row.area.code)}&amp;measure=${encodeURIComponent(measure)}`
  return `<span class="up-next">${main}</span><small><a class="govuk-link up-firm" href="${firm}">How firm?<span class="govuk-visually-hidden"> ${escapeXml(row.area.name)}</span></a></small>`
}

function inCsv({ asked, marked, source }: Signals): Columns {
  const { measure } = asked.known
  const only = (key: string, value: (row: Row) => string | number | null | undefined) => ({
    key,
    title: key,
    csvOnly: true,
    value,
  })
  const hidden = (row: Row, value: number | null) => (row.ratio ? value : null)
  const from = firstDay(addMonths(marked.end, -11))
  return [
    only('code', row => row.area.code),
    only('borough_code', row => row.area.boroughCode),
    only('borough', row => row.area.boroughName),
    only('measure', () => measure.code),
    only('period_from', () => from.slice(0, 7)),
    only('period_to', () => marked.end),
    only('count_note', row => row.figure.count.words ?? ''),
    only('residents', row => row.area.residents),
    only('residents_year', row => row.area.residentsYear),
    only('rate', row => row.figure.rate?.rate),
    only('rate_per', () => measure.per),
    only('rate_lower_95', row => row.figure.rate?.lower),
    only('rate_upper_95', row => row.figure.rate?.upper),
    only('change', row => row.mark.change),
    only('later_window', row => hidden(row, row.mark.later)),
    only('earlier_window', row => hidden(row, row.mark.earlier)),
    only('ratio', row => hidden(row, row.mark.ratio)),
    only('ratio_lower_95', row => hidden(row, row.mark.lower)),
    only('ratio_upper_95', row => hidden(row, row.mark.upper)),
    only('p', row => hidden(row, row.mark.p)),
    only('q', row => hidden(row, row.mark.q)),
    only('city_ratio', row => row.mark.cityRatio),
    only('dispersion', row => row.mark.dispersion),
    only('places_tested', row => row.mark.tested),
    only('level', row => row.mark.level),
    only('high_by_year', row => row.mark.years.map(yesNo).join(', ')),
    only('next', nextWords),
    only('across_break', () => (marked.across ? 'yes' : 'no')),
    only('settings', () => settingsWords(marked.settings)),
    only('assessed_at', () => marked.kept?.at ?? 'worked out for this file'),
    only('source', () => source),
  ]
}

const any = () => true

function filtersOf({ asked, rows }: Signals): Filter<Row>[] {
  const { ground, choices, known, usual } = asked
  const boroughs = new Map(
    rows.flatMap(({ area }) =>
      area.boroughCode ? [[area.boroughCode, area.boroughName ?? area.boroughCode] as const] : [],
    ),
  )
  const months = known.months.slice(11).toReversed()
  const filters: Filter<Row>[] = [
    {
      key: 'measure',
      title: 'Measure',
      kind: 'choice',
      initial: usual.measure.code,
      match: any,
      options: choices.map(choice => ({ value: choice.measure.code, text: choice.measure.short })),
    },
    {
      key: 'level',
      title: 'Places',
      kind: 'choice',
      initial: 'ward',
      match: any,
      options: (['ward', 'borough'] as const).map(kind => ({ value: kind, text: sentence(kindWords[kind][1]) })),
    },
    {
      key: 'end',
      title: '12 months to',
      kind: 'choice',
      initial: known.end,
      match: any,
      options: months.map(month => ({ value: month, text: monthWords(month) })),
    },
    {
      key: 'change',
      title: 'Change',
      kind: 'many',
      match: (row, values) => values.includes(changeGroup(row.mark.change)),
      options: [
        { value: 'rising', text: 'Rising' },
        { value: 'falling', text: 'Falling' },
        { value: 'chance', text: 'Not distinguishable from chance' },
        { value: 'untested', text: 'Not tested' },
      ],
    },
    {
      key: 'high',
      title: 'Level',
      kind: 'many',
      match: row => row.mark.level === 'high and sustained',
      options: [{ value: 'sustained', text: 'High and sustained' }],
    },
    {
      key: 'next',
      title: 'What happened next',
      kind: 'many',
      match: (row, values) => values.includes(nextWords(row)),
      options: ['Open question', 'Answered', 'To look into'].map(text => ({ value: text, text })),
    },
  ]
  if (ground.kind !== 'borough' && boroughs.size > 1)
    filters.splice(2, 0, {
      key: 'borough',
      title: 'Borough',
      kind: 'choice',
      any: `All ${boroughs.size}`,
      match: (row, values) => values.includes(row.area.boroughCode ?? ''),
      options: [...boroughs]
        .map(([value, text]) => ({ value, text }))
        .sort((a, b) => a.text.localeCompare(b.text, 'en-GB')),
    })
  return filters
}

const changeGroup = (word: string) => (['rising', 'falling', 'chance'].includes(word) ? word : 'untested')
