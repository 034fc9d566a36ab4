// The first table of an OpenDocument spreadsheet (ISO/IEC 26300) as text. Formulas are not run: what the sheet showed is read. Pure.
import { partOfZip } from './xlsx.ts'

const [mostUnpacked, mostRows, mostColumns] = [20_000_000, 2_000, 200]

/** Rows of cells, blank rows at the end left out; undefined where the bytes are no OpenDocument spreadsheet. */
export function odsRows(bytes: Buffer): string[][] | undefined {
  const type = partOfZip(bytes, 'mimetype', 200)?.toString('utf8')
  if (type !== 'application/vnd.oasis.opendocument.spreadsheet') return undefined
  const content = partOfZip(bytes, 'content.xml', mostUnpacked)?.toString('utf8')
  const [table] = content ? elements(content, 'table:table') : []
  return table ? rowsOf(table.inner) : undefined
}

function rowsOf(table: string): string[][] {
  const rows: string[][] = []
  let blank = 0
  for (const { attributes, inner } of elements(table, 'table:table-row')) {
    const [cells, times] = [cellsOf(inner), repeated(attributes, 'rows')]
    if (cells.every(cell => cell === '')) blank += times
    else {
      const more = [...Array.from({ length: Math.min(blank, mostRows) }, () => ['']), ...copies(cells, times)]
      rows.push(...more.slice(0, mostRows - rows.length))
      blank = 0
    }
  }
  return rows
}

function cellsOf(row: string): string[] {
  const cells = elements(row, 'table:(?:covered-)?table-cell').flatMap(({ attributes, inner }) =>
    copies(shownOf(attributes, inner), Math.min(repeated(attributes, 'columns'), mostColumns)),
  )
  return cells.slice(0, mostColumns)
}

const copies = <T>(value: T, times: number): T[] => Array.from({ length: Math.min(times, mostRows) }, () => value)

interface Element {
  attributes: string
  inner: string
}

/** Elements of a name that hold none of their own name: rows of a table, cells of a row. Cut, not matched: a broken file takes no longer than a whole one. */
const elements = (xml: string, name: string): Element[] =>
  xml
    .split(new RegExp(`<(?=(?:${name})[\\s/>])`))
    .slice(1)
    .map(part => {
      const end = part.indexOf('>')
      const [attributes, rest] = [part.slice(0, end), part.slice(end + 1)]
      return { attributes, inner: attributes.endsWith('/') ? '' : before(rest, `</${/^[\w:-]+/.exec(part)?.[0]}>`) }
    })

const before = (text: string, mark: string): string => {
  const at = text.indexOf(mark)
  return at < 0 ? text : text.slice(0, at)
}
const after = (text: string, mark: string): string => text.slice(Math.max(0, text.indexOf(mark)) + mark.length)

const attribute = (attributes: string, name: string): string =>
  new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''

const repeated = (attributes: string, what: string): number =>
  Math.max(1, Number(attribute(attributes, `table:number-${what}-repeated`)) || 1)

/** A day and a time of day as they are kept, whatever they look like there; all else as it is shown. */
function shownOf(attributes: string, inner: string): string {
  const day = attribute(attributes, 'office:date-value').slice(0, 10)
  const [, hour, minute] = /^PT(\d\d)H(\d\d)M/.exec(attribute(attributes, 'office:time-value')) ?? []
  if (hour !== undefined) return `${hour}:${minute}`
  return day || textOf(inner)
}

// What somebody noted beside a cell is no part of it.
const textOf = (inner: string): string =>
  elements(withoutNotes(inner), 'text:p')
    .map(line => plain(line.inner))
    .join('\n')
    .trim()

const withoutNotes = (xml: string): string =>
  xml
    .split('<office:annotation ')
    .map((part, i) => (i === 0 ? part : after(part, '</office:annotation>')))
    .join('')

const plain = (xml: string): string =>
  xml
    .replace(/<text:(?:s|tab)\b[^<>]*>/g, ' ')
    .replace(/<text:line-break\b[^<>]*>/g, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:lt|gt|quot|apos|amp|#x?[0-9a-f]{1,6});/gi, characterOf)

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
function characterOf(mark: string): string {
  const name = mark.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return named[name] ?? ''
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
