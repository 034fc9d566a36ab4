import { list } from '../../../lib/words.ts'
import { hidden, type Releasable, type Table } from '../contract.ts'
import { type Check, pass } from './check.ts'

/** A table that hides this share of its counts tells its reader next to nothing. */
const nearlyAll = 0.8

/** Tables that hide nearly all they count, as the public would read them. Pure. */
export function saying(items: readonly Releasable[]): Check {
  const [id, title] = ['saying', 'Tables that say something']
  const found = items.flatMap(({ tables }) => tables.filter(hidesNearlyAll).map(({ caption }) => `“${caption}”`))
  if (found.length === 0) return pass(id, title, 'Every table shows most of what it counts.')
  const more = found.length > 3 ? ` and ${found.length - 3} more` : ''
  return {
    id,
    title,
    result: 'advice',
    text: `All or nearly all counts are hidden in ${list(found.slice(0, 3))}${more}.`,
    remedy: 'It says nothing: leave it out or go a level up, from wards to boroughs or from months to a year.',
  }
}

function hidesNearlyAll({ columns, rows }: Table): boolean {
  const counts = rows.flatMap(row => row.filter((_, i) => columns[i]?.role === 'count'))
  return counts.length > 0 && counts.filter(cell => cell === hidden).length >= nearlyAll * counts.length
}
