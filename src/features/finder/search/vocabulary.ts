// What people call things, as one list of phrases: labels, synonyms and slang of activities and themes, and the words of filters.
import { unbarred } from '../../../lib/letters.ts'
import { activities, themes } from '../activities.ts'
import type { Ask } from '../question.ts'
import { accessKinds } from '../schemas.ts'
import type { Added, Lists } from './added.ts'
import file from './words.json' with { type: 'json' }

/** What a phrase stands for. */
export interface Meaning {
  activities: readonly string[]
  themes: readonly string[]
  /** Kinds of access it stands for: 'send'. */
  access: readonly string[]
  /** As entries may say it. */
  labels: readonly string[]
}

/** Letters as they are compared: small, no accents or apostrophes, one space. */
export const plain = (text: string): string =>
  unbarred(text.toLowerCase())
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘`´]/g, '')
    .replace(/&/g, ' and ')
    .replace(/(\d(?:am|pm)?)\s*[-–]\s*(?=\d)/g, '$1 to ')
    .replace(/[^a-z0-9:.+]+/g, ' ')
    .trim()

const meanings = new Map<string, Meaning>()

const nothing: Meaning = { activities: [], themes: [], access: [], labels: [] }

function joined(known: Meaning, part: Partial<Meaning>): Meaning {
  const both = <T>(a: readonly T[], b: readonly T[] = []) => [...new Set([...a, ...b])]
  return {
    activities: both(known.activities, part.activities),
    themes: both(known.themes, part.themes),
    access: both(known.access, part.access),
    labels: both(known.labels, part.labels),
  }
}

function means(phrase: string, part: Partial<Meaning>): void {
  const key = plain(phrase)
  meanings.set(key, joined(meanings.get(key) ?? nothing, part))
}

const labelOf = new Map([...activities, ...themes].map(one => [one.id, one.label]))
for (const { id, label, also } of activities)
  for (const phrase of [label, id, ...also]) means(phrase, { activities: [id], labels: [label] })
for (const { id, label, also } of themes) for (const phrase of [label, ...also]) means(phrase, { themes: [id] })
for (const [id, phrases] of Object.entries(file.activities))
  for (const phrase of phrases) means(phrase, { activities: [id], labels: [labelOf.get(id) ?? id] })
for (const [id, phrases] of Object.entries(file.themes)) for (const phrase of phrases) means(phrase, { themes: [id] })

for (const [word, phrases] of Object.entries(file.says)) for (const phrase of phrases) means(phrase, { labels: [word] })
for (const [phrase, ids] of Object.entries(file.broader)) means(phrase, { activities: ids })
for (const phrase of file.send.split(', ')) means(phrase, { themes: ['disability'], access: ['send'] })

const partOf = ({ list, target }: Added): Partial<Meaning> =>
  list === 'activity' ? { activities: [target], labels: [labelOf.get(target) ?? target] } : { themes: [target] }

/** Our lists and what people of the unit added: this is the one place where they come together. */
export function meaningOf(phrase: string, lists: Lists): Meaning | undefined {
  const [known, more] = [meanings.get(phrase), lists.meanings.get(phrase)]
  return more ? more.reduce((all, one) => joined(all, partOf(one)), known ?? nothing) : known
}
/** Every phrase of the lists shipped with the program, with what it means. */
export const shipped: ReadonlyMap<string, Meaning> = meanings
/** Words of the longest phrase there is. */
export const longestPhrase = Math.max(...[...meanings.keys()].map(phrase => phrase.split(' ').length))

export const stopWords: ReadonlySet<string> = new Set(plain(file.stop).split(' '))
export const worryWords: ReadonlySet<string> = new Set(plain(file.worry).split(' '))

export const accessPhrases: readonly (readonly [Ask['access'][number], string])[] = accessKinds.flatMap(kind =>
  (Object.entries(file.access).find(([id]) => id === kind)?.[1] ?? []).map(phrase => [kind, plain(phrase)] as const),
)
/** 'somali' is 'so'. */
export const languageOf: ReadonlyMap<string, string> = new Map(
  Object.entries(file.languages).flatMap(([code, names]) => names.split(' ').map(name => [name, code] as const)),
)

/** Words that filters are read from. */
export const filterWords: ReadonlySet<string> = new Set(
  'monday tuesday wednesday thursday friday saturday sunday weekend weekends tomorrow tonight today morning afternoon evening school holiday holidays term half under over aged girls boys women ladies online free pound pounds quid fiver tenner apprenticeship apprenticeships wheelchair accessible'.split(
    ' ',
  ),
)

/** Every single word that is known without looking: never put right, and what slips are put right to. */
export const knownWords: ReadonlySet<string> = new Set([
  ...[...meanings.keys()].flatMap(phrase => phrase.split(' ')),
  ...stopWords,
  ...worryWords,
  ...filterWords,
  ...accessPhrases.flatMap(([, phrase]) => phrase.split(' ')),
  ...languageOf.keys(),
])
