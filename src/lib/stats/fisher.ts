import { dhyper, phyper, phyperUpper } from './discrete.ts'
import { needCount } from './refuse.ts'

/**
 * Fisher's exact p, two-sided: `drawn` from `marked` and `unmarked`, `both` of them marked; the chance of all outcomes no more
 * likely than the one seen (ties judged with R's relative slack of 1e-7).
 * Source: Fisher (1935); R's `fisher.test`.
 */
export function fisherP(both: number, drawn: number, marked: number, unmarked: number): number {
  needCount('fisherP', 'both', both)
  const [low, high] = [Math.max(0, drawn - unmarked), Math.min(drawn, marked)]
  if (both < low || both > high)
    throw new RangeError(`fisherP: both must be from ${low} to ${high} with these margins, not ${both}`)
  const bar = dhyper(both, marked, unmarked, drawn) * (1 + 1e-7)
  const rare = (x: number) => dhyper(x, marked, unmarked, drawn) <= bar
  let [below, above] = [low, high]
  while (below <= high && rare(below)) below++
  while (above >= below && rare(above)) above--
  if (below > high) return 1
  const lower = below > low ? phyper(below - 1, marked, unmarked, drawn) : 0
  return Math.min(1, lower + (above < high ? phyperUpper(above, marked, unmarked, drawn) : 0))
}

/**
 * Conditional maximum likelihood odds ratio of a two by two table, as `fisher.test` gives it; null when the margins leave
 * only one table, Infinity when no larger overlap is possible.
 */
export function conditionalOddsRatio(both: number, drawn: number, marked: number, unmarked: number): number | null {
  const [low, high] = [Math.max(0, drawn - unmarked), Math.min(drawn, marked)]
  if (low === high) return null
  if (both === low) return 0
  if (both === high) return Number.POSITIVE_INFINITY
  const logs = Array.from({ length: high - low + 1 }, (_, i) => Math.log(dhyper(low + i, marked, unmarked, drawn)))
  let [bottom, top] = [-50, 50]
  for (let i = 0; i < 80; i++) {
    const middle = (bottom + top) / 2
    if (meanUnder(logs, middle) + low < both) bottom = middle
    else top = middle
  }
  return Math.exp((bottom + top) / 2)
}

/** Mean position under the hypergeometric tilted by the log odds ratio `t`. */
function meanUnder(logs: readonly number[], t: number): number {
  const tilted = logs.map((log, i) => log + i * t)
  const top = Math.max(...tilted)
  let [weight, sum] = [0, 0]
  tilted.forEach((value, i) => {
    const share = Math.exp(value - top)
    weight += share
    sum += share * i
  })
  return sum / weight
}
