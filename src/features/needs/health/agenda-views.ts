import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { defineList, type Found, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Beside, Step } from '../../threads/index.ts'
import type { Told } from '../register.ts'
import * as register from '../register-pages.ts'
import type { Agenda, Frozen } from './agenda-schemas.ts'
import { hrefOf } from './agenda-service.ts'
import { method, path } from './reading.ts'

export const deeds = {
  opened: 'Opened with the month’s figures',
  changed: 'Notes kept',
  closed: 'Closed',
  reopened: 'Opened again',
}

const actionWords = ({ actions, noAction }: Agenda): string =>
  actions > 0 ? plural(actions, 'action') : noAction ? 'No action, because…' : 'Nothing yet'

export const stateWords = (agenda: Agenda): string =>
  agenda.closedOn ? `Closed ${dayWords(agenda.closedOn)}` : `Open since ${dayWords(agenda.openedOn)}`

export const agendasList = defineList<Agenda>({
  path: `${path}/agendas`,
  noun: ['agenda', 'agendas'],
  caption: 'Agendas of the hospital data',
  columns: [
    {
      key: 'month',
      title: 'Month',
      value: row => row.month,
      html: row => `<a class="govuk-link" href="${hrefOf(row.id)}">${escapeXml(monthWords(row.month))}</a>`,
      head: true,
      sortable: true,
    },
    { key: 'source', title: 'Hospitals', value: row => row.sourceId, csvOnly: true },
    { key: 'title', title: 'Question', value: row => row.title },
    { key: 'actions', title: 'What is done', value: row => row.actions, text: actionWords, sortable: true },
    { key: 'no_action', title: 'no_action', value: row => row.noAction, csvOnly: true },
    { key: 'state', title: 'State', value: row => row.status, text: stateWords, sortable: true },
  ],
  filters: [
    {
      key: 'state',
      title: 'State',
      kind: 'choice',
      any: 'All',
      options: [
        { value: 'open', text: 'Open' },
        { value: 'closed', text: 'Closed' },
      ],
    },
  ],
  sort: { key: 'month', dir: 'desc' },
  links: [{ text: 'Health data', href: path }],
  empty: {
    title: 'No agenda has been opened yet.',
    text: 'One opens by itself when a month of hospital data arrives.',
    links: [{ text: 'Health data', href: path }],
  },
})

export const showList = (query: Query, found: Found<Agenda>) =>
  register.showList({
    title: 'What will we do about it?',
    lead: 'Each month of hospital data opens one agenda. It is closed with what somebody will do, or why nothing is done.',
    add: null,
    list: listView(agendasList, query, found),
    breadcrumbs: [{ text: 'Health data', href: path }],
  })

interface AgendaPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  state: string
  frozen: Frozen
  seenOn: string
  revised: boolean
  answers: { question: string; answer: string }[]
  fields: { id: string; label: string; hint: string; value: string }[]
  version: number
  actions: Step[]
  /** Actions there are, some of which may not be open to this person. */
  counted: number
  noAction: string
  may: { edit: boolean; reopen: boolean }
  href: string
  newTask: string
  beside: Beside
  threadHref: string
  history: Told[]
  method: string
}
const agendaPage = page<AgendaPage>('needs/pages/agenda.njk')

const questions = [
  { id: 'changed', label: 'What changed?', hint: 'Since last month and last year. A small change is often chance.' },
  {
    id: 'whereWhen',
    label: 'Which places and hours?',
    hint: 'Streets and venues the partners know of, and times of the week. No names of people.',
  },
  {
    id: 'plan',
    label: 'What will we do about it?',
    hint: 'Licensing, lighting, patrols, transport, youth work: who, where and from when.',
  },
] as const

export interface Shown {
  agenda: Agenda
  revised: boolean
  beside: Beside
  history: Told[]
  may: AgendaPage['may']
  typed?: { values: Record<string, unknown>; errors: FieldError[] } | undefined
}

export function show({ agenda, revised, beside, history, may, typed }: Shown) {
  const values = typed?.values ?? { ...agenda }
  return agendaPage({
    title: agenda.title,
    breadcrumbs: [
      { text: 'Health data', href: path },
      { text: 'Agendas', href: `${path}/agendas` },
    ],
    state: stateWords(agenda),
    frozen: agenda.figures,
    seenOn: dayWords(agenda.figures.seenOn),
    revised,
    answers: questions.map(({ id, label }) => ({ question: label, answer: agenda[id] })).filter(each => each.answer),
    fields: questions.map(each => ({ ...each, value: typedText({ ...agenda, ...values }, each.id) })),
    version: agenda.version,
    actions: beside.next.filter(step => step.kind === 'task'),
    counted: agenda.actions,
    noAction: typedText(values, 'noAction', agenda.noAction),
    may,
    href: hrefOf(agenda.id),
    newTask: `/tasks/new?because=${encodeURIComponent(`agenda/${agenda.id}`)}`,
    beside,
    threadHref: `/threads/agenda/${agenda.id}`,
    history,
    method,
    ...wrong(typed?.errors),
  })
}
