// London's borough files from the importer to the page: the years that strategies quote, as first published and as later restated.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCity } from '../src/setup.ts'
import { haveShared, openTestApp, shared, type TestApp } from './support.ts'

const boundaries = 'boundaries/london_lad22.geojson'
const files = {
  first: 'mps-recorded-crime/original/MPS Borough Level Crime (Historical).csv',
  restated: 'mps-recorded-crime/borough_201004-202402.csv.gz',
}
const codes = { london: 'E12000007', westminster: 'E09000033', croydon: 'E09000008', newham: 'E09000025' }
const only = ['boundaries-boroughs-2022', 'mps-recorded-crime-borough']

let it: TestApp
let folder: string

/** Puts files into the folder as they come in, and loads what is there. */
async function receive(...paths: string[]): Promise<void> {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(shared, 'data', path), join(folder, path))
  }
  await loadCity(it.db, it.pack, folder, { only, by: 'tests', progress: () => {} })
}

/** The table of years of violence against the person: 12 months, count, change. */
async function years(code: string, end: string): Promise<string[][]> {
  const address = `/places/${code}?measure=violence-against-the-person&end=${end}`
  const { body } = await it.get('analyst', address)
  const part = body.slice(body.indexOf('id="years"'))
  const rows = part.slice(0, part.indexOf('</table>')).matchAll(/<tr role="row">(<th scope="row".*?)<\/tr>/g)
  return [...rows].map(row => [...(row[1] ?? '').matchAll(/>([^<]+)<\/t[hd]>/g)].map(cell => cell[1] ?? ''))
}

/** The 12 months to `end` added up from the file of the place's figures. */
async function added(code: string, end: string): Promise<number> {
  const { body } = await it.get('analyst', `/places/${code}/figures.csv`)
  const months = body
    .split('\r\n')
    .map(line => line.split(','))
    .filter(row => row[2] === 'Violence against the person')
  const last = months.findIndex(row => row[4] === `${end}-01`)
  return months.slice(last - 11, last + 1).reduce((sum, row) => sum + Number(row[6]), 0)
}

const toMarch = async () =>
  Promise.all(
    [codes.westminster, codes.croydon, codes.newham].map(async code => (await years(code, '2019-03'))[0]?.[1]),
  )

describe.skipIf(!haveShared)('London’s own figures', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'upstream-years-'))
    it = await openTestApp('empty', 'london')
    await receive(boundaries, files.first)
  })
  afterAll(async () => {
    await it?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  test('as first published: 209,018 to September 2018 against 196,668, up 6.3%; 10,173, 9,091 and 8,993 to March 2019', async () => {
    const [later, earlier] = await years(codes.london, '2018-09')
    expect([later?.[1], earlier?.[1]]).toEqual(['209,018', '196,668'])
    expect(later?.[0]).toBe('October 2017 to September 2018')
    expect(later?.[2]).toMatch(/^\+6\.3% \(\+\d\.\d% to \+\d\.\d%\)$/)
    expect(await toMarch()).toEqual(['10,173', '9,091', '8,993'])
    expect([await added(codes.london, '2018-09'), await added(codes.london, '2017-09')]).toEqual([209_018, 196_668])
  })

  test('after the later file: 209,023 against 196,673; 10,174, 9,091 and 8,994; the file has every month from April 2010', async () => {
    await receive(files.restated)
    const [later, earlier] = await years(codes.london, '2018-09')
    expect([later?.[1], earlier?.[1]]).toEqual(['209,023', '196,673'])
    expect(await toMarch()).toEqual(['10,174', '9,091', '8,994'])
    expect([await added(codes.london, '2018-09'), await added(codes.westminster, '2019-03')]).toEqual([209_023, 10_174])
    const { body } = await it.get('analyst', `/places/${codes.london}/figures.csv`)
    expect(body).toContain('E12000007,London,Violence against the person,offences,2010-04-01,1,')
    expect((await years(codes.london, '2014-12'))[0]?.[2]).toBe('recording changed')
  })
})
