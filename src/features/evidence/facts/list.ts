import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList, type ListSpec } from '../../../platform/list.ts'
import { type State, stateNames, states } from './rules.ts'
import type { Fact } from './schemas.ts'
import { factWords } from './words.ts'

export interface Row {
  fact: Fact
  state: State
}

const words = (row: Row) => factWords(row.fact)
const link = ({ fact }: Row) => `<a class="govuk-link" href="/facts/${fact.id}">${escapeXml(fact.statement)}</a>`

// The figure, its period and how sure it is share a cell: none is shown, sorted or copied without the others.
const valueCell = (row: Row) =>
  `<span class="up-num">${escapeXml(words(row).value)}</span><small>${escapeXml(words(row).period)}</small><small>${escapeXml(words(row).interval)}</small>`

const only = (key: string, value: (row: Row) => string | number | boolean | null) => ({
  key,
  title: key,
  csvOnly: true,
  value,
})

const columns: ListSpec<Row>['columns'] = [
  { key: 'statement', title: 'What it says', value: row => row.fact.statement, html: link, head: true, sortable: true },
  {
    key: 'value',
    title: 'Figure and period',
    value: row => row.fact.value,
    html: valueCell,
    pageOnly: true,
  },
  { key: 'geography', title: 'Where', value: row => row.fact.geography, text: row => row.fact.geography || 'Not said' },
  { key: 'source', title: 'Source', value: row => words(row).source },
  { key: 'state', title: 'State', value: row => row.state, text: row => stateNames[row.state], sortable: true },
  {
    key: 'review_by',
    title: 'Review by',
    value: row => row.fact.reviewBy,
    text: row => (row.fact.reviewBy ? dayWords(row.fact.reviewBy) : 'Never: kept as stated'),
    sortable: true,
  },
  only('id', row => row.fact.id),
  only('figure', row => words(row).value),
  only('number', row => row.fact.value),
  only('unit', row => row.fact.unit),
  only('period', row => words(row).period),
  only('interval', row => words(row).interval),
  only('lower', row => row.fact.lower),
  only('upper', row => row.fact.upper),
  only('interval_level_percent', row => row.fact.level),
  only('asked', row => row.fact.sample),
  only('method', row => row.fact.method),
  only('definition', row => row.fact.definition),
  only('caution', row => row.fact.caution),
  only('source_address', row => row.fact.sourceAddress),
  only('licence', row => row.fact.licence),
  only('checked_on', row => row.fact.checkedOn),
]

const shown = { value: 'in-force', text: 'In force' }
const choices = (texts: readonly string[]) =>
  [...new Set(texts)].sort((a, b) => a.localeCompare(b, 'en-GB')).map(text => ({ value: text, text }))

/** Every word asked for stands somewhere in the fact: "knife injury" finds "knife crime with injury". */
export const matches = (row: Row, asked: string): boolean => {
  const { fact } = row
  const all = [factWords(fact).sentence, fact.definition, fact.caution, fact.value].join(' ').toLocaleLowerCase('en-GB')
  return asked
    .toLocaleLowerCase('en-GB')
    .split(/\s+/)
    .every(word => all.includes(word))
}

/** The fact bank as a list. `open`: a reader without an account sees released facts in force alone, and needs no states. */
export const factsList = (rows: readonly Row[], { open }: { open: boolean }): ListSpec<Row> =>
  defineList<Row>({
    path: '/facts',
    noun: ['fact', 'facts'],
    caption: 'Facts with their figure, period and source',
    columns: open ? columns.filter(column => !['state', 'review_by'].includes(column.key)) : columns,
    filters: [
      { key: 'words', title: 'Words', kind: 'search', match: (row, [asked = '']) => matches(row, asked) },
      ...(open ? [] : [stateFilter]),
      {
        key: 'period',
        title: 'Period',
        kind: 'choice',
        any: 'Any',
        options: choices(rows.map(row => row.fact.period)),
        match: (row, [value]) => row.fact.period === value,
      },
      {
        key: 'geography',
        title: 'Where',
        kind: 'choice',
        any: 'Anywhere',
        options: choices(rows.map(row => row.fact.geography).filter(Boolean)),
        match: (row, [value]) => row.fact.geography === value,
      },
    ],
    sort: { key: 'statement', dir: 'asc' },
    empty: open
      ? {
          title: 'No fact has been published yet.',
          text: 'A fact stands here once a release holds it, with its period and source.',
        }
      : {
          title: 'No fact has been kept yet.',
          text: 'Each figure is kept once, with its period and source, and says when it is looked at again.',
        },
  })

const stateFilter: NonNullable<ListSpec<Row>['filters']>[number] = {
  key: 'state',
  title: 'State',
  kind: 'choice',
  any: 'All, with those no longer used',
  initial: shown.value,
  options: [shown, ...states.map(value => ({ value, text: stateNames[value] }))],
  match: (row, [value = '']) =>
    value === shown.value ? row.state === 'current' || row.state === 'stated then' : row.state === value,
}
