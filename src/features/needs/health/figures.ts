// The figures of the hospital data as far as one person may see them.
import type { Month } from '../../../lib/dates.ts'
import { proportion } from '../../../lib/stats/index.ts'
import { decimal, whole } from '../../../lib/words.ts'
import type { Look } from './look.ts'
import { bandOf, bands, hiddenParts, inForce, isTellable, type Lag, lags, sumBy } from './rules.ts'
import type { Delivery } from './schemas.ts'

export interface Site {
  code: string
  name: string
}

/** Sites that are to report and those that did, by name. */
export const sitesOf = ({ source, pieces }: Look): Site[] =>
  [...new Set([...Object.keys(source.sites), ...pieces.deliveries.map(row => row.site)])]
    .map(code => ({ code, name: source.sites[code] ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))

export interface Cell {
  /** Null where nothing came, where not all did, or where it is hidden. */
  count: number | null
  hidden: boolean
  /** Of a month's total: some sites sent nothing, so that a sum of the others would be no month's. */
  partial?: boolean
}
export interface MonthRow {
  month: Month
  cells: Cell[]
  /** What came, of however many sites. */
  came: Cell
  /** What all sites add up to, where all sent. */
  total: Cell
}
const cell = (count: number | null, hidden: boolean): Cell => ({ count: hidden ? null : count, hidden })

/** Attendances by site in each of these months; a small one is hidden with another, as their sum stands beside them. */
export function monthRows(look: Look, months: readonly Month[]): MonthRow[] {
  const rows = inForce(look.pieces.deliveries)
  return months.map(month => {
    const counts = sitesOf(look).map(site => rows.find(row => row.month === month && row.site === site.code)?.n ?? null)
    const hidden = hiddenParts(
      counts.map(n => n ?? 0),
      look.under,
    )
    const total = counts.every(n => n === null) ? null : counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)
    const small = total !== null && total > 0 && total < look.under
    const partial = total !== null && counts.includes(null)
    return {
      month,
      cells: counts.map((n, i) => cell(n, n !== null && (small || hidden[i] === true))),
      came: cell(total, small),
      total: partial && !small ? { count: null, hidden: false, partial } : cell(total, small),
    }
  })
}

/** What came from the sites in these months adds up to; a total beside months of which one is hidden would give it away. */
export function totalsOf(look: Look): { sites: Cell[]; all: Cell } {
  const rows = monthRows(look, look.months)
  const sum = (cells: readonly (Cell | undefined)[]): Cell =>
    cell(
      cells.reduce((sum, each) => sum + (each?.count ?? 0), 0),
      cells.some(each => each?.hidden),
    )
  return {
    sites: sitesOf(look).map((_, i) => sum(rows.map(row => row.cells[i]))),
    all: sum(rows.map(row => row.came)),
  }
}

export const fields = [
  { key: 'timed', title: 'Date and time' },
  { key: 'placed', title: 'Kind of place' },
  { key: 'armed', title: 'Weapon' },
  { key: 'complete', title: 'All three' },
] as const
type Field = (typeof fields)[number]['key']

const add = (rows: readonly Delivery[], field: Field | 'n' | 'told' | 'unknown') =>
  rows.reduce((sum, row) => sum + row[field], 0)

/** The rows in force of the twelve months: of one site, or of all. */
export const rowsOf = (look: Look, site?: string): Delivery[] =>
  inForce(look.pieces.deliveries).filter(row => look.months.includes(row.month) && (!site || row.site === site))

export interface Share {
  part: number
  of: number
  /** May its counts stand beside it, at every site? */
  tell: boolean
}

/** How whole a field is, over all sites and at each. Its counts are told only where none of them is small: otherwise the share alone, rounded. */
export function wholeness(look: Look, field: Field): { all: Share; sites: Share[] } {
  const shareOf = (rows: readonly Delivery[]) => ({ part: add(rows, field), of: add(rows, 'n') })
  return told(look, shareOf)
}

