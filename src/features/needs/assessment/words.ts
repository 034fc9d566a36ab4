import { rateWithEnds } from '../../../lib/charts/index.ts'
import type { Rate } from '../../../lib/stats/index.ts'

/** "7.1 (7.0 to 7.2)"; a small rate with as many decimals as it needs to differ from nothing. */
export function rateWords({ rate, lower, upper }: Rate): string {
  if (rate === null || lower === null || upper === null) return ''
  return rateWithEnds({ rate, lower, upper })
}
