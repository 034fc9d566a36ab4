import { type Month, monthNumber } from '../dates.ts'
import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { groupsFile } from './groups.ts'
import { makeAttendances } from './hospital.ts'
import { daysOf, drawHour, rhythmsOf } from './hours.ts'
import { injury, type Matrix } from './offences.ts'
import { at, count, drawer, randomFor, thin } from './random.ts'
import { surveyFile } from './survey.ts'

type Dashboard = { type: string; subtype: string; measure: string; counts: Matrix }

/** Month after month and area after area, as the dashboards list them. */
function dashboardFile(city: City, parts: readonly Dashboard[]): string {
  const heading = [
    'month_year',
    'area_type',
    'borough_snt',
    'area_name',
    'area_code',
    'crime_type',
    'crime_subtype',
    'measure',
  ]
  const rest = ['financial_year', 'fy_fyindex', 'count', 'refresh_date']
  const years = [...new Set(city.months.map(financialYear))]
  const rows = city.months.flatMap((month, m) => {
    const year = financialYear(month)
    const label = `${year}_${String(years.indexOf(year) + 1).padStart(2, '0')}`
    return city.boroughs.flatMap(({ name, code }, b) =>
      parts.map(({ type, subtype, measure, counts }): Field[] => [
        ...[`${month}-01`, 'Borough', name, name, code, type, subtype, measure],
        ...[`fy${year}`, label, at(at(counts, b), m), '2026-11-18'],
      ]),
    )
  })
  return csv([...heading, ...rest], rows)
}

/** `2026-03` is in `25-26`. */
function financialYear(month: Month): string {
  const start = Math.floor((monthNumber(month) - 3) / 12) % 100
  return `${String(start).padStart(2, '0')}-${String((start + 1) % 100).padStart(2, '0')}`
}

function dashboardFiles(city: City): [string, string][] {
  const random = randomFor(city.seed, 'dashboards')
  const of = (measure: string, b: number, m: number) => at(at(city.offences.get(measure)?.boroughs ?? [], b), m)
  const make = (mean: (b: number, m: number) => number): Matrix =>
    city.boroughs.map((_, b) => city.months.map((_, m) => count(random, mean(b, m), 1.1)))
  const part = (counts: Matrix, share: number): Matrix =>
    counts.map(row => row.map(total => thin(random, total, share)))
  const knife = make((b, m) => 0.3 * of('robbery-of-personal-property', b, m) + 0.09 * of(injury, b, m))
  const abuse = make((b, m) => 0.5 * of(injury, b, m) + 0.4 * of('stalking-and-harassment', b, m) + 40)
  const rows = (type: string, subtype: string, counts: Matrix): Dashboard[] => [
    { type, subtype, measure: 'Offences', counts },
    { type, subtype, measure: 'Positive Outcomes', counts: part(counts, 0.11) },
  ]
  const knives = [
    ...rows('Knife Crime', 'Knife Crime', knife),
    ...rows('Knife Crime', 'Knife Crime with Injury', part(knife, 0.25)),
  ]
  const homes = [
    ...rows('Domestic Abuse', 'Domestic Abuse', abuse),
    ...rows('Domestic Abuse', 'Domestic Abuse Violence with Injury', part(abuse, 0.24)),
  ]
  return [
    ['dashboards/knife-crime.csv', dashboardFile(city, knives)],
    ['dashboards/domestic-abuse.csv', dashboardFile(city, homes)],
  ]
}

function womenAndGirlsFile(city: City): [string, string] {
  const random = randomFor(city.seed, 'women and girls')
  const rows = city.wards.flatMap((ward, w) => {
    const part = ward.lsoas.some(i => at(city.lsoas, i).block.bank > 0) ? 'North Bank' : 'South Bank'
    return city.months.flatMap((month, m) => {
      const like = at(at(city.offences.get('stalking-and-harassment')?.wards ?? [], w), m)
      const total = count(random, 0.9 * like + (ward.people / 1_000) * 0.5, 1.1)
      return total > 0 ? [[part, at(city.boroughs, ward.borough).name, ward.name, month, total]] : []
    })
  })
  return [
    'dashboards/vawg-by-ward.csv',
    csv(['bcu_location', 'borough_name', 'ward_name_clean_2', 'recorded_date_months', 'count'], rows),
  ]
}

/** The located offences of the LSOA file again, one row each, with the hour. Adds up to that file exactly. */
function incidentFile(city: City): [string, string] {
  const random = randomFor(city.seed, 'hours')
  const rhythms = rhythmsOf(city, city)
  const months = city.months.slice(-city.recipe.incidentMonths)
  const skip = city.recipe.lsoaMonths - months.length
  const counts = city.offences.get(injury)?.lsoas ?? []
  const rows = months.flatMap((month, m) => {
    const days = daysOf(month)
    const found = city.lsoas.flatMap(({ code }, i) =>
      Array.from({ length: at(at(counts, i), skip + m) }, () => [
        drawHour(random, at(rhythms, i), days),
        code,
        'VIOLENCE WITH INJURY',
      ]),
    )
    return found.sort((a, b) => (at(a, 0) < at(b, 0) ? -1 : 1))
  })
  return ['incidents/violence-with-injury.csv', csv(['when', 'where', 'category'], rows)]
}

// Not of the national data set: whether the person said the police know, and blank where nobody asked.
const knownToPolice = ['Yes', 'No', '']
const drawKnown = drawer([36, 49, 15])

function hospitalFile(city: City): [string, string] {
  const heading = [
    ...['Reporting period start', 'Reporting period end', 'Site code of treatment', 'Arrival date and time'],
    ...['Assault date and time', 'Assault method', 'Assault location type', 'Assault location description'],
    'Known to police',
  ]
  const months = city.months.slice(-city.recipe.incidentMonths)
  const asked = randomFor(city.seed, 'hospital-police')
  const rows = makeAttendances(randomFor(city.seed, 'hospital'), city.recipe, months).map(row => [
    ...[row.start, row.end, row.site, row.arrival, row.assault, row.method, row.location, ''],
    at(knownToPolice, drawKnown(asked)),
  ])
  return ['hospital/assault-attendances.csv', csv(heading, rows)]
}

/** Flagged offences, incidents with hours, and what hospitals saw. */
export const reportFiles = (city: City): [string, string][] => [
  ...dashboardFiles(city),
  womenAndGirlsFile(city),
  incidentFile(city),
  hospitalFile(city),
  surveyFile(city),
  groupsFile(city),
]
