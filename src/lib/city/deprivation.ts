import { waves } from './land.ts'
import type { Places } from './places.ts'
import { at, normal, type Random } from './random.ts'

/** One domain of one small area: a score in the domain's own unit, a rank and a tenth among a country of `country` areas. */
export type Standing = { score: number; rank: number; decile: number }

/** As many areas as the real index ranks, so that ranks and tenths read the same way. The country around the city is invented too. */
export const country = 33_755

type Domain = { name: string; hardship: number; heart: number; score: (z: number) => number }
const share = (middle: number) => (z: number) => 1 / (1 + Math.exp(-(Math.log(middle / (1 - middle)) + 0.75 * z)))
const grows = (middle: number, by: number) => (z: number) => middle * Math.exp(by * z)

export const domains: Domain[] = [
  { name: 'Income', hardship: 0.9, heart: 0, score: share(0.13) },
  { name: 'Employment', hardship: 0.88, heart: -0.2, score: share(0.1) },
  { name: 'Education', hardship: 0.75, heart: -0.6, score: grows(18, 0.75) },
  { name: 'Health', hardship: 0.8, heart: 0, score: z => 0.8 * z },
  { name: 'Crime', hardship: 0.6, heart: 1, score: z => 0.75 * z },
  { name: 'Housing_and_Services', hardship: 0.1, heart: -0.4, score: grows(20, 0.35) },
  { name: 'Environment', hardship: 0.2, heart: 1.6, score: grows(18, 0.6) },
]
export const subdomains = [
  'children_and_young_people',
  'adult_skills',
  'geographical_barriers',
  'wider_barriers',
  'indoors',
  'outdoors',
]
const weights = [0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093]

/** The normal distribution below z (Abramowitz and Stegun 7.1.26, good to 1e-7): enough for an invented rank. */
function below(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2)
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const tail = (poly * Math.exp((-z * z) / 2)) / 2
  return z > 0 ? 1 - tail : tail
}

/** Rank 1 is the hardest place to live; no two areas share a rank. The city is somewhat harder off than its country. */
function stand(zs: readonly number[], score: (z: number) => number): Standing[] {
  const used = new Set<number>()
  return zs.map(z => {
    let rank = 1 + Math.floor((country - 1) * (1 - below(0.85 * z + 0.3)))
    while (used.has(rank)) rank = (rank % country) + 1
    used.add(rank)
    return { score: Number(score(z).toFixed(3)), rank, decile: Math.min(10, Math.ceil((10 * rank) / country)) }
  })
}

/** For each small area: the whole index, the seven domains, the six parts of domains, in the order of the published file. */
export function makeDeprivation(random: Random, places: Places): Standing[][] {
  const column = (hardship: number, heart: number) => {
    const drift = waves(random, 8)
    return places.lsoas.map(({ block }) => {
      const shared = hardship * (block.hardship - 0.1) + heart * (block.centrality - 0.15)
      return (
        shared +
        (1 - Math.abs(hardship)) * (drift(block.km[0], block.km[1]) + 0.3 * normal(random)) +
        0.15 * normal(random)
      )
    })
  }
  const zs = domains.map(({ hardship, heart }) => column(hardship, heart))
  const whole = places.lsoas.map((_, i) => 1.2 * zs.reduce((total, z, d) => total + at(z, i) * at(weights, d), 0))
  const parts = subdomains.map(() => column(0.5, 0.2))
  const columns = [
    stand(whole, grows(20, 0.62)),
    ...domains.map(({ score }, d) => stand(at(zs, d), score)),
    ...parts.map(z => stand(z, value => value)),
  ]
  return places.lsoas.map((_, i) => columns.map(standings => at(standings, i)))
}
