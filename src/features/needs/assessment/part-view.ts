// One block as its page shows it.
import { monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { titleOf } from './difference.ts'
import { type Doubt, markedHtml } from './doubt.ts'
import { factorsOf, silentIn } from './rules.ts'
import type { Comment, Drawn, Said } from './schemas.ts'

interface Factor {
  text: string
  href: string
  strength: string
  level: string
}

export interface PartView {
  id: string
  kind: string
  title: string
  html: string
  lines: string[]
  figures: Said['figures']
  svg: string
  table: { caption: string; heads: string[]; rows: string[][]; textColumns: number[] } | null
  notes: string[]
  facts: string[]
  method: string
  href: string
  missing: string
  doubt: { why: string; figures: { label: string; was: string; is: string }[] } | null
  comments: { words: string; who: string }[]
  risk: Factor[]
  protective: Factor[]
  silent: string[]
}

export interface ChapterView {
  id: string
  title: string
  asks: string
  parts: PartView[]
  /** Levels nothing in the chapter is about. */
  silent: string
}

export interface Beside {
  /** All of the document: the factors and the silence are made of it, whatever the lens shows. */
  whole: Drawn
  doubts: readonly Doubt[]
  values: readonly string[]
  comments: readonly Comment[]
}

export const chaptersView = (drawn: Drawn, beside: Beside): ChapterView[] =>
  drawn.chapters.map(chapter => ({
    id: chapter.id,
    title: chapter.title,
    asks: chapter.asks,
    parts: chapter.blocks.map(block => partView(block, beside)),
    silent: silentIn(drawn, [chapter])
      .map(({ label }) => label.toLowerCase())
      .join(', '),
  }))

function partView(block: Said, { whole, doubts, values, comments }: Beside): PartView {
  const { id, kind, figures, svg, table, notes, method, href, missing } = block
  const doubt = doubts.find(each => each.block === id)
  const factors = kind === 'factors'
  return {
    id,
    kind,
    title: block.title || (kind === 'text' ? '' : titleOf(block)),
    html: kind === 'text' ? markedHtml(block.words, values) : '',
    lines: kind === 'text' ? [] : block.words.split(/\n+/).filter(line => line.trim() !== ''),
    figures: table ? [] : figures,
    svg: svg ?? '',
    table: table ? tableView(table) : null,
    notes,
    facts: factsOf(block, whole),
    method,
    href,
    missing,
    doubt: doubt ? { why: doubt.why, figures: doubt.figures } : null,
    comments: comments.filter(comment => comment.part === id && comment.settledOn === null),
    risk: factors ? factorsOf(whole, 'risk').map(each => factorView(each, whole)) : [],
    protective: factors ? factorsOf(whole, 'protective').map(each => factorView(each, whole)) : [],
    silent: kind === 'silent' ? silentIn(whole, whole.chapters).map(({ label }) => label) : [],
  }
}

/** Columns that hold words stand on the left, and their lines break. */
const tableView = ({ caption, head, rows }: NonNullable<Said['table']>): NonNullable<PartView['table']> => ({
  caption,
  heads: head,
  rows,
  textColumns: head.flatMap((_, k) => (rows.some(row => isWords(row[k] ?? '')) ? [k] : [])),
})

const isWords = (cell: string): boolean => cell.length > 28 || (cell.length > 14 && !/\d/.test(cell))

const labelOf = ({ levels }: Drawn, code: string | null): string =>
  levels.find(level => level.code === code)?.label ?? ''

const factorView = (block: Said, whole: Drawn): Factor => ({
  text: block.words.split('\n')[0] ?? '',
  href: `#${block.id}`,
  strength: sentence(block.strength ?? ''),
  level: labelOf(whole, block.level),
})

/** In short lines: what kind of finding, how strong, of which level, when, from where. */
function factsOf(block: Said, whole: Drawn): string[] {
  const { factor, strength, from, to, source, level, state } = block
  const period = from && from !== to ? `${monthWords(from)} to ${monthWords(to)}` : to ? `To ${monthWords(to)}` : ''
  return [
    state === 'draft' ? 'Not agreed yet' : '',
    factor === 'risk' ? 'Risk factor' : factor === 'protective' ? 'Protective factor' : '',
    strength ? `${sentence(strength)} evidence` : '',
    level ? `Level: ${labelOf(whole, level)}` : '',
    period,
    source ? `Source: ${source}` : '',
  ].filter(Boolean)
}
