import { describe, expect, test } from 'vitest'
import { integer, poisson, type Random, seeded } from '../../../../lib/stats/random.ts'
import type { Measure } from '../../../evidence/index.ts'
import { tellingSentences, uncounted } from '../../../releases/checks/told.ts'
import { type PublishedItem, Releasable, type Table } from '../../../releases/contract.ts'
import { protectItems } from '../../../releases/protection/apply.ts'
import { figureRows } from '../../../releases/public/figure-rows.ts'
import { itemView } from '../../../releases/public/item.ts'
import { type Place, tableFrom } from './cells.ts'
import type { Plan } from './plan.ts'

/*
 * Somebody who reads all of a released edition, its words and its files, and another table of the same counts, tries to work out a hidden one.
 * Cities are made by chance: boroughs of a few wards, so that many counts are small. The attack shares no code with the protection: places
 * lie one inside the other, so which counts are possible is told by adding least and most upwards.
 */
const measure = {
  id: 1,
  code: 'violence',
  name: 'Violence',
  unit: 'offences',
  definition: 'Violence',
  per: 1_000,
  denominator: 'residents',
  sensitive: false,
} as Measure
const years = ['2024-04/2025-03', '2025-04/2026-03']

interface City {
  boroughs: { code: string; wards: string[] }[]
  places: Map<string, Place>
  /** Ward and year. */
  counts: Map<string, number>
  geography: Map<string, string[]>
}

function cityOf(random: Random): City {
  const boroughs = Array.from({ length: 2 + integer(random, 2) }, (_, b) => ({
    code: `B${b}`,
    wards: Array.from({ length: 2 + integer(random, 4) }, (_, w) => `W${b}${w}`),
  }))
  const wards = boroughs.flatMap(each => each.wards)
  const mean = 2 + random() * 12
  const residents = new Map(wards.map(code => [code, 1_000 + integer(random, 9_000)]))
  const place = (code: string, parts: string[]): [string, Place] => [
    code,
    {
      code,
      name: `Place ${code}`,
      boroughName: null,
      residents: parts.reduce((sum, part) => sum + (residents.get(part) ?? 0), 0),
      parts: parts.map(part => wards.indexOf(part)),
    },
  ]
  return {
    boroughs,
    places: new Map([
      place('C', wards),
      ...boroughs.map(each => place(each.code, each.wards)),
      ...wards.map(code => place(code, [code])),
    ]),
    counts: new Map(wards.flatMap(code => years.map(year => [`${code} ${year}`, poisson(random, mean)] as const))),
    geography: new Map<string, string[]>([
      ['', wards],
      ['C', wards],
      ...boroughs.map(each => [each.code, each.wards] as [string, string[]]),
      ...wards.map(code => [code, [code]] as [string, string[]]),
    ]),
  }
}

const wardsOf = ({ geography }: City, code: string): string[] => geography.get(code) ?? []
const countOf = (city: City, code: string, year: string): number =>
  wardsOf(city, code).reduce((sum, ward) => sum + (city.counts.get(`${ward} ${year}`) ?? 0), 0)

function tableOf(city: City, block: string, codes: readonly string[], periods: string[], what: Plan['what']): Table {
  const places = codes.flatMap(code => city.places.get(code) ?? [])
  const plan: Plan = {
    measure,
    places: codes.length === 1 ? { code: codes[0] ?? '' } : 'ward',
    periods,
    moved: false,
    what,
  }
  return tableFrom(block, plan, places, (place, period) => countOf(city, place.code, period))
}

const itemOf = (key: string, tables: Table[], text = ''): Releasable =>
  Releasable.parse({ key: `x/${key}`, kind: 'x', title: key, period: 'two years', licence: 'OGL', text, tables })

/** An edition as it is put together: the city's totals, a map, a mark, a share worked out from the wards. */
function editionOf(city: City, random: Random, sentences: readonly string[]): Releasable {
  const all = [...city.places.keys()]
  const [boroughs, wards] = [all.filter(code => code.startsWith('B')), all.filter(code => code.startsWith('W'))]
  const one = wards[integer(random, wards.length)] ?? ''
  const year = years.slice(integer(random, 2)).slice(0, 1)
  const map = tableOf(city, 'b2', random() < 0.5 ? wards : boroughs, year, 'places')
  const worked: Table = {
    ...{ id: 'b2-worked-out', caption: 'Worked out', restsOn: [map.id] },
    columns: ['figure', 'value'].map(key => ({ key, title: key, role: 'words' as const })),
    rows: [['Share of the first', '40 %']],
  }
  return itemOf(
    'edition',
    [tableOf(city, 'b1', ['C'], years, 'totals'), map, worked, tableOf(city, 'b3', [one], years, 'change')],
    sentences.join('\n\n'),
  )
}

