// Words of danger in what somebody typed. Help stands above everything then, and nothing of the question is counted or kept.
import { unbarred } from '../../../lib/letters.ts'
import { slips } from '../../../lib/typos.ts'
import type { Lists } from './added.ts'
import { bare, formsOf, joined } from './arabic-letters.ts'
import file from './crisis.json' with { type: 'json' }
import { ordinaryOf } from './spellings.ts'

/** A pattern as steps: words any of which will do, and whether up to three others may stand before them. */
interface Step {
  words: ReadonlySet<string>
  long: readonly string[]
  gap: number
}

const widestGap = 3
/** What is read of a very long text. */
const mostLetters = 2_000

/** Small letters of any writing, without accents and marks. */
const letters = (text: string): string => bare(unbarred(text.toLowerCase()))

const sets = new Map(Object.entries(file.sets))
const setOf = (name: string): string[] => sets.get(name)?.split('|') ?? []

function stepsOf(phrase: string): Step[] {
  const steps: Step[] = []
  let gap = 0
  for (const part of letters(phrase).split(' ')) {
    if (part === '*') gap = widestGap
    else {
      const words = part.split('|').flatMap(word => (word.startsWith('$') ? setOf(word.slice(1)) : [word]))
      steps.push({ words: new Set(words), long: words.filter(word => word.length > 5), gap })
      gap = 0
    }
  }
  return steps
}

/** What is to be shown: lines to ring, and what the entries beneath them are to be about, the most fitting first. */
export interface Danger {
  lines: readonly string[]
  themes: readonly string[]
}

const topics = file.topics.map(({ lines, themes, phrases }) => ({ lines, themes, patterns: phrases.map(stepsOf) }))
/** What such words are about besides: it raises no alarm, and comes last. */
const besides = file.besides.map(({ theme, phrases }) => ({ theme, patterns: phrases.map(stepsOf) }))
const cleared = file.clear.map(stepsOf)
/** What is done to somebody: no harmless saying takes a word of it away ('was shot at music festival'). */
const kept = file.keep.map(stepsOf)
/** The whole of what was typed. */
const alone = new Set(letters(file.alone.words).split('|'))

/** Every word of danger: none of them is ever taken for a slip in another. */
export const dangerWords: ReadonlySet<string> = new Set(
  [...Object.values(file.sets), ...file.topics.flatMap(({ phrases }) => phrases)]
    .flatMap(text => letters(text).split(/[ |]/))
    .filter(word => word.length > 3 && !word.startsWith('$')),
)

/** Words beside which no other is put right: they alarm by themselves, or say what is done, or with what. */
export const grave: ReadonlySet<string> = new Set([
  ...['kill', 'weapon', 'hit'].flatMap(setOf),
  ...[
    'killer',
    'killers',
    'filmed',
    'grab',
    'grabbed',
    'jump',
    'jumped',
    'forced',
    'makes',
    'touches',
    'following',
    'messaging',
  ],
  ...file.topics.flatMap(({ phrases }) =>
    phrases.filter(one => !one.includes(' ')).flatMap(one => letters(one).split('|')),
  ),
])

const digits: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' }

