// When the data change: which figures are otherwise than they were, and which sentences hold one of them. Pure.
import { markdown } from '../../../lib/markdown.ts'
import type { Change } from './of-finding.ts'
import { blocksOf } from './rules.ts'
import type { Drawn, Said } from './schemas.ts'
import { sentencesOf } from './sentences.ts'

export interface Changed {
  label: string
  was: string
  is: string
}

/** A part that may now be wrong, and why. */
export interface Doubt {
  block: string
  chapter: string
  title: string
  why: string
  figures: Changed[]
  /** Where it stands today. */
  href: string
}

/** Figures by their labels that are otherwise now, gone, or new. */
export function changedFigures(then: readonly { label: string; value: string }[], now: typeof then): Changed[] {
  const today = new Map(now.map(({ label, value }) => [label, value]))
  const before = new Set(then.map(({ label }) => label))
  return [
    ...then
      .filter(({ label, value }) => today.get(label) !== value)
      .map(({ label, value }) => ({ label, was: value, is: today.get(label) ?? '' })),
    ...now.filter(({ label }) => !before.has(label)).map(({ label, value }) => ({ label, was: '', is: value })),
  ]
}

export interface Today {
  /** What each view says today, by block. */
  views: ReadonlyMap<string, Said>
  /** Findings whose figures changed since they were made. */
  revised: ReadonlyMap<number, Change>
  /** Findings that were dropped since. */
  dropped: ReadonlySet<number>
}

/** The parts of a document, as it stood, whose figures are otherwise today. */
export const doubtsOf = (then: Drawn, today: Today): Doubt[] =>
  then.chapters.flatMap(chapter =>
    chapter.blocks.flatMap(block => {
      const found = block.kind === 'finding' ? ofFinding(block, today) : ofView(block, today)
      return found ? [{ ...found, block: block.id, chapter: chapter.title, title: block.title, href: block.href }] : []
    }),
  )

type Found = Pick<Doubt, 'why' | 'figures'>

function ofFinding(block: Said, { revised, dropped }: Today): Found | undefined {
  const change = revised.get(block.finding ?? 0)
  if (dropped.has(block.finding ?? 0)) return { why: 'The finding was dropped.', figures: all(block) }
  return change && { why: 'The figures behind this finding have changed since it was made.', figures: change.figures }
}

const all = (block: Said): Changed[] => block.figures.map(({ label, value }) => ({ label, was: value, is: '' }))

function ofView(block: Said, { views }: Today): Found | undefined {
  const now = views.get(block.id)
  if (block.kind !== 'view' || block.missing || !now) return undefined
  if (now.missing) return { why: 'It has nothing to say any more with the data loaded.', figures: all(block) }
  const figures = changedFigures(block.figures, now.figures)
  return figures.length === 0 ? undefined : { why: 'The data say something else today.', figures }
}

/** The values that sentences are searched for. */
export const oldValues = (doubts: readonly Doubt[]): string[] => [
  ...new Set(
    doubts.flatMap(({ figures }) => figures.flatMap(({ was }) => was.split('; '))).filter(was => /\d/.test(was)),
  ),
]

const flat = (text: string) =>
  text
    .toLowerCase()
    .replace(/per ?cent|percent/g, '%')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/ %/g, '%')

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

// A number alone tells little when it is short or could be a year; then its unit must follow.
const telling = (number: string) => /[.,]/.test(number) || (number.length >= 3 && !/^(19|20)\d\d$/.test(number))

/** Does the sentence hold this value, as it is written or by a number of it that is no everyday one? */
export function holds(sentence: string, value: string): boolean {
  const [text, wanted] = [flat(sentence), flat(value)]
  const numbers = wanted.match(/\d[\d,]*(\.\d+)?/g) ?? []
  const bare = numbers.filter(telling).flatMap(number => [number, number.replaceAll(',', '')])
  const found = (part: string) => new RegExp(`(?<![\\d.,])${escaped(part)}(?![\\d%]|[.,]\\d)`).test(text)
  const whole = numbers.length > 0 && (wanted !== numbers[0] || telling(wanted))
  return (whole && found(wanted)) || bare.some(number => found(number) || found(`${number}%`))
}

/** The sentences of a text that hold one of these values. */
export const sentencesWith = (text: string, values: readonly string[]): string[] =>
  sentencesOf(text).filter(sentence => values.some(value => holds(sentence, value)))

/** Every text of the document with the sentences of it that may now be wrong. */
export const sentencesInDoubt = (drawn: Drawn, values: readonly string[]): { block: string; sentences: string[] }[] =>
  blocksOf(drawn)
    .filter(block => block.kind === 'text')
    .map(block => ({ block: block.id, sentences: sentencesWith(block.words, values) }))
    .filter(({ sentences }) => sentences.length > 0)

// Two letters nobody types stand for the ends of a mark until the text is HTML.
const [open, close] = ['\uE000', '\uE001']

/** Markdown as HTML; each sentence that holds one of these values is marked, and says so. */
export function markedHtml(text: string, values: readonly string[]): string {
  const bare = text.replaceAll(open, '').replaceAll(close, '')
  const wrapped = sentencesWith(bare, values).reduce(
    (all, sentence) => (all.includes(sentence) ? all.replace(sentence, () => wrap(sentence)) : all),
    bare,
  )
  return lowered(markdown(wrapped))
    .replaceAll(open, '<mark class="up-doubt">')
    .replaceAll(close, '<span class="govuk-visually-hidden"> (this sentence may now be wrong)</span></mark>')
}

// A text stands inside a chapter (h2): its own headings come under that.
const lowered = (html: string): string =>
  html.replace(
    /(<\/?h)([1-6])\b/g,
    (_all, tag: string, level: string) => `${tag}${Math.min(6, Math.max(3, Number(level) + 1))}`,
  )

const wrap = (sentence: string): string => `${open}${sentence}${close}`
