import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { multipart } from '../../../../test/imports.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { workOnce } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import { jobs } from './jobs.ts'
import * as queries from './queries.ts'
import { clean } from './service.ts'

let house: TestApp
type Role = Parameters<TestApp['get']>[0]

async function seed(db: Db): Promise<void> {
  await db.run(sql`insert into places (code, name, kind) values ('E12000099', 'Riverton', 'city')`)
  await db.run(
    sql`insert into places (code, name, kind, parent_id) select 'E09000901', 'Northgate', 'borough', id from places where kind = 'city'`,
  )
  await db.run(sql`
    insert into places (code, name, kind, parent_id, borough_id)
    select c, n, 'ward', b.id, b.id from places b, (values ('E05000901', 'Brickfields'), ('E05000902', 'Canal Foot'), ('E05000903', 'Gasworks')) v(c, n) where b.kind = 'borough'`)
  await db.run(
    sql`insert into place_vintages (vintage, place_id) select 'ward:2024', id from places where kind = 'ward'`,
  )
  const source = {
    id: 'counts',
    title: 'Partner counts',
    publisher: 'Council',
    custodian: 'Council',
    licence: 'OGL-UK-3.0',
    attribution: 'Council',
    address: null,
    format: 'measure-csv',
    level: 'ward',
    vintage: '2024',
    cadence: 'monthly',
    lagDays: 10,
    status: 'described',
  }
  await db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, level, vintage, cadence, lag_days, status, definition)
    values ('counts', 'Partner counts', 'Council', 'Council', 'OGL-UK-3.0', 'Council', 'measure-csv', 'ward', '2024', 'monthly', 10, 'described', ${JSON.stringify(source)})`)
  await db.run(sql`
    insert into measures (code, name, short, topic, unit, kind, direction, definition)
    values ('violence-with-injury', 'Violence with injury', 'Violence', 'violence', 'offences', 'count', 'higher is worse', 'Assaults that injure.')`)
}

const header = 'place code,period,measure,numerator\n'
const first = `${header}E05000901,2026-08,violence-with-injury,12\nE05000901,2026-09,violence-with-injury,14\nE05000902,2026-08,violence-with-injury,3\n`
const second = `${header}E05000901,2026-09,violence-with-injury,15\nE05000901,2026-10,violence-with-injury,11\nE05999999,2026-10,violence-with-injury,4\n`

const send = (
  name: string,
  content: string | Buffer,
  fields: Record<string, string> = { kind: 'known', source: 'counts' },
  role: Role = 'analyst',
) => house.ask(role, multipart(fields, { name, content }))
const work = async () => {
  const handlers = jobs(house.db)
  while (await workOnce(house.db, handlers)) {}
}
const idOf = (location: unknown) => Number(/uploads\/(\d+)/.exec(String(location))?.[1])
const open = async (url: string, role: Role = 'analyst') => {
  const answer = await house.get(role, url)
  expect(answer.statusCode, url).toBe(200)
  return answer.body
}
// A folder of our own, so that uploads of other tests running beside these are not counted.
const folder = mkdtempSync(join(tmpdir(), 'upstream-test-uploads-'))
const usual = process.env.TMPDIR
const leftovers = () => readdirSync(folder).filter(name => name.startsWith('upstream-upload-'))
const audit = async (what: string) =>
  (await house.db.one(z.object({ n: z.number() }), sql`select count(*) as n from audit where what = ${what}`)).n
const nothingLeft = () => expect(leftovers()).toEqual([])

beforeAll(async () => {
  house = await openTestApp('empty')
  process.env.TMPDIR = folder
  await seed(house.db)
})
afterAll(async () => {
  await house?.close()
  // The next file of tests in this process has its own temporary files.
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
  rmSync(folder, { recursive: true, force: true })
})

describe('a file from upload to being in force', () => {
  let upload = 0

  test('is received where only this user can read it, and looked at by the job process', async () => {
    expect(await open('/data/upload?source=counts')).toContain(
      '<option value="counts" selected>Partner counts</option>',
    )
    const answer = await send('first.csv', first)
    expect(answer.statusCode).toBe(303)
    upload = idOf(answer.headers.location)
    const kept = await queries.find(house.db, upload)
    expect(statSync(kept?.path ?? '').mode & 0o777).toBe(0o600)
    expect(statSync(dirname(kept?.path ?? '')).mode & 0o777).toBe(0o700)
    expect(await open(`/data/uploads/${upload}`)).toContain('Nothing is changed while the file is looked at.')
    expect(JSON.parse(await open(`/data/uploads/${upload}/status`))).toMatchObject({ done: false })
    await work()
    expect(JSON.parse(await open(`/data/uploads/${upload}/status`))).toMatchObject({
      done: true,
      next: `/data/uploads/${upload}`,
    })
  })

  test('its preview says what would change, and nothing has', async () => {
    const body = await open(`/data/uploads/${upload}`)
    expect(body).toContain('This is what importing the file would do')
    expect(body).toContain('Rows read')
    expect(body).toContain('Figures for 2 of 3 wards: the other one stays as it is.')
    expect(body).not.toContain('has not ended yet')
    expect(await open('/data/upload')).toContain('Waiting to be confirmed')
    expect(await house.db.many(z.object({ id: z.number() }), sql`select id from imports`)).toEqual([])
  })

  test('confirmed, it is imported, its file is deleted and its page says that signals will be made again', async () => {
    const answer = await house.ask('analyst', { ...form({}), url: `/data/uploads/${upload}/confirm` })
    expect(answer.statusCode).toBe(303)
    expect(await open(`/data/uploads/${upload}`)).toContain('Importing the file')
    await work()
    const page = await house.get('analyst', `/data/uploads/${upload}`)
    expect(page.statusCode).toBe(303)
    const result = await open(String(page.headers.location))
    expect(result).toContain('Signals will be made again')
    expect(result).toContain('first.csv')
    expect(result).toContain('3 cells new. Nothing in force spoke of any of them, so nothing was replaced.')
    expect(result).not.toContain('whole pack')
    expect(await audit('upload.received')).toBe(1)
    expect(await audit('upload.confirmed')).toBe(1)
    expect((await queries.find(house.db, upload))?.path).toBeNull()
    nothingLeft()
    expect(await open('/data/counts')).toContain('first.csv')
    expect((await house.ask('analyst', { ...form({}), url: `/data/uploads/${upload}/confirm` })).statusCode).toBe(409)
  })

  test('the same file again changes nothing', async () => {
    const id = idOf((await send('again.csv', first)).headers.location)
    await work()
    expect(await open(`/data/uploads/${id}`)).toContain('This very file is in force already')
    nothingLeft()
  })

  test('a row that cannot be used is named with its line, reason and remedy', async () => {
    const id = idOf((await send('second.csv', second)).headers.location)
    await work()
    const body = await open(`/data/uploads/${id}`)
    expect(body).toContain('E05999999')
    expect(body).toContain('Line 4')
    expect(await open(`/data/uploads/${id}/rejects.csv`)).toContain('line,field,value,reason,remedy')
    const answer = await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/cancel` })
    expect(answer.statusCode).toBe(303)
    expect(await open(`/data/uploads/${id}`)).toContain('You cancelled this upload')
    expect(await audit('upload.cancelled')).toBe(1)
    nothingLeft()
    expect((await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/confirm` })).statusCode).toBe(409)
  })

  test('cancelled while it waits to be looked at, it stays cancelled', async () => {
    const id = idOf((await send('third.csv', second)).headers.location)
    await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/cancel` })
    await work()
    expect(await open(`/data/uploads/${id}`)).toContain('You cancelled this upload')
    nothingLeft()
  })
})

