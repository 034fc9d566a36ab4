import { dayWords } from '../../../../lib/dates.ts'
import { defineList } from '../../../../platform/list.ts'
import { ownerWords } from '../words.ts'
import { lastDayOf } from './rules.ts'
import { type DataRequest, kindWords, states, stateWords } from './schemas.ts'

export interface Row {
  request: DataRequest
  clock: string
}

export const requestList = defineList<Row>({
  path: '/data-requests',
  noun: ['request', 'requests'],
  caption: 'Requests and complaints about personal data',
  columns: [
    {
      key: 'id',
      title: 'Number',
      value: row => row.request.id,
      html: ({ request }) => `<a class="govuk-link" href="/data-requests/${request.id}">Request ${request.id}</a>`,
      head: true,
      sortable: true,
    },
    {
      key: 'kind',
      title: 'What',
      value: row => row.request.kind,
      text: row => kindWords[row.request.kind],
      sortable: true,
    },
    {
      key: 'received',
      title: 'Received',
      value: row => row.request.receivedOn,
      text: row => dayWords(row.request.receivedOn),
      sortable: true,
    },
    {
      key: 'due',
      title: 'Due',
      value: row => lastDayOf(row.request),
      text: row => dayWords(lastDayOf(row.request)),
      sortable: true,
    },
    { key: 'clock', title: 'Time', value: row => row.clock, text: row => row.clock || 'Closed' },
    { key: 'owner', title: 'With', value: row => ownerWords(row.request.ownerRole), sortable: true },
    {
      key: 'state',
      title: 'State',
      value: row => row.request.state,
      text: row => stateWords[row.request.state],
      sortable: true,
    },
  ],
  filters: [
    {
      key: 'state',
      title: 'State',
      kind: 'choice',
      any: 'All',
      options: states.map(value => ({ value, text: stateWords[value] })),
    },
  ],
  sort: { key: 'due', dir: 'asc' },
  empty: {
    title: 'No request or complaint is noted.',
    text: 'Note each one on the day it comes, so that its last day is known.',
  },
})
