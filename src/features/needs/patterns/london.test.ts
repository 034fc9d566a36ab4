// London's real files, read by a reader of its own: what the patterns come to. Skipped where the files are not beside the checkout.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { weightedMeans } from '../../../lib/stats/index.ts'
import { root } from '../../../platform/root.ts'
import { concentrate } from '../concentration/compute.ts'
import { slope } from '../gradient/compute.ts'

const data = resolve(root, '..', 'shared', 'data')
const have = existsSync(join(data, 'mps-recorded-crime/ward_201004-202402.csv.gz'))
if (!have) process.stdout.write('SKIPPED: the real files of London are not here, so their patterns are not checked.\n')

const rowsOf = (name: string): Record<string, string>[] => {
  const bytes = readFileSync(join(data, name))
  return parse(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true, skip_empty_lines: true })
}

/** Offences of one kind by ward, summed over the months of each period. */
function offences(kind: string, ...periods: (readonly [from: string, to: string])[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const row of rowsOf('mps-recorded-crime/ward_201004-202402.csv.gz')) {
    if (row.minortext !== kind) continue
    const sums = periods.map(([from, to]) =>
      Object.entries(row).reduce(
        (sum, [month, n]) => sum + (/^\d{6}$/.test(month) && month >= from && month <= to ? Number(n) : 0),
        0,
      ),
    )
    const code = (row.wardcode ?? '').trim()
    const known = found.get(code) ?? periods.map(() => 0)
    found.set(
      code,
      known.map((n, i) => n + (sums[i] ?? 0)),
    )
  }
  return found
}

/** Wards without a homicide in all the file have no row; every ward has violence with injury. */
const wards = () => [...offences('VIOLENCE WITH INJURY').keys()].sort()

describe.skipIf(!have)('London: homicide by ward, January 2016 to December 2018', () => {
  test('83 of 679 wards (12.2 %) hold 52.5 % of 381; chance alone would put 45 % in as many', () => {
    const homicide = offences('HOMICIDE', ['201601', '201812'])
    const counts = wards().map(code => homicide.get(code)?.[0] ?? 0)
    const found = concentrate({
      counts,
      weights: null,
      top: 0.122,
      years: [],
      scores: counts.map(() => null),
      draws: 999,
      seed: 1,
    })
    expect(found?.spread).toMatchObject({ total: 381, places: 679, placesWithEvents: 264 })
    expect(found?.top).toEqual({ places: 83, events: 200 })
    const share = found?.chance.shares[0]
    expect(share?.observed).toBeCloseTo(0.525, 3)
    // So 45 of the 52.5 points are sparseness, and 7 are more than chance.
    expect(share?.mean).toBeCloseTo(0.452, 2)
    expect(share?.upper).toBeLessThan(0.49)
    expect(share?.p).toBe(0.001)
    expect(found?.members).toHaveLength(83)
  })
})

describe.skipIf(!have)('London: violence with injury by ward, 12 months to March 2019, and IMD 2019', () => {
  const wardOf = () =>
    new Map(
      rowsOf('lookups/derived_london_lsoa11_to_wd18_wd24_max_overlap.csv').map(row => [
        row.LSOA11CD ?? '',
        row.WD24CD ?? '',
      ]),
    )

  test('rank correlation with the score: 0.666 for counts, 0.719 for rates', () => {
    const ward = wardOf()
    const scores = weightedMeans(
      rowsOf('deprivation/imd2019_london_file7_equivalent.csv.gz').map(row => ({
        group: ward.get(row['LSOA code (2011)'] ?? '') ?? null,
        value: Number(row['Index of Multiple Deprivation (IMD) Score']),
        weight: Number(row['Total population: mid 2015 (excluding prisoners)']),
      })),
    )
    const residents = new Map<string, number>()
    for (const row of rowsOf('population/lsoa11_mid2019-pop.csv.gz')) {
      const code = ward.get(row.LSOA11CD ?? '') ?? ''
      residents.set(code, (residents.get(code) ?? 0) + Number(row['Persons_All-Ages']?.replace(',', '')))
    }
    const places = [...offences('VIOLENCE WITH INJURY', ['201804', '201903'])].map(([code, [count]]) => ({
      count: count ?? 0,
      residents: residents.get(code) ?? 0,
      score: scores.get(code) ?? Number.NaN,
    }))
    const found = slope({ places, months: 12, per: 1_000, draws: 2_000, seed: 1 })
    expect(places).toHaveLength(679)
    expect(found?.ofCounts?.toFixed(3)).toBe('0.666')
    expect(found?.ofRates?.toFixed(3)).toBe('0.719')
    expect(found?.groups.map(group => group.places)).toEqual([68, 68, 68, 68, 68, 68, 68, 68, 68, 67])
    expect(found?.groups[0]?.rate).toBeCloseTo(12.7, 1)
  })
})
