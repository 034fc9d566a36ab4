// A question in Arabic, in the English words search reads. The list is ours and small: arabic.json. What it does not have is left where it stands. Pure.
import file from './arabic.json' with { type: 'json' }
import { formsOf, isArabic, bare as lettersOf } from './arabic-letters.ts'

/** The letters, and our figures. */
const bare = (text: string): string => lettersOf(text).replace(/[٠-٩]/g, figure => String(figure.charCodeAt(0) - 0x660))

const meanings = new Map(
  Object.entries(file.words).flatMap(([english, typed]) => typed.split('|').map(one => [bare(one), english] as const)),
)
const longest = Math.max(...[...meanings.keys()].map(phrase => phrase.split(' ').length))

const meaningOf = (phrase: string): string | undefined => formsOf(phrase).flatMap(form => meanings.get(form) ?? [])[0]

interface Translated {
  /** What search reads. */
  words: string
  /** Pieces that were understood, as they were typed. */
  understood: readonly string[]
}

/** The words with what is known of Arabic put into English; the same words where there is none. */
export function fromArabic(words: string): Translated {
  if (!isArabic(words)) return { words, understood: [] }
  const typed = words.split(/[\s،؛؟?!.,]+/).filter(Boolean)
  const said: string[] = []
  const understood: string[] = []
  for (let i = 0; i < typed.length; ) {
    const [english, taken] = phraseAt(typed, i)
    said.push(english ?? typed[i] ?? '')
    if (english !== undefined) understood.push(typed.slice(i, i + taken).join(' '))
    i += taken
  }
  return { words: said.map(bare).join(' '), understood }
}

function phraseAt(typed: readonly string[], from: number): [string | undefined, number] {
  for (let n = Math.min(longest, typed.length - from); n > 0; n--) {
    const english = meaningOf(bare(typed.slice(from, from + n).join(' ')))
    if (english !== undefined) return [english, n]
  }
  return [undefined, 1]
}

/** Letters search reads nothing of: none of them is Latin. Arabic that was understood is no longer among them. */
export const unreadable = (words: string): boolean => /[^\p{Script=Latin}\P{L}]/u.test(words)
