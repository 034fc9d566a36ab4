// Figures as they are written out for readers ("52.5%", "83 (12.2%)", "1.08 (0.66 to 1.77)"), as a program can count with them. Pure.
import { addMonths, monthNames } from './dates.ts'

/** What a figure says of itself, each part as a page shows it; empty where it has none. */
export interface Written {
  value: string
  /** "120 of 300 offences" */
  count?: string
  /** "209,018 residents of 120 wards" */
  of?: string
  /** "95% interval 3.3 to 7.4", "44.5% by chance, 95% of draws 41% to 47%" */
  interval?: string
}

export interface Numbers {
  value: number | null
  unit: string
  count: number | null
  denominator: number | null
  denominatorUnit: string
  lower: number | null
  upper: number | null
  /** What the two ends are of; empty where there are none. */
  interval: string
}

/** The columns of a file of figures that say a figure in numbers: the same in every file, so that one program reads them all. */
export const numberColumns = [
  'value',
  'unit',
  'count',
  'denominator',
  'denominator_unit',
  'interval_low',
  'interval_high',
  'interval',
]

type Cell = string | number | null

/** A figure for those columns: words stand where there is no number, as for one that is hidden. */
export interface Figured {
  value: Cell
  unit: string
  count?: Cell
  denominator?: Cell
  denominatorUnit?: string
  lower?: Cell
  upper?: Cell
  interval?: string
}

/** Its cells, in the order of the columns. */
export const numberCells = (figure: Figured): Cell[] => [
  figure.value,
  figure.unit,
  figure.count ?? null,
  figure.denominator ?? null,
  figure.denominatorUnit ?? '',
  figure.lower ?? null,
  figure.upper ?? null,
  figure.interval ?? '',
]

const number = String.raw`[+−-]?\d[\d,]*(?:\.\d+)?`
const plain = (text: string): number => Number(text.replace(/[,+]/g, '').replace('−', '-'))
const orNull = (text: string | undefined): number | null => (text === undefined ? null : plain(text))

const valueShape = new RegExp(`^(${number})\\s*([^(]*?)\\s*(?:\\((.*)\\))?$`)
const pairShape = new RegExp(`^(${number}) of (${number})\\s*([^(]*?)\\s*(?:\\(.*)?$`)
const oneShape = new RegExp(`^(${number})(?!.* and \\d)\\s*(.*?)(?: of .*)?$`)
const rangeShape = new RegExp(`(${number}) ?%? (?:to (${number})|or more)(?!.*\\d ?%? to \\d)`)

/** The numbers of a figure. What cannot be read as one number is null: the words stay beside it. */
export function numbersOf({ value, count = '', of = '', interval = '' }: Written): Numbers {
  const [, first, words = '', within = ''] = valueShape.exec(value) ?? []
  const own = first === undefined ? null : plain(first)
  const [, lower, upper] = rangeShape.exec(within) ?? rangeShape.exec(interval) ?? []
  return {
    value: own !== null && words.endsWith('points less') ? -own : own,
    unit: words === '%' ? 'percent' : words.startsWith('points') ? 'percentage points' : words,
    ...baseOf(own, count, of),
    lower: orNull(lower),
    upper: orNull(upper),
    interval: lower === undefined ? '' : kindOf(interval),
  }
}

/** The same where the words stay when there is no number in them, as "hidden: fewer than 5" does. */
export function figuredOf(written: Written): Figured {
  const numbers = numbersOf(written)
  return { ...numbers, value: numbers.value ?? written.value }
}

const rateShape = new RegExp(`^(${number}) (\\(.*\\))\\s*(.*)$`)

/** A figure, and apart from it the rate with its own interval where a page shows one in the interval's place: the ends are the rate's, not the count's. */
export function figuresIn(written: Written): [Written, ...Written[]] {
  const [, rate, ends, unit] = rateShape.exec(written.interval ?? '') ?? []
  if (rate === undefined) return [written]
  const counted = { ...written, interval: '' }
  // a rate is shown with its 95% interval on every page, said once for all
  return [counted, { ...counted, value: `${rate} ${unit} ${ends}`, interval: '95% interval in brackets' }]
}

type Base = Pick<Numbers, 'count' | 'denominator' | 'denominatorUnit'>

/** "a of b" is the figure's own count and base where it stands as its count, or where it gives the figure; else it is about something else. */
function baseOf(value: number | null, count: string, of: string): Base {
  const counted = pairShape.exec(count)
  const based = pairShape.exec(of)
  const [, part = '', whole = '', unit = ''] = counted ?? (based && gives(based, value) ? based : undefined) ?? []
  if (whole !== '') return { count: plain(part), denominator: plain(whole), denominatorUnit: unit }
  const [, base, baseUnit = ''] = based ? [] : (oneShape.exec(of) ?? [])
  return { count: orNull(oneShape.exec(count)?.[1]), denominator: orNull(base), denominatorUnit: baseUnit }
}

/** Half of what the last decimal of a percentage leaves open, and a little for rounding it. */
const slack = 0.051
const gives = ([, part = '', whole = '']: RegExpExecArray, percent: number | null): boolean =>
  percent !== null &&
  Math.abs((100 * plain(part)) / plain(whole) - percent) <= (Number.isInteger(percent) ? 0.5 : slack)

// Only what says 95 is of 95 in a hundred; what the ends of others are of is in the words beside them.
function kindOf(words: string): string {
  if (!words.includes('95')) return ''
  if (words.includes('by chance')) return 'where 95% of draws by chance fall'
  return words.includes('of 100 draws') ? 'where 95 of 100 draws put the difference' : '95% interval'
}

const month = String.raw`([A-Z][a-z]+) (\d{4})`
const monthsShape = new RegExp(`^(?:(\\d{1,3}) months to )?${month}(?: to ${month})?$`)
const monthOf = (name = '', year = ''): string | undefined =>
  monthNames.includes(name) ? `${year}-${String(monthNames.indexOf(name) + 1).padStart(2, '0')}` : undefined

/** "October 2025 to September 2026" and "12 months to September 2026" as 2025-10/2026-09; other words as they are. */
export function periodCode(words: string): string {
  const [, many, first, firstYear, last, lastYear] = monthsShape.exec(words) ?? []
  const from = monthOf(first, firstYear)
  if (from === undefined) return words
  if (many !== undefined) return `${addMonths(from, 1 - Number(many))}/${from}`
  const to = monthOf(last, lastYear)
  return to === undefined ? from : `${from}/${to}`
}
