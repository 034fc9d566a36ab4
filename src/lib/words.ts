/** A whole number with commas: 209,018. */
export const whole = (n: number): string => Math.round(n).toLocaleString('en-GB')

/** A number with a fixed count of decimals and commas: 1,234.5. */
export const decimal = (n: number, places = 1): string =>
  n.toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places })

/** `plural(1, 'ward')` is `1 ward`; `plural(4, 'ward')` is `4 wards`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${whole(n)} ${n === 1 ? one : many}`

/** A change in per cent with its sign in words' order: +6.3%, −4.0%. */
export const signedPercent = (ratio: number, places = 1): string => {
  const value = (ratio - 1) * 100
  return `${value < 0 ? '−' : '+'}${decimal(Math.abs(value), places)}%`
}

/** What a rate is out of: "a thousand", "per 100,000". */
export const per = (n: number | null): string => (n === 1_000 || n === null ? 'a thousand' : `per ${whole(n)}`)

/** `list(['a','b','c'])` is `a, b and c`. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`

/** First letter large. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A possessive as GOV.UK writes it: Isleworth’s, Hounslow’s. */
export const possessive = (name: string): string => `${name}’s`

/** Bytes for people: 3.4 MB, 200 MB. */
export function bytes(n: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB']
  const power = Math.min(Math.floor(Math.log10(Math.max(n, 1)) / 3), units.length - 1)
  return power === 0 ? `${n} bytes` : `${decimal(n / 1000 ** power, 1).replace(/\.0$/, '')} ${units[power]}`
}
