import { addMonths, type Month, monthRange, monthsBetween } from '../dates.ts'
import type { Places, Ward } from './places.ts'
import { at, count, drawer, normal, type Random, randomFor, sum, thin } from './random.ts'
import type { Recipe } from './recipe.ts'

/** Rows are places in their order, columns are months. */
export type Matrix = number[][]
/** How a sort of offence is recorded and where it falls: offences a year for 1,000 residents, and its pull to hardship and the heart. */
export type Category = {
  measure: string
  major: string
  minor: string
  perThousand: number
  hardship: number
  heart: number
  byLsoa: boolean
}

const person = 'VIOLENCE AGAINST THE PERSON'
export const injury = 'violence-with-injury'

const row = (measure: string, major: string, minor: string, numbers: [number, number, number], byLsoa = true) => {
  const [perThousand, hardship, heart] = numbers
  return { measure, major, minor, perThousand, hardship, heart, byLsoa }
}

export const categories: Category[] = [
  row('homicide', person, 'HOMICIDE', [0.014, 0.4, 0.5]),
  row(injury, person, 'VIOLENCE WITH INJURY', [0, 0.35, 1.5]),
  row('violence-without-injury', person, 'VIOLENCE WITHOUT INJURY', [16, 0.35, 1]),
  row('stalking-and-harassment', person, 'STALKING AND HARASSMENT', [7, 0.25, 0]),
  row('robbery-of-personal-property', 'ROBBERY', 'ROBBERY OF PERSONAL PROPERTY', [2.4, 0.3, 3]),
  row('robbery-of-business-property', 'ROBBERY', 'ROBBERY OF BUSINESS PROPERTY', [0.5, 0.2, 4]),
  row('possession-of-weapons', 'POSSESSION OF WEAPONS', 'POSSESSION OF WEAPONS', [0.6, 0.4, 2]),
  row('rape', 'SEXUAL OFFENCES', 'RAPE', [0.9, 0.2, 0.8], false),
  row('other-sexual-offences', 'SEXUAL OFFENCES', 'OTHER SEXUAL OFFENCES', [1.7, 0.2, 1.2], false),
]

const byCalendarMonth = [0.95, 0.92, 0.99, 1, 1.06, 1.08, 1.09, 1.03, 1, 1.01, 0.97, 0.9]
const season = (month: Month): number => at(byCalendarMonth, Number(month.slice(5)) - 1) / (sum(byCalendarMonth) / 12)

/** A slow fall in the first two years, then level, so that between the last two windows the city as a whole is unchanged. */
const drift = (month: Month, recipe: Recipe): number =>
  1 + 0.025 * Math.max(0, Math.ceil((monthsBetween(month, recipe.lastMonth) + 1) / 12) - 3)

export const monthsOf = (recipe: Recipe): Month[] => monthRange(recipe.firstMonth, recipe.lastMonth)

/** The last 12 months, and the 12 before them. */
export function windowsOf(recipe: Recipe): { before: [Month, Month]; after: [Month, Month] } {
  const last = recipe.lastMonth
  return { before: [addMonths(last, -23), addMonths(last, -12)], after: [addMonths(last, -11), last] }
}

/** Expected violence with injury by ward and month: the planted truth as numbers. */
export function expectInjury(recipe: Recipe, wards: readonly Ward[]): Matrix {
  const { after } = windowsOf(recipe)
  return wards.map(ward =>
    monthsOf(recipe).map(month => {
      const ratio = month >= after[0] ? ward.ratio : 1
      const fixed = ward.role === 'small' || ward.ratio !== 1 || ward.role === 'high'
      return (ward.yearly / 12) * season(month) * ratio * (fixed ? 1 : drift(month, recipe))
    }),
  )
}

/** Counts around what is expected. */
export const drawCounts = (random: Random, expected: Matrix, spread: number): Matrix =>
  expected.map(months => months.map(mean => count(random, mean, spread)))