/** Letters as they are meant: small, without accents, 'su1c1de' and 'suuuicide' as 'suicide'. */
export const wordsOf = (typed: string): string[] =>
  letters(typed.slice(0, mostLetters))
    .replace(/['’‘`´*]/g, '')
    .replace(/(?<=[a-z])[01345@$](?=[a-z])/g, letter => digits[letter] ?? letter)
    .replace(/([a-z])\1{2,}/g, '$1$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b[a-z](?: [a-z]\b){2,}/g, apart => apart.replaceAll(' ', ''))
    .replace(/\b(can|do|does|did|is|are|was|will|have|has|would|could) ?not\b/g, '$1nt')
    .replace(/\bcannt\b/g, 'cant')
    .replace(/\bwillnt\b/g, 'wont')
    .split(' ')
    .filter(word => word !== '')

/** What begins a word of Arabic: 'and', 'in', 'the' and, of what somebody is going to do, 'will'. */
const starts = [...joined, 'س', 'وس', 'فس']

const none: readonly string[] = []
/** What is left of a word of Arabic without what is written to its beginning; nothing of others, whose letters all stand before its. */
const beyond = (word: string): readonly string[] => (word < '\u0600' ? none : formsOf(word, starts))

/** A word as search reads it: 'skool' as 'school', 'dyin' as 'dying'. Words of danger stay as they are. */
function meantBy(word: string): string {
  if (dangerWords.has(word)) return word
  return word.endsWith('in') && dangerWords.has(`${word}g`) ? `${word}g` : ordinaryOf(word)
}

const slipsFor = (length: number) => (length >= 9 ? 2 : 1)

/** Is this the word, a slip or two in a long one forgiven? What is left of an Arabic one must be the word: there a letter makes another word. */
const isOne = ({ words, long }: Step, typed: string): boolean =>
  words.has(typed) ||
  beyond(typed).some(word => words.has(word)) ||
  (typed.length > 4 &&
    long.some(word => word[0] === typed[0] && slips(typed, word, slipsFor(word.length)) <= slipsFor(word.length)))

/** Where the pattern that begins at `from` ends; -1 where it does not stand there. Every way its words can stand apart is tried. */
function endsAt(steps: readonly Step[], words: readonly string[], from: number, exact: boolean, first = true): number {
  const [step, ...rest] = steps
  if (!step) return from
  for (let j = from; j <= from + (first ? 0 : step.gap) && j < words.length; j++) {
    const word = words[j] ?? ''
    if (!(exact ? step.words.has(word) : isOne(step, word))) continue
    const end = endsAt(rest, words, j + 1, exact, false)
    if (end > 0) return end
  }
  return -1
}

/** A dot is where the words end: 'gonna jump', and no more. */
const stands = (steps: readonly Step[], words: readonly string[]): boolean =>
  words.some((_, i) => endsAt(steps, [...words, '.'], i, false) > 0)

/** Where words of this pattern stand. */
function* spansOf(steps: readonly Step[], words: readonly string[]): Generator<readonly [from: number, end: number]> {
  for (let i = 0; i < words.length; i++) {
    const end = endsAt(steps, words, i, true)
    if (end > i) yield [i, end]
  }
}

/** The same words; those of harmless sayings are taken out: 'dead good', 'kill time', 'knife skills'. */
function without(words: readonly string[]): string[] {
  const left = [...words]
  const stay = kept.flatMap(steps => [...spansOf(steps, words)])
  const mayGo = (from: number, end: number) => !stay.some(([begins, ends]) => begins < end && from < ends)
  for (const steps of cleared)
    for (const [from, end] of spansOf(steps, left)) if (mayGo(from, end)) left.fill('', from, end)
  return left.filter(word => word !== '')
}

const topicOf = new Map<string, Danger>(file.topics.map(topic => [topic.id, topic]))
/** As they came with the program. */
export const dangerTopics: readonly { id: string; phrases: readonly string[] }[] = file.topics
export const weaponWords: ReadonlySet<string> = new Set(setOf('weapon'))
/** Would this phrase, as a word of danger, stand in the text? */
export const saysDanger = (phrase: string, text: string): boolean => stands(stepsOf(phrase), wordsOf(text))
/** Topics of the words that people of the unit added: no harmless saying takes these out. */
const addedTopics = (words: readonly string[], { danger }: Lists): Danger[] =>
  danger
    .filter(({ phrase }) => stands(stepsOf(phrase), words))
    .map(({ target }) => topicOf.get(target) ?? { lines: ['emergency', 'childline'], themes: [] })

/** Ids of the help lines to show, the first first; none where no danger is spoken of. */
export const crisisOf = (typed: string, lists: Lists): string[] => [...dangerOf(typed, lists).lines]

/** What danger is spoken of. Asked of the words as they were typed and as search reads them: neither reading takes away what the other hears. */
export function dangerOf(typed: string, lists: Lists): Danger {
  const words = wordsOf(typed)
  const read = words.map(meantBy)
  const isRead = read.some((word, i) => word !== words[i])
  const heard = [...heardIn(words, lists), ...(isRead ? heardIn(read, lists) : [])]
  const each = (of: (one: Danger) => readonly string[]) => [...new Set(heard.flatMap(of))]
  const also =
    heard.length === 0 ? [] : besides.filter(({ patterns }) => isAny(patterns, words) || isAny(patterns, read))
  const themes = new Set([...each(one => one.themes), ...also.map(({ theme }) => theme)])
  return { lines: each(one => one.lines), themes: [...themes] }
}

const isAny = (patterns: readonly (readonly Step[])[], words: readonly string[]): boolean =>
  patterns.some(steps => stands(steps, words))

function heardIn(all: readonly string[], lists: Lists): Danger[] {
  const words = without(all)
  const [only = ''] = words.length === 1 ? words : []
  const added = addedTopics(all, lists)
  if ([only, ...beyond(only)].some(word => alone.has(word))) return [file.alone, ...added]
  return [...topics.filter(({ patterns }) => isAny(patterns, words)), ...added]
}
