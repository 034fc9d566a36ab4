import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../test/support.ts'
import { asJson, environmentOf, type } from '../../test/terminal.ts'
import { sql } from '../platform/sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'upstream-imports-'))
let demo: TestStore
let environment: NodeJS.ProcessEnv

const source = {
  id: 'partner-visits',
  title: 'Youth centre visits',
  publisher: 'Riverton Youth',
  custodian: 'Riverton Youth',
  licence: 'Agreement of 1 May 2026',
  attribution: 'Riverton Youth',
  format: 'measure-csv',
  cadence: 'monthly',
  status: 'described',
  openlyPublished: false,
}

beforeAll(async () => {
  demo = await openTestStore('demo')
  environment = environmentOf(demo, 'demo')
  await demo.db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status, openly_published, definition)
    values (${source.id}, ${source.title}, ${source.publisher}, ${source.custodian}, ${source.licence}, ${source.attribution}, ${source.format},
      ${source.cadence}, ${source.status}, false, ${JSON.stringify(source)})`)
})
afterAll(async () => {
  await demo.close()
  if (environment.UPSTREAM_HOME) rmSync(environment.UPSTREAM_HOME, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const ward = async () =>
  (
    await demo.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'ward' order by code limit 1`,
    )
  ).code
const month = (code: string, of: string, n: number) =>
  `place code,period,measure,numerator\n${code},${of},ambulance-call-outs-assault,${n}\n`
const inForce = async () =>
  (
    await demo.db.one(
      z.object({ n: z.number() }),
      sql`select count(*) as n from imports where source_id = 'partner-visits' and status = 'current'`,
    )
  ).n
const line = () => `import ${folder} --as measure-csv --source partner-visits`

describe('a source that was added in the browser', () => {
  test('stands in the list of sources, said to be no part of the pack', async () => {
    const { out } = await type('sources', environment)
    expect(out).toMatch(/partner-visits +not loaded; added in the browser: Youth centre visits/)
    expect(asJson((await type('sources --json', environment)).out)).toMatchObject({
      sources: expect.arrayContaining([
        expect.objectContaining({ id: 'partner-visits', addedInBrowser: true, loaded: null }),
      ]),
    })
  })

  test('takes a file at the terminal; a name that is none is refused with those that fit', async () => {
    const path = join(folder, 'look.csv')
    writeFileSync(path, month(await ward(), '2030-01', 3))
    const wrong = await type(`import ${path} --as measure-csv --source partner-visit --dry-run`, environment)
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('partner-visits')
    rmSync(path)
  })
})

describe('the example a format prints', () => {
  const printed = async (format: string) => {
    const { out } = await type(`import --help ${format} --json`, environment)
    const path = join(folder, `example-${format}.csv`)
    writeFileSync(path, `${z.object({ example: z.string() }).parse(JSON.parse(out)).example}\n`)
    return path
  }

  test.each([
    ['measure-csv', 'partner-visits'],
    ['measure-csv', 'survey-feeling-safe'],
    ['incident-csv', 'incidents-violence-with-injury'],
  ])('%s passes as it is when it is sent as %s', async (format, as) => {
    const path = await printed(format)
    const line = `import ${path} --as ${format} --source ${as} --dry-run --json`
    const { code, out } = await type(line, environment)
    expect(asJson(out)).toMatchObject({ ok: true, status: 'ready', report: { rowsRead: 2, rowsUsed: 2, rejected: 0 } })
    expect(code).toBe(0)
    rmSync(path)
  })
})

describe('figures that a source of the pack gives', () => {
  test('are not replaced by a source added in the browser: the file is refused with what to do', async () => {
    const path = join(folder, 'same.csv')
    writeFileSync(path, `place code,period,measure,numerator\n${await ward()},2026-02,violence-with-injury,3\n`)
    for (const dry of ['', ' --dry-run']) {
      const { code, out } = await type(`import ${path} --as measure-csv --source partner-visits${dry}`, environment)
      expect(code).toBe(1)
      expect(out).toContain('“Violence with injury” for wards already comes from “Demonstration: recorded offences')
      expect(out).toContain('Give your figures a measure of their own')
    }
    expect(await inForce()).toBe(0)
    rmSync(path)
  })

  test('a code that is not known is quoted as it was typed, with one full stop', async () => {
    const path = join(folder, 'other.csv')
    writeFileSync(path, 'place code,period,measure,numerator\nE05009317,2026-02,ambulance-call-outs-assault,3\n')
    const { out } = await type(`import ${path} --as measure-csv --source partner-visits --dry-run`, environment)
    expect(out).toContain('First: line 2, the code E05009317 is not in any vintage loaded here.\n')
    rmSync(path)
  })
})

describe('a folder of months', () => {
  beforeAll(async () => {
    const code = await ward()
    mkdirSync(join(folder, '2026-02'))
    writeFileSync(join(folder, '2026-02', '2026-02-visits.csv.gz'), gzipSync(month(code, '2026-02', 5)))
    writeFileSync(join(folder, '2026-01-visits.csv'), month(code, '2026-01', 4))
    writeFileSync(join(folder, '2026-03-visits.csv.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 1, 1, 1, 1, 1]))
    writeFileSync(join(folder, 'read me.txt'), 'These are the months.')
  })

  test('is looked at without changing anything', async () => {
    const { code, out } = await type(`${line()} --dry-run`, environment)
    expect(code).toBe(1)
    expect(out).toContain('Source: Youth centre visits (partner-visits).')
    expect(out).toMatch(/Left out, as the name does not end in .+: read me\.txt\./)
    expect(out).toContain('2026-01-visits.csv: would be imported')
    expect(out).toContain('3 files: 2 would be imported, 0 in force already, 1 refused. Nothing was changed.')
    expect(out).toContain('2 files: Figures for 1 of 120 wards: the other 119 stay as they are.')
    expect(await inForce()).toBe(0)
  })

  test('is imported in the order of its names; the bad file is named and the rest kept; the exit code says so', async () => {
    const { code, out } = await type(line(), environment)
    expect(code).toBe(1)
    expect(out.indexOf('2026-01-visits.csv: imported')).toBeLessThan(out.indexOf('2026-02-visits.csv.gz: imported'))
    expect(out).toContain('2026-03-visits.csv.gz: refused.')
    expect(out).toContain('3 files: 2 imported, 0 in force already, 1 refused.')
    expect(await inForce()).toBe(2)
  })

  test('again it changes nothing, and without the bad file all is well', async () => {
    rmSync(join(folder, '2026-03-visits.csv.gz'))
    const { code, out } = await type(`${line()} --json`, environment)
    expect(code).toBe(0)
    expect(asJson(out)).toMatchObject({
      ok: true,
      imported: 0,
      unchanged: 2,
      refused: 0,
      files: [{ file: '2026-01-visits.csv', status: 'unchanged' }, { status: 'unchanged' }],
    })
  })

  test('with nothing to read in it, it is refused plainly', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'upstream-imports-'))
    const { code, err } = await type(`import ${empty} --as measure-csv`, environment)
    expect(code).toBe(1)
    expect(err).toContain(`There is no data file in ${empty}.`)
    rmSync(empty, { recursive: true })
  })
})
