/** The door of the statistics: every method a room may use. Each file says what its method answers, its source and its limits. */

export { type Comparison, compareWithBenchmark, type Standing } from './benchmark.ts'
export { pbeta, pt, qbeta, qt } from './beta.ts'
export { type Change, changeBeforeAfter } from './change.ts'
export { pchisq, pchisqUpper, qchisq, qgamma } from './chi-square.ts'
export { contiguity, type Neighbours, type Shape } from './contiguity.ts'
export {
  dbinom,
  dhyper,
  dpois,
  pbinom,
  pbinomUpper,
  phyper,
  phyperUpper,
  ppois,
  ppoisUpper,
  qpois,
} from './discrete.ts'
export { type Dispersion, estimateDispersion, type Pair } from './dispersion.ts'
export { eTest } from './e-test.ts'
export { lgamma } from './gamma.ts'
export { bh, bonferroni, by, holm } from './multiple.ts'
export { pnorm, pnormTwoSided, pnormUpper, qnorm } from './normal.ts'
export { type Overdispersion, overdispersion } from './overdispersion.ts'
export {
  type ChartOptions,
  type ChartPoint,
  type ChartSegment,
  type ControlLimits,
  type Mark,
  type PoissonChart,
  poissonChart,
  poissonControlLimits,
} from './poisson-chart.ts'
export { type Proportion, proportion } from './proportion.ts'
export { quantiles } from './quantiles.ts'
export { binomial, integer, multinomial, poisson, type Random, seeded } from './random.ts'
export { crudeRate, crudeRates, exactPoissonLimits, poissonLimits, type Rate, type RateOptions } from './rate.ts'
export {
  placeChangeTest,
  type RatioOptions,
  type RatioTest,
  rateRatioTest,
  relativeRateRatioTest,
  type TwoPeriods,
} from './rate-ratio.ts'
export { ranksTopShare } from './top-share.ts'
export { type Counted, compareRates, type RateComparison } from './two-rates.ts'
export { weightedMeans } from './weighted.ts'
export {
  type Assurance,
  type Direction,
  type PointType,
  type Segment,
  type XmrChart,
  type XmrOptions,
  xmr,
} from './xmr.ts'
export type { SpecialCause } from './xmr-rules.ts'
