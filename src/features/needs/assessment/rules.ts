// The document, changed: every change gives a new one. Pure.
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Subject } from '../../people/index.ts'
import type { Assessment, Block, Chapter, Document, Drawn, DrawnChapter, Said } from './schemas.ts'

/** What permission needs to know. Whoever wrote words of it does not freeze it. */
export const subjectOf = ({ place, madeBy, editedBy }: Pick<Assessment, 'place' | 'madeBy' | 'editedBy'>): Subject => ({
  places: [place.code],
  handledBy: authorsOf({ madeBy, editedBy }),
})

export const authorsOf = ({ madeBy, editedBy }: Pick<Assessment, 'madeBy' | 'editedBy'>): number[] => [
  ...new Set([...(madeBy === null ? [] : [madeBy]), ...editedBy]),
]

/** A block without its number, as it is added. */
export type NewBlock = Block extends infer B ? (B extends Block ? Omit<B, 'id'> : never) : never

const withChapters = (document: Document, chapters: Chapter[]): Document => ({ ...document, chapters })

export const addChapter = (document: Document, title: string): Document => ({
  next: document.next + 1,
  chapters: [...document.chapters, { id: `c${document.next}`, title, asks: '', blocks: [] }],
})

export const renameChapter = (document: Document, id: string, title: string): Document =>
  withChapters(
    document,
    document.chapters.map(chapter => (chapter.id === id ? { ...chapter, title } : chapter)),
  )

export function addBlock(document: Document, chapterId: string, block: NewBlock): Document {
  const made: Block = { ...block, id: `b${document.next}` }
  chapterOf(document, chapterId)
  return {
    next: document.next + 1,
    chapters: document.chapters.map(chapter =>
      chapter.id === chapterId ? { ...chapter, blocks: [...chapter.blocks, made] } : chapter,
    ),
  }
}

export const editBlock = (document: Document, id: string, edit: (block: Block) => Block): Document =>
  withChapters(
    document,
    document.chapters.map(chapter => ({
      ...chapter,
      blocks: chapter.blocks.map(block => (block.id === id ? edit(block) : block)),
    })),
  )

export const isTotals = (block: Block): boolean => block.kind === 'view' && block.view === 'totals'

/** Takes a chapter or a block away. The totals, which hold domestic abuse, stay: they can be moved. */
export function remove(document: Document, id: string): Document {
  const gone = document.chapters.find(chapter => chapter.id === id)?.blocks ?? [blockOf(document, id)]
  if (gone.some(isTotals) && document.chapters.flatMap(chapter => chapter.blocks).filter(isTotals).length === 1)
    throw conflict('The totals stay: domestic abuse is part of every assessment. You can move them to another chapter.')
  return withChapters(
    document,
    document.chapters
      .filter(chapter => chapter.id !== id)
      .map(chapter => ({ ...chapter, blocks: chapter.blocks.filter(block => block.id !== id) })),
  )
}

const swapped = <T>(list: readonly T[], at: number, by: number): T[] => {
  const out = [...list]
  const [one] = out.splice(at, 1)
  if (one !== undefined) out.splice(at + by, 0, one)
  return out
}

/** Moves a chapter, or a block: past the end of its chapter it goes into the next. At the very end it stays. */
export function move(document: Document, id: string, way: 'up' | 'down'): Document {
  const by = way === 'up' ? -1 : 1
  const { chapters } = document
  const inside = (n: number, length: number) => n >= 0 && n < length
  const c = chapters.findIndex(chapter => chapter.id === id)
  if (c >= 0) return inside(c + by, chapters.length) ? withChapters(document, swapped(chapters, c, by)) : document
  const of = chapters.findIndex(chapter => chapter.blocks.some(block => block.id === id))
  const block = blockOf(document, id)
  const blocks = chapters[of]?.blocks ?? []
  const at = blocks.indexOf(block)
  if (inside(at + by, blocks.length))
    return withChapters(
      document,
      chapters.map((chapter, k) => (k === of ? { ...chapter, blocks: swapped(blocks, at, by) } : chapter)),
    )
  return inside(of + by, chapters.length) ? carried(document, block, of, by) : document
}

