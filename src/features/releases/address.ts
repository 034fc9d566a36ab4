// The address of a release, made of its title once and kept for ever. Pure.

const longest = 80

/** The words of a title as an address; `release` for a title without a Latin letter or figure. */
export function addressWords(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return words.slice(0, longest).replace(/-$/, '') || nameless
}
const nameless = 'release'

/** These words, or the words with the first number that is free. A title without words has a number always. */
export function freeAddress(words: string, taken: ReadonlySet<string>): string {
  if (words !== nameless && !taken.has(words)) return words
  let number = words === nameless ? 1 : 2
  while (taken.has(`${words}-${number}`)) number += 1
  return `${words}-${number}`
}
