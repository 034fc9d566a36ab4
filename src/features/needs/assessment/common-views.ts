// What the pages of the draft and of an edition share.
import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type Doubt, oldValues, sentencesInDoubt } from './doubt.ts'
import { lensOf, silentIn, through } from './rules.ts'
import type { Drawn, EditionLine } from './schemas.ts'

export interface EditionRow {
  text: string
  href: string
  when: string
  note: string
}
export const editionRow = ({ id, title, number, frozenOn, frozenBy, note }: EditionLine): EditionRow => ({
  text: `${title}, edition ${number}`,
  href: `/assessment/editions/${id}`,
  when: `Frozen on ${dayWords(frozenOn)} by ${frozenBy}`,
  note,
})

export interface DoubtView {
  parts: { title: string; href: string; why: string; figures: Doubt['figures'] }[]
  sentences: { text: string; href: string }[]
}

export const doubtView = (drawn: Drawn, doubts: readonly Doubt[]): DoubtView => ({
  parts: doubts.map(({ block, title, chapter, why, figures }) => ({
    title: `${title} (${chapter})`,
    href: `#${block}`,
    why,
    figures,
  })),
  sentences: sentencesInDoubt(drawn, oldValues(doubts)).flatMap(({ block, sentences }) =>
    sentences.map(text => ({ text, href: `#${block}` })),
  ),
})

export interface LensView {
  levels: { code: string; label: string; href: string; chosen: boolean }[]
  rows: { chapter: string; href: string; lines: string[] }[]
  silent: string[]
  chosen: string
  allHref: string
}

export const lensView = (drawn: Drawn, lens: string, base: string): LensView => ({
  levels: drawn.levels.map(({ code, label }) => ({
    code,
    label,
    href: `${base}?${new URLSearchParams({ lens: code })}`,
    chosen: code === lens,
  })),
  rows: lensOf(drawn).map(({ id, chapter, counts }) => ({
    chapter,
    href: `${base}#${id}`,
    lines: drawn.levels.flatMap(({ label }, k) => (counts[k] ? [`${label}: ${plural(counts[k], 'part')}`] : [])),
  })),
  silent: silentIn(drawn, drawn.chapters).map(({ label }) => label),
  chosen: drawn.levels.find(({ code }) => code === lens)?.label ?? '',
  allHref: base,
})

/** The document, or what of it is about one level. */
export const seenThrough = (drawn: Drawn, lens: string): Drawn =>
  drawn.levels.some(({ code }) => code === lens) ? through(drawn, lens) : drawn

/** Everything a comment can be about, in the order of the document. */
export const partChoices = (drawn: Drawn): { value: string; text: string }[] => [
  { value: '', text: 'The whole of it' },
  ...drawn.chapters.flatMap(({ id, title, blocks }) => [
    { value: id, text: title },
    ...blocks.map(block => ({ value: block.id, text: `${title}: ${nameOf(block)}` })),
  ]),
]

const short = (text: string): string => (text.length > 70 ? `${text.slice(0, 70).replace(/\s+\S*$/, '')}…` : text)

/** A block in a few words: its title, or how its text begins. */
export const nameOf = ({ kind, title, words }: Drawn['chapters'][number]['blocks'][number]): string =>
  kind === 'text' ? short(words.replace(/[#*_`>|[\]]/g, '').trim()) || 'Text' : title
