import { dayWords } from '../../../lib/dates.ts'
import { escapeHtml } from '../../../lib/markdown/text.ts'
import type { Query } from '../../../platform/list/query.ts'
import type { Found } from '../../../platform/list/rows.ts'
import { defineList, type ListSpec, listView } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { type Edition, stateWords } from '../schemas.ts'

export const spec: ListSpec<Edition> = defineList<Edition>({
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
/** There are releases, and none of them is theirs to see here: what is published stands elsewhere. */
const noneOfTheirs = {
  title: 'There is no release that you may see here.',
  text: 'You see releases that you answer for. What is published is for everybody.',
  links: [{ text: 'Publications', href: '/publications' }],
}

export const showList = (query: Query, found: Found<Edition>, mayPrepare: boolean, areOthers: boolean) =>
  listPage({
    title: 'Releases',
    list: listView(areOthers ? { ...spec, empty: noneOfTheirs } : spec, query, found),
    mayPrepare,
  })
