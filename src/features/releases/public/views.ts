import { dayWords } from '../../../lib/dates.ts'
import { escapeHtml } from '../../../lib/markdown/text.ts'
import type { Query } from '../../../platform/list/query.ts'
import type { Found } from '../../../platform/list/rows.ts'
import { defineList, type ListSpec, listView } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Edition } from '../schemas.ts'

export const publicationsList: ListSpec<Edition> = defineList<Edition>({
  path: '/publications',
  noun: ['publication', 'publications'],
  caption: 'Publications',
  columns: [
    {
      key: 'title',
      title: 'Publication',
      head: true,
      sortable: true,
      value: row => row.title,
      html: row => `<a class="govuk-link" href="/publications/${row.slug}">${escapeHtml(row.title)}</a>`,
    },
    { key: 'summary', title: 'What it holds', value: row => row.summary },
    {
      key: 'published',
      title: 'Published',
      sortable: true,
      value: row => row.publishedOn,
      text: row => dayWords(row.publishedOn ?? ''),
    },
    { key: 'address', title: 'address', csvOnly: true, value: row => `/publications/${row.slug}` },
    { key: 'edition', title: 'edition', csvOnly: true, value: row => row.edition },
  ],
  filters: [
    {
      key: 'q',
      title: 'Words in the title or summary',
      kind: 'search',
      match: (row, [words = '']) =>
        words
          .toLowerCase()
          .split(/\s+/)
          .every(word => `${row.title} ${row.summary}`.toLowerCase().includes(word)),
    },
  ],
  sort: { key: 'published', dir: 'desc' },
  size: 25,
  links: [
    { text: 'Feed', href: '/publications.atom' },
    { text: 'Open data', href: '/open-data' },
  ],
  empty: {
    title: 'Nothing is published yet.',
    text: 'What has been checked by a second person and released will stand here.',
    links: [{ text: 'How we use data', href: '/data-use' }],
  },
})

const listPage = page<{ title: string; list: ReturnType<typeof listView> }>('releases/pages/publications.njk')
export const showList = (query: Query, found: Found<Edition>) =>
  listPage({ title: 'Publications', list: listView(publicationsList, query, found) })

const withdrawnPage = page<{
  title: string
  on: string
  reason: string
  breadcrumbs: { text: string; href?: string }[]
}>('releases/pages/withdrawn.njk')
const openDataPage = page<{
  title: string
  releases: { title: string; href: string; api: string; published: string }[]
}>('releases/pages/open-data.njk')

export const openData = (editions: readonly Edition[]) =>
  openDataPage({
    title: 'Open data',
    releases: editions.map(({ title, slug, publishedOn }) => ({
      title,
      href: `/publications/${slug}`,
      api: `/api/v1/releases/${slug}`,
      published: dayWords(publishedOn ?? ''),
    })),
  })

export const withdrawnView = (edition: Edition) =>
  withdrawnPage({
    title: edition.title,
    on: dayWords(edition.withdrawnOn ?? ''),
    reason: edition.withdrawnReason ?? '',
    breadcrumbs: [{ text: 'Publications', href: '/publications' }],
  })
