// Tables as an OpenDocument spreadsheet (ISO/IEC 26300): opened by LibreOffice, Excel and Numbers.
import { zip } from './zip.ts'

/** A number, a share of one or a day, with the words it is shown by. */
export type Value = { number: number; text: string } | { share: number; text: string } | { day: string; text: string }
export type Cell = string | number | Value

export interface Sheet {
  name: string
  rows: readonly (readonly Cell[])[]
}

export const odsType = 'application/vnd.oasis.opendocument.spreadsheet'

const names = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"',
]
const spaces = names.map(name => `xmlns:${name}`).join(' ')
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 holds no control characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

// A text is never a formula in this format, so nothing that a person typed is run.
function cell(value: Cell): string {
  if (typeof value === 'string') return cellOf('string', '', value)
  if (typeof value === 'number') return cellOf('float', `office:value="${value}"`, String(value))
  if ('day' in value) return cellOf('date', `office:date-value="${value.day}"`, value.text)
  if ('share' in value) return cellOf('percentage', `office:value="${value.share}"`, value.text)
  return cellOf('float', `office:value="${value.number}"`, value.text)
}

const cellOf = (type: string, value: string, text: string): string =>
  `<table:table-cell office:value-type="${type}"${value && ` ${value}`}><text:p>${escaped(text)}</text:p></table:table-cell>`

const longest = 31
/** Names as spreadsheets take them: 31 characters, none of their own marks, and no two alike. */
function namesOf(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>()
  return sheets.map(({ name }) => {
    const plain =
      name
        .replace(/[\\/?*[\]:']/g, ' ')
        .replace(/\s+/g, ' ')
        .trim() || 'Sheet'
    let [own, n] = [plain.slice(0, longest).trim(), 2]
    while (taken.has(own.toLowerCase())) own = `${plain.slice(0, longest - String(n).length - 1).trim()} ${n++}`
    taken.add(own.toLowerCase())
    return own
  })
}

const table = (rows: Sheet['rows'], name: string): string =>
  `<table:table table:name="${escaped(name)}">${rows
    .map(row => `<table:table-row>${(row.length ? row : ['']).map(cell).join('')}</table:table-row>`)
    .join('')}</table:table>`

const manifest = `${head}<manifest:manifest ${spaces} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${odsType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

/** The sheets as the bytes of an .ods file. */
export function odsFile(sheets: readonly Sheet[]): Buffer {
  const called = namesOf(sheets)
  const tables = sheets.map(({ rows }, i) => table(rows, called[i] ?? ''))
  const content = `${head}<office:document-content ${spaces} office:version="1.3"><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`
  return zip([
    { name: 'mimetype', data: Buffer.from(odsType), stored: true },
    { name: 'content.xml', data: Buffer.from(content) },
    { name: 'META-INF/manifest.xml', data: Buffer.from(manifest) },
  ])
}
