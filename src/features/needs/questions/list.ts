import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords, monthOfDay, monthWords } from '../../../lib/dates.ts'
import { defineList, type Filter, type ListSpec } from '../../../platform/list.ts'
import { ratioWords } from '../words.ts'
import type { Open } from './shown.ts'

export const statusWords = { open: 'Open', answered: 'Answered', 'no answer': 'No answer, with the reason' } as const

export function questionsList(rows: readonly Open[]): ListSpec<Open> {
  return defineList<Open>({
    path: '/questions',
    noun: ['question', 'questions'],
    caption: 'What changed here? Questions about places that fell',
    columns: [...onPage, ...inCsv],
    filters: filtersOf(rows),
    sort: { key: 'place', dir: 'asc' },
    links: [{ text: 'Place signals', href: '/signals' }],
    empty: {
      title: 'No question is open.',
      text: 'One opens by itself for each place whose violence fell by more than chance would explain. None has, so there is nothing to answer.',
      links: [{ text: 'Place signals', href: '/signals' }],
    },
  })
}

const onPage: ListSpec<Open>['columns'] = [
  {
    key: 'place',
    title: 'Place',
    head: true,
    sortable: true,
    value: row => row.question.placeName,
    html: ({ question: q }) =>
      `<a class="govuk-link" href="/questions/${q.id}">${escapeXml(q.placeName)}</a>${q.boroughName && q.kind !== 'borough' ? `<small>${escapeXml(q.boroughName)}</small>` : ''}`,
  },
  { key: 'measure', title: 'Measure', sortable: true, value: row => row.question.measureName },
  {
    key: 'period_to',
    title: 'Period to',
    sortable: true,
    value: row => monthOfDay(row.question.periodEnd),
    text: row => monthWords(monthOfDay(row.question.periodEnd)),
  },
  {
    key: 'change',
    title: 'Change',
    pageOnly: true,
    value: row => row.evidence?.ratio,
    text: ({ evidence }) => (evidence ? ratioWords(evidence) : 'Fell; figures hidden'),
  },
  {
    key: 'opened_on',
    title: 'Opened',
    sortable: true,
    value: row => row.question.openedOn,
    text: row => dayWords(row.question.openedOn),
  },
  {
    key: 'status',
    title: 'Status',
    sortable: true,
    value: row => row.question.status,
    text: row => statusWords[row.question.status],
  },
]

const only = (key: string, value: (row: Open) => string | number | null | undefined) => ({
  key,
  title: key,
  csvOnly: true,
  value,
})
const inCsv: ListSpec<Open>['columns'] = [
  only('id', row => row.question.id),
  only('code', row => row.question.placeCode),
  only('borough', row => row.question.boroughName),
  only('later_window', row => row.evidence?.later),
  only('earlier_window', row => row.evidence?.earlier),
  only('window_months', row => row.evidence?.window),
  only('ratio', row => row.evidence?.ratio),
  only('ratio_lower_95', row => row.evidence?.lower),
  only('ratio_upper_95', row => row.evidence?.upper),
  only('q', row => row.evidence?.q),
  only('answer', row => row.question.answer),
  only('answered_by', row => row.question.answeredBy),
  only('answered_on', row => row.question.answeredOn),
]

const choices = (pairs: readonly (readonly [string, string])[]) =>
  [...new Map(pairs)].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))

const filtersOf = (rows: readonly Open[]): Filter<Open>[] => [
  {
    key: 'status',
    title: 'Status',
    kind: 'many',
    initial: ['open'],
    match: (row, values) => values.includes(row.question.status),
    options: Object.entries(statusWords).map(([value, text]) => ({ value, text })),
  },
  {
    key: 'measure',
    title: 'Measure',
    kind: 'choice',
    any: 'All',
    match: (row, values) => values.includes(String(row.question.measureId)),
    options: choices(rows.map(({ question: q }) => [String(q.measureId), q.measureName])),
  },
  {
    key: 'borough',
    title: 'Borough',
    kind: 'choice',
    any: 'All',
    match: (row, values) => values.includes(row.question.boroughCode ?? row.question.placeCode),
    options: choices(rows.map(({ question: q }) => [q.boroughCode ?? q.placeCode, q.boroughName ?? q.placeName])),
  },
]
