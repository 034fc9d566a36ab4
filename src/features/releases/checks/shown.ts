// Everything of a release that people will read, in one place: what the checks of words and of people walk over. Pure.
import type { Releasable, Source, Table } from '../contract.ts'

export interface Words {
  title: string
  summary: string
  /** What an edition puts right: it stands at its top and in the feed. */
  correction: string | null
}

/** Sentences written by us: titles, summaries, texts, captions, notes, what pictures show. */
export const proseOf = ({ title, summary, correction }: Words, items: readonly Releasable[]): string[] =>
  filled([title, summary, correction ?? '', ...items.flatMap(proseIn)])

const proseIn = (item: Releasable): string[] => [
  item.title,
  item.summary,
  item.text,
  ...(item.sections ?? []).flatMap(({ title, text, notes }) => [title, text, ...notes]),
  ...item.pictures.map(({ alt }) => alt),
  ...item.tables.flatMap(({ caption, name = '', note = '' }) => [caption, name, note]),
  ...textsIn(Object.values(item.extra)),
]

/** All of it: the prose, and periods, licences, sources, heads and cells of tables, words in drawings. */
export const shownTexts = (words: Words, items: readonly Releasable[]): string[] =>
  filled([...proseOf(words, items), ...items.flatMap(besideIn)])

const besideIn = (item: Releasable): string[] => [
  item.period,
  item.licence,
  item.method,
  ...item.sources.flatMap(sourceTexts),
  ...item.pictures.map(({ svg }) => svg.replace(/<style[\s\S]*?<\/style>/g, ' ').replace(/<[^>]*>/g, '\n')),
  ...item.tables.flatMap(tableTexts),
]

const sourceTexts = ({ title, custodian, href = '' }: Source): string[] => [title, custodian, href]

const tableTexts = ({ columns, rows, sources = [], licence = '', trend }: Table): string[] => [
  licence,
  ...(trend?.breaks ?? []).map(({ label }) => label),
  ...sources.flatMap(sourceTexts),
  ...columns.flatMap(column => [column.title, 'unit' in column ? column.unit : '']),
  ...rows.flat().filter(cell => typeof cell === 'string'),
]

const textsIn = (values: readonly unknown[]): string[] =>
  values.flatMap(value => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? textsIn(Object.values(value)) : []
  })

const filled = (texts: readonly string[]): string[] => [...new Set(texts.filter(text => text.trim() !== ''))]
