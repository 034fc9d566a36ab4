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
import { mpsVawgLondon } from './mps-vawg-london.ts'
import { mpsVawgWard } from './mps-vawg-ward.ts'

const places = book([
  ['E12000007', 'London', 'city', null, []],
  ['E09000012', 'Hackney', 'borough', 'E12000007', ['borough:2022']],
  ['E09000017', 'Hillingdon', 'borough', 'E12000007', ['borough:2022']],
  ['E05009368', 'Brownswood', 'ward', 'E09000012', ['ward:2024']],
  ['E05009370', "King's Park & Marsh", 'ward', 'E09000012', ['ward:2024']],
  ['E05013570', 'Heathrow Villages', 'ward', 'E09000017', ['ward:2024']],
])
const ward = { format: mpsVawgWard, context: { ...described('london', 'mps-vawg-ward'), places } }
const city = { format: mpsVawgLondon, context: { ...described('london', 'mps-vawg-london'), places } }

test('the examples can be imported', async () => {
  expect((await good({ ...ward, path: write(mpsVawgWard.help.example) })).rowsUsed).toBe(2)
  expect((await good({ ...city, path: write(mpsVawgLondon.help.example) })).rowsUsed).toBe(2)
})

test('a ward is placed only where borough and name fit together; the rest counts to borough and city', async () => {
  const text = `bcu_location,borough_name,ward_name_clean_2,recorded_date_months,count
CE,Hackney,Brownswood,2026-01,5
CE,Hackney,Kings Park and Marsh,2026-01,4
CE,Hackney,,2026-01,3
CE,Hackney,Whitechapel,2026-01,2
CE,Hillingdon,Brownswood,2026-02,20
Other,Other,Heathrow Villages,2026-02,6
Other,Other,N/K,2026-02,7
Other,Other,Non MET police force,2026-02,90`
  const reading = await good({ ...ward, path: write(text) })
  const cells = await cellsOf(reading, ward.context)
  expect(total(cells, 'vawg', 'E05009368')).toBe(5)
  expect(total(cells, 'vawg', 'E05009370')).toBe(4)
  expect(total(cells, 'vawg', 'E05013570')).toBe(6)
  expect(total(cells, 'vawg', 'E09000012')).toBe(14)
  expect(total(cells, 'vawg', 'E09000017')).toBe(20)
  expect(total(cells, 'vawg', 'E12000007')).toBe(47)
  expect(reading.lookups.notPlaces).toEqual({
    'ward not stated': 1,
    'a ward of another borough': 1,
    'place not known': 1,
    'not the territory of the force': 1,
  })
  expect(reading.lookups.unknown).toEqual({ 'Hillingdon: Brownswood': 1 })
  expect(reading.odd[0]).toContain('Hillingdon: Brownswood')
})

test('a group the pack does not map is rejected with the remedy; a file without the column is refused', async () => {
  const text =
    'recorded_date_months,age_group,count\n2026-01,Aged 10 to 19 years,5\n2026-01,Aged 5,2\n2026,Aged 80+,2\n2026-01,Aged 80+,1.5'
  const reading = await good({ ...city, path: write(text) })
  expect(reading.rejects.map(one => [one.line, one.field])).toEqual([
    [3, 'age_group'],
    [4, 'recorded_date_months'],
    [5, 'count'],
  ])
  const out = await read({ ...city, path: write('recorded_date_months,postcode,count\n2026-01,X,1') })
  expect(out).toMatchObject({ ok: false, refusals: [{ field: expect.stringContaining('crimsec_group') }] })
})

test.skipIf(!haveShared)('London: names joined to wards, totals of boroughs and of London', async () => {
  const context = { ...ward.context, places: londonBook() }
  const path = dataPath('mps-dashboards/vawg_offences_by_ward_201401-202602.csv.gz')
  const reading = await good({ ...ward, path, context, options: { quote: '"' } })
  const cells = await cellsOf(reading, context)
  const year = (place: string) => total(cells, 'vawg', place, '2025-03', '2026-02')
  const notMet = 1_345
  expect([year('E12000007') + notMet]).toEqual((figure('vawg-london-2026') as number[]).slice(0, 1))
  expect({
    Croydon: year('E09000008'),
    Newham: year('E09000025'),
    Lewisham: year('E09000023'),
    Greenwich: year('E09000011'),
    'Tower Hamlets': year('E09000030'),
  }).toEqual(figure('vawg-boroughs-2026'))
  expect(total(cells, 'vawg', 'E12000007')).toBe(1_612_003 - 2_295)
  expect(reading.coverage.map(one => one.placeIds.length)).toEqual([679, 32, 1])
  expect(reading.lookups.unknown).toEqual({})
  expect(reading.rowsRead).toBe(99_914)
  expect(reading.snapshotOn).toBe('2026-02-28')
})

test.skipIf(!haveShared)('London: groups of offences, and victims by age fed once', async () => {
  const context = { ...city.context, places: londonBook() }
  const path = (name: string) => dataPath(`mps-dashboards/vawg_${name}_201401-202602.csv.gz`)
  const groups = await cellsOf(
    await good({ ...city, context, path: path('offences_by_type'), options: { column: 'crimsec_group' } }),
    context,
  )
  const expected = figure('vawg-groups') as Record<string, number>
  expect(total(groups, 'vawg-rape', 'E12000007')).toBe(expected.Rape)
  expect(total(groups, 'vawg-other-flagged-offences', 'E12000007')).toBe(
    expected['Other flagged offences outside of VAWG'],
  )
  const ages = await cellsOf(await good({ ...city, context, path: path('victims_by_age') }), context)
  expect(total(ages, 'vawg-victims', 'E12000007')).toBe(1_527_047)
  const ethnicity = await cellsOf(await good({ ...city, context, path: path('victims_by_ethnicity') }), context)
  expect(total(ethnicity, 'vawg-victims', 'E12000007')).toBe(0)
})
