// Do the words of a release tell a number that its tables hide or round? Pure.
import { holdsName, type Numeral, numeralsIn, roughlyIn, sentencesOf } from '../../../lib/telling.ts'
import { list } from '../../../lib/words.ts'
import type { Cell, Releasable, Table } from '../contract.ts'
import type { Protected } from '../protection/apply.ts'
import { type Counted, countsOf } from '../protection/cells.ts'
import { type Check, pass } from './check.ts'

/** A count that is not shown as it is, with all that it could be where it is small: a check that heard the true one alone would tell it to who prepares the release; and what it is called by. */
interface Kept {
  counts: readonly number[]
  shown: Cell
  name: string
  /** Its table is of one place, which the words need not name. */
  isAlone: boolean
  /** What its rates, changes and ratios would read. */
  derived: readonly number[]
  /** One of a line of months: among so many numbers every other number of a page would be found, so only one that is said of events counts. */
  isOfLine: boolean
}

/** Sentences that tell a count of these tables which is hidden or rounded there, or a rate, change or ratio made of it. */
export function tellingSentences(
  items: readonly Releasable[],
  found: Pick<Protected, 'items' | 'cells'>,
  prose: readonly string[],
): string[] {
  const kept = keptOf(items, found)
  if (kept.length === 0) return []
  const sentences = [...new Set(prose.flatMap(sentencesOf))]
  return sentences.filter(sentence => {
    const [numerals, rough] = [numeralsIn(sentence), roughlyIn(sentence)]
    return numerals.length + rough.length > 0 && kept.some(each => tells(sentence, { numerals, rough }, each))
  })
}

function tells(
  sentence: string,
  { numerals, rough }: { numerals: readonly Numeral[]; rough: readonly number[] },
  { counts, shown, name, isAlone, derived, isOfLine }: Kept,
): boolean {
  const isNamed = name !== '' && holdsName(sentence, name)
  if (!isAlone && !isNamed) return false
  if (rough.some(percent => derived.some(each => Math.abs(each - percent) <= loosely))) return true
  return numerals.some(({ value, decimals, ofEvents, isPercent, isRate, isAbout }) => {
    if (isAbout && value === shown) return false
    const isCount = counts.includes(value) && !isPercent && (ofEvents || (!isOfLine && (value > 10 || isNamed)))
    // A whole number may be many things: what is worked out is known by its decimals or its sign.
    return isCount || ((decimals > 0 || isPercent || isRate) && derived.some(each => rounds(each, decimals) === value))
  })
}

/** "Half" may be said of 43 % as of 57. */
const loosely = 8
const rounds = (value: number, decimals: number): number => Number(value.toFixed(decimals))

function keptOf(items: readonly Releasable[], found: Pick<Protected, 'items' | 'cells'>): Kept[] {
  const counted = countsOf(items)
  const shownAs = ({ at }: Counted): Cell => tableAt(found.items, at)?.rows[at.row]?.[at.column] ?? null
  // a total that rounding leaves alone is rounded all the same: the words would say that it is exact
  const exact = new Set(counted.filter((_, i) => found.cells[i]?.least === found.cells[i]?.most))
  const isExact = (cell: Counted) => exact.has(cell)
  const beside = new Map<string, Counted[]>()
  for (const cell of counted) beside.set(lineOf(cell), [...(beside.get(lineOf(cell)) ?? []), cell])
  return counted.flatMap(cell => {
    const others = cell.isRounded ? [] : (beside.get(lineOf(cell)) ?? []).filter(other => other !== cell)
    const pairs = others.flatMap(other =>
      isExact(cell) && isExact(other)
        ? []
        : couldBe(cell).flatMap(one => couldBe(other).flatMap(two => changes(one, two))),
    )
    if (isExact(cell)) return []
    const table = tableAt(items, cell.at)
    return [
      {
        counts: couldBe(cell),
        shown: shownAs(cell),
        ...placeOf(table, cell),
        derived: [...couldBe(cell).flatMap(count => ratesOf(table, { ...cell, count })), ...pairs],
        isOfLine: cell.isRounded,
      },
    ]
  })
}

