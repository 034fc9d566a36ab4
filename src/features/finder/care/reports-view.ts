// The list of what people told of, and the page of one.
import { escapeXml } from '../../../lib/charts/index.ts'
import { addDays, type Day, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import { defineList, type Found, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { Report } from './reports-queries.ts'
import { outcomeNames, outcomes, reasonNames, reasons } from './schemas.ts'

/** Days for which what was resolved is still in the list. */
export const keptInList = 90
export const since = (today: Day): Day => addDays(today, -keptInList)

export const stateOf = (report: Report): string =>
  report.outcome === null
    ? report.reason === 'not-safe'
      ? 'Look today'
      : 'To be answered'
    : outcomeNames[report.outcome]

const link = (report: Report) =>
  `<a class="govuk-link" href="/opportunities/reports/${report.id}">${escapeXml(report.entry)}</a><small>${escapeXml(report.organisation)}</small>`

export const reportsList: ListSpec<Report> = defineList<Report>({
  path: '/opportunities/reports',
  noun: ['problem', 'problems'],
  caption: 'Problems people told of',
  columns: [
    { key: 'entry', title: 'Entry', head: true, sortable: true, value: row => row.entry, html: link },
    { key: 'reason', title: 'What is wrong', sortable: true, value: row => reasonNames[row.reason] },
    { key: 'told', title: 'Times told', numeric: true, sortable: true, value: row => row.told },
    { key: 'since', title: 'Since', sortable: true, value: row => row.madeOn, text: row => dayWords(row.madeOn) },
    { key: 'state', title: 'State', sortable: true, value: stateOf },
    { key: 'borough', title: 'Borough', value: row => row.borough ?? '' },
    { key: 'organisation', title: 'organisation', csvOnly: true, value: row => row.organisation },
  ],
  filters: [
    {
      ...{ key: 'is', title: 'Show', kind: 'choice' as const, initial: 'open' },
      options: [
        { value: 'open', text: 'To be answered' },
        { value: 'all', text: 'All of the last 90 days' },
      ],
      match: (row, values) => !values.includes('open') || row.outcome === null,
    },
    {
      ...{ key: 'reason', title: 'What is wrong', kind: 'many' as const },
      options: reasons.map(value => ({ value, text: reasonNames[value] })),
      match: (row, values) => values.includes(row.reason),
    },
  ],
  // of the words for what is open, “Look today” comes first
  sort: { key: 'state', dir: 'asc' },
  empty: {
    title: 'Nothing to answer.',
    text: 'What people tell of on a public page stands here until somebody says what came of it.',
  },
})

interface ListPage {
  title: string
  lead: string
  list: List
  said: string
}
const listPage = page<ListPage>('finder/care/pages/list.njk')

export const showList = (query: Query, found: Found<Report>, said: string) =>
  listPage({
    title: 'Problems people told of',
    lead: 'Anybody can press “Report a problem” on a public page. Nothing is kept of who did. What is not safe comes first and is looked at the same day.',
    list: listView(reportsList, query, found),
    said,
  })

interface OnePage {
  title: string
  kicker: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  breadcrumbs: { text: string; href: string }[]
  facts: { term: string; text: string }[]
  links: { text: string; href: string }[]
  href: string
  open: boolean
  may: { hide: boolean; show: boolean }
  outcomes: { value: string; text: string; checked: boolean }[]
  forms: Record<'resolve' | 'hide', Small>
  said: string
}
const onePage = page<OnePage>('finder/care/pages/report.njk')

export interface ShownReport {
  report: Report
  mayApprove: boolean
  said?: string
  typed?: Typed | undefined
}

export function showReport({ report, mayApprove, said = '', typed }: ShownReport) {
  const resolve = small('resolve', ['outcome', 'note'], typed)
  return onePage({
    title: reasonNames[report.reason],
    kicker: `${report.entry} · ${report.organisation}${report.borough ? ` · ${report.borough}` : ''}`,
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    breadcrumbs: [
      { text: 'Opportunities', href: '/opportunities' },
      { text: 'Problems', href: '/opportunities/reports' },
    ],
    facts: factsOf(report),
    links: linksOf(report),
    href: `/opportunities/reports/${report.id}`,
    open: report.outcome === null,
    may: { hide: mayApprove && report.entryState === 'public', show: mayApprove && report.entryState === 'hidden' },
    outcomes: outcomes.map(value => ({ value, text: outcomeNames[value], checked: resolve.values.outcome === value })),
    forms: { resolve, hide: small('hide', ['reason'], typed) },
    said,
  })
}

const factsOf = (report: Report) =>
  [
    { term: 'Told', text: `${plural(report.told, 'time')}, first on ${dayWords(report.madeOn)}` },
    { term: 'In their words', text: report.words },
    { term: 'Since then', text: sinceThen(report) },
    { term: 'State', text: stateOf(report) },
    { term: 'What came of it', text: report.note },
    { term: 'Answered', text: report.resolvedOn ? dayWords(report.resolvedOn) : '' },
  ].filter(fact => fact.text !== '')

/** Only what the public reads can have put it right: a version that waits, or that was sent back, has not. */
function sinceThen({ version, lastVersion, publicVersion }: Report): string {
  if ((publicVersion ?? 0) > version) return 'The public reads a newer version: it may be right already'
  return lastVersion > version
    ? 'The public reads what it read then. A newer version is not approved'
    : 'The entry is as it was'
}

const linksOf = ({ entryId, entryState, taskId }: Report) => [
  { text: 'Open the entry', href: `/opportunities/${entryId}` },
  ...(entryState === 'public' ? [{ text: 'See it as the public does', href: `/things-to-do/${entryId}` }] : []),
  ...(taskId === null ? [] : [{ text: 'The task', href: `/tasks/${taskId}` }]),
]
