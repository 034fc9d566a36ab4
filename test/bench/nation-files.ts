// An invented country as files: squares for boundaries, residents, deprivation, and offences by small area, ward and district. Nothing in it is real.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { count, gamma, type Random, randomFor } from '../../src/lib/city/random.ts'
import { addMonths, type Month, monthRange } from '../../src/lib/dates.ts'

export const seed = 20_261_122
const note = 'Simulation: invented data. No place or person here is real.'
/** A ward is a row of five squares; a district three such rows beside one another and seven deep. */
const squares = 5
const across = 3
const deep = 7
export const lastMonth: Month = '2026-10'
export const months: readonly Month[] = monthRange(addMonths(lastMonth, -35), lastMonth)

/** Offences of each kind: mean a month in a small area of 1,600 residents. */
export const kinds = [
  { major: 'VIOLENCE AGAINST THE PERSON', minor: 'VIOLENCE WITH INJURY', mean: 0.8 },
  { major: 'VIOLENCE AGAINST THE PERSON', minor: 'VIOLENCE WITHOUT INJURY', mean: 1.2 },
  { major: 'VIOLENCE AGAINST THE PERSON', minor: 'STALKING AND HARASSMENT', mean: 0.9 },
  { major: 'VIOLENCE AGAINST THE PERSON', minor: 'HOMICIDE', mean: 0.001 },
  { major: 'ROBBERY', minor: 'ROBBERY OF PERSONAL PROPERTY', mean: 0.15 },
  { major: 'ROBBERY', minor: 'ROBBERY OF BUSINESS PROPERTY', mean: 0.03 },
  { major: 'SEXUAL OFFENCES', minor: 'RAPE', mean: 0.1 },
  { major: 'SEXUAL OFFENCES', minor: 'OTHER SEXUAL OFFENCES', mean: 0.15 },
  { major: 'POSSESSION OF WEAPONS', minor: 'POSSESSION OF WEAPONS', mean: 0.12 },
  { major: 'BURGLARY', minor: 'BURGLARY', mean: 0.6, measure: 'simulated-burglary' },
  { major: 'THEFT', minor: 'THEFT FROM THE PERSON', mean: 0.25, measure: 'simulated-theft-from-person' },
  { major: 'VEHICLE OFFENCES', minor: 'VEHICLE OFFENCES', mean: 0.7, measure: 'simulated-vehicle-offences' },
  { major: 'ARSON AND CRIMINAL DAMAGE', minor: 'CRIMINAL DAMAGE', mean: 0.9, measure: 'simulated-criminal-damage' },
  { major: 'DRUG OFFENCES', minor: 'DRUG OFFENCES', mean: 0.4, measure: 'simulated-drug-offences' },
] as const

interface Area {
  code: string
  name: string
  parent: Area | undefined
  /** Where it stands among the areas of its level. */
  index: number
  /** West, south, width and height in squares. */
  box: [number, number, number, number]
}

export interface Country {
  districts: Area[]
  wards: Area[]
  lsoas: Area[]
}

const numbered = (prefix: string, n: number) => `${prefix}${String(n + 1).padStart(6, '0')}`

export function layOut(districts: number): Country {
  const wide = Math.ceil(Math.sqrt(districts / 1.5))
  const country: Country = { districts: [], wards: [], lsoas: [] }
  const put = (areas: Area[], prefix: string, word: string, parent: Area | undefined, box: Area['box']): Area => {
    const index = areas.length
    const area = { code: numbered(prefix, index), name: `Simulated ${word} ${index + 1}`, parent, index, box }
    areas.push(area)
    return area
  }
  for (let d = 0; d < districts; d++) {
    const [west, south] = [(d % wide) * squares * across, Math.floor(d / wide) * deep]
    const district = put(country.districts, 'X09', 'district', undefined, [west, south, squares * across, deep])
    for (let w = 0; w < across * deep; w++) {
      const [x, y] = [west + (w % across) * squares, south + Math.floor(w / across)]
      const ward = put(country.wards, 'X05', 'ward', district, [x, y, squares, 1])
      for (let s = 0; s < squares; s++) put(country.lsoas, 'X01', 'small area', ward, [x + s, y, 1, 1])
    }
  }
  return country
}

// In the Atlantic, as the demonstration is.
const point = (x: number, y: number) => [Number((-16 + x * 0.02).toFixed(4)), Number((48 + y * 0.015).toFixed(4))]

/** A ring with every corner of the squares along it, so that neighbours share their edges. */
function ring([west, south, width, height]: Area['box']): number[][] {
  const steps = (n: number) => Array.from({ length: n }, (_, i) => i)
  const [east, north] = [west + width, south + height]
  return [
    ...steps(width).map(i => point(west + i, south)),
    ...steps(height).map(i => point(east, south + i)),
    ...steps(width).map(i => point(east - i, north)),
    ...steps(height).map(i => point(west, north - i)),
    point(west, south),
  ]
}