/** The rest has nothing planted but the recording break: each ward's own level, the season, and chance. */
function expectOther(random: Random, recipe: Recipe, places: Places, category: Category): Matrix {
  return places.wards.map(ward => {
    const hardship = sum(ward.lsoas.map(i => at(places.lsoas, i).block.hardship)) / ward.lsoas.length
    const heart = Math.exp(-((ward.heartKm / 2.6) ** 2))
    const level = Math.exp(category.hardship * hardship + 0.18 * normal(random)) * (1 + category.heart * heart)
    const yearly = (ward.people / 1_000) * category.perThousand * 0.85 * level
    return monthsOf(recipe).map(month => {
      const broken = category.measure === recipe.break.measure && month >= recipe.break.month
      return (yearly / 12) * season(month) * drift(month, recipe) * (broken ? recipe.break.factor : 1)
    })
  })
}

export type Recorded = { wards: Matrix; boroughs: Matrix; lsoas: Matrix }

/** The ward counts of one sort of offence; the ward with few events gets its planted counts spread over the months. */
function wardCounts(recipe: Recipe, seed: number, places: Places, category: Category): Matrix {
  const random = randomFor(seed, `ward ${category.measure}`)
  if (category.measure !== injury)
    return drawCounts(random, expectOther(random, recipe, places, category), recipe.spread)
  const counts = drawCounts(random, expectInjury(recipe, places.wards), recipe.spread)
  places.wards.forEach((ward, w) => {
    if (ward.role === 'small') plantFew(recipe, at(counts, w))
  })
  return counts
}

function plantFew(recipe: Recipe, months: number[]): void {
  const { before, after } = recipe.small
  const end = months.length
  months.fill(0, end - 24)
  for (let k = 0; k < before; k++) months[end - 24 + Math.floor(((k + 0.5) * 12) / before)] = 1
  for (let k = 0; k < after; k++) months[end - 12 + Math.floor(((k + 0.5) * 12) / after)] = 1
}

/** Places each located offence of a ward in one of its small areas, for the months the LSOA file covers. */
function lsoaCounts(random: Random, recipe: Recipe, places: Places, category: Category, wards: Matrix): Matrix {
  const counts = places.lsoas.map(() => new Array<number>(recipe.lsoaMonths).fill(0))
  if (!category.byLsoa) return counts
  places.wards.forEach((ward, w) => {
    const weights = ward.lsoas.map(i => {
      const { block, people } = at(places.lsoas, i)
      return people * Math.exp(category.hardship * block.hardship) * (1 + category.heart * block.centrality)
    })
    const draw = drawer(weights)
    at(wards, w)
      .slice(-recipe.lsoaMonths)
      .forEach((total, m) => {
        for (let k = thin(random, total, 1 - recipe.unlocated.lsoa); k > 0; k--) {
          const months = at(counts, at(ward.lsoas, draw(random)))
          months[m] = at(months, m) + 1
        }
      })
  })
  return counts
}

/** A borough's total: its wards, and offences without a ward. */
function boroughCounts(random: Random, recipe: Recipe, places: Places, wards: Matrix): Matrix {
  const share = recipe.unlocated.ward / (1 - recipe.unlocated.ward)
  return places.boroughs.map(borough =>
    monthsOf(recipe).map((_, m) => {
      const located = sum(borough.wards.map(w => at(at(wards, w), m)))
      return located + count(random, located * share, 1)
    }),
  )
}

/** Every sort of offence at its three levels, by measure. */
export function recordOffences(recipe: Recipe, seed: number, places: Places): Map<string, Recorded> {
  return new Map(
    categories.map(category => {
      const wards = wardCounts(recipe, seed, places, category)
      const random = randomFor(seed, `place ${category.measure}`)
      const lsoas = lsoaCounts(random, recipe, places, category, wards)
      return [category.measure, { wards, lsoas, boroughs: boroughCounts(random, recipe, places, wards) }]
    }),
  )
}
