import { from, upTo } from './binomial-test.ts'
import { logPoisson } from './gamma.ts'
import type { TwoPeriods } from './rate-ratio.ts'
import { needCount, needPositive } from './refuse.ts'

/**
 * E-test p for two Poisson rates with the pooled (score) statistic: the chance, at the pooled rate, of a score at least as
 * large as the one seen. The total N is Poisson and, given N, x1 is binomial with share π = n1/(n1 + n2) and score
 * |x1 − Nπ| / √(Nπ(1 − π)); so the double sum over both counts becomes one sum of binomial tails over N.
 * No events give no score and add nothing (as in the reference), so equal rates answer 1 − P(no events), not quite 1.
 * Source: Krishnamoorthy and Thomson (2004); pooled variance as `e_test` in ptools, which the paper's own (unpooled)
 * version equals only when exposures are equal.
 */
export function eTest({ x1, n1, x2, n2 }: TwoPeriods): number {
  needCount('eTest', 'x1', x1)
  needCount('eTest', 'x2', x2)
  needPositive('eTest', 'n1', n1)
  needPositive('eTest', 'n2', n2)
  const mean = x1 + x2
  if (mean === 0) return 1
  const share = n1 / (n1 + n2)
  const other = n2 / (n1 + n2)
  const score = Math.abs(x1 - mean * share) / Math.sqrt(mean)
  const reach = 40 + 12 * Math.sqrt(mean)
  let p = 0
  for (let n = Math.max(1, Math.floor(mean - reach)); n <= mean + reach; n++) {
    const slack = 1e-9 * Math.max(1, n)
    const width = score * Math.sqrt(n)
    const low = Math.floor(n * share - width + slack * 1e-3)
    const high = Math.max(low + 1, Math.ceil(n * share + width - slack * 1e-3))
    p += Math.exp(logPoisson(n, mean)) * (upTo(low, n, share, other) + from(high, n, share, other))
  }
  return Math.min(1, p)
}
