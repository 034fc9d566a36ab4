// Words as they are typed in a hurry, in the letters our lists have: '2nite' is 'tonight', 'skool' is 'school', 'boxin' is 'boxing'. Pure.
import { knownWords, plain } from './vocabulary.ts'
import file from './words.json' with { type: 'json' }

const ordinary = new Map(
  Object.entries(file.spellings).flatMap(([word, typed]) => typed.split(' ').map(one => [one, word] as const)),
)

/** One word in its ordinary letters. A 'g' left off is put back where that gives a word we know. */
export const ordinaryOf = (typed: string): string =>
  ordinary.get(typed) ?? (typed.length > 4 && typed.endsWith('in') && knownWords.has(`${typed}g`) ? `${typed}g` : typed)

/** The same words, each in its ordinary letters; what we do not know stays. */
export const spelt = (words: string): string =>
  plain(words.replace(/£ ?(\d+(?:\.\d\d)?)/g, ' $1 pounds '))
    .replace(/\b4 ?free\b/g, 'for free')
    .split(' ')
    .map(ordinaryOf)
    .join(' ')