const carried = (document: Document, block: Block, from: number, by: number): Document =>
  withChapters(
    document,
    document.chapters.map((chapter, k) => {
      if (k === from) return { ...chapter, blocks: chapter.blocks.filter(each => each !== block) }
      if (k !== from + by) return chapter
      return { ...chapter, blocks: by > 0 ? [block, ...chapter.blocks] : [...chapter.blocks, block] }
    }),
  )

export function chapterOf(document: Document, id: string): Chapter {
  const found = document.chapters.find(chapter => chapter.id === id)
  if (!found) throw notFound('That chapter')
  return found
}

export function blockOf(document: Document, id: string): Block {
  const found = document.chapters.flatMap(chapter => chapter.blocks).find(block => block.id === id)
  if (!found) throw notFound('That part of the assessment')
  return found
}

export const blocksOf = (drawn: Drawn): Said[] => drawn.chapters.flatMap(chapter => chapter.blocks)

const speaks = (block: Said, level: string): boolean => block.level === level && block.missing === ''

/** The levels that nothing in these chapters is about. */
export const silentIn = ({ levels }: Drawn, chapters: readonly DrawnChapter[]): Drawn['levels'] =>
  levels.filter(({ code }) => !chapters.some(({ blocks }) => blocks.some(block => speaks(block, code))))

/** How many parts of each chapter speak of each level. */
export const lensOf = (drawn: Drawn): { chapter: string; id: string; counts: number[] }[] =>
  drawn.chapters.map(({ id, title, blocks }) => ({
    id,
    chapter: title,
    counts: drawn.levels.map(({ code }) => blocks.filter(block => speaks(block, code)).length),
  }))

/** The document through one lens: only what is about this level, and the chapters that hold some of it. */
export const through = (drawn: Drawn, level: string): Drawn => ({
  ...drawn,
  chapters: drawn.chapters
    .map(chapter => ({ ...chapter, blocks: chapter.blocks.filter(block => speaks(block, level)) }))
    .filter(chapter => chapter.blocks.length > 0),
})

const order = { strong: 0, moderate: 1, weak: 2 } as const

/** The risk factors, or the protective ones, of all chapters: the strongest evidence first. A finding is named once. */
export function factorsOf(drawn: Drawn, factor: 'risk' | 'protective'): Said[] {
  const found = blocksOf(drawn).filter(block => block.kind === 'finding' && block.factor === factor && !block.missing)
  const once = [...new Map(found.map(block => [block.finding, block])).values()]
  return once.sort((a, b) => order[a.strength ?? 'weak'] - order[b.strength ?? 'weak'])
}

/** What a state that was put back is called in the history, and which state it was. */
export const putBack = (state: number): string => `Put back as it was in state ${state}`
const stateOf = (deed: string): number => Number(/^Put back as it was in state (\d+)$/.exec(deed)?.[1] ?? 0)

export interface Step {
  /** The state to put back. */
  to: number
  /** What that undoes, or does again. */
  deed: string
}

/** Where undo and redo lead, stepping through all that was done: undo after undo goes further back. */
export function stepsOf(versions: readonly { version: number; deed: string }[]): { undo?: Step; redo?: Step } {
  const [first, ...later] = versions.toSorted((a, b) => a.version - b.version)
  if (!first) return {}
  const deeds = new Map(versions.map(({ version, deed }) => [version, deed]))
  let [now, before, after]: [number, number[], number[]] = [first.version, [], []]
  for (const { version, deed } of later) {
    const to = stateOf(deed)
    if (to > 0 && before.at(-1) === to) [now, before, after] = [to, before.slice(0, -1), [...after, now]]
    else if (to > 0 && after.at(-1) === to) [now, before, after] = [to, [...before, now], after.slice(0, -1)]
    else [now, before, after] = [version, [...before, now], []]
  }
  const [back, forth] = [before.at(-1), after.at(-1)]
  return {
    ...(back !== undefined && { undo: { to: back, deed: deeds.get(now) ?? '' } }),
    ...(forth !== undefined && { redo: { to: forth, deed: deeds.get(forth) ?? '' } }),
  }
}
