import { poissonLimits } from './rate.ts'
import { isMissing, needCount, needLevel, needNotNegative, needPositive } from './refuse.ts'

/** One age band (or any stratum): events, residents, and how many of the standard population it stands for. */
export type Band = { count: number | null; population: number; standard: number }

/** As `Band`, with people by how often it happened to them: `people[0]` once, `people[1]` twice and so on. */
export type RepeatBand = { people: readonly number[]; population: number; standard: number }

export type StandardisedRate = {
  count: number
  population: number
  /** Null throughout under 10 events: too few for the interval to be what it says. */
  rate: number | null
  lower: number | null
  upper: number | null
  /** Bands with a missing count, which count as none: say so beside the figure. */
  missingBands: number
}

type Options = { confidence?: number; multiplier?: number }

const FEWEST_EVENTS = 10

/**
 * Directly standardised rate: what the rate would be if the place had the age structure of the standard population.
 * Units: events, people (or person-years), any unit of standard; the answer is per `multiplier`.
 * Interval: Dobson's, from Byar's limits of the total. Withheld under 10 events. Refuses a band without residents.
 * Source: Dobson, Kuulasmaa, Eberle and Scherer (1991); `calculate_dsr` in PHEindicatormethods.
 */
export function directlyStandardised(bands: readonly Band[], options: Options = {}): StandardisedRate {
  const missingBands = bands.filter(({ count }) => isMissing(count)).length
  const whole = bands.map(({ count, ...band }) => ({ ...band, people: [count ?? 0] }))
  return { ...standardise('directlyStandardised', whole, options), missingBands }
}

/**
 * The same where one person may appear many times: the variance counts a person with f events as f² of one with one,
 * so ten assaults on one person widen the interval as they should.
 * Source: as above, with `independent_events = FALSE`.
 */
export function directlyStandardisedRepeat(bands: readonly RepeatBand[], options: Options = {}): StandardisedRate {
  return { ...standardise('directlyStandardisedRepeat', bands, options), missingBands: 0 }
}

function standardise(name: string, bands: readonly RepeatBand[], { confidence = 0.95, multiplier = 100_000 }: Options) {
  needLevel(name, confidence)
  needPositive(name, 'multiplier', multiplier)
  let [count, population, standard, rates, variance] = [0, 0, 0, 0, 0]
  for (const band of bands) {
    check(name, band)
    const weight = band.standard / band.population
    population += band.population
    standard += band.standard
    band.people.forEach((people, index) => {
      const events = index + 1
      count += people * events
      rates += weight * people * events
      variance += weight * weight * people * events * events
    })
  }
  needPositive(name, 'the sum of the standard', standard)
  if (count < FEWEST_EVENTS) return { count, population, rate: null, lower: null, upper: null }
  const limits = poissonLimits(confidence)
  const spread = Math.sqrt(variance / count)
  const per = multiplier / standard
  return {
    count,
    population,
    rate: rates * per,
    lower: (rates + spread * (limits.lower(count) - count)) * per,
    upper: (rates + spread * (limits.upper(count) - count)) * per,
  }
}

function check(name: string, { people, population, standard }: RepeatBand): void {
  needPositive(name, 'population', population)
  needNotNegative(name, 'standard', standard)
  for (const each of people) needCount(name, 'count', each)
}