describe('a file sent without options', () => {
  beforeAll(async () => {
    const files = ['burglary', 'robbery'].map(measure => ({
      path: `years/${measure}.csv.gz`,
      options: { measure, code: 'WardCode' },
    }))
    const yearly = {
      id: 'yearly',
      title: 'Yearly counts',
      publisher: 'Council',
      custodian: 'Council',
      licence: 'OGL-UK-3.0',
      attribution: 'Council',
      format: 'lsoa-annual',
      level: 'lsoa',
      cadence: 'once',
      status: 'described',
      files,
    }
    await house.db.run(sql`
      insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status, definition)
      values ('yearly', 'Yearly counts', 'Council', 'Council', 'OGL-UK-3.0', 'Council', 'lsoa-annual', 'once', 'described', ${JSON.stringify(yearly)})`)
    await house.db.run(sql`
      insert into measures (code, name, short, topic, unit, kind, direction, definition)
      select m, m, m, 'violence', 'offences', 'count', 'higher is worse', '' from unnest(array['burglary', 'robbery']) m`)
    await house.db.run(sql`insert into places (code, name, kind) values ('E01000901', 'Northgate 001A', 'lsoa')`)
  })
  const years = (n: number) => `WardCode,2020,2021\nE01000901,3,${n}\n`
  const sendYears = async (name: string, n: number) => {
    const answer = await send(name, years(n), { kind: 'known', source: 'yearly', options: ' ', snapshot: '2022-01-31' })
    await work()
    return String(answer.headers.location)
  }

  test('is read as the file of that name, not as the last of its source', async () => {
    const at = await sendYears('burglary.csv', 5)
    await house.ask('analyst', { ...form({}), url: `${at}/confirm` })
    await work()
    const [row] = await house.db.many(
      z.object({ measure: z.string() }),
      sql`select distinct measure from observations where source_id = 'yearly'`,
    )
    expect(row?.measure).toBe('burglary')
  })

  test('is refused with what to say where nothing settles how it is read', async () => {
    expect(await open(await sendYears('newest.csv', 6))).toContain('read in different ways (measure)')
  })
})

