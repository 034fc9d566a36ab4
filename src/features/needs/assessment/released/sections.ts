// An edition as the public reads it: its chapters, the words of each part, its tables, and what is not shown. Pure.
import { anyNumber, numbersIn, roughlyIn } from '../../../../lib/telling.ts'
import type { Section } from '../../../releases/index.ts'
import type { Drawn, Said } from '../schemas.ts'
import type { BlockFigures } from './schemas.ts'

/** The words of a finding that may be released by itself today, by its number. */
export type Open = ReadonlyMap<number, { text?: string | undefined }>

/** Chapters that say something, each with its parts. A view has its title and tables; a finding that was dropped since, or never agreed, is left out. */
export function sectionsOf(drawn: Drawn, figures: readonly BlockFigures[], open: Open): Section[] {
  const own = new Map(figures.map(each => [each.block, each]))
  return drawn.chapters.flatMap(({ title, blocks }) => {
    const parts = blocks.flatMap(block => partOf(block, own.get(block.id), open) ?? [])
    return parts.length === 0 ? [] : [{ title, depth: 1 as const, text: '', tables: [], notes: [] }, ...parts]
  })
}

function partOf(block: Said, figures: BlockFigures | undefined, open: Open): Section | undefined {
  const { kind, words, title, finding, missing } = block
  if (kind === 'text') return { title: '', depth: 2, text: words.replace(/^#+\s/gm, '### '), tables: [], notes: [] }
  const text = kind === 'finding' ? open.get(finding ?? 0)?.text : ''
  if (missing !== '' || text === undefined || (kind !== 'finding' && kind !== 'view')) return undefined
  const tables = figures?.tables.map(({ id }) => id) ?? []
  return { title, depth: 2, text, tables, notes: notesOf(block, figures) }
}

/** Who sees what inside is not for the public: marked where a note is made, and known by its words in an edition frozen before that. */
const forInside = ({ inside }: Said, note: string): boolean =>
  inside === undefined ? /\banalysts?\b|(?<!\bpolice )\bofficers?\b/i.test(note) : inside.includes(note)

const holdsFigure = (note: string): boolean => numbersIn(note, anyNumber).length + roughlyIn(note).length > 0

/** What is not shown, and the block's own notes: those that hold a figure stay inside, as its figures do. */
function notesOf(block: Said, figures: BlockFigures | undefined): string[] {
  const { kind, notes, figures: shown, table } = block
  const hasFigures = shown.length > 0 || table !== undefined
  const old =
    figures === undefined && hasFigures
      ? ['Figures not shown here: this edition was frozen before figures could be released.']
      : []
  const shares = figures?.shares.length ? ['The counts it is made of stand in a table above.'] : []
  // the notes of a finding stand in its text
  const own = kind === 'view' ? notes.filter(note => !holdsFigure(note) && !forInside(block, note)) : []
  return [...old, ...(figures?.notes ?? []), ...shares, ...own]
}
