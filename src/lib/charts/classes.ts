import type { Step } from './colours.ts'
import { formatRate, formatTick } from './format.ts'

/** Cut points, ascending. Class i holds values from `breaks[i - 1]` up to but not including `breaks[i]`. */
export type Breaks = readonly number[]

const finite = (values: readonly (number | null)[]) =>
  values.filter((value): value is number => value !== null && Number.isFinite(value)).sort((a, b) => a - b)

const roundTo = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals

/**
 * Cut points that put about the same number of values in each of `count` classes. Values are rounded to `decimals` first, so that
 * the figures in the table fall where the key says. Equal values are never parted: with ties or few values there are fewer classes.
 */
export function quantileBreaks(values: readonly (number | null)[], count: number, decimals = 1): number[] {
  const sorted = finite(values).map(value => roundTo(value, decimals))
  const lowest = sorted[0]
  const highest = sorted[sorted.length - 1]
  if (lowest === undefined || highest === undefined) return []
  const cuts = Array.from(
    { length: count - 1 },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / count)] ?? highest,
  )
  // Where the lowest value fills whole classes (many zeros) it becomes a class of its own.
  const next = sorted.find(value => value > lowest) ?? lowest
  return [...new Set(cuts.map(cut => Math.max(cut, next)))].filter(cut => cut > lowest)
}

/** Round cut points at equal steps from zero: 5, 10, 15… At most `count` classes. Better than quantiles when maps are compared. */
export function niceBreaks(values: readonly (number | null)[], count: number): number[] {
  const sorted = finite(values)
  const highest = sorted[sorted.length - 1] ?? 0
  if (highest <= 0) return []
  const power = 10 ** Math.floor(Math.log10(highest / count))
  const step = [1, 2, 2.5, 5, 10].map(each => each * power).find(each => each * count > highest) ?? 10 * power
  const cuts = Array.from({ length: count - 1 }, (_, i) => roundTo((i + 1) * step, 6))
  return cuts.filter(cut => cut <= highest)
}

/** Which class a value falls in, from 0, judged on the figure as it is shown (`decimals` places). */
export const classOf = (value: number, breaks: Breaks, decimals = 1): number => {
  const above = breaks.findIndex(cut => roundTo(value, decimals) < cut)
  return above === -1 ? breaks.length : above
}

/** Steps of the five-step scale for a number of classes, spread out so that fewer classes are still easy to tell apart. */
export function stepsFor(classes: number): Step[] {
  const spread: Readonly<Record<number, Step[]>> = {
    1: [2],
    2: [1, 3],
    3: [0, 2, 4],
    4: [0, 1, 3, 4],
    5: [0, 1, 2, 3, 4],
  }
  const steps = spread[classes]
  if (!steps) throw new RangeError(`A map has 1 to 5 classes, not ${classes}`)
  return steps
}

/**
 * The classes in words: "under 5.1", "5.1 to under 7.6", "7.6 or more". Counts are whole: "under 5", "5 to 9", "10 or more".
 * `decimals` 0 means counts.
 */
export function classWords(
  breaks: Breaks,
  { decimals = 1, unit = '' }: { decimals?: number; unit?: string } = {},
): string[] {
  const end = unit ? ` ${unit}` : ''
  const say = (value: number) => (decimals ? formatRate(value, decimals) : formatTick(value))
  if (!breaks.length) return [`all the same${end && `,${end}`}`]
  return Array.from({ length: breaks.length + 1 }, (_, i) => {
    const [from, to] = [breaks[i - 1], breaks[i]]
    if (from === undefined) return `under ${say(to ?? 0)}${end}`
    if (to === undefined) return `${say(from)} or more${end}`
    if (decimals) return `${say(from)} to under ${say(to)}${end}`
    return to - 1 > from ? `${say(from)} to ${say(to - 1)}${end}` : `${say(from)}${end}`
  })
}
