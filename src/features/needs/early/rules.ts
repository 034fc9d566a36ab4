// Which places a month's count flags, and how often such flags come by chance. Pure: plain data in, plain data out.
import { lastDay, type Month } from '../../../lib/dates.ts'
import { bh, ears, farrington, nextMonth, poisson, seeded } from '../../../lib/stats/index.ts'

/** Months just before, that EARS takes the usual from. */
const baseline = 7
/** Farrington, and the test of whether a flag stands out, need three years and a month before the month they look at. */
const farringtonReach = 37
/** Fewer events in the month are no reason to look: one event after none would be a flag. */
const fewest = 5
const seed = 1
export const replications = 400
export const settings = {
  /** Whether a flag stands out: three years of its own place, season and dispersion taken in. */
  test: 'next month',
  baseline,
  fewest,
  alpha: { ears: 0.001, farrington: 0.01 },
  farringtonYears: 3,
  replications,
  seed,
}

export const detectors = ['EARS C1', 'EARS C2', 'EARS C3', 'Farrington'] as const
export type Detector = (typeof detectors)[number]

export interface Watched {
  placeId: number
  /** The months, the one looked at last, and their counts; null is unknown, or recorded in another way. */
  months: readonly Month[]
  counts: readonly (number | null)[]
}

export interface Flag {
  placeId: number
  detectors: Detector[]
  count: number
  /** Mean of the seven months before. */
  usual: number
  upper: number
  /** Chance of so high a month, from its place's three years, season and dispersion; null where fewer are known. */
  p: number | null
  /** p after the false discovery rate is held over all places with three years. */
  q: number | null
}

export interface Noticed {
  tested: number
  /** Places of which Farrington had three years. */
  withFarrington: number
  /** Flags that chance alone would give, had nothing changed anywhere: simulated, seeded. */
  expected: number
  /** The same of each place looked at: what a person may see is a part of the places. */
  chances: { placeId: number; chance: number }[]
  flags: Flag[]
}

/** The longest run of known months that ends with the last. */
function lastKnown(months: readonly (number | null)[]): number[] {
  const gap = months.lastIndexOf(null)
  return months.slice(gap + 1).flatMap(n => n ?? [])
}

export interface Looked {
  raised: Detector[]
  usual: number
  upper: number
}

/** The detectors of one place's last month; undefined where too few months are known. */
export function look(counts: readonly number[]): Looked | undefined {
  if (counts.length < baseline + 5) return undefined
  const count = counts.at(-1) ?? 0
  const before = counts.slice(-1 - baseline, -1)
  const usual = before.reduce((sum, n) => sum + n, 0) / baseline
  const found = ears(counts.slice(-(baseline + 6)))
  const far =
    counts.length > farringtonReach
      ? farrington(counts, { method: 'improved', first: counts.length - 1 })[0]
      : undefined
  const raised: Detector[] = []
  if (found.c1.alarm.at(-1)) raised.push('EARS C1')
  if (found.c2.alarm.at(-1)) raised.push('EARS C2')
  // C3 remembers two months back: a month that is itself no more than usual is no flag
  if (found.c3Alarm.at(-1) && count > usual) raised.push('EARS C3')
  if (far?.alarm) raised.push('Farrington')
  const upper = far?.upper ?? found.c1.upper.at(-1) ?? 0
  return { raised: count >= fewest ? raised : [], usual, upper }
}

/** Every place of one measure in one month. */
export function notice(places: readonly Watched[]): Noticed {
  const tested = places.flatMap(place => {
    const counts = lastKnown(place.counts)
    const found = look(counts)
    return found ? [{ placeId: place.placeId, counts, found, p: pOf(counts, place.months) }] : []
  })
  const judged = tested.filter(one => one.p !== null)
  const qs = bh(judged.map(one => one.p ?? 1))
  const held = new Map(judged.map(({ placeId }, i) => [placeId, qs[i] ?? 1]))
  const chances = tested.map(({ placeId, counts }) => ({
    placeId,
    chance: chance(meanBefore(counts), counts.length > farringtonReach),
  }))
  return {
    tested: tested.length,
    withFarrington: judged.length,
    expected: chances.reduce((sum, one) => sum + one.chance, 0),
    chances,
    flags: tested.flatMap(one => (one.found.raised.length > 0 ? [flagOf(one, held.get(one.placeId) ?? null)] : [])),
  }
}

type Tested = { placeId: number; counts: number[]; found: Looked; p: number | null }

const flagOf = ({ placeId, counts, found, p }: Tested, q: number | null): Flag => ({
  placeId,
  detectors: found.raised,
  count: counts.at(-1) ?? 0,
  usual: found.usual,
  upper: found.upper,
  p,
  q,
})

const meanBefore = (counts: readonly number[]): number =>
  counts.slice(-1 - baseline, -1).reduce((sum, n) => sum + n, 0) / baseline

const daysIn = (month: Month): number => Number(lastDay(month).slice(8))

/** Without three years the season is not known: then whether a month stands out cannot be told. */
const pOf = (counts: readonly number[], months: readonly Month[]): number | null =>
  counts.length > farringtonReach ? nextMonth(counts, months.slice(-counts.length).map(daysIn)).p : null

/**
 * Chance of a flag at a place whose months are Poisson with one mean: simulated once a mean (rounded to a step of a tenth of itself), with the
 * same detectors. Real months vary more than that, so this is the least to expect.
 */
export function chance(mean: number, long: boolean): number {
  if (mean < 0.1) return 0
  const step = Math.round(Math.log(mean) * 10)
  const key = `${step}|${long}`
  const found = simulations.get(key) ?? simulated(Math.exp(step / 10), long)
  simulations.set(key, found)
  return found
}

// Always the same for the same mean: worked out once for all measures and months.
const simulations = new Map<string, number>()

function simulated(mean: number, long: boolean): number {
  const random = seeded(seed)
  const length = long ? farringtonReach + 1 : baseline + 6
  let flags = 0
  for (let i = 0; i < replications; i += 1) {
    const counts = Array.from({ length }, () => poisson(random, mean))
    if ((look(counts)?.raised.length ?? 0) > 0) flags += 1
  }
  return flags / replications
}
