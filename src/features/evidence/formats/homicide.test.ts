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
import { homicideAccused, homicideVictims } from './homicide.ts'

const places = book([
  ['E12000007', 'London', 'city', null, []],
  ['E09000032', 'Wandsworth', 'borough', 'E12000007', ['borough:2022']],
  ['E09000021', 'Kingston upon Thames', 'borough', 'E12000007', ['borough:2022']],
  ['E09000033', 'Westminster', 'borough', 'E12000007', ['borough:2022']],
])
const victims = { format: homicideVictims, context: { ...described('london', 'homicide-victims'), places } }
const accused = { format: homicideAccused, context: { ...described('london', 'homicide-accused'), places } }
const victimsHeading = 'Age_Group,Sex,Method_of_Killing,Domestic_Abuse,Solved_Status,Borough,Ethnicity,Year,BCU'
const accusedHeading =
  'count_of_ppa,borough,gender,age_group,self_classified_ethnicity,offence_type,charged_summonsed,proceedings_date'

test('the examples can be imported', async () => {
  for (const one of [victims, accused])
    expect((await good({ ...one, path: write(one.format.help.example) })).rowsUsed).toBe(1)
})

test('victims are counted by borough and year, with what the pack counts apart; part of a year is held back', async () => {
  const text = `${victimsHeading}
Adult,Male,Knife or Sharp Implement,Not Domestic Abuse,Solved,Wandsworth,White,2021,SW
Child,Female,"Physical Assault, no weapon",Domestic Abuse,Solved,Wandsworth,Asian,2021,SW
Adolescent/Young Adult,Male,Knife or Sharp Implement,Not Domestic Abuse,Unsolved,Kingston Upon Thames,Black,2023,SW
Adult,Male,Laser,Not Domestic Abuse,Solved,Heathrow,White,2022,
Adult,Male,Shooting,Not Domestic Abuse,Solved,Atlantis,White,2022,SW
Adult,Male,Shooting,Not Domestic Abuse,Solved,Wandsworth,White,last year,SW
Adult,Male,Shooting,Not Domestic Abuse,Solved,Wandsworth,Zorgon`
  const reading = await good({ ...victims, path: write(text), options: { period: 'year', heldBack: ['2023'] } })
  const cells = await cellsOf(reading, victims.context)
  expect(total(cells, 'homicide-victims', 'E09000032', '2021', '2021-12')).toBe(2)
  expect(total(cells, 'homicide-victims-knife', 'E09000032')).toBe(1)
  expect(total(cells, 'homicide-victims-domestic-abuse', 'E12000007')).toBe(1)
  expect(total(cells, 'homicide-victims', 'E12000007')).toBe(4)
  expect(reading.coverage[0]?.periods).toEqual(['2021-01-01', '2022-01-01', '2023-01-01'])
  expect(reading.coverage[0]?.states).toEqual(['loaded', 'loaded', 'held'])
  expect(reading.rejects.map(one => [one.line, one.field, one.value])).toEqual([
    [6, 'Borough', 'Atlantis'],
    [7, 'Year', 'last year'],
    [8, expect.any(String), ''],
  ])
  expect(reading.odd.join(' ')).toContain('“Laser”')
  expect([reading.rowsRead, reading.rejected]).toEqual([7, 3])
})

test('nothing about a person leaves the reader', async () => {
  const text = `${victimsHeading}
Adult,Male,Shooting,Not Domestic Abuse,Solved,Wandsworth,White,2021,Zorgon
Adult,Male,Shooting,Not Domestic Abuse,Solved,Wandsworth,Zorgon`
  const reading = await good({ ...victims, path: write(text) })
  expect(JSON.stringify([reading, [...(await cellsOf(reading, victims.context))]])).not.toMatch(/Zorgon|Male|Solved/)
})

test('people proceeded against are counted by borough and month; recording errors are left out', async () => {
  const text = `${accusedHeading}
1,Westminster,Male,15 to 19,Black ,Murder,Charge or Summons,Jan-23
1,Westminster,Male,40 to 44,White,Murder,Recording Error,Jan-23
2,Kingston Upon Thames,Male,20 to 24,White,Manslaughter,Charge or Summons,2023-03
x,Westminster,Male,20 to 24,White,Manslaughter,Charge or Summons,Mar-23`
  const reading = await good({ ...accused, path: write(text), options: { heldBack: ['2023-03'] } })
  const cells = await cellsOf(reading, accused.context)
  expect(total(cells, 'homicide-accused', 'E09000033')).toBe(1)
  expect(total(cells, 'homicide-accused-aged-10-to-24', 'E12000007')).toBe(3)
  expect(reading.coverage[0]?.states).toEqual(['loaded', 'held'])
  expect(reading.odd).toEqual(['1 row is left out because the pack says so (Recording Error).'])
  expect([reading.rowsRead, reading.rowsUsed, reading.rejected]).toEqual([4, 2, 1])
})

test('a file without its columns is refused', async () => {
  const out = await read({ ...victims, path: write('Age_Group,Borough\nAdult,Wandsworth') })
  expect(out).toMatchObject({ ok: false, refusals: [{ field: expect.stringContaining('Year') }] })
})

test.skipIf(!haveShared)('London: victims of each year, and killed with a knife', async () => {
  const context = { ...victims.context, places: londonBook() }
  const path = dataPath('homicide/mps_homicide_victims_2003-2023.csv')
  const reading = await good({ ...victims, path, context, options: { heldBack: ['2023'] } })
  const cells = await cellsOf(reading, context)
  for (const [year, all, knife] of figure('homicide-victims-by-year') as [string, number, number][]) {
    expect([year, total(cells, 'homicide-victims', 'E12000007', year, `${year}-12`)]).toEqual([year, all])
    expect([year, total(cells, 'homicide-victims-knife', 'E12000007', year, `${year}-12`)]).toEqual([year, knife])
  }
  expect([reading.rowsRead, reading.rejected, reading.odd]).toEqual([2_670, 0, []])
  expect(reading.coverage.map(one => one.placeIds.length)).toEqual([32, 1])
})

test.skipIf(!haveShared)('London: people proceeded against, the thin last months held back', async () => {
  const context = { ...accused.context, places: londonBook() }
  const path = dataPath('homicide/mps_homicide_accused_2003-2023.csv.gz')
  const reading = await good({ ...accused, path, context, options: { heldBack: ['2024-02', '2024-03'] } })
  const cells = await cellsOf(reading, context)
  const of = (month: string) => total(cells, 'homicide-accused', 'E12000007', month, month)
  const all = total(cells, 'homicide-accused', 'E12000007')
  const last = reading.coverage[0]?.periods.at(-1)?.slice(0, 7)
  expect([reading.rowsRead, all, last, of('2024-01'), of('2024-02'), of('2024-03')]).toEqual(
    figure('homicide-accused-months'),
  )
  expect(reading.coverage[0]?.states.slice(-3)).toEqual(['loaded', 'held', 'held'])
  expect(reading.rejected).toBe(0)
})
