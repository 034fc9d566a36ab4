import { dayWords } from '../../../lib/dates.ts'
import { markdown } from '../../../lib/markdown.ts'
import { page } from '../../../platform/view.ts'
import { type PublishedItem, type TableView, tablesOf } from '../../releases/index.ts'

/** Findings, decisions and what people said of the place, as they were released. */
interface BesideView {
  found: { title: string; href: string; period: string }[]
  decided: { title: string; href: string }[]
  answered: { title: string; href: string; state: string }[]
}
interface PublicPlace extends BesideView {
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
}
const publicPage = page<PublicPlace>('home/public/pages/place.njk')
const unpublishedPage = page<BesideView & { title: string }>('home/public/pages/unpublished.njk')

type Beside = Record<'found' | 'decided' | 'answered', readonly PublishedItem[]>

const besideView = ({ found, decided, answered }: Beside): BesideView => ({
  found: found.map(({ summary, slug, period }) => ({ title: summary, href: `/publications/${slug}`, period })),
  decided: decided.map(({ title, slug }) => ({ title, href: `/publications/${slug}` })),
  answered: answered.map(({ title, slug, extra }) => ({
    title,
    href: `/publications/${slug}`,
    state: typeof extra.state === 'string' ? extra.state : '',
  })),
})

/** A place without a released page of its own: what was found and decided there, as far as that is released, and its name, which maps give. */
export const showUnpublished = (name: string, beside: Beside) => unpublishedPage({ title: name, ...besideView(beside) })

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

/** A place as it was released: strengths first, and nothing that is not in the release. */
export const showPublic = (item: PublishedItem, position: number, beside: Beside) =>
  publicPage({
    title: item.title,
    lead: item.summary,
    html: markdown(item.text),
    tables: tablesOf(item, position),
    pictures: item.pictures.map(({ alt, svg }) => ({ alt, svg })),
    unknown: strings(item.extra.unknown),
    sources: item.sources.map(({ title, custodian, href }) => ({ text: `${custodian}, ${title}`, href: href ?? '' })),
    licence: item.licence,
    period: item.period,
    method: item.method,
    release: { title: item.releaseTitle, href: `/publications/${item.slug}`, on: dayWords(item.publishedOn) },
    ...besideView(beside),
  })
