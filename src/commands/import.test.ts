import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { multipart } from '../../test/imports.ts'
import { openTestApp, type TestApp } from '../../test/support.ts'
import { asJson, environmentOf, type } from '../../test/terminal.ts'
import * as evidence from '../features/evidence/index.ts'
import { workOnce } from '../platform/jobs.ts'
import { sql } from '../platform/sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'upstream-imports-'))
let demo: TestApp
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
  demo = await openTestApp('demo')
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

  test('says as whose file it passes, and counts nothing that rates stand on', async () => {
    const { out } = await type('import --help measure-csv', environment)
    expect(out).toContain('ambulance-call-outs-assault')
    expect(out).toContain('As it stands here it passes as the first file of a new partner')
    expect(out).toContain('as a new partner’s, which the command line cannot add, under “Upload a file” on the web')
    const page = (await demo.get('analyst', '/data/formats/measure-csv')).body
    expect(page).toContain('As it stands here it passes as the first file of a new partner')
  })

  test.each([
    ['measure-csv', 'partner-visits'],
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

describe('whose figures they are', () => {
  const survey = 'survey-feeling-safe'
  const partner = 'partner-visits'
  const newPartner = { kind: 'partner', title: 'Detached teams', custodian: 'Detached teams', licence: 'Agreement' }
  const head = 'place code,period,measure,numerator\n'
  const taken = 'for wards already comes from “Demonstration: recorded offences'
  const notOf = (measure: string) => `“${measure}” is not a measure of “Demonstration: survey of young people`

  const atTerminal = async (path: string, source: string) => {
    const { code, out } = await type(`import ${path} --as measure-csv --source ${source} --dry-run --json`, environment)
    const refusals = z.object({ refusals: z.array(z.object({ reason: z.string(), remedy: z.string() })).default([]) })
    return {
      refused: code === 1,
      words: refusals
        .parse(asJson(out))
        .refusals.map(each => each.reason)
        .join(),
    }
  }
  const Kept = z.object({ status: z.string(), reason: z.string().nullable() })
  const inBrowser = async (content: string, fields: Record<string, string>) => {
    const answer = await demo.ask('analyst', multipart(fields, { name: 'figures.csv', content }))
    const id = Number(/uploads\/(\d+)/.exec(String(answer.headers.location))?.[1])
    const { 'evidence.preview': look } = evidence.jobs(demo.db)
    if (look) while (await workOnce(demo.db, { 'evidence.preview': look })) {}
    const kept = await demo.db.one(
      Kept,
      sql`select status, outcome->'refusals'->0->>'reason' as reason from uploads where id = ${id}`,
    )
    return { refused: kept.status === 'refused', words: kept.reason ?? '' }
  }

  test.each([
    ['police figures as the survey', survey, 'violence-with-injury', notOf('Violence with injury')],
    ['residents as the survey', survey, 'population', notOf('Residents')],
    [
      'what nobody gives yet as the survey',
      survey,
      'ambulance-call-outs-assault',
      notOf('Ambulance call-outs to assaults'),
    ],
    ['its own as the survey', survey, 'young-people-feel-safe', ''],
    ['police figures as a partner’s', partner, 'violence-with-injury', taken],
    ['police figures as a new partner’s', newPartner, 'violence-with-injury', taken],
    ['its own as a partner’s', partner, 'ambulance-call-outs-assault', ''],
    ['its own as a new partner’s', newPartner, 'ambulance-call-outs-assault', ''],
  ])('%s: the browser and the terminal answer alike', async (_, source, measure, reason) => {
    const content = `${head}${await ward()},2026-02,${measure},3\n`
    const path = join(folder, 'figures.csv')
    writeFileSync(path, content)
    const [named, fields] =
      typeof source === 'string' ? [source, { kind: 'known', source, format: 'measure-csv' }] : [partner, source]
    const answers = [await atTerminal(path, named), await inBrowser(content, fields)]
    for (const { refused, words } of answers) {
      expect(refused).toBe(reason !== '')
      expect(words).toContain(reason)
    }
    expect(answers[0]).toEqual(answers[1])
    expect(await inForce()).toBe(0)
    rmSync(path)
  })

  test('without --source, where several sources have the format, it asks which and files nothing', async () => {
    const path = join(folder, 'good2.csv')
    writeFileSync(path, `${head}${await ward()},2026-02,violence-with-injury,3\n`)
    const { code, err } = await type(`import ${path} --as measure-csv --snapshot 2026-11-20`, environment)
    rmSync(path)
    expect(code).toBe(2)
    expect(err.replace(/\s+/g, ' ')).toMatch(
      /Several sources of "demo" are in this format: .*survey-feeling-safe.* and .*\. Name one with --source\./,
    )
    expect(await inForce()).toBe(0)
  })

  test('figures another source gives are refused with the way to it', async () => {
    const path = join(folder, 'good2.csv')
    writeFileSync(path, `${head}${await ward()},2026-02,violence-with-injury,3\n`)
    const { code, out } = await type(
      `import ${path} --as measure-csv --source survey-feeling-safe --snapshot 2026-11-20`,
      environment,
    )
    rmSync(path)
    expect(code).toBe(1)
    expect(out).toContain('ward” (recorded-offences-ward)')
  })

  test('an import says under which source it was filed', async () => {
    const path = join(folder, 'visits.csv')
    writeFileSync(path, month(await ward(), '2025-12', 3))
    const { out } = await type(`import ${path} --as measure-csv --source ${partner} --dry-run`, environment)
    expect(out).toContain('Source: Youth centre visits (partner-visits).\n')
    rmSync(path)
  })

  test('incidents of another kind are not counted under a source that lists its own', async () => {
    const path = join(folder, 'incidents.csv')
    const { code: lsoa } = await demo.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'lsoa' order by code limit 1`,
    )
    writeFileSync(path, `when,where,category\n2026-09-01T22:30,${lsoa},ambulance-call-outs-assault\n`)
    const line = `import ${path} --as incident-csv --source incidents-violence-with-injury --dry-run`
    const { code, out } = await type(line, environment)
    expect(out).toContain('“Ambulance call-outs to assaults” is not a measure of “Demonstration: violence with injury')
    expect(code).toBe(1)
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

describe('an import that was a mistake', () => {
  const path = join(folder, 'redated.csv')
  const line = (snapshot: string) => `import ${path} --as measure-csv --source partner-visits --snapshot ${snapshot}`
  let number = 0
  const status = async () =>
    (
      await demo.db.one(
        z.object({ status: z.string(), snapshotOn: z.string() }),
        sql`select status, snapshot_on::text as "snapshotOn" from imports where id = ${number}`,
      )
    ).status

  beforeAll(async () => writeFileSync(path, month(await ward(), '2025-11', 6)))

  test('the same file with another snapshot is told exactly how to date it anew', async () => {
    number = z
      .object({ importId: z.number() })
      .parse(JSON.parse((await type(`${line('2026-11-20')} --json`, environment)).out)).importId
    for (const dry of ['', ' --dry-run']) {
      const { code, out } = await type(`${line('2026-10-31')}${dry}`, environment)
      expect(code).toBe(0)
      expect(out).toContain(`import ${number}, snapshot 2026-11-20`)
      expect(out).toContain(`To give it the snapshot 2026-10-31 instead, undo import ${number}`)
      expect(out).toContain(`npm run -s upstream -- undo ${number}`)
    }
  })

  test('undo asks first; where nobody can answer it needs --yes', async () => {
    for (const answer of [undefined, 'no']) {
      const { code, err } = await type(`undo ${number}`, environment, answer)
      expect(code).toBe(2)
      expect(err).toContain('Nothing was changed: undo was not confirmed.')
      expect(await status()).toBe('current')
    }
  })

  test('undone, it no longer counts, with the audit row the browser writes; the file comes in again with the right day', async () => {
    const { code, out } = await type(`undo ${number}`, environment, 'yes')
    expect(code).toBe(0)
    expect(out).toContain(`Import ${number} (redated.csv, source partner-visits, snapshot 2026-11-20) is undone.`)
    expect(await status()).toBe('undone')
    const audit = sql`select who from audit where what = 'import.undone' and object = ${`import/${number}`}`
    expect(await demo.db.many(z.object({ who: z.string() }), audit)).toEqual([{ who: 'command line' }])
    expect((await type(line('2026-10-31'), environment)).out).toContain('Snapshot 2026-10-31.')
  })

  test.each([
    ['undo', 2, 'Give the number of the import'],
    ['undo twelve', 2, 'Give the number of the import'],
    ['undo 1999999999 --yes', 1, 'There is no import 1999999999.'],
  ])('"%s" is refused plainly', async (typed, expected, words) => {
    const { code, err } = await type(typed, environment)
    expect(code).toBe(expected)
    expect(err).toContain(words)
  })

  test('undone twice, or a list of places: it says why not', async () => {
    const twice = await type(`undo ${number} --yes`, environment)
    expect(twice.code).toBe(1)
    expect(twice.out).toContain('This import is not in force.')
    const { id } = await demo.db.one(
      z.object({ id: z.number() }),
      sql`select id from imports where source_id = 'boundaries-wards-2024' limit 1`,
    )
    const places = await type(`undo ${id} --yes`, environment)
    expect(places.code).toBe(1)
    expect(places.out).toContain('keep no earlier state')
  })
})
