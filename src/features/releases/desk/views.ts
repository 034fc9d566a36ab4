import { dayWords } from '../../../lib/dates.ts'
import { escapeHtml } from '../../../lib/markdown/text.ts'
import { plural } from '../../../lib/words.ts'
import { type Wrong, wrong } from '../../../platform/form.ts'
import type { Query } from '../../../platform/list/query.ts'
import type { Found } from '../../../platform/list/rows.ts'
import { defineList, type ListSpec, listView } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Choice, Releasable } from '../contract.ts'
import { type TableView, tableView } from '../public/table.ts'
import type { Use } from '../queries.ts'
import { type Check, type Edition, stateWords } from '../schemas.ts'

const crumb = { text: 'Releases', href: '/releases' }

export const releasesList: ListSpec<Edition> = defineList<Edition>({
  path: '/releases',
  noun: ['release', 'releases'],
  caption: 'Releases',
  columns: [
    {
      key: 'title',
      title: 'Release',
      head: true,
      sortable: true,
      value: row => row.title,
      html: row =>
        `<a class="govuk-link" href="/releases/${row.id}">${escapeHtml(row.title)}</a>${row.edition > 1 ? `<small>Edition ${row.edition}</small>` : ''}`,
    },
    { key: 'state', title: 'State', sortable: true, value: row => row.state, text: row => stateWords[row.state] },
    {
      key: 'prepared',
      title: 'Prepared',
      sortable: true,
      value: row => row.preparedOn,
      text: row => dayWords(row.preparedOn),
    },
    { key: 'prepared_by', title: 'By', value: row => row.preparedByName },
    {
      key: 'published',
      title: 'Published',
      sortable: true,
      value: row => row.publishedOn,
      text: row => (row.publishedOn ? dayWords(row.publishedOn) : 'not yet'),
    },
    { key: 'address', title: 'address', csvOnly: true, value: row => `/publications/${row.slug}` },
    { key: 'edition', title: 'edition', csvOnly: true, value: row => row.edition },
  ],
  filters: [
    {
      key: 'state',
      title: 'State',
      kind: 'many',
      options: (['draft', 'checked', 'published', 'superseded', 'withdrawn'] as const).map(value => ({
        value,
        text: stateWords[value],
      })),
      match: (row, values) => values.includes(row.state),
    },
  ],
  sort: { key: 'prepared', dir: 'desc' },
  links: [{ text: 'What the public sees', href: '/publications' }],
  empty: {
    title: 'No release has been prepared yet.',
    text: 'A release is the only way a figure or report becomes public. An officer prepares it, an analyst checks it, the director publishes it.',
  },
})

const listPage = page<{ title: string; list: ReturnType<typeof listView>; mayPrepare: boolean }>(
  'releases/pages/list.njk',
)
export const showList = (query: Query, found: Found<Edition>, mayPrepare: boolean) =>
  listPage({ title: 'Releases', list: listView(releasesList, query, found), mayPrepare })

export interface Group {
  kind: string
  title: string
  choices: readonly Choice[]
}

export interface Preparing {
  groups: readonly Group[]
  search: string
  typed: { title: string; summary: string; correction: string; chosen: readonly string[] }
  errors?: Wrong['errors']
  /** The edition that is put right. */
  correcting?: Edition
}

/** Choices of one kind shown at once: the rest is found by words. */
const mostChoices = 40

const preparePage = page<
  Wrong & {
    title: string
    action: string
    here: string
    search: string
    typed: Preparing['typed']
    correcting: boolean
    groups: { title: string; items: { value: string; text: string; hint: string; checked: boolean }[]; more: string }[]
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/prepare.njk')

export function prepare({ groups, search, typed, errors = [], correcting }: Preparing) {
  const here = correcting ? `/releases/${correcting.id}/correct` : '/releases/new'
  return preparePage({
    ...wrong(errors),
    title: correcting ? `Correct: ${correcting.title}` : 'Prepare a release',
    action: correcting ? here : '/releases',
    here,
    search,
    typed,
    correcting: correcting !== undefined,
    groups: groups.map(group => groupView(group, search, typed.chosen)),
    breadcrumbs: [crumb, { text: correcting ? 'Correct' : 'Prepare' }],
  })
}

function groupView({ title, choices }: Group, search: string, chosen: readonly string[]) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (choice: Choice) =>
    words.every(word => `${choice.title} ${choice.hint ?? ''}`.toLowerCase().includes(word))
  const ordered = [
    ...choices.filter(({ key }) => chosen.includes(key)),
    ...choices.filter(choice => !chosen.includes(choice.key) && fits(choice)),
  ]
  const shown = ordered.slice(0, Math.max(mostChoices, chosen.length))
  return {
    title,
    items: shown.map(({ key, title: text, hint, keys }) => ({
      value: key,
      text,
      hint: hint ?? (keys ? plural(keys.length, 'item') : ''),
      checked: chosen.includes(key),
    })),
    more: ordered.length > shown.length ? `${ordered.length - shown.length} more: find them by words above.` : '',
  }
}

