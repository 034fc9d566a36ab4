import { inline, type Links, plain } from './markdown/inline.ts'
import { escapeHtml, slug } from './markdown/text.ts'

/*
 * A small part of Markdown for pages we write ourselves: headings, paragraphs, lists, tables, code, quotes, rules, links, strong and emphasis.
 * All text is escaped; no HTML in the source is ever let through, and a link goes only to a web address, a mail address or this site.
 */

interface Options {
  /** Where a link leads: a page's own file name becomes its address; null leaves the words without a link. */
  link?: Links
}
interface Block {
  /** Lines used. */
  used: number
  html: string
}
/** How deep quotes and lists stand in one another: past eight, what is left is words. */
interface Place {
  links: Links
  depth: number
}
type Reader = (lines: readonly string[], place: Place) => Block | null

const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/
const fence = /^```\s*([\w-]*)\s*$/
const divider = /^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$/
const starts = [/^#{1,6}\s/, fence, item, /^>/, /^\s*([-*_])(\s*\1){2,}\s*$/]

/** Markdown to safe HTML. Headings carry an `id`, so that a paragraph can be pointed at. */
export function markdown(source: string, { link = href => href }: Options = {}): string {
  return blocks(source.replace(/\r\n?/g, '\n').split('\n'), { links: link, depth: 0 })
}

function blocks(lines: readonly string[], place: Place): string {
  const out: string[] = []
  let at = 0
  while (at < lines.length) {
    const rest = lines.slice(at)
    const block = rest[0]?.trim() === '' ? { used: 1, html: '' } : readBlock(rest, place)
    if (block.html) out.push(block.html)
    at += block.used
  }
  return out.join('\n')
}

const deeper = ({ links, depth }: Place): Place => ({ links, depth: depth + 1 })

function readBlock(lines: readonly string[], place: Place): Block {
  for (const read of place.depth > 8 ? [] : readers) {
    const block = read(lines, place)
    if (block) return block
  }
  return paragraph(lines, place)
}

const heading: Reader = (lines, place) => {
  const found = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[0] ?? '')
  if (!found) return null
  const [level, words] = [found[1]?.length ?? 1, found[2] ?? '']
  return { used: 1, html: `<h${level} id="${slug(plain(words))}">${inline(words, place.links)}</h${level}>` }
}

const code: Reader = lines => {
  if (!fence.test(lines[0] ?? '')) return null
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '```')
  const last = end < 0 ? lines.length : end
  const text = lines.slice(1, last).join('\n')
  return { used: Math.min(last + 1, lines.length), html: `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>` }
}

const rule: Reader = lines => (starts[4]?.test(lines[0] ?? '') ? { used: 1, html: '<hr>' } : null)

const quote: Reader = (lines, place) => {
  const used = count(lines, line => line.startsWith('>'))
  if (!used) return null
  const inside = lines.slice(0, used).map(line => line.replace(/^>\s?/, ''))
  return { used, html: `<blockquote>${blocks(inside, deeper(place))}</blockquote>` }
}

const cells = (line: string) => {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return bare.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
}

const table: Reader = (lines, place) => {
  if (!lines[0]?.includes('|') || !divider.test(lines[1] ?? '')) return null
  const heads = cells(lines[0])
  const right = cells(lines[1] ?? '').map(cell => cell.endsWith(':') && !cell.startsWith(':'))
  const used = 2 + count(lines.slice(2), line => line.includes('|') && line.trim() !== '')
  const side = (i: number) => (right[i] ? ' class="n"' : '')
  const top = heads.map((head, i) => `<th scope="col"${side(i)}>${inline(head, place.links)}</th>`).join('')
  const row = (line: string) => {
    const found = cells(line)
    return heads.map((head, i) => cell(inline(found[i] ?? '', place.links), plain(head), i, side(i))).join('')
  }
  const body = lines.slice(2, used).map(line => `<tr>${row(line)}</tr>`)
  const html = `<div class="up-tablewrap"><table class="up-table up-table--stack"><thead><tr>${top}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  return { used, html }
}

const cell = (html: string, head: string, i: number, side: string) =>
  i === 0 ? `<th scope="row">${html}</th>` : `<td data-h="${escapeHtml(head)}"${side}><span>${html}</span></td>`

// An item goes on over indented lines and lazy ones; a deeper item makes a list inside it.
const list: Reader = (lines, place) => {
  const first = item.exec(lines[0] ?? '')
  if (!first) return null
  const [indent, ordered] = [first[1]?.length ?? 0, /\d/.test(first[2] ?? '')]
  const items: string[][] = []
  let used = 0
  for (const line of lines) {
    const found = item.exec(line)
    const own = found && (found[1]?.length ?? 0) === indent && /\d/.test(found[2] ?? '') === ordered
    if (own) items.push([found[3] ?? ''])
    else if (!goesOn(line, found, indent)) break
    else items[items.length - 1]?.push(line)
    used++
  }
  const tag = ordered ? 'ol' : 'ul'
  const start = Number.parseInt(first[2] ?? '1', 10)
  const from = ordered && start !== 1 ? ` start="${start}"` : ''
  return { used, html: `<${tag}${from}>${items.map(each => `<li>${itemHtml(each, place)}</li>`).join('')}</${tag}>` }
}

const goesOn = (line: string, found: RegExpExecArray | null, indent: number) =>
  found ? (found[1]?.length ?? 0) > indent : line.trim() !== '' && !starts.some(start => start.test(line))

function itemHtml(lines: readonly string[], place: Place): string {
  const inner = lines.findIndex((line, i) => i > 0 && item.test(line))
  const words = inner < 0 ? lines : lines.slice(0, inner)
  const text = inline(words.map(line => line.trim()).join(' '), place.links)
  return inner < 0 ? text : text + blocks(lines.slice(inner), deeper(place))
}

function paragraph(lines: readonly string[], place: Place): Block {
  const ends = (line: string, i: number) =>
    line.trim() === '' || starts.some(start => start.test(line)) || divider.test(lines[i + 1] ?? '')
  const rest = lines.slice(1).findIndex((line, i) => ends(line, i + 1))
  const used = rest < 0 ? lines.length : rest + 1
  return {
    used,
    html: `<p>${inline(
      lines
        .slice(0, used)
        .map(line => line.trim())
        .join(' '),
      place.links,
    )}</p>`,
  }
}

const count = (lines: readonly string[], holds: (line: string) => boolean) => {
  const end = lines.findIndex(line => !holds(line))
  return end < 0 ? lines.length : end
}

const readers: readonly Reader[] = [heading, code, rule, quote, table, list]

/** A page's name (its first heading) and first paragraph, both as plain words, for a list of pages. */
export function markdownSummary(source: string): { title: string; summary: string } {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const title = lines.find(line => /^#\s/.test(line))?.replace(/^#\s+/, '') ?? ''
  const from = lines.findIndex(line => line.trim() !== '' && !starts.some(start => start.test(line)))
  const used = from < 0 ? [] : lines.slice(from, from + count(lines.slice(from), line => line.trim() !== ''))
  return { title: plain(title), summary: plain(used.join(' ')) }
}
