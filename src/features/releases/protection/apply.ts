// A release as the public will read it: small numbers hidden, totals rounded, rates worked out from what is shown. Pure.

import {
  type Draft,
  type Protection,
  type Published,
  protect,
  publish,
  roundToFive,
} from '../../../lib/stats/disclosure/index.ts'
import { crudeRate, proportion } from '../../../lib/stats/index.ts'
import { type Cell, type Column, hidden, type Releasable, type Table } from '../contract.ts'
import { type Apart, apartFrom, atomsOf, type Geography } from './atoms.ts'
import { type Counted, countsOf } from './cells.ts'

/** No rate on fewer events than this. */
export const fewestForRate = 10

/** A number that is public, as kept for later releases. */
export interface Kept {
  counts: string
  place: string
  period: string
  groups: { key: string; parts: string[] }[]
  apart: Apart
  least: number
  /** Null: nothing bounds it. */
  most: number | null
  hidden: boolean
  under: number
}

export interface Protected {
  items: Releasable[]
  cells: Kept[]
  primary: number
  secondary: number
  rounded: number
  /** Where a small number could still be had: the release must not go out. */
  exposed: string[]
  contradicts: boolean
}

export function protectItems(items: readonly Releasable[], known: readonly Kept[], geography: Geography): Protected {
  const counted = countsOf(items)
  const aparts = apartFrom(counted, geography)
  const placed = counted.map((cell, i) => ({ ...cell, apart: aparts[i] ?? ('no' as const) }))
  const names = new Set(placed.map(({ counts }) => counts))
  const before = known.filter(({ counts }) => names.has(counts))
  const atoms = atomsOf([...placed, ...before], geography)
  const draft = placed.map(({ count, under }, i): Draft => ({ atoms: atoms[i] ?? [], count, under }))
  const old = before.map(
    (cell, i): Published => ({
      ...cell,
      atoms: atoms[placed.length + i] ?? [],
      most: cell.most ?? Number.POSITIVE_INFINITY,
    }),
  )
  const found = protect(draft, old)
  return {
    items: rewrite(items, counted, found),
    cells: placed.map((cell, i) => keep(cell, draft[i], found, i)),
    primary: found.primary,
    secondary: found.secondary,
    rounded: found.states.filter(state => state === 'rounded').length,
    exposed: wordsOf(found, draft, counted, items),
    contradicts: found.contradicts,
  }
}

function keep(cell: Counted & { apart: Apart }, draft: Draft | undefined, { states }: Protection, i: number): Kept {
  const { counts, place, period, under, apart } = cell
  const shown = publish(draft ?? { atoms: [], count: cell.count, under }, states[i] ?? 'hidden')
  const groups = cell.groups.map(({ key, parts }) => ({ key, parts: [...parts] }))
  const most = Number.isFinite(shown.most) ? shown.most : null
  return { counts, place, period, groups, apart, least: shown.least, most, hidden: shown.hidden, under }
}

function wordsOf(
  found: Protection,
  draft: readonly Draft[],
  counted: readonly Counted[],
  items: readonly Releasable[],
): string[] {
  return found.exposed.map(({ atoms }) => {
    const at = draft.findIndex(
      cell => cell.atoms.length === atoms.length && cell.atoms.every(atom => atoms.includes(atom)),
    )
    const cell = counted[at] ?? counted.find((_, i) => draft[i]?.atoms.some(atom => atoms.includes(atom)))
    const item = items[cell?.at.item ?? 0]
    return cell
      ? `${item?.title ?? ''}: ${cell.counts}, ${cell.place || 'the city'}, ${cell.period}`
      : 'an earlier release'
  })
}

function rewrite(items: readonly Releasable[], counted: readonly Counted[], { states }: Protection): Releasable[] {
  const shown = new Map(
    counted.map(({ at, count }, i) => {
      const value = states[i] === 'hidden' ? hidden : states[i] === 'rounded' ? roundToFive(count) : count
      return [`${at.item} ${at.table} ${at.row} ${at.column}`, value]
    }),
  )
  return items.map((item, i) => ({
    ...item,
    tables: item.tables.map((table, t) => ({
      ...table,
      rows: table.rows.map((row, r) => {
        const counts = row.map((cell, c) => shown.get(`${i} ${t} ${r} ${c}`) ?? cell)
        return counts.map((cell, c) => derive(table, counts, table.columns[c], cell))
      }),
    })),
  }))
}

/** Rates, their ends, shares and what is hidden with a count: all from the numbers as shown beside them. */
function derive(table: Table, row: readonly Cell[], column: Column | undefined, cell: Cell): Cell {
  const of = (key: string): Cell => row[table.columns.findIndex(each => each.key === key)] ?? null
  if (column?.role === 'rate') return rate(column, of)?.rate ?? missing(of(column.count))
  if (column?.role === 'lower' || column?.role === 'upper') {
    const whole = table.columns.find(each => each.key === column.of)
    return whole?.role === 'rate' ? (rate(whole, of)?.[column.role] ?? missing(of(whole.count))) : null
  }
  if (column?.role === 'share') return share(of(column.count), of(column.of))
  if (column?.role === 'number' && column.with) return of(column.with) === hidden ? hidden : cell
  return cell
}

const missing = (count: Cell): Cell => (count === null ? null : hidden)

function rate(column: Extract<Column, { role: 'rate' }>, of: (key: string) => Cell) {
  const [count, denominator] = [of(column.count), of(column.denominator)]
  if (typeof count !== 'number' || typeof denominator !== 'number' || denominator <= 0 || count < fewestForRate)
    return null
  const found = crudeRate(count, denominator, { multiplier: column.per })
  return found.rate === null ? null : { rate: tidy(found.rate), lower: tidy(found.lower), upper: tidy(found.upper) }
}

function share(part: Cell, whole: Cell): Cell {
  if (typeof part !== 'number' || typeof whole !== 'number') return part === null || whole === null ? null : hidden
  if (part < fewestForRate || whole <= 0 || part > whole) return hidden
  return tidy(proportion(part, whole, { multiplier: 100 }).value ?? 0)
}

/** Four figures: more would claim more than a count can carry. */
const tidy = (value: number): number => Number(value.toPrecision(4))
