import { stringify } from 'csv-stringify/sync'

// A cell that a spreadsheet would run as a formula is shown as text instead (OWASP: CSV injection).
const harmless = (value: unknown) =>
  typeof value === 'string' && /^[=+\-@\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value

// Windows line ends between rows; within a cell any line end, which a reader would take for the end of the row unless it is quoted.
const options = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const

/** Rows as CSV for people: header first, UTF-8 with a mark so that spreadsheets read it rightly, Windows line ends (RFC 4180). */
export function csv(columns: string[], rows: readonly (readonly unknown[])[]): string {
  return `\uFEFF${stringify([columns, ...rows.map(row => row.map(harmless))], options)}`
}
