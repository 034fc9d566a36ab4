import { needNumber } from './refuse.ts'

export const HOURS_OF_WEEK = 168

/** An event known to lie between two times, in hours of the week (Monday 00:00 is 0); past Sunday midnight the end goes on counting. */
export type Span = { start: number; end: number }

/**
 * Aoristic weights: each event, known only to lie between two times, is spread over the hours of the week in proportion to how much
 * of its span each holds. Seven rows (Monday first) of 24 hours; they add up to the number of events. A span of no length is in
 * its hour.
 *
 * It takes every moment of the span as likely, which smooths peaks. Long spans (a holiday) say little: count them and say so.
 * Source: Ratcliffe and McCullagh (1998); Ratcliffe (2002).
 */
export function aoristicWeights(spans: readonly Span[]): number[][] {
  const week = new Float64Array(HOURS_OF_WEEK)
  for (const { start, end } of spans) {
    check(start, end)
    const length = end - start
    const first = Math.floor(start)
    if (length === 0) add(week, first, 1)
    for (let hour = first; hour < end && length > 0; hour++)
      add(week, hour, (Math.min(end, hour + 1) - Math.max(start, hour)) / length)
  }
  return Array.from({ length: 7 }, (_, day) => [...week.subarray(24 * day, 24 * day + 24)])
}

function add(week: Float64Array, hour: number, weight: number): void {
  const at = hour % HOURS_OF_WEEK
  week[at] = (week[at] ?? 0) + weight
}

const YEAR = 366 * 24

function check(start: number, end: number): void {
  needNumber('aoristicWeights', 'an end', end)
  if (!(start >= 0 && start < HOURS_OF_WEEK))
    throw new RangeError(`aoristicWeights: a start must be from 0 to under ${HOURS_OF_WEEK}, not ${start}`)
  if (end < start || end - start > YEAR)
    throw new RangeError(`aoristicWeights: an end must be within a year after its start (${start}), not ${end}`)
}
