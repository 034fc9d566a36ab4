import { needNumber } from './refuse.ts'

/**
 * Which values are in the top `share` (0.1: the top tenth) by rank? Null in, null out, and not counted.
 *
 * Room is floor(share × N). A value is in when it and everything at least as high fit in that room, so tied values are all
 * in or all out, and never more than the share is marked: where most places have no events, none of them is "high".
 * Consequence: with fewer than 1/share values, or with a tie across the edge at the very top, nobody is in.
 */
export function ranksTopShare(values: readonly (number | null)[], share = 0.1): (boolean | null)[] {
  if (!(share > 0 && share <= 1)) throw new RangeError(`ranksTopShare: share must be above 0 and up to 1, not ${share}`)
  const known = values.filter(value => value !== null)
  for (const value of known) needNumber('ranksTopShare', 'a value', value)
  const room = Math.floor(share * known.length + 1e-9)
  const descending = Float64Array.from(known).sort().reverse()
  const next = descending[room]
  return values.map(value => (value === null ? null : room > 0 && (next === undefined || value > next)))
}
