import { formatRate } from '../../../lib/charts/index.ts'
import type { Rate } from '../../../lib/stats/index.ts'

/** "7.1 (7.0 to 7.2)". */
export const rateWords = ({ rate, lower, upper }: Rate): string =>
  rate === null || lower === null || upper === null
    ? ''
    : `${formatRate(rate)} (${formatRate(lower)} to ${formatRate(upper)})`
