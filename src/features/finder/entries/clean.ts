// Texts of providers and feeds as plain words: mark-up out, links shown, spaces single. Pure.

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  hellip: '…',
  eacute: 'é',
  bull: '•',
}

const character = (code: number): string => (code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ')

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, tens, hex, name) =>
    tens
      ? character(Number(tens))
      : hex
        ? character(Number.parseInt(hex, 16))
        : (entities[String(name).toLowerCase()] ?? whole),
  )

const isMarked = /<\/?[a-z][^<>]*>|<!--|&(?:#x?[\da-f]+|[a-z]+);/i

// A link keeps its address, so that what it led to is not lost: 'Book here (https://club.example/book)'.
const links = (text: string): string =>
  text.replace(
    /<a\b[^<>]*?\bhref\s*=\s*["']?(https?:\/\/[^"'\s<>]+)["']?[^<>]*>([^<]*)<\/a>/gi,
    (_, href: string, words: string) =>
      words.trim() === '' || words.includes(href) ? href : `${words.trim()} (${href})`,
  )

const unmarked = (text: string): string =>
  links(text)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<li\b[^<>]*>/gi, '\n• ')
    .replace(/<\/(?:p|div|h[1-6]|ul|ol|table|tr)\s*>/gi, '\n\n')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '')

/** The words of a text, whatever it was pasted from. Paragraphs stay apart; a text without mark-up keeps its own lines. */
export function plainWords(text: string): string {
  const bare = isMarked.test(text) ? decoded(unmarked(decodedTags(text))) : text
  return bare
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

// Some feeds send their mark-up as text: '&lt;p&gt;'.
const decodedTags = (text: string): string => (/&lt;\/?[a-z]/i.test(text) ? decoded(text) : text)
