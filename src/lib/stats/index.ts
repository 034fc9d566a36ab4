/** The door of the statistics: every method a room may use. Each file says what its method answers, its source and its limits. */

export { type AnnualChange, annualPercentChange } from './annual-change.ts'
export { aoristicWeights, type Span } from './aoristic.ts'
export { type Comparison, compareWithBenchmark, type Standing } from './benchmark.ts'
export { pbeta, pt, qbeta, qt } from './beta.ts'
export { type ChanceConcentration, chanceConcentration } from './chance-concentration.ts'
export { type AgainstChance, type ChanceCurve, chanceCurve } from './chance-curve.ts'
export { type Change, changeBeforeAfter } from './change.ts'
export { type ChangePoints, changePoints } from './change-points.ts'
export { pchisq, pchisqUpper, qchisq, qgamma } from './chi-square.ts'
export { type CircularMean, circularMean } from './circular.ts'
export { type DayTable, eventsPerDay, movingWindowP } from './cluster-in-time.ts'
export {
  type Concentration,
  concentration,
  type PlacesNeeded,
  placesNeeded,
  type TopShare,
  topShare,
} from './concentration.ts'
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
export { type Dispersion, estimateDispersion, type Pair, spreadDispersion } from './dispersion.ts'
export {
  type Disproportionality,
  disproportionality,
  type Group,
  type GroupAgainst,
  type GroupRate,
} from './disproportionality.ts'
export { nearestNeighbours, neighboursWithin, type Point } from './distance-neighbours.ts'
export { eTest } from './e-test.ts'
export { type Ears, ears, type Thresholds } from './ears.ts'
export { empiricalBayes, localEmpiricalBayes, type Smoothed } from './empirical-bayes.ts'
export { type FarringtonMethod, type FarringtonOptions, farrington, type Watched } from './farrington.ts'
export { type FdrCutoff, fdrCutoff } from './fdr.ts'
export { conditionalOddsRatio, fisherP } from './fisher.ts'
export {
  type FunnelStanding,
  funnelAxis,
  type ProportionFunnel,
  poissonOnLine,
  poissonStanding,
  proportionFunnel,
  type RateFunnel,
  rateFunnel,
  standingOf,
} from './funnel.ts'
export { type FunnelOverdispersion, funnelOverdispersion } from './funnel-overdispersion.ts'
export { lgamma } from './gamma.ts'
export { type GetisOrd, getisOrd } from './getis-ord.ts'
export { type GlobalMoran, globalMoran, globalMoranPermutation } from './global-moran.ts'
export { combineByHarm, type Harm, harmTotal, type Offence, type WeightedEffect } from './harm.ts'
export { type Day, type HolidayRatio, schoolHolidayRatio } from './holiday-model.ts'
export { type Accuracy, hotspotAccuracy, type Predicted } from './hotspot-accuracy.ts'
export { type IndirectRate, indirectlyStandardised, type ReferenceBand } from './indirectly-standardised.ts'
export { type Inequality, type InequalityOptions, type Quantile, slopeIndex } from './inequality.ts'
export { type LocalMoran, localMoran, type Quadrant } from './local-moran.ts'
export { type LocalPermutation, localPermutation } from './local-permutation.ts'
export { type Mean, meanInterval } from './mean.ts'
export { bh, bonferroni, by, holm } from './multiple.ts'
export { type Event as TimedEvent, type Knox, nearRepeat } from './near-repeat.ts'
export { nearRepeatGroups } from './near-repeat-groups.ts'
export type { NeighbourLists, Weighting } from './neighbour-weights.ts'
export { type NextMonth, nextMonth } from './next-month.ts'
export { pnorm, pnormTwoSided, pnormUpper, qnorm } from './normal.ts'
export { type Overdispersion, overdispersion } from './overdispersion.ts'
export { deprivationOverlay, type Overlay, spearman } from './overlay.ts'
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
export {
  type Marker,
  type RecentTrend,
  recentProportionTrend,
  recentRateTrend,
  type YearlyRate,
} from './recent-trend.ts'
export { type Scan, type ScanCluster, scan, scanLogLikelihood } from './scan.ts'
export {
  type Band,
  directlyStandardised,
  directlyStandardisedRepeat,
  type RepeatBand,
  type StandardisedRate,
} from './standardised.ts'
export { supFP } from './sup-f.ts'
export { type TimeProfile, timeProfile } from './time-profile.ts'
export { ranksTopShare } from './top-share.ts'
export { compareProportions, type Part, type ProportionComparison, type RiskRatio } from './two-proportions.ts'
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
