// Names as people type them: which names are meant by words with slips in them.

/** Lower case, no accents or apostrophes, one space between words; '&' is 'and', 'saint' is 'st'. */
export const plainName = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘`´]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bsaint\b/g, 'st')
    .trim()

/** Slips allowed in words of this length: none in two letters, one to five letters, four in very long names. */
export const slipsAllowed = (length: number): number =>
  length < 3 ? 0 : length < 6 ? 1 : length < 9 ? 2 : length < 13 ? 3 : 4

/**
 * Fewest slips (a letter too many, one missing, one wrong, two neighbours swapped) that turn `typed` into `name`, up to `most`; more gives
 * Infinity. Optimal string alignment: Boytsov, Indexing methods for approximate dictionary searching, 2011, section 2.2. Only the letters
 * within `most` of the diagonal are looked at. With `beginning`, into the first words of `name` instead of all of it: `name` is cut at a word's end.
 */
export function slips(typed: string, name: string, most: number, beginning = false): number {
  if (!beginning && Math.abs(typed.length - name.length) > most) return Number.POSITIVE_INFINITY
  const width = Math.min(name.length, typed.length + most)
  let before: number[] = []
  let last = Array.from({ length: width + 1 }, (_, j) => j)
  for (let i = 1; i <= typed.length; i++) {
    const row = nextRow(typed, name, i, width, most, last, before)
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY
    before = last
    last = row
  }
  return within(beginning ? best(last, name) : (last[name.length] ?? Number.POSITIVE_INFINITY), most)
}

const within = (n: number, most: number) => (n > most ? Number.POSITIVE_INFINITY : n)

function nextRow(
  typed: string,
  name: string,
  i: number,
  width: number,
  most: number,
  last: number[],
  before: number[],
): number[] {
  const row = Array<number>(width + 1).fill(most + 1)
  if (i <= most) row[0] = i
  const letter = typed.charCodeAt(i - 1)
  for (let j = Math.max(1, i - most); j <= Math.min(width, i + most); j++) {
    const other = name.charCodeAt(j - 1)
    let least = Math.min(
      (last[j - 1] ?? 0) + (letter === other ? 0 : 1),
      (last[j] ?? most) + 1,
      (row[j - 1] ?? most) + 1,
    )
    if (i > 1 && j > 1 && letter === name.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === other)
      least = Math.min(least, (before[j - 2] ?? 0) + 1)
    row[j] = least
  }
  return row
}

/** The least at a word's end. */
const best = (row: readonly number[], name: string): number =>
  row.reduce(
    (least, n, j) => (j > 0 && (j === name.length || name[j] === ' ') ? Math.min(least, n) : least),
    Number.POSITIVE_INFINITY,
  )

/** Letters of `typed` that `name` has none left for: there are never fewer slips than these, and they are counted at once. */
function missing(typed: string, name: string): number {
  let rest = name
  let n = 0
  for (const letter of typed) {
    const at = rest.indexOf(letter)
    if (at < 0) n++
    else rest = rest.slice(0, at) + rest.slice(at + 1)
  }
  return n
}

/**
 * Whether this name is meant, smaller is surer: 0 the name itself, 1 its beginning, 2 the beginning of a word in it, from 4 with slips. Letters
 * in the middle of a word come after one slip: 'angle' is Angel sooner than Langley.
 */
export function likeness(typed: string, name: string): number {
  if (typed === '' || name === '') return Number.POSITIVE_INFINITY
  if (typed === name) return 0
  if (name.startsWith(typed)) return 1
  if (name.includes(` ${typed}`)) return 2
  const held = typed.length > 2 && name.includes(typed) ? 5.25 : Number.POSITIVE_INFINITY
  return Math.min(held, 4 + withSlips(typed, name))
}

/** Slips against the whole name; half a slip more against a part of it; a whole one more when only the single words are alike. */
function withSlips(typed: string, name: string): number {
  const most = slipsAllowed(typed.length)
  if (missing(typed, name) > most) return Number.POSITIVE_INFINITY
  const whole = slips(typed, name, most)
  if (whole <= 1) return whole
  const starts = [...name.matchAll(/\b[a-z0-9]/g)].map(found => name.slice(found.index))
  const part = Math.min(...starts.map(rest => slips(typed, rest, most, true))) + 0.5
  return Math.min(whole, part, within(wordByWord(typed.split(' '), name.split(' ')), most) + 1)
}

/** Every word typed has a word of its own in the name, in any order. */
function wordByWord(typed: readonly string[], name: readonly string[]): number {
  if (typed.length < 2) return Number.POSITIVE_INFINITY
  return typed.reduce((sum, word) => sum + Math.min(...name.map(one => slips(word, one, slipsAllowed(word.length)))), 0)
}
