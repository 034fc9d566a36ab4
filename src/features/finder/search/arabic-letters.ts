// How Arabic is written, for whatever compares its words: one way to write each, and the little words that are written to it. Pure.

/** Without vowel signs, hamzas and stretching; 'ة' as 'ه', 'ى' as 'ي', as are the letters of Persian and Urdu keyboards. */
export const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\u0640]/gu, '')
    .replaceAll('ة', 'ه')
    .replace(/[ىی]/g, 'ي')
    .replaceAll('ک', 'ك')

/** 'and', 'so', 'in', 'for', 'like' and 'the' are written to the word: 'والملاكمة' is looked for as 'الملاكمة' and 'ملاكمة' too. */
export const joined = ['', 'و', 'ال', 'وال', 'بال', 'ب', 'لل', 'ل', 'فال', 'كال', 'ف', 'وب', 'ول']

/** The phrase as it stands, and what is left of it after each of these beginnings. */
export const formsOf = (phrase: string, starts: readonly string[] = joined): string[] =>
  starts.filter(start => phrase.startsWith(start)).map(start => phrase.slice(start.length))

export const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word)
