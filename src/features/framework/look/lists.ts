import { escapeXml } from '../../../lib/charts/index.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList, type List, type ListSpec } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { kindName, kindNames, kinds } from '../kinds.ts'
import type { Statistic } from '../read.ts'
import type { Node } from '../schemas.ts'
import { periodWords, sourceWords, statisticWords } from '../words.ts'
import type { Tagged } from './around.ts'
import { hrefOf, type Look } from './look.ts'
import { type State, stateOf, states, stateWords, taggedWith } from './rules.ts'

export const listPage = page<{
  title: string
  lead: string
  breadcrumbs: { text: string; href?: string }[]
  list: List
}>('framework/pages/list.njk')

export const crumbs = (text: string) => [{ text: 'Framework', href: '/framework' }, { text }]

const link = (code: string, label: string) => `<a class="govuk-link" href="${hrefOf(code)}">${escapeXml(label)}</a>`

export interface AimRow {
  node: Node
  parent: Node | undefined
  state: State
  work: number
}

/** Everything work is done for, with how far it has come. */
export const aimRows = (look: Look, records: readonly Tagged[]): AimRow[] =>
  look.nodes
    .filter(node => workedKinds.includes(node.kind))
    .map(node => {
      const tagged = taggedWith(records, [node.code])
      const parent = node.parent ? look.byCode.get(node.parent) : undefined
      return { node, parent, state: stateOf(tagged), work: tagged.filter(record => record.isWork).length }
    })

const workedKinds = ['aim', 'intervention', 'policy', 'area-aim']

export const aimsList: ListSpec<AimRow> = defineList<AimRow>({
  path: '/framework/aims',
  noun: ['aim', 'aims'],
  caption: 'Aims and interventions with how far each has come',
  columns: [
    {
      key: 'aim',
      title: 'Aim',
      head: true,
      sortable: true,
      value: row => row.node.label,
      html: row => link(row.node.code, row.node.label),
    },
    {
      key: 'of',
      title: 'Of',
      sortable: true,
      value: row => row.parent?.label,
      html: row => (row.parent ? link(row.parent.code, row.parent.label) : ''),
    },
    { key: 'state', title: 'State', sortable: true, value: row => row.state, text: row => stateWords[row.state] },
    { key: 'work', title: 'Work tagged', numeric: true, sortable: true, value: row => row.work },
    { key: 'kind', title: 'Kind', csvOnly: true, value: row => row.node.kind },
    { key: 'code', title: 'Code', csvOnly: true, value: row => row.node.code },
  ],
  filters: [
    {
      key: 'state',
      title: 'State',
      kind: 'many',
      options: states.map(value => ({ value, text: stateWords[value] })),
      match: (row, values) => values.includes(row.state),
    },
    {
      key: 'kind',
      title: 'Kind',
      kind: 'many',
      initial: ['aim'],
      options: workedKinds.map(value => ({ value, text: kindNames(value) })),
      match: (row, values) => values.includes(row.node.kind),
    },
  ],
  sort: { key: 'of', dir: 'asc' },
  empty: {
    title: 'No aim is like this.',
    text: 'Choose other filters, or clear them.',
    links: [{ text: 'Framework', href: '/framework' }],
  },
})

export interface ItemRow {
  node: Node
  from: string
}
export const itemRows = (look: Look): ItemRow[] =>
  look.nodes.map(node => ({ node, from: sourceWords(look.version, node.source) }))

export const itemsList = (nodes: readonly Node[]): ListSpec<ItemRow> =>
  defineList<ItemRow>({
    path: '/framework/items',
    noun: ['item', 'items'],
    caption: 'Every item of the framework, with where it is from',
    columns: [
      {
        key: 'item',
        title: 'Item',
        head: true,
        sortable: true,
        value: row => row.node.label,
        html: row => link(row.node.code, row.node.label),
      },
      { key: 'kind', title: 'Kind', sortable: true, value: row => kindName(row.node.kind) },
      { key: 'source', title: 'Where it is from', value: row => row.from },
      { key: 'code', title: 'Code', sortable: true, value: row => row.node.code },
      { key: 'caution', title: 'Take care', csvOnly: true, value: row => row.node.caution },
    ],
    filters: [
      {
        key: 'words',
        title: 'Words',
        kind: 'search',
        match: (row, [words = '']) => row.node.label.toLowerCase().includes(words.toLowerCase()),
      },
      {
        key: 'kind',
        title: 'Kind',
        kind: 'choice',
        any: 'Every kind',
        options: kinds
          .filter(kind => nodes.some(node => node.kind === kind))
          .map(value => ({ value, text: kindNames(value) })),
        match: (row, values) => values.includes(row.node.kind),
      },
    ],
    sort: { key: 'kind', dir: 'asc' },
    empty: { title: 'No item is like this.', text: 'Try other words, or clear the filters.' },
  })

export const statisticsList: ListSpec<Statistic> = defineList<Statistic>({
  path: '/framework/statistics',
  noun: ['statistic', 'statistics'],
  caption: 'Figures the strategy’s documents state, as stated then',
  columns: [
    {
      key: 'statistic',
      title: 'What',
      head: true,
      sortable: true,
      value: row => row.label,
      html: row =>
        `${link(row.code, row.label)}${row.caution ? `<small>Take care: ${escapeXml(row.caution)}</small>` : ''}`,
    },
    {
      key: 'value',
      title: 'Value, as stated then',
      short: 'Value',
      value: row => row.value,
      html: row => `${escapeXml(statisticWords(row))}<small>Interval not stated in the source</small>`,
    },
    { key: 'interval', title: 'Interval', csvOnly: true, value: () => 'Not stated in the source' },
    { key: 'unit', title: 'Unit', csvOnly: true, value: row => row.unit },
    {
      key: 'period',
      title: 'Period',
      sortable: true,
      value: row => periodWords(row),
      text: row => sentence(periodWords(row)),
    },
    { key: 'place', title: 'Place', sortable: true, value: row => row.place, text: row => row.place ?? 'Not stated' },
    {
      key: 'publisher',
      title: 'Publisher',
      sortable: true,
      value: row => row.publisher,
      text: row => row.publisher ?? 'Not stated',
    },
    { key: 'document', title: 'Document', csvOnly: true, value: row => row.document },
    { key: 'source', title: 'Where it is stated', value: row => `${row.document}, “${row.source.section}”` },
    { key: 'section', title: 'Section', csvOnly: true, value: row => row.source.section },
    { key: 'caution', title: 'Caution', csvOnly: true, value: row => row.caution },
  ],
  filters: [
    {
      key: 'words',
      title: 'Words',
      kind: 'search',
      match: (row, [words = '']) =>
        `${row.label} ${row.publisher ?? ''} ${row.place ?? ''}`.toLowerCase().includes(words.toLowerCase()),
    },
  ],
  sort: { key: 'statistic', dir: 'asc' },
  empty: { title: 'No statistic is like this.', text: 'Try other words, or clear the filter.' },
})
