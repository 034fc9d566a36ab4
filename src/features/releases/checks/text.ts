// The checks of what a release says in words. Pure.

import type { Day } from '../../../lib/dates.ts'
import { readingOf } from '../../../lib/reading.ts'
import { list } from '../../../lib/words.ts'
import { peopleInText } from '../../../platform/files/index.ts'
import type { Releasable } from '../contract.ts'
import { hasUnseen, unseenWords } from './characters.ts'
import { type Check, pass } from './check.ts'
import { avoided } from './words.ts'

/** Public text is for a reading age of 9 to 11. */
export const oldestReader = 11

/** A mail address or number may be that of a role: a person looks. */
const mayBeARole = new Set(['an email address', 'a phone number'])

export function people(texts: readonly string[], today: Day): Check {
  const [id, title] = ['people', 'Nobody can be recognised']
  // Each text by itself: a name at the end of one and a year at the start of the next are not one thing.
  const found = [...new Set(texts.flatMap(text => peopleInText(text, today)))]
  if (found.length === 0) return pass(id, title, 'No birth date, case number, phone number or mail address was found.')
  const text = `The text holds ${list(found)}.`
  if (found.every(each => mayBeARole.has(each)))
    return {
      id,
      title,
      result: 'advice',
      text,
      remedy: 'Make sure that it belongs to a role or a service, not to a person.',
    }
  return { id, title, result: 'fail', text, remedy: 'Take it out. Nothing public tells who a person is.' }
}

export function characters(texts: readonly string[]): Check {
  const [id, title] = ['characters', 'Characters']
  if (!texts.some(hasUnseen)) return pass(id, title, 'Every character can be shown.')
  const text = 'Some text holds characters that cannot be shown.'
  return { id, title, result: 'fail', text, remedy: `${unseenWords}.` }
}

export function reading(summary: string, items: readonly Releasable[]): Check {
  const [id, title] = ['reading', 'Reading age']
  const { age } = readingOf(
    [summary, ...items.flatMap(({ text, sections = [] }) => [text, ...sections.map(each => each.text)])]
      .join('\n\n')
      .replace(/[#*`|_>-]+/g, ' '),
  )
  if (age === null) return pass(id, title, 'There is too little text to say.')
  const words = `About ${Math.round(age)} (Flesch–Kincaid); public text is for 9 to ${oldestReader}.`
  if (age <= oldestReader + 0.5) return pass(id, title, words)
  return { id, title, result: 'advice', text: words, remedy: 'Use shorter sentences and everyday words.' }
}

export function wording(words: string): Check {
  const found = avoided.filter(({ word }) => word.test(words))
  if (found.length === 0) return pass('words', 'Words', 'No word of the list of words to avoid was found.')
  const texts = found.map(({ shown, instead, source }) => `“${shown}”: say ${instead} (${source})`)
  return {
    id: 'words',
    title: 'Words',
    result: 'advice',
    text: `${texts.join('. ')}.`,
    remedy: 'Change them, unless it is the name of a law or a body.',
  }
}

export function countsInWords(words: string): Check {
  const [id, title] = ['counts-in-words', 'Small numbers in the text']
  const found = words.match(
    /\b(one|two|three|four|[1-4]) (young |black |asian |white )?(people|person|child|children|boys?|girls?|victims?|men|women|man|woman|homicides?|stabbings?|incidents?|offences?)\b/gi,
  )
  if (!found) return pass(id, title, 'The words name no count under 5.')
  return {
    id,
    title,
    result: 'advice',
    text: `The text says ${list([...new Set(found)].slice(0, 4).map(each => `“${each}”`))}.`,
    remedy: 'Make sure that this is already published by the source, or take it out.',
  }
}
