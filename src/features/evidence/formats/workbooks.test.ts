import { expect, test } from 'vitest'
import {
  cellsOf,
  dataPath,
  described,
  figure,
  good,
  londonBook,
  read,
  total,
  write,
} from '../../../../test/readings.ts'
import { haveShared } from '../../../../test/support.ts'
import { childPovertyXlsx } from './child-poverty.ts'
import { imdXlsx } from './imd.ts'

const source = (id: string) => {
  const found = described('london', id)
  const file = found.source.files[0]
  return { context: { ...found, places: londonBook() }, path: dataPath(file?.path ?? ''), options: file?.options ?? {} }
}

test.skipIf(!haveShared)('English Indices 2025, File 1: London cut out of England', async () => {
  const { context, ...rest } = source('imd-2025-file-1')
  const reading = await good({ format: imdXlsx, context, ...rest })
  const cells = await cellsOf(reading, context)
  const deciles = Array.from({ length: 10 }, () => 0)
  for (const [key, decile] of cells)
    if (key.startsWith('imd-2025-decile ')) deciles[Number(decile) - 1] = (deciles[Number(decile) - 1] ?? 0) + 1
  expect(deciles).toEqual(figure('imd-2025-deciles-london'))
  const [code, rank] = figure('imd-2025-most-deprived') as [string, number]
  expect(total(cells, 'imd-2025-rank', code)).toBe(rank)
  expect([reading.rowsRead, reading.rowsUsed, reading.rejected]).toEqual([33_755, 4_994, 0])
  expect(reading.lookups.outside).toBe(33_755 - 4_994)
})

test.skipIf(!haveShared)('Indices 2019, workbook of the Greater London Authority', async () => {
  const { context, ...rest } = source('imd-2019-workbook')
  const reading = await good({ format: imdXlsx, context, ...rest })
  expect([reading.rowsUsed, reading.rejected]).toEqual([4_835, 0])
  const cells = await cellsOf(reading, context)
  expect(total(cells, 'imd-2019-score', 'E01000001')).toBeCloseTo(6.208)
  const deciles = [...cells].filter(([key]) => key.startsWith('imd-2019-decile ')).map(([, decile]) => decile)
  const expected = figure('imd-2019-deciles-london') as number[]
  expect(expected.map((_, i) => deciles.filter(decile => decile === i + 1).length)).toEqual(expected)
})

test.skipIf(!haveShared)('child poverty: three sheets, years to March, markers unknown and not 0', async () => {
  const { context, ...rest } = source('child-poverty-wards')
  const reading = await good({ format: childPovertyXlsx, context, ...rest })
  const cells = await cellsOf(reading, context)
  const fye2023 = (measure: string) => total(cells, measure, /^E05/, '2022-04', '2022-04')
  const [all, under18, under16] = figure('child-poverty-2023') as number[]
  // wards of the City of London that stand in no vintage loaded here hold the rest
  for (const [measure, expected] of [
    ['children-in-low-income-families', all],
    ['children-under-18-in-low-income-families', under18],
    ['children-under-16-in-low-income-families', under16],
  ] as const) {
    expect(fye2023(measure)).toBeLessThanOrEqual(expected ?? 0)
    expect(fye2023(measure)).toBeGreaterThan((expected ?? 0) - 300)
  }
  expect([...cells.values()].filter(amount => amount === 0)).toEqual([])
  expect(cells.get('children-in-low-income-families E05009288 2014-04') ?? null).toBe(null)
  const rejected = new Set(reading.rejects.map(one => one.value))
  expect(rejected.size).toBe(4)
})

test('a CSV is no workbook', async () => {
  const found = {
    ...described('london', 'imd-2025-file-1'),
    places: { all: [], byCode: new Map(), byId: new Map(), city: undefined, byName: new Map() },
  }
  const out = await read({
    format: imdXlsx,
    path: write('code,rank\nE01000001,5'),
    context: found,
    options: found.source.files[0]?.options ?? {},
  })
  expect(out).toMatchObject({ ok: false, refusals: [{ reason: expect.stringContaining('workbook') }] })
})
