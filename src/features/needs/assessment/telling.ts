// Does a text tell a number that its readers are not shown? Pure, and it never asks what the hidden number is: a refusal that knew it would tell it.
import { anyNumber, holdsName, numbersIn, sentencesOf, smallCount } from '../../../lib/telling.ts'
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

/** The sentences that name something whose number is kept back beside any number, or a small place beside a count under five. */
export function tellingIn(text: string, { keptBack, small }: Behind): Telling[] {
  return sentencesOf(text).flatMap(sentence => {
    const kept = [...keptBack].find(name => holdsName(sentence, name))
    const any = kept === undefined ? [] : numbersIn(sentence, anyNumber)
    if (kept !== undefined && any.length > 0) return [{ sentence, name: kept, numbers: any }]
    const few = numbersIn(sentence, smallCount)
    const place = few.length === 0 ? undefined : small.find(name => holdsName(sentence, name))
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
