import { plainCell } from './cells.ts'
import type { Reading } from './reading.ts'

/** What every row of a file says of itself, so that a row taken out of it still does. */
const beside = ['what', 'measure', 'place', 'period_from', 'period_to', 'source', 'method', 'settings', 'notes']

/**
 * The table of a reading as a file, each row with what it is of: measure, place, months, source, method and what must be said with it.
 * @param table another table of the same page, where its file holds more than the reading does
 */
export function csvOf(
  reading: Reading,
  table: { head: readonly string[]; rows: readonly (readonly (string | number)[])[] } = reading.table ?? {
    head: [],
    rows: [],
  },
): { columns: string[]; rows: (string | number)[][] } {
  const { title, measures, places, from, to, source, method, settings, notes } = reading
  const same = [title, measures.join(' '), places.join(' '), from, to, source, method, settings, notes.join(' ')]
  return { columns: [...table.head, ...beside], rows: table.rows.map(row => [...row.map(plain), ...same]) }
}

const plain = (cell: string | number): string | number => (typeof cell === 'number' ? cell : plainCell(cell))
