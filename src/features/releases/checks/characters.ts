/** Characters that no page can show and no feed may hold: controls other than tab and line ends, and what is no character at all. */
const unseen = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u

export const hasUnseen = (text: string): boolean => unseen.test(text)
/** The same text without them. */
export const withoutUnseen = (text: string): string => text.replace(new RegExp(unseen, 'gu'), '')
export const unseenWords = 'Take out characters that cannot be shown. Type the words again instead of pasting them'
