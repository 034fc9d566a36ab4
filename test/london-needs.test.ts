// What the pages of the needs assessment say of London's own files: the figures the work programme quotes, from the importer to the page's words.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCity } from '../src/setup.ts'
import { form, haveShared, openTestApp, shared, type TestApp } from './support.ts'
import { sheetOf } from './xls.ts'

const only = [
  'boundaries-boroughs-2022',
  'boundaries-wards-2024-best-fit',
  'boundaries-lsoa-2011',
  'lookup-lsoa11-wards-overlap',
  'lookup-lsoa21-wd24-lad24',
  'mps-recorded-crime-ward',
  'mid-year-population-2019',
  'imd-2019-london',
  'homicide-victims',
  'ethnic-groups-borough',
]

let it: TestApp
let folder: string

/** The open data as they are, and the workbook of residents by ethnicity saved as its source asks for (docs/decisions/0012). */
function filesOf(): string {
  const made = mkdtempSync(join(tmpdir(), 'upstream-needs-'))
  const data = join(shared, 'data')
  const partly = ['population', 'mps-recorded-crime']
  for (const name of readdirSync(data)) if (!partly.includes(name)) symlinkSync(join(data, name), join(made, name))
  for (const name of partly) mkdirSync(join(made, name))
  for (const name of ['population/lsoa11_mid2019-pop.csv.gz', 'mps-recorded-crime/ward_201004-202402.csv.gz'])
    symlinkSync(join(data, name), join(made, name))
  const book = readFileSync(join(data, 'population/ethnic-groups-by-borough.xls'))
  const row = (cells: (string | number)[] = []) => Array.from({ length: 7 }, (_, i) => cells[i] ?? '').join(',')
  for (const year of [2017, 2018]) {
    const [, headings = [], ...rows] = sheetOf(book, String(year))
    const text = [row(['Code', 'Area', ...headings.slice(2)]), ...Array.from(rows, row)].join('\n')
    writeFileSync(join(made, `population/ethnic-groups-${year}.csv`), text)
  }
  return made
}

const read = async (address: string): Promise<string> => {
  const { body, statusCode } = await it.get('analyst', address)
  expect(statusCode, address).toBe(200)
  return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

/** One writes what must be known, another agrees. */
async function agreeNote(): Promise<void> {
  const grouping = 'homicide-victims-by-ethnicity'
  const words = {
    body: 'Test note of what must be known.',
    misread: 'As a trait.',
    asked: 'Nobody yet.',
    sources: 'None.',
  }
  const send = (who: 'officer' | 'director', deed: string, values: Record<string, string>) =>
    it.ask(who, { url: `/analyses/groups/note/${deed}`, ...form({ grouping, ...values }) })
  expect((await send('officer', 'edit', { ...words, version: '0' })).statusCode).toBe(303)
  expect((await send('director', 'agree', { version: '1' })).statusCode).toBe(303)
}

describe.skipIf(!haveShared)('London’s pages say', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    folder = filesOf()
    it = await openTestApp('empty', 'london')
    await loadCity(it.db, it.pack, folder, { only, by: 'tests', progress: () => {} })
  }, 300_000)
  afterAll(async () => {
    await it?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  test('homicides 2016 to 2018: 83 of 679 wards (12.2 %) hold 52.5 % of 381, and how much of that chance alone would give', async () => {
    const words = await read('/analyses/concentration?measure=homicide&level=ward&from=2016-01&to=2018-12&top=12.2')
    expect(words).toContain(
      '83 of 679 wards (12.2%) hold 52.5% of the 381 offences (homicide, January 2016 to December 2018).',
    )
    expect(words).toMatch(/Chance alone, .* would put 45\.\d% in as many \(95 of 100 draws gave 4\d\.\d% to 4\d\.\d%\)/)
  })

  test('violence with injury to March 2019 against IMD 2019: 0.666 for counts and 0.719 for rates, each named', async () => {
    const words = await read('/analyses/gradient?measure=violence-with-injury&level=ward&from=2018-04&to=2019-03')
    expect(words).toContain('Rank correlation of the wards’ counts with their score: 0.666; of their rates: 0.719.')
    expect(words).toContain('deprivation: IMD 2019')
  })

  test('victims of homicide in 2018: White 0.97 per 100,000 of 5,255,000, Black 5.42 of 1,052,000, never without the note', async () => {
    const address = '/analyses/groups?grouping=homicide-victims-by-ethnicity&year=2018'
    expect(await read(address)).toContain('has no agreed context note, so no figure of it is shown to anybody')
    await agreeNote()
    const words = await read(address)
    expect(words).toContain('Test note of what must be known')
    expect(words).toContain('Black 5.42 per 100,000 (57 of 1,052,000 residents, 2018; 95 % interval 4.10 to 7.02)')
    expect(words).toContain('White 0.97 per 100,000 (51 of 5,255,000 residents, 2018; 95 % interval 0.72 to 1.28)')
    expect(words).toContain('Black: 4.8 per 100,000 is stated for 2018 in VRU Work Programme; here it is 5.42.')
  })
})
