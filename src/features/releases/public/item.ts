// A released thing as a page prints it: the same on the public page, on the page of who checks it, and on the page of who publishes it.
import { dayWords } from '../../../lib/dates.ts'
import { markdown } from '../../../lib/markdown.ts'
import type { PublishedItem } from '../contract.ts'
import { headingsFrom } from './headings.ts'
import { tablesOf } from './joined.ts'
import type { TableView } from './table.ts'

export interface ItemView {
  id: string
  /** Empty where the page says it already. */
  title: string
  summary: string
  period: string
  /** Level of its own heading; those in it are one deeper, or the same where it has none. */
  level: number
  inner: number
  html: string
  pictures: { alt: string; svg: string }[]
  tables: TableView[]
  sources: { text: string; href: string }[]
  licence: string
  method: string
}

interface On {
  /** Level of the first heading that the item may have. */
  top: number
  /** What the page has said before it. */
  said: { title: string; summary: string }
  /** Rows of a table that are printed; the rest is in its CSV. Before it is public there is no CSV: all are printed. */
  rows?: number
}

export function itemView(item: PublishedItem, position: number, { top, said, rows }: On): ItemView {
  const title = item.title === said.title ? '' : item.title
  const inner = title === '' ? top : top + 1
  return {
    id: `item-${position + 1}`,
    title,
    summary: isSaid(item, said.summary) ? '' : item.summary,
    period: item.period,
    level: top,
    inner,
    html: markdown(headingsFrom(item.text, inner)),
    pictures: item.pictures,
    tables: tablesOf(item, position, rows),
    sources: item.sources.map(({ title, custodian, asAt, href }) => ({
      text: `${title}, ${custodian}${asAt ? `, as at ${dayWords(asAt)}` : ''}`,
      href: href ?? '',
    })),
    licence: item.licence,
    method: item.method,
  }
}

/** A sentence is printed once: not as a summary where the page or the text begins with it. */
const isSaid = ({ summary, text }: PublishedItem, before: string): boolean =>
  summary === before || (summary !== '' && text.trimStart().startsWith(summary.trim()))
