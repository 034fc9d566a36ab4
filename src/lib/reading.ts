/** How hard a text is to read. Advice, not a mark: short words can be hard and long ones easy. */

export interface Reading {
  words: number
  sentences: number
  /** School grade by Flesch–Kincaid, and the age that goes with it (grade + 5). Null for fewer than 30 words: too little to say. */
  grade: number | null
  age: number | null
}

const fewest = 30

/**
 * Flesch–Kincaid grade of plain English text: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
 * Source: Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75. Syllables are counted by groups of vowels.
 */
export function readingOf(text: string): Reading {
  const words = text.match(/[A-Za-z][A-Za-z'’]*/g) ?? []
  const sentences = Math.max(1, text.split(/[.!?:]+(?=\s|$)|\n+/).filter(part => /[A-Za-z]/.test(part)).length)
  if (words.length < fewest) return { words: words.length, sentences, grade: null, age: null }
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  const grade = 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
  return { words: words.length, sentences, grade, age: Math.max(5, grade + 5) }
}

/** Syllables of an English word by its groups of vowels; a silent e at the end is not one. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '')
  const groups = plain.match(/[aeiouy]+/g)?.length ?? 0
  // 'violence', 'media': two sounds, but not in 'nation', 'special', 'vision', 'region'.
  const parted = plain.match(/(?<![tscg])i[ao]/g)?.length ?? 0
  const silent = /[^aeiouy]e$/.test(plain) && !/[^aeiouy]le$/.test(plain) ? 1 : /[^aeioutdy]ed$/.test(plain) ? 1 : 0
  return Math.max(1, groups + parted - silent)
}