/** How many said that the police do not know, of those whose answer is in the file. */
export const unknownToPolice = (look: Look): { all: Share; sites: Share[] } =>
  told(look, rows => ({ part: add(rows, 'unknown'), of: add(rows, 'told') }))

function told(look: Look, shareOf: (rows: readonly Delivery[]) => { part: number; of: number }) {
  const sites = sitesOf(look).map(site => shareOf(rowsOf(look, site.code)))
  const all = shareOf(rowsOf(look))
  const tell = isTellable([all, ...sites], look.under)
  return { all: { ...all, tell }, sites: sites.map(share => ({ ...share, tell })) }
}

const least = 50

/** "94 %", of too few "too few to say"; where its counts are not told, "nearly all" and "hardly any" stand for what is close to either end. */
export function shareWords({ part, of, tell }: Share): string {
  if (of === 0) return 'nothing came'
  if (!tell && of < least) return 'too few to say'
  const percent = Math.round((100 * part) / of)
  if (tell) return `${percent}%`
  return percent >= 95 ? 'nearly all' : percent <= 5 ? 'hardly any' : `${percent}%`
}

export const countWords = ({ part, of, tell }: Share): string => (of === 0 || !tell ? '' : whole(part))

/** The Wilson interval in words; nothing where the counts are not told, as they could be worked out from it. */
export function intervalWords({ part, of, tell }: Share): string {
  if (!tell || of === 0) return ''
  const { lower, upper } = proportion(part, of, { multiplier: 100 })
  return lower === null || upper === null ? '' : `95% interval ${decimal(lower, 0)}% to ${decimal(upper, 0)}%`
}

export const lagsOf = (look: Look): Lag[] => lags(look.pieces.deliveries, look.source.lagDays)

export interface Part {
  name: string
  count: number | null
  hidden: boolean
  /** What all parts add up to. */
  of: number
}

/** Parts of a whole that stands beside them, the small ones hidden with as many others as that takes. */
export function partsOf(counts: ReadonlyMap<string, number>, under: number): Part[] {
  const entries = [...counts]
  const of = entries.reduce((sum, [, n]) => sum + n, 0)
  const hidden = hiddenParts(
    entries.map(([, n]) => n),
    under,
  )
  return entries.map(([name, n], i) => ({ name, count: hidden[i] ? null : n, hidden: hidden[i] === true, of }))
}

const isIn = (months: readonly Month[]) => (row: { month: Month }) => months.includes(row.month)
const notSaid = 'Not said'
const word = (text: string) => text.trim() || notSaid

export const byHour = (look: Look, months: readonly Month[]): Part[] => {
  const known = look.pieces.hours.filter(isIn(months)).filter(row => row.hour !== null)
  const sums = sumBy(known, row => String(row.hour))
  return partsOf(new Map(Array.from({ length: 24 }, (_, h) => [String(h), sums.get(String(h)) ?? 0])), look.under)
}

export function byBand(look: Look, months: readonly Month[]): Part[] {
  const rows = look.pieces.hours.filter(isIn(months))
  const sums = sumBy(rows, ({ hour, weekend }) => (hour === null ? notSaid : bandOf(weekend, hour)))
  const names = sums.has(notSaid) ? [...bands, notSaid] : bands
  return partsOf(new Map(names.map(name => [name, sums.get(name) ?? 0])), look.under)
}

const byKind = (look: Look, months: readonly Month[], key: 'setting' | 'method'): Part[] => {
  const sums = sumBy(look.pieces.kinds.filter(isIn(months)), row => word(row[key]))
  return partsOf(new Map([...sums].toSorted(([a], [b]) => a.localeCompare(b, 'en-GB'))), look.under)
}
export const bySetting = (look: Look, months: readonly Month[]) => byKind(look, months, 'setting')
export const byMethod = (look: Look, months: readonly Month[]) => byKind(look, months, 'method')
