// Releases as large as London's for the disclosure check, all of it invented: 680 wards in 33 boroughs, seeded.
import { Releasable } from '../../src/features/releases/contract.ts'
import { integer, poisson, type Random, seeded } from '../../src/lib/stats/random.ts'

const boroughs = 33
const wards = 680
const areasOfWard = 7
const ages = ['under 18', '18 to 24', '25 and over']

export interface World {
  items: Releasable[]
  geography: Map<string, readonly string[]>
}
interface Ward {
  code: string
  borough: string
  mean: number
}

const boroughOf = (ward: number) => `B${Math.floor((ward * boroughs) / wards)}`

function city(random: Random): { list: Ward[]; geography: Map<string, readonly string[]> } {
  const geography = new Map<string, string[]>([['', []]])
  const list = Array.from({ length: wards }, (_, i): Ward => {
    const [code, borough] = [`W${i}`, boroughOf(i)]
    const areas = Array.from({ length: areasOfWard }, (_, k) => `L${i}-${k}`)
    geography.set(code, areas)
    for (const whole of ['', borough]) geography.set(whole, [...(geography.get(whole) ?? []), ...areas])
    return { code, borough, mean: 1 + integer(random, 12) }
  })
  return { list, geography }
}

type Row = (string | number)[]

/** Rows of wards, boroughs and the city, each the sum of its wards. */
function summed(list: readonly Ward[], rowsOf: (ward: Ward) => Row[]): Row[] {
  const sums = new Map<string, Row>()
  for (const ward of list)
    for (const row of rowsOf(ward))
      for (const place of [ward.code, ward.borough, '']) {
        const [words, count] = [row.slice(0, -1), Number(row.at(-1))]
        const key = [place, ...words].join('|')
        sums.set(key, [place, ...words, Number(sums.get(key)?.at(-1) ?? 0) + count])
      }
  return [...sums.values()]
}

type Columns = Parameters<typeof Releasable.parse>[0] extends never ? never : Releasable['tables'][number]['columns']
const place = { key: 'code', title: 'Code', role: 'place' } as const
const count = {
  key: 'n',
  title: 'Offences',
  role: 'count',
  unit: 'offences',
  counts: 'violence',
  sensitive: false,
} as const
const group = (key: string, parts?: Record<string, string[]>) =>
  ({ key, title: key, role: 'group', total: 'all', complete: true, protected: false, ...(parts && { parts }) }) as const

const release = (columns: Columns, rows: Row[]): Releasable[] => [
  Releasable.parse({
    key: 'figures/x',
    kind: 'figures',
    title: 'Violence',
    period: 'a year',
    licence: 'OGL',
    tables: [{ id: 't', caption: 'T', columns, rows }],
  }),
]

/** Wards × three ages with all ages, boroughs and the city; `sexes`: crossed with two sexes and both. */
export function byAge(seed: number, sexes = false): World {
  const random = seeded(seed)
  const { list, geography } = city(random)
  const rows = summed(list, ({ mean }) =>
    ages.flatMap(age =>
      (sexes ? ['f', 'm'] : ['all']).flatMap(sex => {
        const n = poisson(random, mean / (sexes ? 2 : 1))
        const ofSex = sexes ? [sex, 'all'] : ['all']
        return [age, 'all'].flatMap(a => ofSex.map((s): Row => (sexes ? [a, s, n] : [a, n])))
      }),
    ),
  )
  return { items: release([place, group('age'), ...(sexes ? [group('sex')] : []), count], rows), geography }
}

/** Two years of wards, boroughs and the city of which the second begins three months after the first. */
export function rolling(seed: number): { first: World; second: World } {
  const random = seeded(seed)
  const { list, geography } = city(random)
  const quarters = new Map(
    list.map(({ code, mean }) => [code, Array.from({ length: 5 }, () => poisson(random, mean / 4))]),
  )
  const year = (from: number, period: string): World => {
    const sum = (code: string) => (quarters.get(code) ?? []).slice(from, from + 4).reduce((a, b) => a + b, 0)
    const rows = summed(list, ({ code }) => [[period, sum(code)]])
    return { items: release([place, { key: 'p', title: 'P', role: 'period' }, count], rows), geography }
  }
  return { first: year(0, '2025-04/2026-03'), second: year(1, '2025-07/2026-06') }
}

/** Ages that overlap one another in one release, then the same a quarter later. */
export function overlapping(seed: number): { first: World; second: World } {
  const random = seeded(seed)
  const { list, geography } = city(random)
  const single = ['0-9', '10-15', '16-17', '18-24']
  const parts = {
    'under 18': ['0-9', '10-15', '16-17'],
    '10 to 17': ['10-15', '16-17'],
    '16 to 24': ['16-17', '18-24'],
    '10 to 24': ['10-15', '16-17', '18-24'],
  }
  const counts = new Map(
    list.map(({ code, mean }) => [
      code,
      new Map(single.map(age => [age, Array.from({ length: 5 }, () => poisson(random, mean / 8))])),
    ]),
  )
  const year = (from: number, period: string): World => {
    const of = (code: string, age: string) =>
      (counts.get(code)?.get(age) ?? []).slice(from, from + 4).reduce((a, b) => a + b, 0)
    const rows = summed(list, ({ code }) =>
      Object.entries(parts).map(([band, made]): Row => [band, period, made.reduce((n, age) => n + of(code, age), 0)]),
    )
    const columns: Columns = [place, group('age', parts), { key: 'p', title: 'P', role: 'period' }, count]
    return { items: release(columns, rows), geography }
  }
  return { first: year(0, '2025-04/2026-03'), second: year(1, '2025-07/2026-06') }
}
