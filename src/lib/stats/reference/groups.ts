/** Adapters of the methods on concentration, groups and gradients. See `methods.ts`. */
import { chanceConcentration } from '../chance-concentration.ts'
import { concentration, placesNeeded, topShare } from '../concentration.ts'
import { disproportionality, type GroupAgainst, type GroupRate } from '../disproportionality.ts'
import { empiricalBayes, localEmpiricalBayes } from '../empirical-bayes.ts'
import { type Kind, type Quantile, slopeIndex } from '../inequality.ts'
import { deprivationOverlay } from '../overlay.ts'
import { type Method, SEED } from './method.ts'
import { type Fields, flag, neighbours, number, numbers, strings, word } from './read.ts'

const TOP_SHARES = [0.01, 0.05, 0.1, 0.12, 0.2, 0.25, 0.5]
const HELD_SHARES = [0.25, 0.5, 0.52, 0.8, 1]

export const GROUPS: Readonly<Record<string, Method>> = {
  concentration_lorenz_gini: input => {
    const counts = numbers(input, 'counts')
    const answer = concentration(counts)
    const tops = TOP_SHARES.map(share => topShare(counts, share)).map(({ shareOfPlaces, places, shareOfEvents }) => ({
      share_of_places: shareOfPlaces,
      places,
      share_of_events: shareOfEvents,
    }))
    const needed = HELD_SHARES.map(share => placesNeeded(counts, share)).map(each => ({
      share_of_events: each?.shareOfEvents,
      whole_places: each?.wholePlaces,
      whole_share_of_places: each?.wholeShareOfPlaces,
      interpolated_share_of_places: each?.interpolatedShareOfPlaces,
    }))
    return {
      total: answer.total,
      places: answer.places,
      places_with_events: answer.placesWithEvents,
      top_shares: answer.total === 0 ? null : tops,
      places_needed: answer.total === 0 ? null : needed,
      gini: answer.gini,
      gini_unbiased: answer.giniUnbiased,
      gini_generalised: answer.giniGeneralised,
      gini_generalised_unbiased: answer.giniGeneralisedUnbiased,
    }
  },

  concentration_chance_baseline: input => {
    const weights = Array.isArray(input.place_weights) ? numbers(input, 'place_weights') : number(input, 'places')
    const shareOfPlaces = number(input, 'top_share_of_places')
    const answer = chanceConcentration(number(input, 'events'), weights, { shareOfPlaces, seed: SEED, draws: 2000 })
    return {
      mean_share_of_events: answer.meanShareOfEvents,
      lower95: answer.lower,
      upper95: answer.upper,
      mean_share_of_places_for_half: answer.meanShareOfPlacesForHalf,
    }
  },

  deprivation_overlay: input => {
    const answer = deprivationOverlay(numbers(input, 'violence'), numbers(input, 'deprivation'), {
      topViolence: number(input, 'top_share_violence'),
      topDeprivation: number(input, 'top_share_deprivation'),
    })
    return {
      n_high_violence: answer.highViolence,
      n_high_deprivation: answer.highDeprivation,
      n_both: answer.both,
      share_of_high_violence_also_deprived: answer.shareAlsoDeprived,
      expected_both: answer.expectedBoth,
      lift: answer.lift,
      jaccard: answer.jaccard,
      hypergeometric_p_upper: answer.p,
      fisher_p_two_sided: answer.fisherP,
      odds_ratio_conditional_mle: answer.oddsRatio,
      spearman_rho: answer.spearman,
    }
  },

  disproportionality: input => {
    const names = strings(input, 'groups')
    const [events, people] = [numbers(input, 'events'), numbers(input, 'populations')]
    const groups = names.map((group, i) => ({ group, events: events[i] ?? 0, population: people[i] ?? 0 }))
    const options = { multiplier: number(input, 'multiplier') }
    const { reference, others } = disproportionality(groups, word(input, 'reference', names), options)
    const rows = new Map([reference, ...others].map(each => [each.group, spellGroup(each)]))
    return { groups: names.map(name => rows.get(name)) }
  },

  slope_and_relative_index_of_inequality: input => {
    const answer = slopeIndex(gradient(input), {
      multiplier: number(input, 'multiplier'),
      transform: flag(input, 'log_or_logit_transform', false),
      kind: word<Kind>(input, 'value_type', ['rate', 'proportion', 'other']),
      seed: SEED,
      draws: number(input, 'suggested_simulations'),
    })
    return {
      sii: answer.sii,
      rii: answer.rii,
      intercept: answer.intercept,
      relative_rank: answer.relativeRank,
      sii_lower: answer.siiLower,
      sii_upper: answer.siiUpper,
      rii_lower: answer.riiLower,
      rii_upper: answer.riiUpper,
      sii_lower_analytic: answer.siiLower,
      sii_upper_analytic: answer.siiUpper,
    }
  },

  empirical_bayes_smoothing: input => {
    const [counts, populations] = [numbers(input, 'counts'), numbers(input, 'populations')]
    const answer = empiricalBayes(counts, populations)
    return {
      raw: [...answer.raw],
      global_estimate: [...answer.estimate],
      a: answer.between,
      b: answer.mean,
      local_estimate: [...localEmpiricalBayes(counts, populations, neighbours(input))],
      eb_moran_z: [...answer.z],
    }
  },
}

function spellGroup(each: GroupRate | GroupAgainst) {
  return {
    group: each.group,
    rate: each.rate,
    rate_lower_exact: each.lower,
    rate_upper_exact: each.upper,
    share_of_events: each.shareOfEvents,
    share_of_population: each.shareOfPopulation,
    composition_index: each.compositionIndex,
    ...('ratio' in each && {
      rate_ratio: each.ratio,
      ratio_lower: each.ratioLower,
      ratio_upper: each.ratioUpper,
      p: each.p,
      rate_difference: each.difference,
      excess_events: each.excessEvents,
    }),
  }
}

function gradient(input: Fields): Quantile[] {
  const populations = numbers(input, 'quantile_populations')
  const of = (key: string) => (Array.isArray(input[key]) ? numbers(input, key) : [])
  const [se, lower, upper] = [of('standard_errors'), of('lower95'), of('upper95')]
  return numbers(input, 'values').map((value, i) => {
    const quantile = { population: populations[i] ?? 0, value }
    const [error, lower95, upper95] = [se[i], lower[i], upper[i]]
    if (error !== undefined) return { ...quantile, se: error }
    return lower95 === undefined || upper95 === undefined ? quantile : { ...quantile, lower95, upper95 }
  })
}
