/** Adapters of the funnel plots. See `methods.ts`. */
import { type FunnelStanding, funnelAxis, poissonOnLine, proportionFunnel, rateFunnel } from '../funnel.ts'
import { funnelOverdispersion } from '../funnel-overdispersion.ts'
import type { Method } from './method.ts'
import { number, numbers } from './read.ts'

/** The files spell the tail outside, and show every eleventh of a hundred points. */
const WORDS: Readonly<Record<FunnelStanding, string>> = {
  high998: 'High (0.001)',
  high95: 'High (0.025)',
  inside: 'Not significant',
  low95: 'Low (0.025)',
  low998: 'Low (0.001)',
}
const shown = (axis: number[]): number[] => axis.filter((_, i) => i % 11 === 0)

/** Two figures, rounded up, after 5 % more room: where the reference ends its axis. */
function endOfAxis(most: number): number {
  const unit = 10 ** (Math.floor(Math.log10(most)) - 1)
  return Math.ceil((most * 1.05) / unit) * unit
}

export const FUNNELS: Readonly<Record<string, Method>> = {
  funnel_limits_poisson_exact: input => {
    const [inner, outer] = [0.95, 0.998].map(level => poissonOnLine(number(input, 'observed'), level))
    return {
      expected_when_obs_is_on_lower_95: inner?.onLower,
      expected_when_obs_is_on_upper_95: inner?.onUpper,
      expected_when_obs_is_on_lower_998: outer?.onLower,
      expected_when_obs_is_on_upper_998: outer?.onUpper,
    }
  },

  funnel_limits_crude_rate: input => {
    const [counts, populations] = [numbers(input, 'counts'), numbers(input, 'populations')]
    const { multiplier, average } = { multiplier: number(input, 'multiplier'), average: sum(counts) / sum(populations) }
    const events = shown(funnelAxis(Math.ceil(endOfAxis(Math.max(...populations)) * average)))
    const { baseline, standing, lines } = rateFunnel(counts, populations, { multiplier, events })
    const limits = lines.map(({ events: count, at95, at998 }) => ({
      events: count,
      population_lower95: at95.populationOnLower,
      rate_lower95: at95.rateOnLower,
      population_upper95: at95.populationOnUpper,
      rate_upper95: at95.rateOnUpper,
      rate_lower998: at998.rateOnLower,
      rate_upper998: at998.rateOnUpper,
    }))
    return { baseline, limits, significance: standing.map(each => WORDS[each]) }
  },

  funnel_limits_proportion: input => {
    const denominators = numbers(input, 'denominators')
    const at = shown(funnelAxis(endOfAxis(Math.max(...denominators))))
    const multiplier = number(input, 'multiplier')
    const { baseline, standing, lines } = proportionFunnel(numbers(input, 'numerators'), denominators, {
      multiplier,
      at,
    })
    return { baseline, limits: lines, significance: standing.map(each => WORDS[each]) }
  },

  funnel_overdispersion: input => {
    const answer = funnelOverdispersion(
      numbers(input, 'observed'),
      numbers(input, 'expected'),
      number(input, 'winsorise'),
    )
    return {
      z: answer.z,
      winsor_limits: answer.winsorLimits,
      phi: answer.phi,
      tau2: answer.tau2,
      z_adjusted: answer.zAdjusted,
      overdispersed: answer.overdispersed,
    }
  },
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
