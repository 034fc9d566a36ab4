// The picture of a table as it was released: drawn from its cells when the page is made, so that it never knows more than the table. Pure.
import { type IntervalRow, intervalBars } from '../../../lib/charts/index.ts'
import type { Cell, Column, Table } from '../contract.ts'

/** Bars of more places than this are read in the table. */
const mostBars = 40

const amount = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null)

/** The rate of each place with its interval; empty where the table asks for none, or has too few or too many rows. */
export function drawn(table: Table): string {
  const at = (role: Column['role']) => table.columns.findIndex(column => column.role === role)
  const [rate, lower, upper, name] = [at('rate'), at('lower'), at('upper'), at('words')]
  const isDrawn = table.chart === 'rates' && rate >= 0 && table.rows.length > 1 && table.rows.length <= mostBars
  if (!isDrawn) return ''
  const rows = table.rows.map(
    (row): IntervalRow => ({
      name: String(row[name] ?? ''),
      role: 'borough',
      rate: amount(row[rate]),
      lower: amount(row[lower]),
      upper: amount(row[upper]),
      why: 'Not shown',
    }),
  )
  const of = table.columns[rate]
  return intervalBars({ rows, title: `Rate ${of && 'unit' in of ? of.unit : ''} of each place.`, hue: 'violence' })
}
