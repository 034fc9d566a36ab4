// The reading of London's real files, by a reader of its own: what the marks come to on violence with injury. Skipped where the files are not beside the checkout.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { addMonths, type Month, monthRange, monthsBetween } from '../../../lib/dates.ts'
import { root } from '../../../platform/root.ts'
import { assessMeasure, type Question } from './compute.ts'
import { defaults, type Settings } from './settings.ts'

const data = resolve(root, '..', 'shared', 'data')
const file = (name: string) => join(data, name)
const have = existsSync(file('mps-recorded-crime/ward_202402-202602.csv.gz'))
if (!have) process.stdout.write('SKIPPED: the real files of London are not here, so their marks are not checked.\n')

const Rows = (name: string): Record<string, string>[] => {
  const bytes = readFileSync(file(name))
  return parse(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true, skip_empty_lines: true })
}

interface London {
  codes: string[]
  counts: Map<string, Map<Month, number>>
  residents: Map<string, number>
}

function read(): London {
  const counts = new Map<string, Map<Month, number>>()
  for (const name of ['ward_201004-202402', 'ward_202402-202602'])
    for (const row of Rows(`mps-recorded-crime/${name}.csv.gz`)) {
      if (row.minortext !== 'VIOLENCE WITH INJURY') continue
      const code = (row.wardcode ?? '').trim()
      const months = counts.get(code) ?? new Map<Month, number>()
      counts.set(code, months)
      for (const [column, value] of Object.entries(row)) {
        if (!/^\d{6}$/.test(column) || (name.startsWith('ward_202402') && column === '202402')) continue // February 2024 is a stub there
        const month = `${column.slice(0, 4)}-${column.slice(4)}`
        months.set(month, (months.get(month) ?? 0) + Number(value))
      }
    }
  const people = new Map(
    Rows('population/census2021-ts007a-lsoa21-london.csv.gz').map(row => [
      row['geography code'] ?? '',
      Number(row['Age: Total']),
    ]),
  )
  const residents = new Map<string, number>()
  for (const row of Rows('lookups/london_lsoa21_wd24_lad24.csv'))
    residents.set(row.WD24CD ?? '', (residents.get(row.WD24CD ?? '') ?? 0) + (people.get(row.LSOA21CD ?? '') ?? 0))
  return { codes: [...counts.keys()].filter(code => residents.has(code)).sort(), counts, residents }
}

const connect = '2024-03'

describe.skipIf(!have)('London, violence with injury by ward', () => {
  let london: London
  beforeAll(() => {
    london = read()
  })

  const question = (end: Month, settings: Settings, breaks = true): Question => {
    const months = monthRange(addMonths(end, -38), end)
    return {
      placeIds: london.codes.map((_, i) => i),
      months: london.codes.map(code => months.map(month => london.counts.get(code)?.get(month) ?? 0)),
      residents: london.codes.map(code => london.residents.get(code) ?? null),
      breaks: breaks ? [monthsBetween(connect, end)] : [],
      settings,
    }
  }
  const tally = (end: Month, settings = defaults, breaks = true) => {
    const answers = assessMeasure(question(end, settings, breaks))
    const of = (word: string) => answers.filter(a => a.change.word === word).length
    return {
      places: answers.length,
      rising: of('rising'),
      falling: of('falling'),
      break: of('break'),
      sustained: answers.filter(a => a.level.word === 'high and sustained').length,
      dispersion: answers[0]?.change.dispersion ?? 0,
    }
  }

  test('12 months to February 2026: no ward rises and none falls, 31 stay high for three years', () => {
    expect(tally('2026-02')).toMatchObject({ places: 679, rising: 0, falling: 0, sustained: 31 })
  })

  test('letting in places tied at the edge of the tenth would make it 32: four wards had 164 offences in one year', () => {
    const { months, residents } = question('2026-02', defaults)
    const sums = (back: number) =>
      months.map(values =>
        values
          .slice(values.length - 12 * (back + 1), values.length - 12 * back)
          .reduce((a: number, b) => a + (b ?? 0), 0),
      )
    const letIn = (values: number[]) => {
      const edge = values.toSorted((a, b) => b - a)[Math.floor(values.length / 10) - 1] ?? 0
      return values.map(value => value >= edge)
    }
    const years = [0, 1, 2].map(back => {
      const counts = sums(back)
      const rates = letIn(counts.map((count, i) => count / (residents[i] ?? 1)))
      return letIn(counts).map((high, i) => high && rates[i] === true)
    })
    expect(london.codes.filter((_, i) => years.every(year => year[i]))).toHaveLength(32)
    const tied = [0, 1, 2].map(back => {
      const counts = sums(back)
      const edge = counts.toSorted((a, b) => b - a)[66] ?? 0
      return [edge, counts.filter(count => count === edge).length]
    })
    expect(tied).toContainEqual([164, 4])
  })

  test('across February 2024 the change is refused at every period whose windows hold the break', () => {
    for (let back = 0; back < 6; back++)
      expect(tally(addMonths('2024-08', back))).toMatchObject({ places: 679, break: 679, rising: 0, falling: 0 })
    expect(tally('2026-01').break).toBe(679)
    expect(tally('2026-02').break).toBe(0)
  })

  test('overlooking the break, a test against the place itself would wrongly mark 10 to 89 wards as falling', () => {
    const ends = monthRange('2024-08', '2025-01')
    const falling = (settings: Partial<Settings>) =>
      ends.map(end => tally(end, { ...defaults, ...settings }, false).falling)
    expect(falling({ against: 'itself', widen: false })).toEqual([13, 17, 10, 16, 50, 89])
    expect(falling({ against: 'itself' })).toEqual([0, 0, 0, 1, 4, 11])
    // The break moved the whole city, so the test against the city is not taken in; but it could not tell a true fall either.
    expect(falling({})).toEqual([0, 0, 0, 0, 0, 0])
  })
})
