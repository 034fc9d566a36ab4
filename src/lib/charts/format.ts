import { monthNames as MONTHS, monthNumber, monthWords } from '../dates.ts'

export { monthNumber, monthWords }

/** A whole number with commas: 12,345. Written out here rather than by the locale, so that every machine draws the same. */
export function formatCount(value: number): string {
  const digits = String(Math.round(Math.abs(value)))
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',')
  return value < 0 && digits !== '0' ? `-${grouped}` : grouped
}

/** A rate with one decimal and commas: 1,234.5. */
export function formatRate(value: number, decimals = 1): string {
  const [whole = '', part] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const shown = part ? `${grouped}.${part}` : grouped
  return value < 0 && /[1-9]/.test(shown) ? `-${shown}` : shown
}

/** Decimals of a rate: one, and as many more as a small one needs to keep two figures. */
export const rateDecimals = (rate: number): number =>
  rate === 0 || Math.abs(rate) >= 1 ? 1 : Math.min(6, 1 - Math.floor(Math.log10(Math.abs(rate))))

/**
 * A rate as it is read everywhere: 15.5, 0.97, 0.053. The ends of its interval are written like the rate itself; those of no events have nothing to be like,
 * and an end that chance allows is never written as none.
 */
export const rateText = (value: number, like = value): string => formatRate(value, rateDecimals(like || value))

interface Interval {
  rate: number
  lower: number
  upper: number
}

/** "7.1 (7.0 to 7.2)" */
export const rateWithEnds = ({ rate, lower, upper }: Interval): string =>
  `${rateText(rate)} (${rateText(lower, rate)} to ${rateText(upper, rate)})`

/** An axis figure: no decimals unless the step needs them. */
export const formatTick = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : formatRate(value, rateDecimals(value)).replace(/0$/, '')

/** "Feb" */
const shortName = (month: string) => MONTHS[monthNumber(month) % 12]?.slice(0, 3) ?? ''

/** "2026-02" as "Feb 2026". */
export const monthShort = (month: string): string => `${shortName(month)} ${month.slice(0, 4)}`

/** "2026-02" as "Feb ’26", for the narrow drawing. */
export const monthTiny = (month: string): string => `${shortName(month)} ’${month.slice(2, 4)}`

/** "February 2026", or the quarter that begins with it: "January to March 2026". */
export function spanWords(month: string, months: 1 | 3): string {
  if (months === 1) return monthWords(month)
  const last = (monthNumber(month) + 2) % 12
  return `${MONTHS[monthNumber(month) % 12]} to ${MONTHS[last]} ${month.slice(0, 4)}`
}

/** "a", "a and b", "a, b and c". */
export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`

/** Ends a sentence that has no end. */
export const sentence = (words: string): string => (/[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`)
