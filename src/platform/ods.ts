// Tables as an OpenDocument spreadsheet (ISO/IEC 26300): opened by LibreOffice, Excel and Numbers.
import { zip } from './zip.ts'

export interface Sheet {
  name: string
  rows: readonly (readonly (string | number)[])[]
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
const cell = (value: string | number): string =>
  typeof value === 'number'
    ? `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
    : `<table:table-cell office:value-type="string"><text:p>${escaped(value)}</text:p></table:table-cell>`

const table = ({ name, rows }: Sheet): string =>
  `<table:table table:name="${escaped(name.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31))}">${rows
    .map(row => `<table:table-row>${(row.length ? row : ['']).map(cell).join('')}</table:table-row>`)
    .join('')}</table:table>`

const manifest = `${head}<manifest:manifest ${spaces} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${odsType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

/** The sheets as the bytes of an .ods file. */
export function odsFile(sheets: readonly Sheet[]): Buffer {
  const content = `${head}<office:document-content ${spaces} office:version="1.3"><office:body><office:spreadsheet>${sheets.map(table).join('')}</office:spreadsheet></office:body></office:document-content>`
  return zip([
    { name: 'mimetype', data: Buffer.from(odsType), stored: true },
    { name: 'content.xml', data: Buffer.from(content) },
    { name: 'META-INF/manifest.xml', data: Buffer.from(manifest) },
  ])
}
