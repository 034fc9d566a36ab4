import { addMonths, type Month } from '../dates.ts'
import { terms } from './hours.ts'
import { injury, type Matrix, monthsOf, windowsOf } from './offences.ts'
import type { Places, Ward } from './places.ts'
import type { Role } from './plan.ts'
import { at, sum } from './random.ts'
import type { Recipe } from './recipe.ts'

/** A ward with something planted: what is true (expected) and what chance made of it (counted), 12 months at a time, oldest first. */
export type Planted = {
  code: string
  name: string
  borough: string
  ratio: number
  expected: number[]
  counted: number[]
}
export type Truth = {
  note: string
  seed: number
  measure: string
  windows: { before: [Month, Month]; after: [Month, Month] }
  rising: Planted[]
  falling: Planted[]
  high: Planted[]
  small: Planted[]
  /** How many wards have nothing planted: any signal there is chance. */
  chance: number
  spread: number
  break: Recipe['break'] & { areas: 'every ward and borough' }
  snapshots: { earlier: Month; later: Month; stub: Month; restated: [Month, Month] }
  clock: { afterSchool: string; weekendNights: string; terms: [string, string][] }
}

/** Sums of 12 months, the last three windows, oldest first. */
const years = (months: readonly number[]): number[] =>
  [3, 2, 1].map(back => {
    const end = months.length - 12 * (back - 1)
    return Math.round(10 * sum(months.slice(end - 12, end))) / 10
  })

/** The month the later ward file starts with: hardly anything in it, and not to be believed. */
export const stubMonth = (recipe: Recipe): Month => addMonths(recipe.lastMonth, -recipe.laterMonths)

export function tellTruth(recipe: Recipe, seed: number, places: Places, expected: Matrix, counted: Matrix): Truth {
  const planted = (role: Role): Planted[] =>
    places.wards.flatMap((ward: Ward, w) => {
      const { code, name, ratio, borough } = ward
      if (ward.role !== role) return []
      const of = { expected: years(at(expected, w)), counted: years(at(counted, w)) }
      return [{ code, name, borough: at(places.boroughs, borough).name, ratio, ...of }]
    })
  const stub = stubMonth(recipe)
  return {
    note: 'Demonstration: what was planted in this invented city. No place or person here is real.',
    seed,
    measure: injury,
    windows: windowsOf(recipe),
    rising: planted('rising'),
    falling: planted('falling'),
    high: planted('high'),
    small: planted('small'),
    chance: places.wards.filter(ward => ward.role === 'chance').length,
    spread: recipe.spread,
    break: { ...recipe.break, areas: 'every ward and borough' },
    snapshots: {
      earlier: recipe.earlierSnapshot,
      later: at(monthsOf(recipe), monthsOf(recipe).length - 1),
      stub,
      restated: [addMonths(stub, 1), recipe.earlierSnapshot],
    },
    clock: {
      afterSchool: 'Weekdays 3pm to 7pm in term, in small areas near a secondary school or a station.',
      weekendNights: 'Friday and Saturday from 10pm to 4am, in the heart of the city.',
      terms,
    },
  }
}
