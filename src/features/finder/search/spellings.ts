// Words as they are typed in a hurry, in the letters our lists have: '2nite' is 'tonight', 'skool' is 'school', 'boxin' is 'boxing'. Pure.
import { knownWords, plain } from './vocabulary.ts'
import file from './words.json' with { type: 'json' }

const ordinary = new Map(
  Object.entries(file.spellings).flatMap(([word, typed]) => typed.split(' ').map(one => [one, word] as const)),
)

/** One word in its ordinary letters. A 'g' left off is put back where that gives a word we know. */
export const ordinaryOf = (typed: string): string =>
  ordinary.get(typed) ?? (typed.length > 4 && typed.endsWith('in') && knownWords.has(`${typed}g`) ? `${typed}g` : typed)

/** 'se 15': a postcode with a gap. Letters that are words of their own ('at', 'so') are left alone. */
const postcodeApart =
  /\b(e|ec|n|nw|se|sw|w|wc|br|cr|en|ig|kt|rm|sm|tn|tw|ub|rv) (\d{1,2})\b(?! ?(?:am|pm|years?|yrs?|yo|year|to|pounds|quid)\b|[:.+])/g

/** The same words, each in its ordinary letters; what we do not know stays. */
export const spelt = (words: string): string =>
  plain(words.replace(/£ ?(\d+(?:\.\d\d)?)/g, ' $1 pounds '))
    .replace(/\bat ([01]?\d|2[0-3]) (00|15|30|45)\b/g, 'at $1:$2')
    .replace(postcodeApart, '$1$2')
    .replace(/\b4 ?free\b/g, 'for free')
    .split(' ')
    .map(ordinaryOf)
    .join(' ')
