import { monthNames as MONTHS } from '../dates.ts'

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

/** An axis figure: no decimals unless the step needs them. */
export const formatTick = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : formatRate(value, Math.abs(value) < 1 ? 2 : 1).replace(/0$/, '')

function partsOf(month: string): [year: string, index: number] {
  const match = /^(\d{4})-(0[1-9]|1[0-2])/.exec(month)
  if (!match) throw new RangeError(`A month is written YYYY-MM, not ${month}`)
  return [match[1] ?? '', Number(match[2]) - 1]
}

/** "2026-02" as "February 2026". */
export const monthWords = (month: string): string => {
  const [year, index] = partsOf(month)
  return `${MONTHS[index]} ${year}`
}

/** "2026-02" as "Feb 2026". */
export const monthShort = (month: string): string => {
  const [year, index] = partsOf(month)
  return `${MONTHS[index]?.slice(0, 3)} ${year}`
}

/** "2026-02" as "Feb ’26", for the narrow drawing. */
export const monthTiny = (month: string): string => {
  const [year, index] = partsOf(month)
  return `${MONTHS[index]?.slice(0, 3)} ’${year.slice(2)}`
}

/** Months since year 0: the difference of two says how far apart they are. */
export const monthNumber = (month: string): number => {
  const [year, index] = partsOf(month)
  return Number(year) * 12 + index
}

/** "a", "a and b", "a, b and c". */
export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`

/** Ends a sentence that has no end. */
export const sentence = (words: string): string => (/[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`)