describe('a new partner', () => {
  const fields = {
    kind: 'partner',
    title: 'Youth centre visits',
    custodian: 'Riverton Youth',
    licence: 'Agreement of 1 May 2026',
    cadence: 'monthly',
    lag: '20',
    format: 'measure-csv',
  }

  test('is a source once its first file is in force, and not before', async () => {
    const id = idOf((await send('visits.csv', first.replaceAll('2026-', '2025-'), fields)).headers.location)
    await work()
    expect((await house.get('analyst', '/data/partner-youth-centre-visits')).statusCode).toBe(404)
    await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/confirm` })
    await work()
    const body = await open('/data/partner-youth-centre-visits')
    expect(body).toContain('Agreement of 1 May 2026')
    expect(body).toContain('Monthly, 20 days behind')
    expect(body).toContain('Not openly published')
    expect(await audit('source.added')).toBe(1)
  })

  test('must say who holds the data and under what licence', async () => {
    const answer = await send('x.csv', first, { kind: 'partner', title: '', custodian: '', licence: '', lag: 'soon' })
    expect(answer.statusCode).toBe(422)
    for (const words of [
      'Enter a title',
      'Enter who holds the data',
      'Enter the licence or agreement',
      'Enter the lag as a number of days',
    ])
      expect(answer.body).toContain(words)
    nothingLeft()
  })
})

describe('files that cannot be used', () => {
  test('people are refused at the door, told what to do instead, and deleted at once', async () => {
    const answer = await send('list.csv', 'First name,Surname,Date of birth\nAda,Byron,1815-12-10\n')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('refused and deleted')
    expect(answer.body).toContain('Count first')
    expect(answer.body).not.toContain('Byron')
    nothingLeft()
    const rows = await house.db.many(
      z.object({ detail: z.unknown() }),
      sql`select detail from audit where what = 'upload.refused' order by id`,
    )
    expect(JSON.stringify(rows)).not.toContain('Byron')
    expect(rows.at(-1)?.detail).toEqual({ why: 'names of people' })
  })

  test('people further down, seen only when the whole file is looked through, are refused and deleted too', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `E05000901,Mr Smith${String.fromCharCode(97 + (i % 26))}${i},1`,
    ).join('\n')
    const answer = await send('rows.csv', `place,who was it,n\n${rows}\n`)
    if (answer.statusCode === 303) {
      const id = idOf(answer.headers.location)
      await work()
      expect(await open(`/data/uploads/${id}`)).toContain('The file cannot be used')
    } else expect(answer.body).toContain('refused and deleted')
    nothingLeft()
  })

  test.each([
    ['a picture', 'photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 0xff, 0xfe])],
    ['a PDF', 'report.pdf', Buffer.from('%PDF-1.7 whatever\nand more\n')],
    ['a broken zip', 'book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9, 9, 9, 9])],
    ['a broken gzip', 'counts.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 1, 1, 1, 1])],
    ['words', 'letter.csv', Buffer.from('Dear all\nplease find\n')],
    ['other columns', 'other.csv', Buffer.from('a,b,c\n1,2,3\n')],
  ])('%s gets a clear refusal and is deleted', async (_what, name, content) => {
    const id = idOf((await send(name, content)).headers.location)
    await work()
    const body = await open(`/data/uploads/${id}`)
    expect(body).toContain('The file cannot be used')
    expect(body).toContain('What to do:')
    nothingLeft()
  })

  test('an empty file, none at all, and one that is too large are told apart', async () => {
    const empty = await send('empty.csv', '')
    expect([empty.statusCode, empty.body.includes('The file is empty')]).toEqual([422, true])
    const none = await house.ask('analyst', multipart({ kind: 'known', source: 'counts' }))
    expect([none.statusCode, none.body.includes('Choose a file')]).toEqual([422, true])
    nothingLeft()
  })

  test('a source must be chosen, a date must be real, options must be JSON; what was typed comes back', async () => {
    const answer = await send('first.csv', first, { kind: 'known', source: '', snapshot: '2026-02-31', options: '{no' })
    expect(answer.statusCode).toBe(422)
    for (const words of ['Choose the source', 'real date', 'JSON object', '{no', 'Error:'])
      expect(answer.body).toContain(words)
    const unknown = await send('first.csv', first, { kind: 'known', source: 'counts', format: 'nonsense' })
    expect(unknown.body).toContain('Choose a format from the list')
    const places = await send('p.csv', first, { kind: 'known', source: 'counts', format: 'postcodes' })
    expect(places.body).toContain('Enter the day the file is of')
    nothingLeft()
  })

  test('a form from another site is refused', async () => {
    const sent = multipart({ kind: 'known', source: 'counts' }, { name: 'first.csv', content: first })
    const answer = await house.ask('analyst', { ...sent, headers: { ...sent.headers, 'sec-fetch-site': 'cross-site' } })
    expect(answer.statusCode).toBe(403)
    nothingLeft()
  })
})

test('a file nobody confirmed within a day is deleted', async () => {
  const id = idOf((await send('left.csv', second)).headers.location)
  await work()
  const path = (await queries.find(house.db, id))?.path ?? ''
  expect(existsSync(path)).toBe(true)
  expect(await clean(house.db)).toBe(0)
  await house.db.run(sql`update uploads set made_at = now() - interval '25 hours' where id = ${id}`)
  expect(await clean(house.db)).toBe(1)
  expect(existsSync(path)).toBe(false)
  expect(await open(`/data/uploads/${id}`)).toContain('within a day')
})

test('an older file says before and after that nothing shown changes', async () => {
  const older = `${header}E05000901,2026-09,violence-with-injury,99\n`
  const fields = { kind: 'known', source: 'counts', snapshot: '2026-09-30' }
  await house.db.run(sql`update imports set snapshot_on = '2026-10-31' where source_id = 'counts'`)
  const id = idOf((await send('older.csv', older, fields)).headers.location)
  await work()
  expect(await open(`/data/uploads/${id}`)).toContain(
    'Nothing would change in what is shown: 1 cell differs from a newer file, which stays in force.',
  )
  await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/confirm` })
  await work()
  const page = await house.get('analyst', `/data/uploads/${id}`)
  const result = await open(String(page.headers.location))
  expect(result).toContain('The file is kept, and newer files stay in force')
  expect(result).toContain('Nothing changed in what is shown: 1 cell differs from a newer file')
  expect(await open('/data/counts')).toContain('In force where no newer file speaks')
})