function boundaries(areas: readonly Area[]): string {
  const lines = areas.map(({ code, name, parent, box }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { code, name, parent: parent?.code ?? 'X12000001' },
      geometry: { type: 'Polygon', coordinates: [ring(box)] },
    }),
  )
  return `{"type":"FeatureCollection","note":"${note}","features":[\n${lines.join(',\n')}\n]}\n`
}

const csv = (heading: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  `${[heading, ...rows].map(row => row.join(',')).join('\n')}\n`

const lookup = ({ lsoas }: Country) =>
  csv(
    ['LSOA21CD', 'LSOA21NM', 'WD24CD', 'WD24NM', 'LAD24CD', 'LAD24NM'],
    lsoas.map(({ code, name, parent: ward }) => [
      code,
      name,
      ward?.code ?? '',
      ward?.name ?? '',
      ward?.parent?.code ?? '',
      ward?.parent?.name ?? '',
    ]),
  )

function residents({ lsoas }: Country, bands: readonly string[]): string {
  const random = randomFor(seed, 'residents')
  const rows = lsoas.map(({ code, name }) => {
    const ages = bands.map(() => 50 + Math.floor(random() * 80))
    return ['2021', name, code, ages.reduce((sum, n) => sum + n, 0), ...ages]
  })
  return csv(['date', 'geography', 'geography code', 'Age: Total', ...bands], rows)
}

function deprivation({ lsoas }: Country): string {
  const random = randomFor(seed, 'deprivation')
  const scores = lsoas.map(({ code, name }) => ({ code, name, score: 5 + 60 * random() ** 2 }))
  const ranks = new Map(scores.toSorted((a, b) => b.score - a.score).map(({ code }, i) => [code, i]))
  const rows = scores.map(({ code, name, score }) => {
    const rank = ranks.get(code) ?? 0
    return [code, name, score.toFixed(3), rank + 1, Math.floor((10 * rank) / scores.length) + 1]
  })
  return csv(['LSOA21CD', 'LSOA21NM', 'IMD_score', 'IMD_rank', 'IMD_decile'], rows)
}

const monthHeadings = months.map(month => month.replace('-', ''))
const headings = {
  lsoas: ['lsoa_code', 'lsoa_name', 'borough', 'major_category', 'minor_category'],
  wards: ['MajorText', 'MinorText', 'WardName', 'WardCode', 'LookUp_BoroughName'],
  boroughs: ['MajorText', 'MinorText', 'BoroughName'],
}

/** How busy each ward is beside the usual; every fortieth rises by half in its last year, the one after it falls by a third. */
const busy = (random: Random) => gamma(random, 4) / 4
const turn = (ward: number, month: number) => (month < 24 ? 1 : ward % 40 === 0 ? 1.5 : ward % 40 === 1 ? 0.67 : 1)

/** Offences of one kind: the small areas drawn, wards and districts added up from them. Every cell is written down, 0 as well. */
function offences(country: Country, kind: (typeof kinds)[number], folder: string): void {
  const random = randomFor(seed, kind.minor)
  const levels = randomFor(seed, 'busy')
  const wards = country.wards.map(() => ({ level: busy(levels), sums: months.map(() => 0) }))
  const districts = country.districts.map(() => months.map(() => 0))
  const lines: string[] = []
  for (const { code, name, parent } of country.lsoas) {
    const ward = wards[parent?.index ?? 0]
    const district = districts[parent?.parent?.index ?? 0]
    const counts = months.map((_, m) => {
      const n = count(random, kind.mean * (ward?.level ?? 1) * turn(parent?.index ?? 0, m), 1)
      if (ward) ward.sums[m] = (ward.sums[m] ?? 0) + n
      if (district) district[m] = (district[m] ?? 0) + n
      return n
    })
    lines.push([code, name, parent?.parent?.code, kind.major, kind.minor, ...counts].join(','))
  }
  const add = (file: string, rows: readonly string[]) => appendFileSync(join(folder, file), `${rows.join('\n')}\n`)
  const row = (...fields: (string | number)[]) => [kind.major, kind.minor, ...fields].join(',')
  add('lsoas.csv', lines)
  add(
    'wards.csv',
    country.wards.map(({ code, name, parent, index }) =>
      row(name, code, parent?.name ?? '', ...(wards[index]?.sums ?? [])),
    ),
  )
  add(
    'boroughs.csv',
    country.districts.map(({ name, index }) => row(name, ...(districts[index] ?? []))),
  )
}

/** Writes every file of the country into a folder. `bands` are the headings of the ages. */
export function writeCountry(country: Country, folder: string, bands: readonly string[]): void {
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  mkdirSync(folder, { recursive: true })
  put('README.txt', `${note}\nSeed ${seed}.\n`)
  put('boroughs.geojson', boundaries(country.districts))
  put('wards.geojson', boundaries(country.wards))
  put('lsoas.geojson', boundaries(country.lsoas))
  put('lookup.csv', lookup(country))
  put('residents.csv', residents(country, bands))
  put('deprivation.csv', deprivation(country))
  for (const [level, heading] of Object.entries(headings)) put(`${level}.csv`, csv([...heading, ...monthHeadings], []))
  for (const kind of kinds) offences(country, kind, folder)
}
