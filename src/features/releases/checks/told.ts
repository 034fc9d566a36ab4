// Do the words of a release tell a number that its tables hide or round? Pure.
import { holdsName, type Numeral, numeralsIn, sentencesOf } from '../../../lib/telling.ts'
import { list } from '../../../lib/words.ts'
import type { Cell, Releasable, Table } from '../contract.ts'
import { type Counted, countsOf } from '../protection/cells.ts'
import { type Check, pass } from './check.ts'

/** A count that is not shown as it is, and what it is called by. */
interface Kept {
  count: number
  shown: Cell
  /** Names of its place; empty where its table is of one place, which the words need not name. */
  names: readonly string[]
  /** What its rates, changes and ratios would read. */
  derived: readonly number[]
}

/** Sentences that tell a count of these tables which is hidden or rounded there, or a rate, change or ratio made of it. */
export function tellingSentences(
  items: readonly Releasable[],
  protectedItems: readonly Releasable[],
  prose: readonly string[],
): string[] {
  const kept = keptOf(items, protectedItems)
  if (kept.length === 0) return []
  const sentences = [...new Set(prose.flatMap(sentencesOf))]
  return sentences.filter(sentence => {
    const numerals = numeralsIn(sentence)
    return numerals.length > 0 && kept.some(each => tells(sentence, numerals, each))
  })
}

function tells(sentence: string, numerals: readonly Numeral[], { count, names, derived }: Kept): boolean {
  const isNamed = names.some(name => holdsName(sentence, name))
  if (names.length > 0 && !isNamed) return false
  return numerals.some(({ value, decimals, ofEvents, isBare, isPercent }) => {
    const isCount = value === count && !isPercent && (ofEvents || count > 10 || (isNamed && isBare))
    // A whole number may be many things: what is worked out is known by its decimals or its sign.
    return isCount || ((decimals > 0 || isPercent) && derived.some(each => rounds(each, decimals) === value))
  })
}

const rounds = (value: number, decimals: number): number => Number(value.toFixed(decimals))

function keptOf(items: readonly Releasable[], protectedItems: readonly Releasable[]): Kept[] {
  const counted = countsOf(items)
  const shownAs = ({ at }: Counted): Cell => tableAt(protectedItems, at)?.rows[at.row]?.[at.column] ?? null
  const isExact = (cell: Counted) => shownAs(cell) === cell.count
  const beside = new Map<string, Counted[]>()
  for (const cell of counted) beside.set(lineOf(cell), [...(beside.get(lineOf(cell)) ?? []), cell])
  return counted.flatMap(cell => {
    const others = (beside.get(lineOf(cell)) ?? []).filter(other => other !== cell)
    const pairs = others.flatMap(other => (isExact(cell) && isExact(other) ? [] : changes(cell.count, other.count)))
    if (isExact(cell)) return []
    const table = tableAt(items, cell.at)
    return [
      {
        count: cell.count,
        shown: shownAs(cell),
        names: namesOf(table, cell),
        derived: [...ratesOf(table, cell), ...pairs],
      },
    ]
  })
}

const tableAt = (items: readonly Releasable[], { item, table }: Counted['at']): Table | undefined =>
  items[item]?.tables[table]

/** The same place and group in the same table at another time. */
const lineOf = ({ at, place, groups, counts }: Counted): string =>
  JSON.stringify([at.item, at.table, counts, place, groups])

/** Changes and ratios of two counts, either way round. */
const changes = (one: number, other: number): number[] =>
  [one / other, other / one].filter(Number.isFinite).flatMap(ratio => [ratio, Math.abs(ratio - 1) * 100])

function ratesOf(table: Table | undefined, { at, count }: Counted): number[] {
  const row = table?.rows[at.row] ?? []
  return (table?.columns ?? []).flatMap(column => {
    if (column.role !== 'rate' || table?.columns[at.column]?.key !== column.count) return []
    const people = row[table.columns.findIndex(each => each.key === column.denominator)]
    return typeof people === 'number' && people > 0 ? [(count / people) * column.per] : []
  })
}

function namesOf(table: Table | undefined, { at }: Counted): string[] {
  if (!table) return []
  const place = table.columns.findIndex(({ role }) => role === 'place')
  if (place < 0 || new Set(table.rows.map(row => row[place])).size < 2) return []
  const name = table.rows[at.row]?.[table.columns.findIndex(({ role }) => role === 'words')]
  return typeof name === 'string' && name !== '' ? [name] : []
}

export function told(
  items: readonly Releasable[],
  protectedItems: readonly Releasable[],
  prose: readonly string[],
): Check {
  const [id, title] = ['told', 'Words and tables']
  const found = tellingSentences(items, protectedItems, prose)
  if (found.length === 0) return pass(id, title, 'No sentence tells a number that a table hides or rounds.')
  const more = found.length > 3 ? ` and ${found.length - 3} more` : ''
  return {
    id,
    title,
    result: 'fail',
    text: `These sentences tell a number that a table here hides or rounds, or what is worked out from it: ${list(found.slice(0, 3).map(each => `“${each}”`))}${more}.`,
    remedy: 'Take the number out where the text is kept, and prepare the release again.',
  }
}
