/** Adapters of the methods on rates, shares and trends. See `methods.ts`. */
import { annualPercentChange } from '../annual-change.ts'
import { fdrCutoff } from '../fdr.ts'
import { indirectlyStandardised } from '../indirectly-standardised.ts'
import { meanInterval } from '../mean.ts'
import { recentProportionTrend, recentRateTrend } from '../recent-trend.ts'
import { type Band, directlyStandardised, directlyStandardisedRepeat, type RepeatBand } from '../standardised.ts'
import { compareProportions } from '../two-proportions.ts'
import type { Method } from './method.ts'
import { type Fields, fields, maybes, number, numbers } from './read.ts'

const level = (input: Fields) => ({
  confidence: number(input, 'confidence', 0.95),
  multiplier: number(input, 'multiplier', 100_000),
})

export const RATES: Readonly<Record<string, Method>> = {
  directly_standardised_rate: input => {
    const populations = numbers(input, 'populations')
    const standard = numbers(input, 'standard')
    const bands = maybes(input, 'counts').map(
      (count, i): Band => ({ count, population: populations[i] ?? 0, standard: standard[i] ?? 0 }),
    )
    const { count, population, ...rate } = directlyStandardised(bands, level(input))
    return { total_count: count, total_population: population, ...rate }
  },

  directly_standardised_rate_repeat_events: input => {
    const bands = new Map<number, RepeatBand & { people: number[] }>()
    for (const row of fields(input, 'rows')) {
      const key = number(row, 'age_band')
      const fresh = { people: [], population: number(row, 'population'), standard: number(row, 'standard') }
      const band = bands.get(key) ?? fresh
      band.people[number(row, 'events_per_person') - 1] = number(row, 'people')
      bands.set(key, band)
    }
    const { count, ...rate } = directlyStandardisedRepeat([...bands.values()], level(input))
    return { total_count: count, ...rate }
  },

  indirectly_standardised_ratio_and_rate: input => {
    const [populations, counts, people] = ['populations', 'reference_counts', 'reference_populations'].map(key =>
      numbers(input, key),
    )
    const bands = maybes(input, 'counts').map((count, i) => ({
      count,
      population: populations?.[i] ?? 0,
      referenceCount: counts?.[i] ?? 0,
      referencePopulation: people?.[i] ?? 0,
    }))
    const answer = indirectlyStandardised(bands, level(input))
    return {
      observed: answer.observed,
      expected: answer.expected,
      ratio: answer.ratio,
      ratio_lower: answer.ratioLower,
      ratio_upper: answer.ratioUpper,
      reference_rate: answer.referenceRate,
      rate: answer.rate,
      rate_lower: answer.rateLower,
      rate_upper: answer.rateUpper,
    }
  },

  mean_ci_t: input => meanInterval(maybes(input, 'values'), number(input, 'confidence', 0.95)),

  two_proportions: input => {
    const one = { x: number(input, 'successes_1'), n: number(input, 'n_1') }
    const two = { x: number(input, 'successes_2'), n: number(input, 'n_2') }
    const answer = compareProportions(one, two, number(input, 'confidence', 0.95))
    const risk = answer.riskRatio
    return {
      difference: answer.difference,
      newcombe_lower: answer.newcombeLower,
      newcombe_upper: answer.newcombeUpper,
      risk_ratio: risk && {
        ratio: risk.ratio,
        log_lower: risk.logLower,
        log_upper: risk.logUpper,
        score_lower: risk.scoreLower,
        score_upper: risk.scoreUpper,
      },
      fisher_p_two_sided: answer.fisherP,
    }
  },

  fdr_cutoff: input => {
    const { cutoff, rejections, line } = fdrCutoff(maybes(input, 'p'), number(input, 'alpha'))
    return { bh_largest_rejected_p: cutoff, bh_rejections: rejections, esda_cutoff: line }
  },

  fingertips_recent_trend: input => {
    const answer = input.kind === 'rate' ? rateTrend(input) : proportionTrend(input)
    return {
      slope: answer.slope,
      slope_se: answer.slopeSe,
      chi_square: answer.chiSquare,
      consistent_leave_one_out: answer.consistent,
      significant: answer.significant,
      marker: answer.marker,
    }
  },

  annual_percent_change: input => {
    const periodsPerYear = number(input, 'periods_per_year') === 12 ? 12 : 1
    const answer = annualPercentChange(maybes(input, 'counts'), numbers(input, 'population'), { periodsPerYear })
    return {
      annual_percent_change: answer.percent,
      lower: answer.lower,
      upper: answer.upper,
      p: answer.p,
      dispersion: answer.dispersion,
      dispersion_used: answer.dispersionUsed,
    }
  },
}

const proportionTrend = (input: Fields) =>
  recentProportionTrend(numbers(input, 'counts'), numbers(input, 'denominators'))

function rateTrend(input: Fields) {
  const [lower, upper] = [numbers(input, 'lower95'), numbers(input, 'upper95')]
  return recentRateTrend(
    numbers(input, 'values').map((rate, i) => ({ rate, lower95: lower[i] ?? 0, upper95: upper[i] ?? 0 })),
  )
}
