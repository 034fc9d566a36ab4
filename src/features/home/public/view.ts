import { dayWords } from '../../../lib/dates.ts'
import { markdown } from '../../../lib/markdown.ts'
import { page } from '../../../platform/view.ts'
import { type PublishedItem, type TableView, tableView } from '../../releases/index.ts'

interface PublicPlace {
  title: string
  lead: string
  html: string
  tables: TableView[]
  pictures: { alt: string; svg: string }[]
  unknown: string[]
  sources: { text: string; href: string }[]
  licence: string
  period: string
  method: string
  release: { title: string; href: string; on: string }
  decided: { title: string; href: string }[]
}
const publicPage = page<PublicPlace>('home/public/pages/place.njk')
const unpublishedPage = page<{ title: string }>('home/public/pages/unpublished.njk')

/** A place nothing has been published about; the page does not say more of it than its name, which maps give. */
export const showUnpublished = (name: string) => unpublishedPage({ title: name })

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

/** A place as it was released: strengths first, and nothing that is not in the release. */
export const showPublic = (item: PublishedItem, decided: readonly PublishedItem[]) =>
  publicPage({
    title: item.title,
    lead: item.summary,
    html: markdown(item.text),
    tables: item.tables.map(table => tableView(item, 0, table)),
    pictures: item.pictures.map(({ alt, svg }) => ({ alt, svg })),
    unknown: strings(item.extra.unknown),
    sources: item.sources.map(({ title, custodian, href }) => ({ text: `${custodian}, ${title}`, href: href ?? '' })),
    licence: item.licence,
    period: item.period,
    method: item.method,
    release: { title: item.releaseTitle, href: `/publications/${item.slug}`, on: dayWords(item.publishedOn) },
    decided: decided.map(({ title, slug }) => ({ title, href: `/publications/${slug}` })),
  })
