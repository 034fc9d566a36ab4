import type { Releasable, Table } from '../contract.ts'
import { coordinates, lengthOf } from '../protection/cells.ts'

/** Months that a count for a ward or a place of our own must at least be over. */
export const monthsForWards = 12

/** Where a table is finer than the fixed grids allow: product ethics 3.9. A line for each table and reason. */
export function offGrid(item: Releasable, kinds: ReadonlyMap<string, string>): string[] {
  return item.tables.flatMap(table => {
    const lines = table.rows.flatMap(row => {
      const { place, period } = coordinates(item, table, row)
      const kind = kinds.get(place) ?? (place === '' ? 'city' : 'unknown')
      return isCounted(table) ? reasons(table, kind, period) : []
    })
    return [...new Set(lines)].map(line => `${item.title}: ${line}`)
  })
}

const isCounted = (table: Table) => table.columns.some(({ role }) => role === 'count')

function reasons(table: Table, kind: string, period: string): string[] {
  const isSensitive = table.columns.some(
    column => column.role === 'count' && (column.sensitive || /homicide|murder/i.test(column.counts)),
  )
  const isSmall = kind === 'ward' || kind === 'neighbourhood' || kind === 'hub'
  const months = lengthOf(period)
  return [
    ...(kind === 'lsoa' ? ['small areas are never public'] : []),
    ...(kind === 'unknown' ? ['a place is not one of the fixed grids'] : []),
    ...(isSensitive && (isSmall || kind === 'lsoa') ? ['this is public for boroughs and the city only'] : []),
    ...(isSmall && months !== undefined && months < monthsForWards
      ? [`wards and neighbourhoods are public over ${monthsForWards} months or more`]
      : []),
  ]
}
