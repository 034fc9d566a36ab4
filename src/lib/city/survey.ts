import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { at, randomFor, thin } from './random.ts'

/** Young people asked in each borough each spring, and the share who would say they feel safe: low where there is more violence, never the same. */
const asked = 400
const years = [2023, 2024, 2025, 2026] as const

/** The three questions: where they live, at school, online. The least and the spread of the shares by borough. */
const questions = [
  { measure: 'young-people-feel-safe', least: 0.56, spread: 0.16, seed: 'survey' },
  { measure: 'young-people-feel-safe-at-school', least: 0.7, spread: 0.1, seed: 'survey at school' },
  { measure: 'young-people-feel-safe-online', least: 0.5, spread: 0.05, seed: 'survey online' },
] as const

/** The ages of those asked, all boroughs together, and by how much the share who feel safe where they live differs from all. */
const ages = [
  { measure: 'young-people-feel-safe-aged-11-to-14', asked: 1_100, more: 0.05 },
  { measure: 'young-people-feel-safe-aged-15-to-18', asked: 1_150, more: -0.05 },
] as const
const eldest = 'young-people-feel-safe-aged-19-to-24'

/** Those who said yes, by borough and year. */
function answersOf(city: City, { least, spread, seed }: (typeof questions)[number]): number[][] {
  const random = randomFor(city.seed, seed)
  const shares = city.boroughs.map(() => least + spread * random())
  return years.map((_, y) => shares.map(share => thin(random, asked, share + 0.008 * y)))
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0)

/** The first question again by age: the ages add up to all. */
function byAge(city: City, answers: readonly number[][]): Field[][] {
  const random = randomFor(city.seed, 'survey by age')
  const all = asked * city.boroughs.length
  return years.flatMap((year, y) => {
    const said = sumOf(at(answers, y))
    const young = ages.map(age => ({ ...age, said: thin(random, age.asked, said / all + age.more) }))
    const rest = {
      measure: eldest,
      asked: all - sumOf(ages.map(age => age.asked)),
      said: said - sumOf(young.map(one => one.said)),
    }
    return [...young, rest].map((one): Field[] => [city.recipe.code, String(year), one.measure, one.said, one.asked])
  })
}

function rowsOf(city: City, measure: string, answers: readonly number[][]): Field[][] {
  return years.flatMap((year, y) => {
    const said = at(answers, y)
    const row = (code: string, count: number, of: number): Field[] => [code, String(year), measure, count, of]
    const boroughs = city.boroughs.map(({ code }, b) => row(code, at(said, b), asked))
    return [...boroughs, row(city.recipe.code, sumOf(said), asked * said.length)]
  })
}

/**
 * An invented survey: of so many young people asked in a borough, how many said they feel safe where they live, at school and online. The city is
 * its boroughs together.
 */
export function surveyFile(city: City): [string, string] {
  const answers = questions.map(question => answersOf(city, question))
  const rows = [
    ...questions.flatMap(({ measure }, q) => rowsOf(city, measure, at(answers, q))),
    ...byAge(city, at(answers, 0)),
  ]
  return ['survey/feeling-safe.csv', csv(['place code', 'period', 'measure', 'numerator', 'denominator'], rows)]
}