const numberWords = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
/** How people say a count. */
const sayings: ((place: string, count: number) => string)[] = [
  (place, count) => `${place} had ${count} offences.`,
  (place, count) => `${place} went from 60 to ${count}.`,
  (place, count) => `${place} recorded ${count} during the year.`,
  (place, count) => `In ${place} there were ${count} recorded in 2025.`,
  (place, count) => `${place} counted ${count} (50 the year before).`,
  (place, count) => `${place} had **${count}** offences.`,
  (place, count) => `${place} had ${count}* offences`,
  (place, count) => `| ${place} | ${count} |`,
  (place, count) => `In ${place} ${count} teenagers were hurt with a knife.`,
  (place, count) => `In ${place} there\nwere ${count} street robberies.`,
  (place, count) => `${place} had ${numberWords[count] ?? count} knife, gun and other offences`,
  (place, count) =>
    `${place} had ${{ 1: 'a single offence', 2: 'a pair of offences', 12: 'a dozen' }[count] ?? count}.`,
  (place, count) => (count === 2 ? `It happened twice in ${place}.` : `${place}: ${count}`),
]

/** What people wrote: true counts, rates and changes of places taken by chance. */
function sentencesOf(city: City, random: Random): { text: string; code: string; year: string; count: number }[] {
  const all = [...city.places.values()]
  return Array.from({ length: 6 }, () => {
    const place = all[integer(random, all.length)] ?? all[0]
    const year = years[integer(random, 2)] ?? ''
    const [code, count] = [place?.code ?? '', countOf(city, place?.code ?? '', year)]
    const rate = ((count / (place?.residents ?? 1)) * 1_000).toFixed(2)
    const text =
      random() < 0.7 || code === ''
        ? (sayings[integer(random, sayings.length)]?.(place?.name ?? '', count) ?? '')
        : `The rate of ${place?.name} was ${rate}.`
    return { text, code, year, count }
  })
}

interface Bounds {
  least: number
  most: number
}
type Known = Map<string, Bounds>

const narrow = (known: Known, key: string, { least, most }: Bounds): void => {
  const before = known.get(key) ?? { least: 0, most: Number.POSITIVE_INFINITY }
  known.set(key, { least: Math.max(before.least, least), most: Math.min(before.most, most) })
}

/** What the files say of each place and year: exact, rounded to five where other places of the release lie in it, hidden, or within what a rate allows. */
function readFiles(items: readonly PublishedItem[], isTotal: (code: string) => boolean): Known {
  const known: Known = new Map()
  for (const [, , , figure, code, , , year, value] of figureRows(items)) {
    const key = `${code} ${year}`
    if (figure !== 'Offences') continue
    if (value === '[c]') narrow(known, key, { least: 1, most: Number.POSITIVE_INFINITY })
    else if (typeof value === 'number' && isTotal(String(code)) && value % 5 === 0)
      narrow(known, key, { least: value - 2, most: value + 2 })
    else if (typeof value === 'number') narrow(known, key, { least: value, most: value })
  }
  return known
}

/** A number that the tables show of this place tells nothing more, of whichever year it speaks. */
const isShown = (known: Known, code: string, count: number): boolean =>
  years.some(year => {
    const { least, most } = known.get(`${code} ${year}`) ?? { least: 0, most: Number.POSITIVE_INFINITY }
    return least <= count && count <= most && most - least <= 4
  })

/** Can this place have had this many? Places lie one inside the other, so least and most add up exactly. */
function isPossible(city: City, known: Known, target: string, year: string, count: number): boolean {
  const own = (code: string): Bounds => {
    const found = known.get(`${code} ${year}`) ?? { least: 0, most: Number.POSITIVE_INFINITY }
    return code === target ? { least: Math.max(count, found.least), most: Math.min(count, found.most) } : found
  }
  const within = (code: string, parts: readonly Bounds[]): Bounds => ({
    least: Math.max(
      own(code).least,
      parts.reduce((sum, part) => sum + part.least, 0),
    ),
    most: Math.min(
      own(code).most,
      parts.reduce((sum, part) => sum + part.most, 0),
    ),
  })
  const boroughs = city.boroughs.map(({ code, wards }) => within(code, wards.map(own)))
  const all = [...city.boroughs.flatMap(({ wards }) => wards.map(own)), ...boroughs, within('C', boroughs)]
  return all.every(({ least, most }) => least <= most)
}

