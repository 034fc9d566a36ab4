// Sentences of a text in Markdown. Pure.

const segments = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const lead = /^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,9}[.)]\s+)/

/** Half of a pair: to mark such a sentence would tear what it is half of. */
const halved = (text: string) =>
  (text.match(/\*\*/g) ?? []).length % 2 === 1 ||
  (text.replaceAll('**', '').match(/\*/g) ?? []).length % 2 === 1 ||
  (text.match(/`/g) ?? []).length % 2 === 1 ||
  (text.match(/\[/g) ?? []).length !== (text.match(/\]/g) ?? []).length

/** The sentences of a line; where one of them is half of an emphasis or a link, the line is one. */
function ofLine(line: string): string[] {
  const words = line.replace(lead, '').trim()
  const parts = [...segments.segment(words)].map(({ segment }) => segment.trim()).filter(Boolean)
  return parts.some(halved) ? [words] : parts
}

/** The sentences of a text, each exactly as it stands there. A cell of a table is one. */
export const sentencesOf = (text: string): string[] =>
  text
    .split('\n')
    .flatMap(line => (line.includes('|') ? line.split('|').map(cell => cell.trim()) : ofLine(line)))
    .filter(sentence => sentence !== '' && !/^[-:\s]+$/.test(sentence))
