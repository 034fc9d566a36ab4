import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { at, poisson, randomFor } from './random.ts'

const years = [2023, 2024, 2025] as const
const census = 2021

/** Invented ethnic groups, so that nobody takes them for real ones: share of residents, and victims a year per 100,000 of them. */
const groups = [
  { id: 'a', share: 0.62, rate: 480 },
  { id: 'b', share: 0.21, rate: 790 },
  { id: 'c', share: 0.16, rate: 560 },
] as const
/** So few live in the city that their victims are a small number. */
const fewest = { id: 'd', victims: 5 }
const unknown = 6
/** Share of the victims by age; the last is not known. */
const ages = [
  ['under-15', 0.07],
  ['15-to-24', 0.31],
  ['25-to-44', 0.4],
  ['45-to-64', 0.17],
  ['65-and-over', 0.045],
] as const

/** Victims of violence with injury by ethnic group and by age, the whole city, each adding up to all; and residents by ethnic group. Invented. */
export function groupsFile(city: City): [string, string] {
  const random = randomFor(city.seed, 'groups')
  const people = city.wards.reduce((sum, ward) => sum + ward.people, 0)
  const code = city.recipe.code
  const residents = groups.map(({ id, share }): Field[] => [
    code,
    String(census),
    `population-group-${id}`,
    Math.round((people * share) / 100) * 100,
  ])
  const rest = people - residents.reduce((sum, row) => sum + Number(at(row, 3)), 0)
  const rows = years.flatMap(year => {
    const row = (measure: string, count: number): Field[] => [code, String(year), measure, count]
    const counts = groups.map(({ share, rate }) => poisson(random, (people * share * rate) / 100_000))
    const small = [1 + (poisson(random, fewest.victims - 1) % 8), 1 + (poisson(random, unknown - 1) % 8)] as const
    const all = counts.reduce((sum, n) => sum + n, 0) + small[0] + small[1]
    const byAge = ages.map(([, share]) => Math.round(all * share))
    const unaged = all - byAge.reduce((sum, n) => sum + n, 0)
    return [
      row('violence-victims', all),
      ...groups.map(({ id }, g) => row(`violence-victims-group-${id}`, at(counts, g))),
      row(`violence-victims-group-${fewest.id}`, small[0]),
      row('violence-victims-group-unknown', small[1]),
      ...ages.map(([id], a) => row(`violence-victims-aged-${id}`, at(byAge, a))),
      row('violence-victims-age-unknown', unaged),
    ]
  })
  const few: Field[] = [code, String(census), `population-group-${fewest.id}`, rest]
  return ['groups/victims.csv', csv(['place code', 'period', 'measure', 'numerator'], [...residents, few, ...rows])]
}
