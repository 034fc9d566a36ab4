/**
 * The registry: one adapter for each method of the reference files, under the name in the file's "method".
 * A new method adds one entry: read the input, call our function, answer with the file's own key names.
 */
import { compareWithBenchmark } from '../benchmark.ts'
import { changeBeforeAfter } from '../change.ts'
import { contiguity, type Shape } from '../contiguity.ts'
import { bh, bonferroni, by, holm } from '../multiple.ts'
import { overdispersion } from '../overdispersion.ts'
import { proportion } from '../proportion.ts'
import { quantiles } from '../quantiles.ts'
import { crudeRate } from '../rate.ts'
import { compareRates } from '../two-rates.ts'
import { type Direction, xmr } from '../xmr.ts'
import { disclosure } from './disclosure.ts'
import { EVENTS } from './events.ts'
import { FUNNELS } from './funnels.ts'
import { GROUPS } from './groups.ts'
import { type Method, upFromOne } from './method.ts'
import { PLACES } from './places.ts'
import { RATES } from './rates.ts'
import { flag, isFields, list, maybe, maybes, number, numbers, word } from './read.ts'
import { special } from './special.ts'
import { TIMES } from './times.ts'

const DIRECTIONS: readonly Direction[] = ['increase', 'decrease', 'neutral']

export const METHODS: Readonly<Record<string, Method>> = {
  ...RATES,
  ...GROUPS,
  ...FUNNELS,
  ...PLACES,
  ...EVENTS,
  ...TIMES,

  special_functions: input => ({ value: special(input) }),

  disclosure_control: disclosure,

  crude_rate_ci: input =>
    crudeRate(maybe(input, 'count'), maybe(input, 'population'), {
      confidence: number(input, 'confidence', 0.95),
      multiplier: number(input, 'multiplier', 100_000),
    }),

  proportion_ci_wilson: input =>
    proportion(maybe(input, 'numerator'), maybe(input, 'denominator'), {
      confidence: number(input, 'confidence', 0.95),
      multiplier: number(input, 'multiplier', 1),
    }),

  comparison_with_benchmark: input =>
    compareWithBenchmark(
      maybe(input, 'count'),
      maybe(input, 'population'),
      maybe(input, 'benchmark_rate'),
      number(input, 'multiplier', 100_000),
    ),

  two_poisson_rates: input => {
    const one = { count: maybe(input, 'count_1'), exposure: maybe(input, 'exposure_1') }
    const two = { count: maybe(input, 'count_2'), exposure: maybe(input, 'exposure_2') }
    const answer = compareRates(one, two, number(input, 'confidence', 0.95))
    return {
      rate_ratio: answer.ratio,
      exact_p_two_sided: answer.exactP,
      exact_lower: answer.exactLower,
      exact_upper: answer.exactUpper,
      wald_lower: answer.waldLower,
      wald_upper: answer.waldUpper,
      midp_lower: answer.midPLower,
      midp_upper: answer.midPUpper,
      midp_p: answer.midP,
      e_test_p: answer.eTestP,
      rate_difference: answer.difference,
      rate_difference_se: answer.differenceSe,
    }
  },

  overdispersion: input => {
    const answer = overdispersion(maybes(input, 'counts'))
    return {
      mean: answer.mean,
      variance: answer.variance,
      index_of_dispersion: answer.indexOfDispersion,
      chi_square: answer.chiSquare,
      df: answer.df,
      p_overdispersed: answer.p,
      nb_theta: answer.theta,
    }
  },

  change_before_after: input => {
    const answer = changeBeforeAfter(maybes(input, 'before'), maybes(input, 'after'))
    return {
      z_sqrt: answer.z,
      p_two_sided: answer.p,
      p_bh: answer.pBh,
      overall_ratio: answer.overallRatio,
      z_relative_to_overall: answer.zRelative,
      percent_change: answer.percentChange,
    }
  },

  multiple_testing: input => {
    const p = maybes(input, 'p')
    return { bonferroni: bonferroni(p), holm: holm(p), bh: bh(p), by: by(p) }
  },

  quantile_assignment: input => {
    const highestFirst = flag(input, 'highest_value_is_quantile_1', true)
    return { quantile: quantiles(maybes(input, 'values'), { groups: number(input, 'n_quantiles'), highestFirst }) }
  },

  contiguity_neighbours: input => {
    const { queen, rook } = contiguity(list(input, 'polygons', shape))
    return { queen: upFromOne(queen), rook: upFromOne(rook) }
  },

  spc_xmr_nhs: input => {
    const chart = xmr(maybes(input, 'values'), {
      direction: word(input, 'improvement_direction', DIRECTIONS),
      screen: flag(input, 'screen_moving_range_outliers', true),
      rebaseAt: Array.isArray(input.rebase_at_points) ? numbers(input, 'rebase_at_points').map(point => point - 1) : [],
      baseline: maybe(input, 'baseline_points'),
      target: maybe(input, 'target'),
    })
    const segments = chart.segments.map(({ from, to, mean, lower, upper, trial }) => ({
      from_point: from + 1,
      to_point: to,
      mean,
      lower,
      upper,
      trial_limits: trial,
    }))
    return { segments, special_cause: chart.specialCause, point_type: chart.pointType, assurance: chart.assurance }
  },
}

function shape(value: unknown): Shape {
  if (!isFields(value)) throw new TypeError(`a polygon should be a geometry, not ${JSON.stringify(value)}`)
  const rings = list(value, 'coordinates', each => each)
  if (value.type === 'Polygon') return { type: 'Polygon', coordinates: rings.map(ring) }
  if (value.type === 'MultiPolygon')
    return { type: 'MultiPolygon', coordinates: rings.map(part => items(part).map(ring)) }
  throw new TypeError(`a polygon should be a Polygon or MultiPolygon, not ${JSON.stringify(value.type)}`)
}

const items = (value: unknown): unknown[] => list({ coordinates: value }, 'coordinates', each => each)
const ring = (value: unknown): number[][] => items(value).map(point => numbers({ point }, 'point'))
