import type { Block } from './ground.ts'
import { at, normal, poisson, type Random, sum } from './random.ts'

/** The eighteen five-year bands of census table TS007A. */
export const ageBands = [
  'Aged 4 years and under',
  ...Array.from({ length: 16 }, (_, k) => `Aged ${5 * k + 5} to ${5 * k + 9} years`),
  'Aged 85 years and over',
]

/** Shares of the bands (percent) in a street of families and in the city's heart. */
const families = [6, 6.5, 6.5, 6, 5.5, 6, 7, 7.5, 7, 6.5, 6.5, 6.3, 5.5, 4.8, 4.4, 3.4, 2.4, 2.2]
const young = [4, 3, 2.5, 5, 13, 16, 13, 9, 7, 5.5, 5, 4.5, 3.5, 3, 2.5, 1.5, 1, 1]

/** Residents of one small area by age band; about 1,600 in all, between 1,000 and 2,400. */
export function makeAges(random: Random, block: Block): number[] {
  const total = Math.min(2_400, Math.max(1_000, 1_600 + 260 * normal(random)))
  const lean = Math.min(1, Math.max(0, block.centrality + 0.15 * normal(random)))
  const shares = families.map((share, k) => share * (1 - lean) + at(young, k) * lean)
  const whole = sum(shares)
  return shares.map(share => poisson(random, (total * share) / whole))
}
