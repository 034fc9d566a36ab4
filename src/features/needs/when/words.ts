// Times and ratios as people say them. Pure.
import { formatRate, hourWords } from '../../../lib/charts/index.ts'
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import { notShown } from '../../evidence/index.ts'
import type { Slot } from './months.ts'

const two = (n: number) => formatRate(n, 2)

/** "1.24 times (1.10 to 1.39)". */
export const timesWords = (test: { ratio: number | null; lower: number | null; upper: number | null }): string =>
  test.ratio === null || test.lower === null || test.upper === null
    ? 'cannot be worked out'
    : `${two(test.ratio)} times (${two(test.lower)} to ${Number.isFinite(test.upper) ? two(test.upper) : 'no upper limit'})`

/** "1.10 to 1.39, 95% interval". */
export const limits = (test: { lower: number | null; upper: number | null }): string =>
  test.lower === null || test.upper === null
    ? ''
    : `95% interval ${two(test.lower)} to ${Number.isFinite(test.upper) ? two(test.upper) : 'no upper limit'}`

/** Does the interval leave 1 out? */
export const isApart = (test: { lower: number | null; upper: number | null }): boolean =>
  test.lower !== null && test.upper !== null && (test.lower > 1 || test.upper < 1)

export const about = (n: number | null, rounded: boolean): string =>
  n === null ? notShown : `${rounded ? 'about ' : ''}${whole(n)}`

export const spanWords = (from: string, to: string): string =>
  from.length === 7 ? `${monthWords(from)} to ${monthWords(to)}` : `${dayWords(from)} to ${dayWords(to)}`

export const hourSpan = (from: number, hours: number): string => `${hourWords(from)} to ${hourWords(from + hours)}`

/** The slots that stand out once all were looked at, most first. */
export const standingOut = (slots: readonly Slot[]): Slot[] =>
  slots.filter(slot => slot.q < 0.05 && slot.ratio !== null).sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))

/** A row of a table: how many, how often it came round, and its rate over that of the rest. */
export const slotRow = (slot: Slot, rounded: boolean): string[] => [
  slot.name,
  about(slot.count, rounded),
  whole(slot.exposure),
  slot.ratio === null ? '–' : two(slot.ratio),
  slot.ratio === null ? '–' : `${two(slot.lower)} to ${Number.isFinite(slot.upper) ? two(slot.upper) : 'no limit'}`,
  slot.q < 0.05 ? 'yes' : 'no',
]
