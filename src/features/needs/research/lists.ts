import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList } from '../../../platform/list.ts'
import { ownerItems, ownerWords } from '../register-pages.ts'
import { costWords, nextDay, outcomeOf, stageNames, stageOf, stages } from './rules.ts'
import type { Item, Visit } from './schemas.ts'

const link = (href: string, text: string) => `<a class="govuk-link" href="${href}">${escapeXml(text)}</a>`
const day = (on: string | null, none: string) => (on ? dayWords(on) : none)

/** Questions for research: the open ones first. */
export const researchList = defineList<Item>({
  path: '/research',
  noun: ['question', 'questions'],
  caption: 'The research register',
  columns: [
    {
      key: 'question',
      title: 'Question',
      value: row => row.question,
      html: row => link(`/research/${row.id}`, row.question),
      head: true,
      sortable: true,
    },
    { key: 'topic', title: 'Topic', value: row => row.topic, sortable: true },
    {
      key: 'stage',
      title: 'How far',
      value: row => stages.indexOf(stageOf(row)),
      text: row => stageNames[stageOf(row)],
      sortable: true,
      sortWords: 'Open questions first',
      pageOnly: true,
    },
    { key: 'state', title: 'state', value: row => stageOf(row), csvOnly: true },
    {
      key: 'owner',
      title: 'With',
      value: row => row.ownerRole,
      text: row => ownerWords(row.ownerRole),
      sortable: true,
    },
    {
      key: 'supplier',
      title: 'Supplier',
      value: row => row.supplier,
      text: row => row.supplier || 'None yet',
      sortable: true,
    },
    {
      key: 'cost_pence',
      title: 'Cost',
      value: row => row.costPence,
      text: row => costWords(row.costPence) || 'Not known',
      numeric: true,
      sortable: true,
    },
    { key: 'next', title: 'Next day', value: nextDay, text: row => day(nextDay(row), 'None'), sortable: true },
    { key: 'use', title: 'Use made', value: row => row.useMade, text: row => row.useMade || 'None yet' },
    { key: 'output', title: 'output', value: row => row.output, csvOnly: true },
    { key: 'output_address', title: 'output_address', value: row => row.outputHref, csvOnly: true },
    { key: 'due', title: 'due', value: row => row.dueOn, csvOnly: true },
    { key: 'received', title: 'received', value: row => row.receivedOn, csvOnly: true },
    { key: 'published', title: 'published', value: row => row.publishedOn, csvOnly: true },
    { key: 'unpublished_because', title: 'unpublished_because', value: row => row.unpublishedReason, csvOnly: true },
    { key: 'stopped_because', title: 'stopped_because', value: row => row.stoppedReason, csvOnly: true },
    { key: 'id', title: 'id', value: row => row.id, csvOnly: true },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    {
      key: 'state',
      title: 'How far',
      kind: 'many',
      options: stages.map(value => ({ value, text: stageNames[value] })),
      match: (row, values) => values.includes(stageOf(row)),
    },
    { key: 'owner', title: 'With', kind: 'choice', any: 'Everybody', options: ownerItems },
  ],
  sort: { key: 'stage', dir: 'asc' },
  links: [{ text: 'Exchange log', href: '/research/exchange' }],
  empty: {
    title: 'No question is on the register yet.',
    text: 'A question for research is one that our figures cannot answer. Say who owns it; a supplier, a cost and a day may come later.',
  },
})

/** Visits and exchanges, the newest first. */
export const exchangeList = defineList<Visit>({
  path: '/research/exchange',
  noun: ['visit', 'visits'],
  caption: 'The exchange log',
  columns: [
    {
      key: 'with',
      title: 'Learned from',
      value: row => row.withWhom,
      html: row => link(`/research/exchange/${row.id}`, row.withWhom),
      head: true,
      sortable: true,
    },
    { key: 'where', title: 'Where', value: row => row.heldAt, text: row => row.heldAt || 'Not said', sortable: true },
    { key: 'on', title: 'When', value: row => row.visitedOn, text: row => dayWords(row.visitedOn), sortable: true },
    { key: 'learned', title: 'What we learned', value: row => row.learned },
    { key: 'outcome', title: 'What came of it', value: outcomeOf, sortable: true },
    {
      key: 'owner',
      title: 'With',
      value: row => row.ownerRole,
      text: row => ownerWords(row.ownerRole),
      sortable: true,
    },
    { key: 'tried', title: 'tried', value: row => row.tried, csvOnly: true },
    { key: 'result', title: 'result', value: row => row.result, csvOnly: true },
    { key: 'no_action_because', title: 'no_action_because', value: row => row.noAction, csvOnly: true },
    { key: 'actions', title: 'actions', value: row => row.actions, csvOnly: true },
    { key: 'id', title: 'id', value: row => row.id, csvOnly: true },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    { key: 'owner', title: 'With', kind: 'choice', any: 'Everybody', options: ownerItems },
  ],
  sort: { key: 'on', dir: 'desc' },
  links: [{ text: 'Research register', href: '/research' }],
  empty: {
    title: 'Nothing is in the exchange log yet.',
    text: 'Write down whom you learned from and what: another city, another service. Each note leads to something tried by a day, or says why not.',
  },
})
