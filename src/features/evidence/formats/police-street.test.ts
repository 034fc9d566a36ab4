import { readdirSync } from 'node:fs'
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
import { policeStreet } from './police-street.ts'

const format = policeStreet
const places = book([
  ['E12000007', 'London', 'city', null, []],
  ['E09000001', 'City of London', 'borough', 'E12000007', ['borough:2022']],
  ['E09000007', 'Camden', 'borough', 'E12000007', ['borough:2022']],
  ['E01000001', 'City of London 001A', 'lsoa', 'E09000001', ['lsoa:2011', 'lsoa:2021']],
  ['E01000002', 'City of London 001B', 'lsoa', 'E09000001', ['lsoa:2011', 'lsoa:2021']],
  ['E01000003', 'City of London 001C', 'lsoa', 'E09000001', ['lsoa:2011']],
  ['E01032739', 'City of London 001F', 'lsoa', 'E09000001', ['lsoa:2021']],
  ['E01000914', 'Camden 028B', 'lsoa', 'E09000007', ['lsoa:2011', 'lsoa:2021']],
])
const context = { ...described('london', 'police-street-city-of-london'), places }
const heading =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const row = (code: string, type: string, month = '2019-01', id = '') =>
  `${id},${month},City,City,-0.1,51.5,On or near Star Yard,${code},x,${type},,`

test('the example can be imported', async () => {
  expect((await good({ format, path: write(format.help.example), context })).rowsUsed).toBe(1)
})

test('counted by code and borough; blank, outside and repeated rows are told; Crime IDs and points are nowhere', async () => {
  const id = 'a'.repeat(64)
  const text = [
    heading,
    row('E01000001', 'Burglary', '2019-01', id),
    row('E01000001', 'Burglary', '2019-01', id),
    row('E01000003 ', 'Robbery'),
    row('', 'Robbery'),
    row('E01000914', 'Robbery'),
    row('E01031349', 'Robbery'),
  ].join('\n')
  const reading = await good({ format, path: write(text), context, options: { lsoaVintages: ['2011'] } })
  const cells = await cellsOf(reading, context)
  expect(Object.fromEntries(cells)).toEqual({
    'street-burglary E01000001 2019-01': 2,
    'street-robbery E01000003 2019-01': 1,
    'street-burglary E09000001 2019-01': 2,
    'street-robbery E09000001 2019-01': 1,
  })
  expect(reading.lookups).toMatchObject({
    outside: 2,
    trimmed: 1,
    notPlaces: { blank: 1 },
    vintages: { 'lsoa:2011': 1, 'lsoa:2011 and lsoa:2021': 2 },
  })
  expect(reading.odd.join(' ')).toContain('1 rows are like another row')
  const codes = reading.coverage[0]?.placeIds.map(at => places.byId.get(at)?.code)
  expect(codes?.toSorted()).toEqual(['E01000001', 'E01000002', 'E01000003'])
  expect(reading.coverage[0]?.measureIds.length).toBe(14)
})

test('where codes of 2011 and 2021 are mixed, an area that changed is unknown unless it is named', async () => {
  const { source } = context
  const mixed = { ...context, source: { ...source, vintage: '2011 and 2021' } }
  const text = [heading, row('E01000003', 'Burglary'), row('E01032739', 'Burglary')].join('\n')
  const named = await good({ format, path: write(text), context: mixed })
  expect(named.coverage[0]?.placeIds.length).toBe(4)
  expect(named.odd.join(' ')).toContain('are mixed')
  const young = await good({ format, path: write([heading, row('E01032739', 'Burglary')].join('\n')), context: mixed })
  const codes = young.coverage[0]?.placeIds.map(at => places.byId.get(at)?.code)
  expect(codes?.toSorted()).toEqual(['E01000001', 'E01000002', 'E01032739'])
})

test('bad rows are named by line and field; nothing of a broken line is kept', async () => {
  const text = [
    heading,
    row('E01000001', 'Piracy'),
    row('E1', 'Burglary'),
    row('E01000001', 'Burglary', '2019'),
    'x,y',
  ].join('\n')
  const reading = await good({ format, path: write(text), context })
  expect(reading.rejects.map(one => [one.line, one.field, one.value])).toEqual([
    [2, 'Crime type', 'Piracy'],
    [3, 'LSOA code', 'E1'],
    [4, 'Month', '2019'],
    [5, expect.any(String), ''],
  ])
  const out = await read({ format, path: write('Month,Crime type\n2019-01,Burglary'), context })
  expect(out).toMatchObject({ ok: false, refusals: [{ field: 'LSOA code' }] })
})

test.skipIf(!haveShared)('City of London: 27 months, every row accounted for', async () => {
  const real = { ...context, places: londonBook() }
  const folder = 'crime-street/city-of-london'
  const sums = [0, 0, 0, 0]
  for (const name of readdirSync(dataPath(folder))) {
    const reading = await good({ format, path: dataPath(`${folder}/${name}`), context: real })
    const cells = await cellsOf(reading, real)
    const measures = [...new Set([...cells.keys()].map(key => key.split(' ')[0] ?? ''))]
    sums[0] = (sums[0] ?? 0) + reading.rowsRead
    sums[1] = (sums[1] ?? 0) + (reading.lookups.notPlaces.blank ?? 0)
    sums[2] = (sums[2] ?? 0) + measures.reduce((sum, one) => sum + total(cells, one, 'E09000001'), 0)
    const alike = reading.odd.map(words => /^([\d,]+) rows are like another/.exec(words)?.[1]).find(Boolean) ?? '0'
    sums[3] = (sums[3] ?? 0) + Number(alike.replace(',', ''))
  }
  expect(sums).toEqual(figure('street-city-of-london'))
})

test.skipIf(!haveShared)('London burglary: codes of 2011 at first, of 2021 later, mixed between', async () => {
  const real = { ...described('london', 'police-street-metropolitan-burglary'), places: londonBook() }
  const month = async (name: string) =>
    good({
      format,
      path: dataPath(`crime-street/metropolitan-burglary-only/${name}-metropolitan-street.csv.gz`),
      context: real,
      options: { crimeTypes: ['Burglary'] },
    })
  const [first, middle, last] = [await month('2022-03'), await month('2023-05'), await month('2025-02')]
  expect([first, middle, last].map(one => one.odd.some(words => words.includes('are mixed')))).toEqual([
    false,
    true,
    false,
  ])
  expect(first.coverage[0]?.placeIds.length).toBeGreaterThan(4_800)
  expect(last.coverage[0]?.placeIds.length).toBeGreaterThanOrEqual(4_988)
  expect(last.coverage[0]?.measureIds.length).toBe(1)
})
