// A released thing as a page prints it: the same on the public page, on the page of who checks it, and on the page of who publishes it.
import { dayWords } from '../../../lib/dates.ts'
import { markdown } from '../../../lib/markdown.ts'
import { hidden, type PublishedItem, type Section } from '../contract.ts'
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
  /** The parts of a longer document, each with its own tables. */
  sections: SectionView[]
  sources: { text: string; href: string }[]
  licence: string
  method: string
}

export interface SectionView {
  id: string
  /** Empty where it goes on with what stands before. */
  title: string
  level: number
  isChapter: boolean
  html: string
  /** Level of the headings of its tables. */
  inner: number
  tables: TableView[]
  notes: string[]
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
    tables: tablesOf(withTables(item, loose(item)), position, rows),
    sections: (item.sections ?? []).map((section, i) => sectionView(item, section, { position, i, inner, rows })),
    sources: item.sources.map(({ title, custodian, asAt, href }) => ({
      text: `${title}, ${custodian}${asAt ? `, as at ${dayWords(asAt)}` : ''}`,
      href: href ?? '',
    })),
    licence: item.licence,
    method: item.method,
  }
}

const withTables = (item: PublishedItem, tables: PublishedItem['tables']): PublishedItem => ({ ...item, tables })

/** Tables that no section holds. */
const loose = ({ tables, sections = [] }: PublishedItem) =>
  tables.filter(({ id }) => !sections.some(section => section.tables.includes(id)))

interface Placed {
  position: number
  i: number
  inner: number
  rows: number | undefined
}

function sectionView(item: PublishedItem, section: Section, { position, i, inner, rows }: Placed): SectionView {
  const level = inner + section.depth - 1
  const below = section.title === '' ? level : level + 1
  const own = item.tables.filter(({ id }) => section.tables.includes(id))
  return {
    id: `item-${position + 1}-part-${i + 1}`,
    title: section.title,
    level,
    isChapter: section.depth === 1,
    html: markdown(headingsFrom(section.text, below)),
    inner: below,
    tables: tablesOf(withTables(item, own), position, rows).map(inWords),
    notes: section.notes,
  }
}

/** A hidden cell says so by itself, where somebody prints one page or hears one row. */
const inWords = (table: TableView): TableView => ({
  ...table,
  rows: table.rows.map(row => row.map(cell => (cell.startsWith(hidden) ? `hidden ${hidden}` : cell))),
})

/** A sentence is printed once: not as a summary where the page or the text begins with it. */
const isSaid = ({ summary, text }: PublishedItem, before: string): boolean =>
  summary === before || (summary !== '' && text.trimStart().startsWith(summary.trim()))
