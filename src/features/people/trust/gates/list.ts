import { escapeXml } from '../../../../lib/charts/index.ts'
import { dayWords } from '../../../../lib/dates.ts'
import { arrange, defineList, type Query } from '../../../../platform/list.ts'
import { ownerWords } from '../words.ts'
import { type State, stateWords } from './rules.ts'
import { type Gate, kinds } from './schemas.ts'

export interface Row {
  gate: Gate
  state: State
}

const tags: Readonly<Record<State, string>> = { empty: 'red', waiting: 'yellow', late: 'orange', open: 'green' }

export const tagOf = (state: State) =>
  `<strong class="govuk-tag govuk-tag--${tags[state]}">${stateWords[state]}</strong>`

const link = ({ gate }: Row) => `<a class="govuk-link" href="/gates/${gate.id}">${escapeXml(gate.title)}</a>`

export const gateList = defineList<Row>({
  path: '/gates',
  noun: ['gate', 'gates'],
  caption: 'Gates',
  columns: [
    { key: 'title', title: 'For', value: row => row.gate.title, html: link, head: true, sortable: true },
    { key: 'object', title: 'Object', value: row => row.gate.object, csvOnly: true },
    { key: 'kind', title: 'Needs', value: row => row.gate.kind, text: row => kinds[row.gate.kind], sortable: true },
    {
      key: 'state',
      title: 'State',
      value: row => stateWords[row.state],
      html: row => tagOf(row.state),
      sortable: true,
    },
    {
      key: 'reference',
      title: 'Reference',
      value: row => row.gate.reference,
      text: row => row.gate.reference ?? 'None yet',
    },
    { key: 'owner', title: 'Owner', value: row => ownerWords(row.gate.ownerRole), sortable: true },
    {
      key: 'review',
      title: 'Review by',
      value: row => row.gate.reviewOn,
      text: row => (row.gate.reviewOn ? dayWords(row.gate.reviewOn) : 'No day yet'),
      sortable: true,
    },
  ],
  sort: { key: 'review', dir: 'asc' },
  empty: {
    title: 'Nothing here needs an assessment yet.',
    text: 'A gate stands here when a source or a feature says that it needs one, or when somebody puts one up.',
  },
})

export const arranged = (rows: readonly Row[], query: Query) => arrange(gateList, rows, query)
