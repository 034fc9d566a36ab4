import { beforeAll, expect, test } from 'vitest'
import recipeFile from '../../../../packs/demo/recipe.json' with { type: 'json' }
import { book, cellsOf, described, eventsOf, good, total, write } from '../../../../test/readings.ts'
import { cityFiles, makeCity, Recipe } from '../../../lib/city/index.ts'
import type { DataFormat } from '../import/format.ts'
import type { PlaceBook } from '../import/places.ts'
import { incidentCsv } from './incident-csv.ts'
import { istv } from './istv.ts'
import { mpsDashboard } from './mps-dashboard.ts'
import { mpsVawgWard } from './mps-vawg-ward.ts'
import { mpsWide } from './mps-wide.ts'

const lines = (text: string) => text.trim().split('\n').length - 1
let files: Map<string, string>
let places: PlaceBook

beforeAll(() => {
  const city = makeCity(Recipe.parse(recipeFile))
  files = cityFiles(city)
  const wards = city.wards.map(ward => ({ ...ward, borough: city.boroughs[ward.borough]?.code ?? '' }))
  const wardOf = new Map(city.wards.flatMap((ward, w) => ward.lsoas.map(i => [i, wards[w]?.code ?? ''] as const)))
  places = book([
    ['X12000001', 'Riverton', 'city', null, []],
    ...city.boroughs.map(one => [one.code, one.name, 'borough', 'X12000001', ['borough:2024']] as const),
    ...wards.map(one => [one.code, one.name, 'ward', one.borough, ['ward:2024']] as const),
    ...city.lsoas.map((one, i) => [one.code, one.name, 'lsoa', wardOf.get(i) ?? null, ['lsoa:2021']] as const),
  ])
})

async function readSource(format: DataFormat, id: string) {
  const { source, ...rest } = described('demo', id)
  const context = { ...rest, source, places }
  const file = source.files[0]
  const text = files.get(file?.path ?? '') ?? ''
  const reading = await good({ format, path: write(text), context, options: file?.options ?? {} })
  expect([reading.rowsRead, reading.rowsUsed, reading.rejected, reading.lookups.unknown]).toEqual([
    lines(text),
    lines(text),
    0,
    {},
  ])
  expect(reading.snapshotOn).toBe(file?.snapshot)
  return { reading, context }
}

test('dashboards of the demonstration city: every row used, the city is its boroughs', async () => {
  for (const [id, measure] of [
    ['dashboard-knife', 'knife-crime-with-injury'],
    ['dashboard-domestic-abuse', 'domestic-abuse-violence-with-injury'],
  ] as const) {
    const { reading, context } = await readSource(mpsDashboard, id)
    const cells = await cellsOf(reading, context)
    expect(total(cells, measure, 'X12000001')).toBeGreaterThan(1_000)
    expect(total(cells, measure, 'X12000001')).toBe(total(cells, measure, /^X09/))
  }
})

test('violence against women and girls of the demonstration city: every name is a ward', async () => {
  const { reading, context } = await readSource(mpsVawgWard, 'vawg-ward')
  const cells = await cellsOf(reading, context)
  const [city, boroughs, wards] = [/^X12/, /^X09/, /^X05/].map(level => total(cells, 'vawg', level))
  expect([boroughs, wards]).toEqual([city, city])
})

test('incidents of the demonstration city are those of the small-area file, and never added to it', async () => {
  const { reading, context } = await readSource(incidentCsv, 'incidents-violence-with-injury')
  expect(reading.coverage).toEqual([])
  const months = new Map<string, number>()
  for (const [, place, day, , , , n] of await eventsOf(reading, context)) {
    const key = `violence-with-injury ${place} ${String(day).slice(0, 7)}`
    months.set(key, (months.get(key) ?? 0) + Number(n))
  }
  const wide = await readSource(mpsWide, 'recorded-offences-lsoa')
  const cells = await cellsOf(wide.reading, wide.context, ['violence-with-injury'])
  expect(months.size).toBeGreaterThan(1_000)
  expect([...months].filter(([key, amount]) => cells.get(key) !== amount)).toEqual([])
})

test('attendances of the demonstration city: both hospitals in every month', async () => {
  const { reading, context } = await readSource(istv, 'hospital-assault-attendances')
  const cells = await cellsOf(reading, context)
  expect(total(cells, 'assault-attendances', 'X12000001')).toBe(reading.rowsUsed)
  expect(reading.coverage[0]?.states.every(state => state === 'loaded')).toBe(true)
  expect(reading.coverage[0]?.periods.length).toBe(24)
  const events = await eventsOf(reading, context)
  expect(new Set(events.map(one => one[1]))).toEqual(new Set(['XRV01', 'XRV02']))
})
