import { dayWords } from '../../../lib/dates.ts'
import { escapeHtml } from '../../../lib/markdown/text.ts'
import { markdown } from '../../../lib/markdown.ts'
import type { Query } from '../../../platform/list/query.ts'
import type { Found } from '../../../platform/list/rows.ts'
import { defineList, type ListSpec, listView } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { PublishedItem } from '../contract.ts'
import type { Edition } from '../schemas.ts'
import { type TableView, tableView } from './table.ts'

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

interface ItemView {
  id: string
  title: string
  summary: string
  period: string
  html: string
  pictures: { alt: string; svg: string }[]
  tables: TableView[]
  sources: { text: string; href: string }[]
  licence: string
  method: string
  href: string
}

interface Log {
  words: string
  date: string
  href: string
}

interface ReleasePage {
  title: string
  summary: string
  published: string
  edition: string
  notice: { text: string; href: string } | null
  items: ItemView[]
  /** More things than a page holds: each has a page of its own. */
  contents: { title: string; href: string; period: string }[]
  log: Log[]
  api: string
  sha256: string
  mayWithdraw: string
  breadcrumbs: { text: string; href?: string }[]
}

const releasePage = page<ReleasePage>('releases/pages/publication.njk')
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

/** Things in full on one page; a longer release is a list of pages. */
const itemsOnPage = 5

export interface Shown {
  edition: Edition
  editions: readonly Edition[]
  items: readonly PublishedItem[]
  /** The one thing asked for, from 0. */
  only?: number
  mayWithdraw: boolean
}

export function showRelease({ edition, editions, items, only, mayWithdraw }: Shown) {
  const isList = only === undefined && items.length > itemsOnPage
  const item = only === undefined ? undefined : items[only]
  const old = edition.state === 'superseded'
  const base = `/publications/${edition.slug}${old ? `/editions/${edition.edition}` : ''}`
  return releasePage({
    title: item && items.length > 1 ? item.title : edition.title,
    summary: item && items.length > 1 ? item.summary : edition.summary,
    published: dayWords(edition.publishedOn ?? ''),
    edition: editions.length > 1 || edition.edition > 1 ? `Edition ${edition.edition}` : '',
    notice: old
      ? {
          text: 'This edition was replaced. It stays here so that what was cited can be checked.',
          href: `/publications/${edition.slug}`,
        }
      : null,
    items: isList
      ? []
      : items.map((each, i) => itemView(each, i, items.length > 1)).filter((_, i) => only === undefined || i === only),
    contents: isList
      ? items.map((each, i) => ({ title: each.title, period: each.period, href: `${base}/items/${i + 1}` }))
      : [],
    log: logOf(editions),
    api: old ? '' : `/api/v1/releases/${edition.slug}`,
    sha256: edition.sha256 ?? '',
    mayWithdraw: mayWithdraw ? `/releases/${edition.id}/withdraw` : '',
    breadcrumbs: [
      { text: 'Publications', href: '/publications' },
      ...(item && items.length > 1 ? [{ text: edition.title, href: base }] : []),
    ],
  })
}

const logOf = (editions: readonly Edition[]): Log[] =>
  editions
    .filter(({ state }) => state === 'published' || state === 'superseded')
    .map(each => ({
      words: each.correction ?? 'First published.',
      date: dayWords(each.publishedOn ?? ''),
      href: `/publications/${each.slug}/editions/${each.edition}`,
    }))

/** Headings of a text stand under the page's own. */
const deeper = (text: string) => text.replace(/^(#{1,4}) /gm, '#$1 ')

function itemView(item: PublishedItem, position: number, isOneOfSeveral: boolean): ItemView {
  return {
    id: `item-${position + 1}`,
    title: isOneOfSeveral ? item.title : '',
    summary: isOneOfSeveral ? item.summary : '',
    period: item.period,
    html: markdown(deeper(item.text)),
    pictures: item.pictures,
    tables: item.tables.map(table => tableView(item, position, table)),
    sources: item.sources.map(({ title, custodian, asAt, href }) => ({
      text: `${title}, ${custodian}${asAt ? `, as at ${dayWords(asAt)}` : ''}`,
      href: href ?? '',
    })),
    licence: item.licence,
    method: item.method,
    href: `/publications/${item.slug}/items/${position + 1}`,
  }
}