export interface May {
  prepare: boolean
  check: boolean
  publish: boolean
  withdraw: boolean
  correct: boolean
  /** Why somebody who could otherwise act may not. */
  why: string
}

interface ShowPage {
  title: string
  state: string
  stateClass: string
  summary: string
  facts: { term: string; text: string; href?: string }[]
  checks: (Check & { words: string; tag: string })[]
  verdict: string
  items: { title: string; period: string; html: string; tables: TableView[] }[]
  more: number
  correction: string
  uses: { title: string; href: string }[]
  actions: { text: string; href: string; confirm: boolean; quiet: boolean; hint: string }[]
  why: string
  waiting: string
  because: { title: string; href: string }[]
  history: { words: string; date: string }[]
  breadcrumbs: { text: string; href?: string }[]
}
const showPage = page<ShowPage>('releases/pages/release.njk')

/** What stops a release first. */
const order = { fail: 0, advice: 1, pass: 2 } as const
const resultWords = { pass: 'Passed', fail: 'Failed', advice: 'Advice' } as const
const resultTags = { pass: 'up-tag--teal', fail: 'up-tag--stop', advice: 'up-tag--warm' } as const

export interface Showing {
  edition: Edition
  items: readonly Releasable[]
  may: May
  uses: readonly Use[]
  because: readonly { title: string; href: string }[]
  history: readonly { who: string; what: string; at: string; reason: string }[]
}

export function show({ edition, items, may, uses, because, history }: Showing) {
  const failed = (edition.checks ?? []).filter(({ result }) => result === 'fail').length
  const advice = (edition.checks ?? []).filter(({ result }) => result === 'advice').length
  return showPage({
    title: edition.title,
    state: stateWords[edition.state],
    stateClass:
      edition.state === 'published' ? 'up-tag--teal' : edition.state === 'withdrawn' ? 'up-tag--stop' : 'up-tag--warm',
    summary: edition.summary,
    facts: factsOf(edition),
    checks: [...(edition.checks ?? [])]
      .sort((a, b) => order[a.result] - order[b.result])
      .map(each => ({
        ...each,
        words: resultWords[each.result],
        tag: resultTags[each.result],
      })),
    verdict:
      failed > 0
        ? `${plural(failed, 'check')} failed: nothing can be published until they pass.`
        : advice > 0
          ? `All checks passed, ${plural(advice, 'piece', 'pieces')} of advice.`
          : 'All checks passed.',
    items: items.slice(0, 5).map((item, i) => ({
      title: item.title,
      period: item.period,
      html: '',
      tables: item.tables.map(table =>
        tableView({ ...item, slug: edition.slug, edition: 1, publishedOn: '', releaseTitle: '' }, i, table),
      ),
    })),
    more: Math.max(0, items.length - 5),
    correction: edition.correction ?? '',
    uses: uses.map(({ title, href }) => ({ title, href })),
    actions: actionsOf(edition, may, failed > 0),
    why: may.why,
    waiting: waitingWords(edition),
    because: [...because],
    history: history.map(({ who, what, at, reason }) => ({
      words: `${whatWords[what] ?? what}, by ${who}${reason ? `: ${reason}` : ''}`,
      date: dayWords(at.slice(0, 10)),
    })),
    breadcrumbs: [crumb, { text: edition.title }],
  })
}

const whatWords: Record<string, string> = {
  'release.prepared': 'Prepared',
  'release.correction-prepared': 'Correction prepared',
  'release.prepared-again': 'Built and checked again',
  'release.checked': 'Checked by a second person',
  'release.sent-back': 'Sent back',
  'release.dropped': 'Given up',
  'release.published': 'Published',
  'release.withdrawn': 'Withdrawn',
}

const waitingWords = ({ state }: Edition) =>
  state === 'draft'
    ? 'It waits for an analyst to check it.'
    : state === 'checked'
      ? 'It waits for the director to publish it.'
      : ''

