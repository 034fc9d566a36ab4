/** Adapters of the methods on events, clusters and lists of hot spots. See `methods.ts`. */
import type { Point } from '../distance-neighbours.ts'
import { combineByHarm, harmTotal } from '../harm.ts'
import { hotspotAccuracy } from '../hotspot-accuracy.ts'
import { type Event, type Metric, nearRepeat } from '../near-repeat.ts'
import { nearRepeatGroups } from '../near-repeat-groups.ts'
import { type ScanCluster, scan, scanLogLikelihood } from '../scan.ts'
import { type Method, SEED } from './method.ts'
import { type Fields, number, numbers, word } from './read.ts'

/** The files list the two strongest secondary clusters. */
const LISTED = 2

export const EVENTS: Readonly<Record<string, Method>> = {
  poisson_scan_llr: input => ({
    llr: scanLogLikelihood(number(input, 'cases'), number(input, 'expected'), number(input, 'total')),
  }),

  kulldorff_poisson_scan: input => {
    const ys = numbers(input, 'y')
    const points = numbers(input, 'x').map((x, i): Point => [x, ys[i] ?? Number.NaN])
    const options = { seed: SEED, draws: 9999, maxShare: number(input, 'max_share_of_population') }
    const answer = scan(points, numbers(input, 'cases'), numbers(input, 'population'), options)
    return {
      draws: answer.draws,
      total_cases: answer.totalCases,
      most_likely: answer.mostLikely && spellCluster(answer.mostLikely),
      secondary: answer.secondary.slice(0, LISTED).map(spellCluster),
      critical_llr_5pct: answer.criticalLlr,
    }
  },

  near_repeat_knox: input => {
    const answer = nearRepeat(events(input), {
      distanceBreaks: numbers(input, 'distance_breaks'),
      timeBreaks: numbers(input, 'time_breaks'),
      metric: word<Metric>(input, 'metric', ['euclidean', 'manhattan']),
      seed: SEED,
      draws: 4999,
    })
    return {
      draws: answer.draws,
      observed: answer.observed,
      expected_under_permutation: answer.expected,
      ratio: answer.ratio,
      p: answer.p,
      simulated_mean: answer.simulatedMean,
      simulated_sd: answer.simulatedSd,
    }
  },

  near_repeat_groups: input => {
    const options = { distanceBelow: number(input, 'distance_below'), timeBelow: number(input, 'time_below') }
    const { group, size } = nearRepeatGroups(events(input), options)
    return { group, group_size: size }
  },

  hotspot_prediction_accuracy: input => {
    const [predicted, area] = [numbers(input, 'predicted'), numbers(input, 'area')]
    const places = numbers(input, 'observed').map((observed, i) => ({
      observed,
      predicted: predicted[i] ?? 0,
      area: area[i] ?? 0,
    }))
    const answer = hotspotAccuracy(places, numbers(input, 'top_places'))
    return {
      rows: answer.map(({ top, shareOfArea, shareOfEvents, pai, pei }) => ({
        top,
        share_of_area: shareOfArea,
        share_of_events: shareOfEvents,
        pai,
        pei,
      })),
    }
  },

  harm_weighting: input => {
    const weights = numbers(input, 'weights')
    if (Array.isArray(input.estimates)) {
      const se = numbers(input, 'standard_errors')
      const effects = numbers(input, 'estimates').map((estimate, i) => ({
        estimate,
        se: se[i] ?? 0,
        weight: weights[i] ?? 0,
      }))
      return combineByHarm(effects, 1 - number(input, 'alpha', 0.05))
    }
    const offences = numbers(input, 'counts').map((count, i) => ({ count, weight: weights[i] ?? 0 }))
    const answer = harmTotal(offences, number(input, 'population'))
    return {
      total_harm: answer.total,
      harm_se: answer.se,
      harm_per_1000: answer.rate,
      harm_per_1000_lower: answer.lower,
      harm_per_1000_upper: answer.upper,
      share: answer.shares,
      effective_events: answer.effectiveEvents,
    }
  },
}

function events(input: Fields): Event[] {
  const [y, time] = [numbers(input, 'y'), numbers(input, 'time')]
  return numbers(input, 'x').map((x, i) => ({ x, y: y[i] ?? 0, time: time[i] ?? 0 }))
}

function spellCluster({ places, observedOverExpected, relativeRisk, ...rest }: ScanCluster) {
  return {
    ...rest,
    places: places.map(place => place + 1),
    observed_over_expected: observedOverExpected,
    relative_risk: relativeRisk,
  }
}