interface Tried {
  hidden: number
  recovered: string[]
  wordsRefused: number
  derivedShown: number
}

/** One city: another table is out first or comes along, the edition is released without the sentences that are refused, and is attacked. */
function attackOn(
  city: City,
  random: Random,
  { protect, mend }: { protect: boolean; mend: boolean },
): Tried | undefined {
  const told = sentencesOf(city, random)
  const edition = editionOf(
    city,
    random,
    told.map(({ text }) => text),
  )
  const wards = [...city.places.keys()].filter(code => /^[BW]/.test(code))
  const other = itemOf('figures', [tableOf(city, 'f', wards, years.slice(1), 'places')])
  const isFirst = random() < 0.5
  const before = isFirst ? protectItems([other], [], city.geography) : undefined
  const items = isFirst ? [edition] : [edition, other]
  const found = protectItems(items, before?.cells ?? [], city.geography)
  if (found.exposed.length + (before?.exposed.length ?? 0) > 0) return undefined // refused: it does not go out
  const texts = told.map(({ text }) => text)
  // refused, or asked about: nobody wrote a reason why they may stand
  const refused = new Set([...tellingSentences(items, found, texts), ...uncounted(found.items, texts)])
  const shown = protect ? found.items : items
  const out = [...shown, ...(before?.items ?? [])].map(
    (item): PublishedItem => ({ ...item, slug: 'a', edition: 1, publishedOn: '2026-11-22', releaseTitle: 'A' }),
  )
  const known = readFiles(out, code => !code.startsWith('W'))
  const ofTables = readFiles(out.slice(0, items.length), code => !code.startsWith('W'))
  // what no table of the release counts is asked about where it is said to be offences, and read by people otherwise
  const isHeld = ({ text, code, year }: (typeof told)[number]) =>
    ofTables.has(`${code} ${year}`) || /offences|rate/.test(text)
  for (const { text, code, year, count } of told.filter(isHeld))
    if (!mend || (!refused.has(text) && !isShown(known, code, count)))
      narrow(known, `${code} ${year}`, { least: count, most: count })
  const hidden = [...known].filter(([key]) => {
    const [code = '', year = ''] = key.split(' ')
    const count = countOf(city, code, year)
    return count > 0 && count < 5
  })
  const recovered = hidden.flatMap(([key]) => {
    const [code = '', year = ''] = key.split(' ')
    const others = [1, 2, 3, 4].filter(count => count !== countOf(city, code, year))
    return others.some(count => isPossible(city, known, code, year, count)) ? [] : [key]
  })
  const page = itemView(out[0] as PublishedItem, 0, { top: 2, said: { title: '', summary: '' } })
  const derived = page.tables.find(({ id }) => id.endsWith('worked-out'))?.rows[0]?.[1]
  return { hidden: hidden.length, recovered, wordsRefused: refused.size, derivedShown: derived === '40 %' ? 1 : 0 }
}

function attackAll(cities: number, how: { protect: boolean; mend: boolean }) {
  const random = seeded(20261123)
  const tried = Array.from({ length: cities }, () => attackOn(cityOf(random), random, how)).flatMap(each => each ?? [])
  const sum = (of: (each: Tried) => number) => tried.reduce((total, each) => total + of(each), 0)
  return {
    cities: tried.length,
    hidden: sum(each => each.hidden),
    recovered: tried.flatMap(each => each.recovered),
    wordsRefused: sum(each => each.wordsRefused),
    derivedShown: sum(each => each.derivedShown),
  }
}

describe('the attack on a released edition', () => {
  test('in hundreds of invented cities no hidden count comes out of its tables, words and files with another released table', () => {
    const found = attackAll(250, { protect: true, mend: true })
    expect(found.recovered).toEqual([])
    expect(found.cities).toBeGreaterThan(200)
    expect(found.hidden).toBeGreaterThan(500)
    expect(found.wordsRefused).toBeGreaterThan(250)
    expect(found.derivedShown).toBeGreaterThan(10)
  })

  test('the attack can succeed: with the words left in, and with nothing hidden', () => {
    expect(attackAll(60, { protect: true, mend: false }).recovered.length).toBeGreaterThan(10)
    expect(attackAll(20, { protect: false, mend: true }).recovered.length).toBeGreaterThan(10)
  })
})