/** A small count, in words that are the same for each that it could be. */
const couldBe = ({ count, under }: Counted): number[] =>
  count > 0 && count < under ? Array.from({ length: under - 1 }, (_, i) => i + 1) : [count]

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

function placeOf(table: Table | undefined, { at }: Counted): Pick<Kept, 'name' | 'isAlone'> {
  const { columns, rows } = table ?? { columns: [], rows: [] }
  const place = columns.findIndex(({ role }) => role === 'place')
  const name = String(rows[at.row]?.[columns.findIndex(({ role }) => role === 'words')] ?? '')
  return { name, isAlone: name === '' || place < 0 || new Set(rows.map(row => row[place])).size < 2 }
}

/** Sentences that tell a count or a rate which the tables of the release do not show of a place that they name: nothing was held against it. */
export function uncounted(protectedItems: readonly Releasable[], prose: readonly string[]): string[] {
  const rows = protectedItems.flatMap(({ tables }) => tables.filter(isCounted).flatMap(shownIn))
  if (rows.length === 0) return []
  return [...new Set(prose.flatMap(sentencesOf))].filter(sentence => {
    const said = numeralsIn(sentence).filter(
      ({ ofEvents, decimals, isPercent, isRate }) =>
        !isPercent && (isRate || ofEvents || (decimals > 0 && ofRates.test(sentence))),
    )
    const own = said.length === 0 ? [] : rows.filter(({ name }) => name !== '' && holdsName(sentence, name))
    return !said.every(numeral => own.some(row => isShown(numeral, row)))
  })
}

const ofRates = /\b(?:rates?|per|for (?:each|every))\b/i
const isCounted = ({ columns }: Table) => columns.some(({ role }) => role === 'count')

/** The numbers of a row as they are shown: how many events there were, and what is worked out from that. */
interface Shown {
  name: string
  counts: number[]
  rates: number[]
}

function shownIn({ columns, rows }: Table): Shown[] {
  const name = columns.findIndex(({ role }) => role === 'words')
  return rows.map(row => {
    const of = (isCount: boolean) =>
      row.filter((cell, c) => typeof cell === 'number' && (columns[c]?.role === 'count') === isCount).map(Number)
    return { name: String(row[name] ?? ''), counts: of(true), rates: of(false) }
  })
}

const isShown = ({ value, decimals, isRate }: Numeral, { counts, rates }: Shown): boolean =>
  decimals > 0 || isRate ? rates.some(each => rounds(each, decimals) === value) : counts.includes(value)

export function told(
  items: readonly Releasable[],
  found: Pick<Protected, 'items' | 'cells'>,
  prose: readonly string[],
): Check {
  const [id, title] = ['told', 'Words and tables']
  const telling = tellingSentences(items, found, prose)
  if (telling.length > 0)
    return {
      id,
      title,
      result: 'fail',
      text: `A number that could be one that a table here hides or rounds, or be worked out from it, is told by ${quoted(telling)}.`,
      remedy: 'Take the number out where the text is kept, and prepare the release again.',
    }
  const loose = uncounted(found.items, prose)
  if (loose.length === 0) return pass(id, title, 'No sentence tells a number that a table hides or rounds.')
  return {
    id,
    title,
    result: 'advice',
    text: `A count that stands in no table of this release is told by ${quoted(loose)}.`,
    remedy: 'Make sure that it is public already and that no hidden count can be worked out with it, or take it out.',
  }
}

const most = 3
const quoted = (sentences: readonly string[]): string =>
  list([
    ...sentences.slice(0, most).map(each => `“${each}”`),
    ...(sentences.length > most ? [`${sentences.length - most} more`] : []),
  ])
