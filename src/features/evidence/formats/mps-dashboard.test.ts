import { expect, test } from 'vitest'
import {
  book,
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
import { mpsDashboard } from './mps-dashboard.ts'

const format = mpsDashboard
const places = book([
  ['E12000007', 'London', 'city', null, []],
  ['E09000033', 'Westminster', 'borough', 'E12000007', ['borough:2022']],
  ['E05013808', 'West End', 'ward', 'E09000033', ['ward:2024']],
  ['E05000649', 'West End', 'ward', 'E09000033', ['ward:2018']],
])
const context = { ...described('london', 'mps-dashboard-knife'), places }
const heading =
  'month_year,area_type,borough_snt,area_name,area_code,crime_type,crime_subtype,measure,count,refresh_date'
const ward = 'Safer Neighbourhood Teams,Westminster - West End,West End'
const knife = 'Knife Crime,Knife Crime,Offences'

test('the example can be imported', async () => {
  const reading = await good({ format, path: write(format.help.example), context })
  expect(reading.rowsUsed).toBe(2)
  expect(reading.rejected).toBe(0)
  expect(reading.snapshotOn).toBe('2026-03-18')
})

test('boroughs and wards keep their own level; the city is the boroughs with rows that name no borough, and no others', async () => {
  const text = [
    heading,
    `2026-01-01,Borough,Westminster,Westminster,E09000033,${knife},50,2026-03-18`,
    `2026-01-01,Borough,Other / NK,N/K (Legacy Only),,${knife},3,2026-03-18`,
    `2026-01-01,Borough,Other / NK,Non MET police force,,${knife},9,2026-03-18`,
    `2026-01-01,${ward},E05013808 ,${knife},20,2026-03-18`,
    `2026-02-01,${ward},E05013808,${knife},21,2026-03-18`,
    `2026-01-01,Safer Neighbourhood Teams,West End (NOT ACTIVE),West End (NOT ACTIVE),E05000649,${knife},2,2026-03-18`,
    `2026-01-01,Safer Neighbourhood Teams,N/K,N/K,-1,${knife},7,2026-03-18`,
  ].join('\n')
  const reading = await good({ format, path: write(text), context })
  const cells = await cellsOf(reading, context)
  expect(Object.fromEntries(cells)).toEqual({
    'knife-crime E12000007 2026-01': 53,
    'knife-crime E12000007 2026-02': 0,
    'knife-crime E09000033 2026-01': 50,
    'knife-crime E09000033 2026-02': 0,
    'knife-crime E05013808 2026-01': 20,
    'knife-crime E05013808 2026-02': 21,
  })
  expect(reading.lookups.trimmed).toBe(1)
  expect(reading.lookups.notPlaces).toMatchObject({ '-1': 1, 'retired ward': 1, 'Non MET police force': 1 })
  expect(reading.coverage.map(one => one.label)).toEqual(['ward', 'borough', 'city'])
})

test('rows that cannot be used are named with line, field, value and remedy', async () => {
  const text = [
    heading,
    `2026-01-01,${ward},E05013808,${knife},20,2026-03-18`,
    `2026-01-01,${ward},E05013808,${knife},-4,2026-03-18`,
    `Jan 2026,${ward},E05013808,${knife},4,2026-03-18`,
    `2026-01-01,${ward},E05999999,${knife},4,2026-03-18`,
    `2026-01-01,${ward},E05013808,Knife Crime,Spoons,Offences,4,2026-03-18`,
    `2026-01-01,County,West End,West End,E05013808,${knife},4,2026-03-18`,
    `2026-01-01,${ward},E05013808,${knife},many,2026-03-18`,
  ].join('\n')
  const reading = await good({ format, path: write(text), context })
  expect(reading.rejects.map(one => [one.line, one.field, one.value.length < 40 ? one.value : '…'])).toEqual([
    [3, 'count', '-4.0'],
    [4, 'month_year', 'Jan 2026'],
    [5, 'area_code', 'E05999999'],
    [6, 'crime_subtype', 'Spoons'],
    [7, 'area_type', 'County'],
    [8, 'count', '…'],
  ])
  expect(reading.rejects.every(one => one.remedy.length > 10)).toBe(true)
  expect([reading.rowsRead, reading.rowsUsed, reading.rejected]).toEqual([7, 1, 6])
})

test('a file with another heading is refused, and the missing columns are named', async () => {
  const out = await read({ format, path: write('area_code,count\nE05013808,4'), context })
  expect(out).toMatchObject({ ok: false, refusals: [{ line: 1, field: expect.stringContaining('month_year') }] })
})

test.skipIf(!haveShared)('London: knife crime as worked out by hand, and both totals in full', async () => {
  const real = { ...context, places: londonBook() }
  const path = dataPath('mps-dashboards/monthly_dashboard_knife_202203-202602.csv.gz')
  const reading = await good({ format, path, context: real, options: { levels: ['borough', 'ward'] } })
  const cells = await cellsOf(reading, real)
  const of = (measure: string, from: string, to: string) => total(cells, measure, 'E12000007', from, to)
  const both = (measure: string) => ({
    last: of(measure, '2025-03', '2026-02'),
    before: of(measure, '2024-03', '2025-02'),
  })
  expect(both('knife-crime')).toEqual(figure('dashboard-knife-crime'))
  expect(both('knife-crime-with-injury')).toEqual(figure('dashboard-knife-crime-with-injury'))
  expect(both('knife-injury-victims-aged-1-to-24')).toEqual(figure('dashboard-knife-injury-victims-1-24'))
  expect(total(cells, 'knife-crime', 'E09000033', '2025-03', '2026-02')).toBe(figure('dashboard-knife-westminster'))
  expect(reading.lookups.trimmed).toBe(49_238 - 24_392)
  expect(reading.rowsRead).toBe(59_431)
  expect(reading.coverage.map(one => one.placeIds.length)).toEqual([679, 32, 1])
  expect(reading.snapshotOn).toBe('2026-03-18')
  expect(reading.rejects).toEqual([])
})

test.skipIf(!haveShared)('London: domestic abuse, hate crime and the rest', async () => {
  const real = { ...described('london', 'mps-dashboard-other'), places: londonBook() }
  const path = dataPath('mps-dashboards/monthly_dashboard_other_202108-202507.csv.gz')
  const reading = await good({ format, path, context: real })
  const asked = ['domestic-abuse', 'gun-crime', 'hate-crime', 'notifiable-offences-victim-based']
  const cells = await cellsOf(reading, real, asked)
  const london = (measure: string) => total(cells, measure, 'E12000007', '2024-08', '2025-07')
  expect(london('domestic-abuse')).toBe(figure('dashboard-other-domestic-abuse'))
  expect(london('gun-crime')).toBe(figure('dashboard-other-gun-crime'))
  expect(london('hate-crime')).toBe(figure('dashboard-other-hate-crime'))
  expect(london('notifiable-offences-victim-based')).toBe(figure('dashboard-other-tno-victim-based'))
  expect(total(cells, 'domestic-abuse', 'E09000018', '2024-08', '2025-07')).toBe(
    figure('dashboard-domestic-abuse-hounslow'),
  )
  expect(reading.rejected).toBe(0)
})
