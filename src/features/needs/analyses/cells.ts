// Cells of tables made for readers, as a program can count with them. Pure.
import { monthNames } from '../../../lib/dates.ts'
import type { Cell } from '../../../platform/ods.ts'

const twice = (n: number): string => String(n).padStart(2, '0')

/** What a cell of a table says, as a spreadsheet can count with it: a number, a share, a month or a day; words stay words. */
export function cellOf(text: string): Cell {
  if (/^[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(text)) return { number: plainOf(text), text }
  if (/^[+−-]?\d+(?:\.\d+)? ?%$/.test(text)) return { share: Number((plainOf(text) / 100).toFixed(6)), text }
  const [, day = '1', month = '', year = ''] = /^(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})$/.exec(text) ?? []
  const at = monthNames.indexOf(month)
  return at < 0 ? text : { day: `${year}-${twice(at + 1)}-${twice(Number(day))}`, text }
}

const plainOf = (text: string): number => Number(text.replace(/[,% +]/g, '').replace('−', '-'))

/** The same for a file of plain text: "12,686" as 12686, "March 2021" as 2021-03; shares and words stay as they are. */
export function plainCell(text: string): string {
  const cell = cellOf(text)
  if (typeof cell !== 'object' || 'share' in cell) return text
  return 'number' in cell ? String(cell.number) : /^\d/.test(text) ? cell.day : cell.day.slice(0, 7)
}
