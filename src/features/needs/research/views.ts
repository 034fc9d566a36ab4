import { dayWords } from '../../../lib/dates.ts'
import { type Found, listView, type Query } from '../../../platform/list.ts'
import { type Beside, type Choices, coordinateFacts } from '../../threads/index.ts'
import type { Told } from '../register.ts'
import { type Field, formOf, ownerItems, ownerWords, showRecord, showList as showRegister } from '../register-pages.ts'
import { researchList } from './lists.ts'
import { costWords, stageNames, stageOf } from './rules.ts'
import type { Item } from './schemas.ts'

const breadcrumbs = [{ text: 'Research register', href: '/research' }]

export const showList = (query: Query, found: Found<Item>, mayAdd: boolean) =>
  showRegister({
    title: 'Research register',
    lead: 'What we do not know, who sees to it, what it costs, what came out, and what use was made of it.',
    add: mayAdd ? { text: 'Add a question', href: '/research/new' } : null,
    list: listView(researchList, query, found),
    breadcrumbs: [],
  })

const fields: Field[] = [
  {
    kind: 'line',
    id: 'question',
    label: 'What do we want to know?',
    hint: 'One question that our own figures cannot answer.',
  },
  { kind: 'line', id: 'topic', label: 'Topic (optional)', hint: 'Such as drug markets, exclusion, trust.' },
  { kind: 'choice', id: 'ownerRole', label: 'Who sees to it?', items: ownerItems },
  {
    part: 'Who answers it',
    kind: 'line',
    id: 'supplier',
    label: 'Supplier (optional)',
    hint: 'An organisation, or “ourselves”.',
  },
  { kind: 'line', id: 'costPence', label: 'Cost (optional)', hint: 'In pounds, such as 12,500.' },
  { kind: 'day', id: 'dueOn', label: 'Due (optional)' },
  {
    part: 'What came out',
    kind: 'lines',
    id: 'output',
    label: 'The output (optional)',
    hint: 'Its title and what it found, in a few lines.',
  },
  { kind: 'line', id: 'outputHref', label: 'Its address (optional)' },
  { kind: 'day', id: 'receivedOn', label: 'The day it came (optional)' },
  { kind: 'day', id: 'publishedOn', label: 'The day it was published (optional)' },
  {
    kind: 'lines',
    id: 'unpublishedReason',
    label: 'Or: not published, because',
    hint: 'No report sits unpublished without a reason.',
  },
  { kind: 'day', id: 'reviewOn', label: 'Ask again on', hint: 'The day somebody looks whether it can be published.' },
  { part: 'What it was good for', kind: 'lines', id: 'useMade', label: 'Use made of it (optional)' },
  { kind: 'lines', id: 'stoppedReason', label: 'Stopped, because (optional)' },
]

/** The values of a kept entry, for its form: its cost in pounds. */
export const valuesOf = (item: Item): Record<string, unknown> => ({
  ...item,
  costPence: costWords(item.costPence).replace('£', ''),
})

export const form = formOf<Item>({
  path: '/research',
  breadcrumbs,
  add: { title: 'A new question for research', button: 'Add it to the register' },
  change: () => 'Change a question',
  fields: () => fields,
})

export const deeds = { made: 'Put on the register', changed: 'Changed' }

export interface Shown {
  item: Item
  beside: Beside
  history: Told[]
  options: Choices
  may: boolean
}

const day = (on: string | null) => (on ? dayWords(on) : '')

export const show = ({ item, beside, history, options, may }: Shown) =>
  showRecord({
    kicker: `Research register · ${stageNames[stageOf(item)]}`,
    title: item.question,
    breadcrumbs,
    facts: [
      { term: 'Topic', text: item.topic },
      { term: 'With', text: ownerWords(item.ownerRole) },
      { term: 'Supplier', text: item.supplier || 'None yet' },
      { term: 'Cost', text: costWords(item.costPence) || 'Not known' },
      { term: 'Due', text: day(item.dueOn) || 'No day is set' },
      { term: 'It came', text: day(item.receivedOn) },
      { term: 'Published', text: day(item.publishedOn) },
      { term: 'Ask again on', text: item.publishedOn ? '' : day(item.reviewOn) },
      ...(item.outputHref ? [{ term: 'The report', text: item.outputHref, href: item.outputHref }] : []),
      ...coordinateFacts(options, item),
      { term: 'On the register since', text: dayWords(item.madeOn) },
    ],
    parts: [
      { title: 'What came out', text: item.output },
      { title: 'Not published, because', text: item.publishedOn ? '' : item.unpublishedReason },
      { title: 'Use made of it', text: item.useMade },
      { title: 'Stopped, because', text: item.stoppedReason },
    ],
    ...(may && { edit: `/research/${item.id}/edit` }),
    beside,
    history,
  })
