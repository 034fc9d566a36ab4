import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { randomFor, thin } from './random.ts'

/** Young people asked in each borough each spring, and the share who would say they feel safe: low where there is more violence, never the same. */
const asked = 400
const years = [2023, 2024, 2025, 2026] as const

/**
 * An invented survey: of so many young people asked in a borough, how many said they feel safe where they live. The city is its boroughs together.
 */
export function surveyFile(city: City): [string, string] {
  const random = randomFor(city.seed, 'survey')
  const shares = city.boroughs.map(() => 0.56 + 0.16 * random())
  const rows = years.flatMap((year, y) => {
    const said = shares.map(share => thin(random, asked, share + 0.008 * y))
    const row = (code: string, count: number, of: number): Field[] => [
      code,
      String(year),
      'young-people-feel-safe',
      count,
      of,
    ]
    return [
      ...city.boroughs.map(({ code }, b) => row(code, said[b] ?? 0, asked)),
      row(
        city.recipe.code,
        said.reduce((sum, n) => sum + n, 0),
        asked * said.length,
      ),
    ]
  })
  return ['survey/feeling-safe.csv', csv(['place code', 'period', 'measure', 'numerator', 'denominator'], rows)]
}
