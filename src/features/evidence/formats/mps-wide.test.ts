// The police's wide files as they are published: figures that a strategy quotes.
import { describe, expect, test } from 'vitest'
import { cellsOf, dataPath, described, good, londonBook } from '../../../../test/readings.ts'
import { haveShared } from '../../../../test/support.ts'
import { addMonths, monthsBetween } from '../../../lib/dates.ts'
import { judge } from '../import/judge.ts'
import { lsoaAnnual } from './lsoa-annual.ts'
import { mpsBoroughAnnualXlsx } from './mps-borough-annual.ts'
import { mpsWide } from './mps-wide.ts'

const read = async (sourceId: string, path: string, options: Record<string, unknown> = {}) => {
  const context = { ...described('london', sourceId), places: londonBook() }
  const format = sourceId.includes('annual') ? lsoaAnnual : mpsWide
  const reading = await good({ format, path: dataPath(path), context, options })
  const totals = new Map<string, Totals>()
  const codes = new Map([...context.measures.values()].map(one => [one.id, one.code]))
  for await (const batch of reading.series())
    batch.measureIds.forEach((id, i) => {
      const code = codes.get(id) ?? ''
      if (!quoted.has(code)) return
      const place = context.places.byId.get(batch.placeIds[i] ?? 0)?.code ?? ''
      const amounts = (batch.amounts[i] ?? '{}').slice(1, -1).split(',').map(Number)
      totals.set(`${code} ${place}`, { from: (batch.startsOn[i] ?? '').slice(0, 7), amounts })
    })
  await reading.close()
  return { reading, totals }
}

interface Totals {
  from: string
  amounts: number[]
}
const quoted = new Set([
  'violence-against-the-person',
  'violence-with-injury',
  'violence-without-injury',
  'stalking-and-harassment',
  'violence-without-injury-and-stalking',
])

/** The sum over the months from one to another, both included. */
const sumOf = (one: Totals | undefined, from: string, to: string) =>
  one?.amounts.slice(monthsBetween(one.from, from), monthsBetween(one.from, to) + 1).reduce((a, b) => a + b, 0) ?? 0
const year = (totals: Map<string, Totals>, measure: string, place: string, to: string) =>
  sumOf(totals.get(`${measure} ${place}`), addMonths(to, -11), to)

const vap = 'violence-against-the-person'
const codes = { westminster: 'E09000033', croydon: 'E09000008', newham: 'E09000025', london: 'E12000007' }

describe.skipIf(!haveShared)('boroughs', () => {
  test('12 months to March 2019 and to September 2018, as published and as restated', async () => {
    const original = await read(
      'mps-recorded-crime-borough',
      'mps-recorded-crime/original/MPS Borough Level Crime (Historical).csv',
    )
    expect(
      [codes.westminster, codes.croydon, codes.newham].map(place => year(original.totals, vap, place, '2019-03')),
    ).toEqual([10_173, 9_091, 8_993])
    expect([
      year(original.totals, vap, codes.london, '2018-09'),
      year(original.totals, vap, codes.london, '2017-09'),
    ]).toEqual([209_018, 196_668])
    const later = await read('mps-recorded-crime-borough', 'mps-recorded-crime/borough_201004-202402.csv.gz')
    expect(
      [codes.westminster, codes.croydon, codes.newham].map(place => year(later.totals, vap, place, '2019-03')),
    ).toEqual([10_174, 9_091, 8_994])
    expect([
      year(later.totals, vap, codes.london, '2018-09'),
      year(later.totals, vap, codes.london, '2017-09'),
    ]).toEqual([209_023, 196_673])
    expect(original.reading.lookups.notPlaces).toMatchObject({ Unknown: 32 })
    expect(judge(original.reading.coverage).judgements).toEqual([])
  })
})

describe.skipIf(!haveShared)('wards', () => {
  test('679 wards, six of them above 350 violence with injury in the 12 months to March 2019; two labels of one ward are added', async () => {
    const { reading, totals } = await read('mps-recorded-crime-ward', 'mps-recorded-crime/ward_201004-202402.csv.gz')
    expect(reading.coverage[0]).toMatchObject({ placeIds: { length: 679 }, periods: { length: 167 } })
    const wards = new Set([...totals.keys()].map(key => key.split(' ')[1] ?? ''))
    expect([...wards].filter(ward => year(totals, 'violence-with-injury', ward, '2019-03') > 350)).toHaveLength(6)
    expect(reading.odd.join()).toContain('added together')
    expect([reading.rejected, reading.rowsRead, reading.rowsUsed]).toEqual([0, 21_118, 21_118])
  })

  test('the stub month is seen even when the pack does not name it', async () => {
    const { reading } = await read('mps-recorded-crime-ward', 'mps-recorded-crime/ward_202402-202602.csv.gz')
    expect(judge(reading.coverage).judgements).toMatchObject([{ period: '2024-02-01', state: 'stub' }])
    expect(reading.snapshotOn).toBe('2026-02-28')
  })
})

describe.skipIf(!haveShared)('small areas', () => {
  test('stalking was split out of violence without injury: the sum that can be compared', async () => {
    const older = await read('mps-recorded-crime-lsoa', 'mps-recorded-crime/lsoa_202308-202507.csv.gz')
    const newer = await read('mps-recorded-crime-lsoa', 'mps-recorded-crime/lsoa_202402-202602.csv.gz')
    const sum = (totals: typeof older.totals, measure: string) =>
      [...totals].reduce(
        (all, [key, one]) => (key.startsWith(`${measure} `) ? all + sumOf(one, '2024-03', '2025-07') : all),
        0,
      )
    expect(sum(older.totals, 'violence-without-injury-and-stalking')).toBe(237_349)
    expect(sum(older.totals, 'violence-without-injury')).toBe(0)
    expect([
      sum(newer.totals, 'stalking-and-harassment'),
      sum(newer.totals, 'violence-without-injury'),
      sum(newer.totals, 'violence-without-injury-and-stalking'),
    ]).toEqual([76_400, 159_751, 236_151])
    expect(newer.reading.coverage[0]?.placeIds).toHaveLength(4_988)
  }, 120_000)

  test('the sexual offences file is nought in every cell: withheld', async () => {
    const { reading } = await read(
      'mps-recorded-crime-lsoa-2011-annual',
      'mps-recorded-crime/lsoa11-annual-2011-2021/london-2011-2021-major-sexual.csv.gz',
      { measure: 'sexual-offences' },
    )
    const { coverage } = judge(reading.coverage)
    expect(new Set(coverage.flatMap(one => one.states))).toEqual(new Set(['withheld']))
    expect(reading.cellsNotZero).toBe(0)
  })
})

describe.skipIf(!haveShared)('boroughs by financial year, an old workbook', () => {
  test('197,458 violent offences in 2014-15; the part of a year at its end is held back', async () => {
    const context = { ...described('london', 'mps-recorded-crime-borough-financial-years'), places: londonBook() }
    const file = context.source.files[0]
    const reading = await good({
      format: mpsBoroughAnnualXlsx,
      path: dataPath(file?.path ?? ''),
      context,
      options: file?.options ?? {},
    })
    const cells = await cellsOf(reading, context)
    expect(cells.get('annual-violence-against-the-person E12000007 2014-04')).toBe(197_458)
    expect(cells.get('annual-all-recorded-offences E09000002 1999-04')).toBe(19_567)
    const { coverage } = judge(reading.coverage)
    expect(coverage[0]?.states.filter(state => state === 'held')).toHaveLength(1)
    expect(reading.rejects).toMatchObject([{ line: 42, value: '727' }]) // a stray row below the table
    await reading.close()
  })
})
