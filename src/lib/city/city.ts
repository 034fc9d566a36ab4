import type { Month } from '../dates.ts'
import { type Assets, furnish } from './assets.ts'
import { makeDeprivation, type Standing } from './deprivation.ts'
import { type Ground, makeGround } from './ground.ts'
import { drawCounts, expectInjury, injury, type Matrix, monthsOf, type Recorded, recordOffences } from './offences.ts'
import { makePlaces, type Places } from './places.ts'
import { randomFor } from './random.ts'
import type { Recipe } from './recipe.ts'
import { type Truth, tellTruth } from './truth.ts'
import { makeVintages, type Vintages } from './vintages.ts'

/** An invented city: its ground, places, people, five years of recorded offences, and the truth behind them. */
export type City = Places & {
  recipe: Recipe
  seed: number
  months: Month[]
  ground: Ground
  vintages: Vintages
  deprivation: Standing[][]
  offences: Map<string, Recorded>
  /** Expected violence with injury, wards by months. */
  expected: Matrix
  truth: Truth
} & Assets

/** Makes the same city from the same recipe and seed, always. */
export function makeCity(recipe: Recipe, seed: number = recipe.seed): City {
  const ground = makeGround(recipe, seed)
  const places = makePlaces(recipe, seed, ground)
  const offences = recordOffences(recipe, seed, places)
  const expected = expectInjury(recipe, places.wards)
  return {
    ...places,
    ...furnish(recipe, seed, ground, places),
    recipe,
    seed,
    months: monthsOf(recipe),
    ground,
    vintages: makeVintages(randomFor(seed, 'vintages'), places),
    deprivation: makeDeprivation(randomFor(seed, 'deprivation'), places),
    offences,
    expected,
    truth: tellTruth(recipe, seed, places, expected, offences.get(injury)?.wards ?? expected),
  }
}

/** Ward by month counts of violence with injury. `people` are residents, for rates. */
export type WardCounts = { wards: string[]; people: number[]; months: Month[]; counts: Matrix }

/**
 * The same city and the same planted truth with chance drawn again: for measuring how often the signals are right.
 * The small ward is left to chance here too.
 */
export function simulateWardCounts(city: City, seed: number): WardCounts {
  return {
    wards: city.wards.map(ward => ward.code),
    people: city.wards.map(ward => ward.people),
    months: city.months,
    counts: drawCounts(randomFor(seed, 'simulated wards'), city.expected, city.recipe.spread),
  }
}
