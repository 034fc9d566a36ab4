// What is otherwise in one state of the document than in another: by block, by figure, by sentence. Pure.
import { type Changed, changedFigures } from './doubt.ts'
import type { Drawn, Said } from './schemas.ts'
import { sentencesOf } from './sentences.ts'

export interface Sentence {
  is: 'same' | 'added' | 'removed'
  text: string
}

export interface Difference {
  id: string
  chapter: string
  title: string
  what: 'added' | 'removed' | 'changed' | 'moved'
  sentences: Sentence[]
  figures: Changed[]
}

/** Sentences in order: the longest run of common ones stays, the rest was taken out or put in. */
export function compareSentences(before: readonly string[], after: readonly string[]): Sentence[] {
  const longest = lengths(before, after)
  const out: Sentence[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [was, is] = [before[i], after[j]]
    if (was !== undefined && was === is) {
      out.push({ is: 'same', text: was })
      i++
      j++
    } else if (is === undefined || (was !== undefined && (longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0))) {
      out.push({ is: 'removed', text: was ?? '' })
      i++
    } else {
      out.push({ is: 'added', text: is })
      j++
    }
  }
  return out
}

/** How many sentences two tails have in common at most. */
function lengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const row = table[i]
      if (!row) continue
      row[j] =
        before[i] === after[j] ? 1 + (table[i + 1]?.[j + 1] ?? 0) : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

interface Placed {
  block: Said
  chapter: string
  chapterId: string
}
const placed = (drawn: Drawn): Map<string, Placed> =>
  new Map(
    drawn.chapters.flatMap(({ id, title, blocks }) =>
      blocks.map((block): [string, Placed] => [block.id, { block, chapter: title, chapterId: id }]),
    ),
  )

/** Parts that were added, taken out, changed or moved to another chapter, in the order of the later state; what was taken out comes last. */
export function differences(before: Drawn, after: Drawn): Difference[] {
  const [then, now] = [placed(before), placed(after)]
  const later = [...now].flatMap(([id, { block, chapter, chapterId }]): Difference[] => {
    const was = then.get(id)
    const entry = { id, chapter, title: titleOf(block) }
    if (!was) return [{ ...entry, what: 'added', ...between(undefined, block) }]
    const { sentences, figures } = between(was.block, block)
    if (figures.length || sentences.some(({ is }) => is !== 'same') || was.block.missing !== block.missing)
      return [{ ...entry, what: 'changed', sentences, figures }]
    return was.chapterId === chapterId ? [] : [{ ...entry, what: 'moved', sentences: [], figures: [] }]
  })
  const gone = [...then].flatMap(([id, { block, chapter }]): Difference[] =>
    now.has(id) ? [] : [{ id, chapter, title: titleOf(block), what: 'removed', ...between(block, undefined) }],
  )
  return [...later, ...gone]
}

const between = (was: Said | undefined, is: Said | undefined): Pick<Difference, 'sentences' | 'figures'> => ({
  sentences: compareSentences(sentencesOf(was?.words ?? ''), sentencesOf(is?.words ?? '')),
  figures: changedFigures(was?.figures ?? [], is?.figures ?? []),
})

export const titleOf = ({ title, kind }: Said): string => title || (kind === 'text' ? 'Text' : kind)

/** Chapters that were added, taken out or given another title. */
export function chapterChanges(before: Drawn, after: Drawn): string[] {
  const [then, now] = [before, after].map(drawn => new Map(drawn.chapters.map(({ id, title }) => [id, title])))
  return [
    ...[...(now ?? [])].flatMap(([id, title]) => {
      const was = then?.get(id)
      if (was === undefined) return [`Chapter added: ${title}`]
      return was === title ? [] : [`“${was}” is now called “${title}”`]
    }),
    ...[...(then ?? [])].flatMap(([id, title]) => (now?.has(id) ? [] : [`Chapter taken out: ${title}`])),
  ]
}
