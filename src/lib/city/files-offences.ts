import type { Month } from '../dates.ts'
import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { type Category, categories, type Matrix } from './offences.ts'
import { at, type Random, randomFor, sum, thin } from './random.ts'

const column = (month: Month): string => month.replace('-', '')
const table = (city: City, category: Category) => {
  const recorded = city.offences.get(category.measure)
  if (!recorded) throw new RangeError(`cityFiles: no counts of ${category.measure}`)
  return recorded
}

/** Rows of a wide file as the force publishes it: one for each area with anything to count, a column for each month. */
const wide = (areas: Matrix, lead: (area: number) => Field[]): Field[][] =>
  areas.flatMap((counts, area) => (sum(counts) > 0 ? [[...lead(area), ...counts]] : []))

const wardHeading = ['MajorText', 'MinorText', 'WardName', 'WardCode', 'LookUp_BoroughName']

function wardFile(city: City, months: readonly Month[], counts: (category: Category) => Matrix): string {
  const rows = categories.flatMap(category =>
    wide(counts(category), w => {
      const ward = at(city.wards, w)
      return [category.major, category.minor, ward.name, ward.code, at(city.boroughs, ward.borough).name]
    }),
  )
  return csv([...wardHeading, ...months.map(column)], rows)
}

/** What was known in the earlier snapshot: the last three months still short of late reports, a few cells filed elsewhere. */
function asFirstRecorded(random: Random, final: number, monthsOld: number): number {
  if (monthsOld < 3) return thin(random, final, 0.95 + 0.015 * monthsOld)
  const moved = random()
  return moved < 0.03 ? final + 1 : moved < 0.06 ? Math.max(0, final - 1) : final
}

function wardFiles(city: City): [string, string][] {
  const { months, recipe, truth } = city
  const [stub, end] = [months.indexOf(truth.snapshots.stub), months.indexOf(recipe.earlierSnapshot)]
  const earlier = (category: Category): Matrix => {
    const random = randomFor(city.seed, `earlier ${category.measure}`)
    return table(city, category).wards.map(counts =>
      counts.slice(0, end + 1).map((final, m) => (m <= stub ? final : asFirstRecorded(random, final, end - m))),
    )
  }
  const later = (category: Category): Matrix => {
    const random = randomFor(city.seed, `stub ${category.measure}`)
    return table(city, category).wards.map(counts => [thin(random, at(counts, stub), 0.004), ...counts.slice(stub + 1)])
  }
  return [
    ['recorded-offences/wards-to-2026-04.csv', wardFile(city, months.slice(0, end + 1), earlier)],
    ['recorded-offences/wards-2024-10-to-2026-10.csv', wardFile(city, months.slice(stub), later)],
  ]
}

function boroughFile(city: City): [string, string] {
  const heading = ['MajorText', 'MinorText', 'BoroughName']
  const rows = categories.flatMap(category =>
    wide(table(city, category).boroughs, b => [category.major, category.minor, at(city.boroughs, b).name]),
  )
  return ['recorded-offences/boroughs.csv', csv([...heading, ...city.months.map(column)], rows)]
}

function lsoaFile(city: City): [string, string] {
  const heading = ['lsoa_code', 'lsoa_name', 'borough', 'major_category', 'minor_category']
  const months = city.months.slice(-city.recipe.lsoaMonths)
  const rows = categories.flatMap(category =>
    wide(table(city, category).lsoas, i => {
      const lsoa = at(city.lsoas, i)
      return [lsoa.code, lsoa.name, at(city.boroughs, lsoa.borough).code, category.major, category.minor]
    }),
  )
  return ['recorded-offences/lsoas.csv', csv([...heading, ...months.map(column)], rows)]
}

/** The force's three geographic files; the ward one as two snapshots. */
export const offenceFiles = (city: City): [string, string][] => [...wardFiles(city), boroughFile(city), lsoaFile(city)]