function factsOf(edition: Edition) {
  const isOut = edition.state === 'published' || edition.state === 'withdrawn'
  return [
    {
      term: 'Prepared',
      text: `${edition.preparedByName ?? 'by an account that is gone'}, ${dayWords(edition.preparedOn)}`,
    },
    ...(edition.checkedOn
      ? [
          {
            term: 'Checked',
            text: `${edition.checkedByName ?? 'by an account that is gone'}, ${dayWords(edition.checkedOn)}`,
          },
        ]
      : []),
    ...(edition.publishedOn
      ? [
          {
            term: 'Published',
            text: `${edition.publishedByName ?? 'by an account that is gone'}, ${dayWords(edition.publishedOn)}`,
          },
        ]
      : []),
    ...(edition.withdrawnOn
      ? [{ term: 'Withdrawn', text: `${dayWords(edition.withdrawnOn)}: ${edition.withdrawnReason ?? ''}` }]
      : []),
    {
      term: 'Address',
      text: `/publications/${edition.slug}`,
      ...(isOut ? { href: `/publications/${edition.slug}` } : {}),
    },
    { term: 'Edition', text: String(edition.edition) },
    { term: 'Holds', text: plural(edition.chosen.length, 'item') },
  ]
}

function actionsOf(edition: Edition, may: May, failed: boolean): ShowPage['actions'] {
  const at = `/releases/${edition.id}`
  const act = (text: string, path: string, options: Partial<ShowPage['actions'][number]> = {}) => ({
    text,
    href: `${at}/${path}`,
    confirm: false,
    quiet: false,
    hint: '',
    ...options,
  })
  return [
    ...(edition.state === 'draft' && may.check && !failed
      ? [act('I have checked it', 'check', { hint: 'You have looked at the tables below and the advice.' })]
      : []),
    ...(edition.state === 'checked' && may.publish ? [act('Publish…', 'publish', { confirm: true })] : []),
    ...((edition.state === 'draft' || edition.state === 'checked') && may.prepare
      ? [act('Build and check again', 'again', { quiet: true, hint: 'With the figures of today.' })]
      : []),
    ...(edition.state === 'checked' && (may.publish || may.check)
      ? [act('Send back…', 'back', { confirm: true, quiet: true })]
      : []),
    ...((edition.state === 'draft' || edition.state === 'checked') && may.prepare
      ? [act('Give it up…', 'drop', { confirm: true, quiet: true })]
      : []),
    ...(edition.state === 'published' && may.correct
      ? [act('Correct…', 'correct', { confirm: true, quiet: true })]
      : []),
    ...((edition.state === 'published' || edition.state === 'superseded') && may.withdraw
      ? [act('Withdraw…', 'withdraw', { confirm: true, quiet: true })]
      : []),
  ]
}

const askPage = page<
  Wrong & {
    title: string
    text: string
    facts: { term: string; text: string }[]
    action: string
    field: { label: string; hint: string; value: string } | null
    button: string
    warning: boolean
    cancel: string
    uses: { title: string; href: string }[]
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/ask.njk')

export interface Asking {
  title: string
  text: string
  path: string
  button: string
  warning?: boolean
  field?: { label: string; hint: string; value: string }
  facts?: { term: string; text: string }[]
  uses?: readonly Use[]
  errors?: Wrong['errors']
  /** Where "keep it as it is" leads: the public page for those who do not see working pages. */
  cancel?: string
}

export const ask = (
  edition: Edition,
  { path, field, facts = [], uses = [], errors = [], warning = false, cancel, ...rest }: Asking,
) =>
  askPage({
    ...wrong(errors),
    ...rest,
    facts,
    warning,
    field: field ?? null,
    action: `/releases/${edition.id}/${path}`,
    cancel: cancel ?? `/releases/${edition.id}`,
    uses: uses.map(({ title, href }) => ({ title, href })),
    breadcrumbs: [{ text: 'Back to the release', href: cancel ?? `/releases/${edition.id}` }],
  })

const documentPage = page<
  Wrong & {
    title: string
    action: string
    typed: Record<string, string>
    help: string
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/document.njk')

export const documentForm = (id: number | null, typed: Record<string, string>, errors: Wrong['errors'] = []) =>
  documentPage({
    ...wrong(errors),
    title: id === null ? 'Write a publication' : 'Change a publication',
    action: id === null ? '/releases/documents' : `/releases/documents/${id}`,
    typed,
    help: 'Headings begin with ##, points with a hyphen. Links: [words](https://…).',
    breadcrumbs: [crumb, { text: 'Publication in words' }],
  })