test('a new partner may not replace what a source of the pack gives', async () => {
  await house.db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status)
    values ('recorded-offences-ward', 'Recorded offences', 'Police', 'Police', 'OGL', 'Police', 'mps-wide', 'monthly', 'described')`)
  await house.db.run(sql`
    with one as (
      insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by)
      values ('recorded-offences-ward', 'mps-wide', 'police.csv', 'police', 1, '2026-01-31', 'current', 'test') returning id)
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
    select one.id, 'month', array[m.id], array[p.id], array['2026-01-01'::date], array['loaded']
    from one, measures m, places p where m.code = 'violence-with-injury' and p.code = 'E05000903'`)
  const partner = { kind: 'partner', title: 'Youth workers', custodian: 'Club', licence: 'Agreement', cadence: 'once' }
  const id = idOf((await send('partner.csv', first, partner)).headers.location)
  await work()
  const body = await open(`/data/uploads/${id}`)
  expect(body).toMatch(/“Violence with injury” for wards already comes from “[^”]+”, a source this pack describes/)
  expect(body).toContain('Give your figures a measure of their own')
  expect(await open('/data/upload?new=yes')).toContain('never replaces those the pack’s own sources give')
  expect(await open('/data/measures')).toContain('How a measure is added')
  await house.db.run(sql`delete from imports where source_id = 'recorded-offences-ward'`)
  await house.db.run(sql`delete from sources where id = 'recorded-offences-ward'`)
})

test('formats have help and an example to download', async () => {
  expect(await open('/data/formats', 'officer')).toContain('/data/formats/measure-csv')
  const page = await open('/data/formats/measure-csv', 'officer')
  expect(page).toContain('numerator')
  expect(page).not.toContain('href="/data/upload"')
  expect(await open('/data/formats/measure-csv/example.csv')).toContain('place code,period')
  expect((await house.get('analyst', '/data/formats/nonsense')).statusCode).toBe(404)
})

describe('who may', () => {
  test('only analysts upload, see uploads, confirm and cancel', async () => {
    const id = idOf((await send('mine.csv', second)).headers.location)
    const gets = [
      '/data/upload',
      `/data/uploads/${id}`,
      `/data/uploads/${id}/status`,
      `/data/uploads/${id}/rejects.csv`,
    ]
    for (const role of [
      'borough-lead',
      'officer',
      'director',
      'provider',
      'young-assessor',
      'administrator',
    ] as const) {
      for (const url of gets) expect((await house.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
      for (const act of ['confirm', 'cancel'])
        expect(
          (await house.ask(role, { ...form({}), url: `/data/uploads/${id}/${act}` })).statusCode,
          `${role} ${act}`,
        ).toBe(403)
      expect((await send('x.csv', first, { kind: 'known', source: 'counts' }, role)).statusCode, role).toBe(403)
    }
    for (const url of gets) expect((await house.get('public', url)).statusCode, url).toBe(303)
    for (const act of ['confirm', 'cancel'])
      expect((await house.ask('public', { ...form({}), url: `/data/uploads/${id}/${act}` })).statusCode).toBe(401)
    expect((await send('x.csv', first, { kind: 'known', source: 'counts' }, 'public')).statusCode).toBe(401)
    await house.ask('analyst', { ...form({}), url: `/data/uploads/${id}/cancel` })
    nothingLeft()
  })

  test('the help on formats is for the partnership', async () => {
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      for (const url of ['/data/formats', '/data/formats/measure-csv', '/data/formats/measure-csv/example.csv'])
        expect((await house.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
    for (const role of ['borough-lead', 'director'] as const)
      expect((await house.get(role, '/data/formats')).statusCode).toBe(200)
    expect((await house.get('public', '/data/formats')).statusCode).toBe(303)
  })
})

test('a file over the limit is refused in words and deleted', async () => {
  const { default: Fastify } = await import('fastify')
  const { default: multipartPlugin } = await import('@fastify/multipart')
  const { readUpload } = await import('./form.ts')
  const limited = mkdtempSync(join(tmpdir(), 'upstream-limit-'))
  const app: FastifyInstance = Fastify()
  app.register(multipartPlugin)
  app.post('/data/upload', async req => (await readUpload(req, limited, 1000)).errors)
  const answer = await app.inject(multipart({ kind: 'known' }, { name: 'big.csv', content: 'x'.repeat(5000) }))
  expect(answer.json()[0].text).toContain('must be smaller than 1 kB')
  expect(readdirSync(limited)).toEqual([])
  await app.close()
})
