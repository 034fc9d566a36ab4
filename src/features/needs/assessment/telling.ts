// Does a text tell a number that its readers are not shown? Pure, and it never asks what the hidden number is: a refusal that knew it would tell it.
import { namesKeptBack } from '../findings/hidden.ts'
import { blocksOf } from './rules.ts'
import type { Drawn } from './schemas.ts'

/** What a text is held against. */
export interface Behind {
  /** What stands in the document's own tables and figures without its number: "Dovecote". */
  keptBack: ReadonlySet<string>
  /** Small places of the city: wards, neighbourhoods, hubs. */
  small: readonly string[]
}

export interface Telling {
  sentence: string
  /** The place or figure it names. */
  name: string
  numbers: string[]
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const number = `\\d[\\d,]*(?:\\.\\d+)?|${words.slice(1).join('|')}`
const events =
  'offences?|crimes?|incidents?|victims?|homicides?|murders?|killings?|deaths?|stabbings?|shootings?|robber(?:y|ies)|attacks?|assaults?|attendances?|injur(?:y|ies)|cases?|events?|times'
const other =
  'schools?|months?|years?|weeks?|days?|hours?|minutes?|nights?|streets?|places?|wards?|boroughs?|services?|projects?|clubs?|parks?|shops?|stations?|stops?|bus(?:es)?|lines?|evenings?|sessions?|languages?|partners?|organisations?|workers?|teams?|pounds|(?:st|nd|rd|th)\\b|am|pm|o’clock'
const anyNumber = new RegExp(`(?<![\\w£.:/-])(${number})(?![\\w:/])(?! ?(?:${other})\\b)`, 'gi')
const smallCount = new RegExp(`(?<![\\w£.,:/-])([0-4]|no|one|two|three|four)(?: [a-z]+){0,2} (?:${events})\\b`, 'gi')

/** What no number of events is: years, days of a month, ages, and the words that stand where a count is hidden. */
const besides =
  /£[\d.,]+|\b(?:under|fewer than|less than|aged?|ages?|over|edition|chapter|page|top|item|number|part|outcome|goal|strategy) \d+(?:(?: to |-|–| and )\d+)?|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d(?:[-–/]\d{2,4})?\b|\bone (?:of|another|by one|place|more|reason|thing|side)\b|\b\d{1,2}(?: to |-|–)\d{1,2}(?: years?| year olds)?\b/gi

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(Boolean)

const holds = (sentence: string, name: string): boolean =>
  new RegExp(`(?<![\\p{L}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}])`, 'u').test(sentence)

const numbersIn = (sentence: string, pattern: RegExp): string[] => [
  ...new Set([...sentence.replace(besides, ' ').matchAll(pattern)].flatMap(([, found]) => found ?? [])),
]

/** The sentences that name something whose number is kept back beside any number, or a small place beside a count under five. */
export function tellingIn(text: string, { keptBack, small }: Behind): Telling[] {
  return sentencesOf(text).flatMap(sentence => {
    const kept = [...keptBack].find(name => holds(sentence, name))
    const any = kept === undefined ? [] : numbersIn(sentence, anyNumber)
    if (kept !== undefined && any.length > 0) return [{ sentence, name: kept, numbers: any }]
    const few = numbersIn(sentence, smallCount)
    const place = few.length === 0 ? undefined : small.find(name => holds(sentence, name))
    return place === undefined ? [] : [{ sentence, name: place, numbers: few }]
  })
}

/** What the tables and figures of a document keep back, as its readers see them: without the borough behind a ward's name. */
export const keptBackIn = (drawn: Drawn): Set<string> =>
  new Set(
    blocksOf(drawn)
      .flatMap(block => namesKeptBack(block))
      .map(name => name.split(', ')[0] ?? name)
      .filter(name => /\p{Lu}/u.test(name)),
  )

/** In words that say what to do; undefined where nothing is told. */
export function refusalOf(telling: readonly Telling[]): string | undefined {
  const [first] = telling
  return first === undefined
    ? undefined
    : `Take the number out of “${first.sentence}”: the count of ${first.name} is too small to be shown to all who read this. Say it without a number, of a larger place, or of a longer period`
}

/** The sentences of a document's texts that tell such a number, each with its chapter. */
export const tellingTexts = (drawn: Drawn, small: readonly string[]): (Telling & { chapter: string })[] => {
  const behind = { keptBack: keptBackIn(drawn), small }
  return drawn.chapters.flatMap(({ title, blocks }) =>
    blocks
      .filter(block => block.kind === 'text')
      .flatMap(block => tellingIn(block.words, behind).map(each => ({ ...each, chapter: title }))),
  )
}
