// Letters that are no other letter with a mark, in the plain ones they are typed as: 'ł' as 'l'. Pure.

const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ð: 'd',
  þ: 'th',
}

/** Small letters of European languages without the strokes that no writing of accents takes off. */
export const unbarred = (text: string): string =>
  text.replace(/[łđøßæœıħðþ]/g, letter => plainLetters[letter] ?? letter)
