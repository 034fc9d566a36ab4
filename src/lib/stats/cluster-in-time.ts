import { dpois, ppois, ppoisUpper } from './discrete.ts'
import { needCount, needPositive } from './refuse.ts'

export type DayTable = {
  meanPerDay: number
  /** For each count: chance of exactly so many on one day, days expected with so many, chance of at least so many. */
  rows: { count: number; probability: number; expectedDays: number; atLeast: number }[]
}

/**
 * How often would chance alone put so many events on one day? A table of `counts` for `perYear` events a year (of 365.25 days) over
 * `days` days. Victims of one incident are one event. "Three in a day" seen after the fact is one of many runs that could have
 * been seen: compare the days expected with the days seen, not the chance of this one day.
 * Source: Spiegelhalter and Barnett (2009), "London murders: a predictable pattern?".
 */
export function eventsPerDay(perYear: number, days: number, counts: readonly number[]): DayTable {
  needPositive('eventsPerDay', 'perYear', perYear)
  needPositive('eventsPerDay', 'days', days)
  const meanPerDay = perYear / 365.25
  const rows = counts.map(count => {
    needCount('eventsPerDay', 'a count', count)
    const probability = dpois(count, meanPerDay)
    const atLeast = count === 0 ? 1 : ppoisUpper(count - 1, meanPerDay)
    return { count, probability, expectedDays: probability * days, atLeast }
  })
  return { meanPerDay, rows }
}

/**
 * Chance that some moving window holds `observed` events or more, in a period as long as `windows` windows with `mean` events each:
 * "six in any fortnight of eight years" is 208 windows, not "in this fortnight". Refuses less than two windows.
 * Source: Naus (1982), from the chances in two and three windows. ptools' `scanw` drops a term of the second.
 */
export function movingWindowP(observed: number, { windows, mean }: { windows: number; mean: number }): number {
  needCount('movingWindowP', 'observed', observed)
  needPositive('movingWindowP', 'mean', mean)
  if (!(windows >= 2)) throw new RangeError(`movingWindowP: windows must be two or more, not ${windows}`)
  if (observed < 2) return observed === 0 ? 1 : -Math.expm1(-mean * windows)
  const [two, three] = [noneInTwo(observed, mean), noneInThree(observed, mean)]
  if (!(two > 0 && three > 0)) return 1
  return Math.min(1, Math.max(0, 1 - two * (three / two) ** (windows - 2)))
}

const P = (x: number, psi: number): number => (x < 0 ? 0 : dpois(x, psi))
const F = (x: number, psi: number): number => (x < 0 ? 0 : ppois(x, psi))

/** Chance of no such window in two windows' length. */
function noneInTwo(n: number, psi: number): number {
  return F(n - 1, psi) ** 2 - (n - 1) * P(n, psi) * P(n - 2, psi) - (n - 1 - psi) * P(n, psi) * F(n - 3, psi)
}

/** And in three. */
function noneInThree(n: number, psi: number): number {
  const first = 2 * P(n, psi) * F(n - 1, psi) * ((n - 1) * F(n - 2, psi) - psi * F(n - 3, psi))
  const inner = (n - 1) * (n - 2) * F(n - 3, psi) - 2 * (n - 2) * psi * F(n - 4, psi) + psi * psi * F(n - 5, psi)
  let rest = F(n - 1, psi) ** 3 - first + 0.5 * P(n, psi) ** 2 * inner
  for (let r = 1; r < n; r++) rest += P(2 * n - r, psi) * F(r - 1, psi) ** 2
  for (let r = 2; r < n; r++) rest -= P(2 * n - r, psi) * P(r, psi) * ((r - 1) * F(r - 2, psi) - psi * F(r - 3, psi))
  return rest
}
