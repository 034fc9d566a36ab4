import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

let house: TestApp
const shared: { older: number; newer: number; undone: number } = { older: 0, newer: 0, undone: 0 }

const Id = z.object({ id: z.number() })

async function seedPlaces(db: Db): Promise<void> {
  await db.run(sql`insert into places (code, name, kind) values ('E12', 'Riverton', 'city')`)
  await db.run(
    sql`insert into places (code, name, kind, parent_id) select 'E09000001', 'Northgate', 'borough', id from places where code = 'E12'`,
  )
  await db.run(sql`
    insert into places (code, name, kind, parent_id, borough_id)
    select c, n, 'ward', b.id, b.id from places b, (values ('E05000001', 'Brickfields'), ('E05000002', 'Canal Foot'), ('E05000003', 'Old <Quay>')) v(c, n) where b.code = 'E09000001'`)
  await db.run(
    sql`insert into place_vintages (vintage, place_id) select 'ward:2024', id from places where kind = 'ward'`,
  )
}

async function seedSources(db: Db): Promise<void> {
  await db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, address, format, level, vintage, cadence, lag_days, status, known_faults, notes, definition)
    values
    ('crime-ward', 'Recorded crime by ward', 'Police', 'Police data team', 'OGL-UK-3.0', 'Police, OGL', 'https://data.example', 'mps-wide', 'ward', '2024', 'monthly', 18, 'described', '{"Codes have <b>spaces</b>"}', 'Snapshots are restated.', '{"measures": ["violence", "vawg"]}'),
    ('attendances', 'Assault attendances', 'Hospital', 'Hospital trust', 'agreement', 'Hospital', 'javascript:alert(1)', 'istv', 'ward', null, 'monthly', 30, 'described', '{}', '', '{}'),
    ('imd', 'Deprivation', 'Ministry', 'Ministry', 'OGL-UK-3.0', 'Ministry', null, 'imd-csv', 'ward', '2024', 'once', null, 'described', '{}', '', '{}'),
    ('searches', 'Stop and search', 'Police', 'Police', 'OGL-UK-3.0', 'Police', null, 'stop-and-search', 'point', null, 'monthly', 60, 'catalogued', '{}', '', '{"why": "It is about policing, not about violence."}')`)
  await db.run(sql`
    insert into measures (code, name, short, topic, unit, kind, direction, definition, lowest_level, sensitive, position) values
    ('violence', 'Violence with injury', 'Violence', 'violence', 'offences', 'count', 'higher is worse', 'Assaults that cause injury.', 'lsoa', false, 1),
    ('vawg', 'Violence against women and girls', 'VAWG', 'violence', 'offences', 'count', 'higher is worse', 'Offences against women and girls.', 'borough', true, 2),
    ('imd-score', 'Deprivation score', 'IMD', 'deprivation', 'score', 'value', 'higher is worse', 'Index of multiple deprivation.', 'lsoa', false, 3)`)
  await db.run(sql`
    insert into series_breaks (measure_codes, source_ids, starts_on, title, note, source) values
    ('{violence}', null, '2026-03-01', 'A new recording system', 'Recorded in another way.', 'The publisher'),
    ('{imd-score}', '{elsewhere}', '2025-01-01', 'A break of another source', 'Not ours.', 'Nobody')`)
}

async function addImport(
  db: Db,
  one: { source: string; file: string; hash: string; on: string; status: string; report?: object; rejects?: number },
): Promise<number> {
  const { id } = await db.one(
    Id,
    sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at, rows_read, rows_used, rows_rejected, cells, cells_not_zero, report)
    values (${one.source}, 'mps-wide', ${one.file}, ${one.hash}, 1234, ${one.on}, ${one.status}, 'analyst@tests.example', now(), 12, 10, ${one.rejects ?? 0}, 12, 10, ${JSON.stringify(one.report ?? {})})
    returning id`,
  )
  return id
}

const cover = (db: Db, importId: number, measure: string, periods: string[], states: string[], grain = 'month') =>
  db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
    select ${importId}, ${grain}, array(select id from measures where code = ${measure}), array(select id from places where kind = 'ward' order by code), ${periods}::date[], ${states}::text[]`)

const write = (
  db: Db,
  importId: number,
  measure: string,
  place: string,
  starts: string,
  amounts: number[],
  grain = 'month',
) =>
  db.run(sql`
    insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
    select m.id, p.id, ${importId}, ${grain}, ${starts}::date, ${amounts}::float8[] from measures m, places p where m.code = ${measure} and p.code = ${place}`)

const report = {
  rowsRead: 12,
  rowsUsed: 10,
  rejected: 2,
  cells: 12,
  cellsNotZero: 10,
  odd: ['2026-05 (ward) is held back: Far above its neighbours.'],
  notes: [],
  covers: [{ label: 'ward', grain: 'month', measures: 1, places: 3, from: '2026-02-01', to: '2026-05-01', periods: 4 }],
  judgements: [
    {
      label: 'ward',
      grain: 'month',
      period: '2026-05-01',
      state: 'held',
      total: 900,
      usual: 300,
      reason: 'Far above its neighbours: 900 against a usual 300',
    },
  ],
  withheld: [],
  parents: [
    { level: 'ward', measure: 'violence', from: '2026-02-01', to: '2026-04-01', total: 97, parent: 100, share: 0.97 },
  ],
  revisions: {
    fresh: 4,
    same: 6,
    changed: 2,
    difference: 19,
    biggest: [
      {
        measure: 'violence',
        placeCode: 'E05000001',
        placeName: 'Brickfields',
        period: '2026-02-01',
        before: 30,
        after: 51,
      },
      {
        measure: 'violence',
        placeCode: 'E05000002',
        placeName: 'Canal Foot',
        period: '2026-02-01',
        before: 4,
        after: 2,
      },
    ],
    against: ['crime-1.csv'],
    olderThan: [],
  },
  lookups: { vintages: { 'ward:2024': 3 }, trimmed: 7, notPlaces: { SO18: 2 }, unknown: {}, outside: 0 },
  seconds: { reading: 1, comparing: 1, storing: 1 },
}

beforeAll(async () => {
  house = await openTestApp('empty')
  const { db } = house
  expect((await house.get('analyst', '/data')).body).toContain('No source is described yet.')
  await seedPlaces(db)
  await seedSources(db)
  shared.older = await addImport(db, {
    source: 'crime-ward',
    file: 'crime-1.csv',
    hash: 'aaaaaaaaaaaa',
    on: '2026-04-30',
    status: 'current',
  })
  await cover(db, shared.older, 'violence', ['2026-01-01', '2026-02-01', '2026-03-01'], ['loaded', 'loaded', 'loaded'])
  await cover(db, shared.older, 'vawg', ['2026-01-01', '2026-02-01'], ['loaded', 'loaded'])
  await write(db, shared.older, 'violence', 'E05000001', '2026-01-01', [10, 30, 5])
  await write(db, shared.older, 'violence', 'E05000002', '2026-01-01', [1, 4, 9])
  await write(db, shared.older, 'vawg', 'E05000001', '2026-01-01', [11, 12])
  shared.newer = await addImport(db, {
    source: 'crime-ward',
    file: 'crime-2.csv',
    hash: 'bbbbbbbbbbbb',
    on: '2026-05-31',
    status: 'current',
    report,
    rejects: 2,
  })
  await cover(
    db,
    shared.newer,
    'violence',
    ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'],
    ['loaded', 'loaded', 'loaded', 'held'],
  )
  await cover(db, shared.newer, 'vawg', ['2026-01-01', '2026-02-01'], ['loaded', 'loaded'])
  await write(db, shared.newer, 'violence', 'E05000001', '2026-02-01', [51, 5, 6, 600])
  await write(db, shared.newer, 'violence', 'E05000002', '2026-02-01', [2, 9, 7, 300])
  await write(db, shared.newer, 'vawg', 'E05000001', '2026-01-01', [25, 12])
  await db.run(sql`
    insert into import_rejects (import_id, line, field, value, reason, remedy) values
    (${shared.newer}, 7, 'Ward_Code', 'E05999999', 'The code is in no vintage loaded here', 'Load its look-up first'),
    (${shared.newer}, 9, 'Count', '=cmd()', 'Not a number', 'Write a number')`)
  shared.undone = await addImport(db, {
    source: 'imd',
    file: 'imd.csv',
    hash: 'cccccccccccc',
    on: '2025-10-31',
    status: 'undone',
  })
  const late = await addImport(db, {
    source: 'imd',
    file: 'imd-2.csv',
    hash: 'dddddddddddd',
    on: '2025-10-31',
    status: 'current',
  })
  await cover(db, late, 'imd-score', ['2025-01-01'], ['loaded'], 'year')
  await write(db, late, 'imd-score', 'E05000001', '2025-01-01', [33.5], 'year')
})
afterAll(() => house?.close())

const open = async (role: Parameters<TestApp['get']>[0], url: string) => {
  const answer = await house.get(role, url)
  expect(answer.statusCode, `${role} ${url}`).toBe(200)
  return answer.body
}

describe('the catalogue', () => {
  test('says how each source stands: late in words, once only, not loaded; and what it covers', async () => {
    const body = await open('analyst', '/data')
    expect(body).toContain('2 of 4 sources have been received. 1 is late.')
    expect(body).toMatch(/class="up-late">Late by \d+ days/)
    expect(body).toContain('All 3 wards, January to April 2026'.replace('January to', 'January 2026 to'))
    expect(body).toContain('Once only')
    expect(body).toContain('Not loaded')
    expect(body).toContain('Open Government Licence 3.0')
  })

  test('can be filtered by state, group and words, and taken away as CSV', async () => {
    const late = await open('officer', '/data?state=late')
    expect(late).toContain('Recorded crime by ward')
    expect(late).not.toContain('Assault attendances')
    expect(await open('officer', '/data?q=hospital')).toContain('1 source')
    expect(await open('officer', '/data?group=deprivation')).toContain('1 source')
    const csv = await open('director', '/data.csv')
    expect(csv).toContain('source,group,last_received,next_due')
    expect(csv).toContain('Recorded crime by ward,Violence,2026-05-31,2026-07-18')
  })

  test('a source has a page: who, under what licence, months, breaks, faults, history', async () => {
    const body = await open('analyst', '/data/crime-ward')
    for (const words of [
      'Police data team',
      'Monthly, 18 days behind',
      'A new recording system',
      'crime-2.csv',
      'bbbbbbbb',
      'Held back: implausible',
      'Far above its neighbours',
      'Let it count',
      'Codes have &lt;b&gt;spaces&lt;/b&gt;',
      'Upload a file',
    ])
      expect(body).toContain(words)
    expect(body).not.toContain('A break of another source')
    expect(await open('analyst', '/data/searches')).toContain('It is about policing, not about violence.')
  })

  test('an address that is no web address is not a link', async () => {
    expect(await open('analyst', '/data/attendances')).not.toContain('href="javascript:')
  })

  test('a source nobody knows is not found', async () => {
    expect((await house.get('analyst', '/data/nothing')).statusCode).toBe(404)
    expect((await house.get('analyst', '/data/imports/999')).statusCode).toBe(404)
    expect((await house.get('analyst', '/data/imports/abc')).statusCode).toBe(404)
    expect((await house.get('analyst', '/data/nothing/revisions')).statusCode).toBe(404)
  })

  test('measures say where they come from, and breaks what they bear on', async () => {
    const measures = await open('borough-lead', '/data/measures')
    expect(measures).toContain('Assaults that cause injury.')
    expect(measures).toContain('March 2026')
    expect(await open('borough-lead', '/data/measures.csv')).toContain('Violence with injury')
    const breaks = await open('borough-lead', '/data/breaks')
    expect(breaks).toContain('A new recording system')
    expect(await open('borough-lead', '/data/breaks.csv')).toContain('2026-03')
  })
})

describe('revisions', () => {
  test('the earlier value and the one in force, the biggest first', async () => {
    const body = await open('analyst', '/data/crime-ward/revisions?measure=violence')
    expect(body).toContain('newer snapshots changed 2 cells')
    expect(body.indexOf('Brickfields')).toBeLessThan(body.indexOf('Canal Foot'))
    expect(body).toContain('+21')
    const csv = await open('analyst', '/data/crime-ward/revisions.csv?measure=violence')
    expect(csv).toContain('Brickfields,E05000001,Violence with injury,2026-02-01,30,51,21,2026-04-30,2026-05-31')
    expect(csv).toContain('Canal Foot,E05000002,Violence with injury,2026-02-01,4,2,-2,2026-04-30,2026-05-31')
  })

  test('the CSV of all measures has one heading', async () => {
    const csv = await open('analyst', '/data/crime-ward/revisions-all.csv')
    expect(csv.split('\r\n').filter(line => line.includes('earlier_value'))).toHaveLength(1)
    expect(csv).toContain('Violence against women and girls,2026-01-01,11,25,14')
  })

  test('officers, directors and other leads see how many cells changed and in which months, and no value of any', async () => {
    for (const role of ['officer', 'director', 'borough-lead'] as const) {
      const body = await open(role, '/data/crime-ward/revisions?measure=violence')
      expect(body).toContain('newer snapshots changed 2 cells')
      expect(body).toContain('Which 2 cells they were, and the values, are for analysts')
      for (const told of ['Brickfields', 'Canal Foot', '>51<', '+21', 'Sum in force', 'revisions.csv'])
        expect(body, told).not.toContain(told)
    }
    for (const role of ['officer', 'director'] as const)
      for (const file of ['revisions', 'revisions-all'])
        expect((await house.get(role, `/data/crime-ward/${file}.csv?measure=violence`)).statusCode).toBe(403)
    expect(await open('borough-lead', '/data/crime-ward/revisions.csv?measure=violence')).not.toContain('E0500000')
    expect(await open('borough-lead:E09000001', '/data/crime-ward/revisions.csv?measure=violence')).toContain(
      '2026-02-01,4,2,-2',
    )
  })

  test('a measure kept to boroughs is not shown by ward, nor its sums', async () => {
    const body = await open('officer', '/data/crime-ward/revisions?measure=vawg')
    expect(body).toContain('Which 1 cell it was, and the values, are for analysts')
    expect(body).not.toContain('Sum in force')
    expect(await open('borough-lead:E09000001', '/data/crime-ward/revisions-all.csv')).not.toContain('women')
  })

  test('a source without overlapping files has none', async () => {
    expect(await open('analyst', '/data/imd/revisions')).toContain('nothing has been revised')
  })
})

describe('an import', () => {
  test('has a page with its report', async () => {
    const body = await open('analyst', `/data/imports/${shared.newer}`)
    for (const words of [
      'crime-2.csv',
      'In force',
      '4 cells new, 2 changed, 6 the same',
      'Brickfields',
      '97.0%',
      '3 places by ward codes of 2024',
      '“SO18” is not a place',
      'E05999999',
      'Load its look-up first',
    ])
      expect(body, words).toContain(words)
  })

  test('its rejects can be taken away, formulas made harmless', async () => {
    const csv = await open('analyst', `/data/imports/${shared.newer}/rejects.csv`)
    expect(csv).toContain('line,field,value,reason,remedy')
    expect(csv).toContain("'=cmd()")
  })

  test('others see the report without the values of cells and no rejected values', async () => {
    const body = await open('officer', `/data/imports/${shared.newer}`)
    expect(body).toContain('Which cells changed, and their values, are for analysts')
    expect(body).not.toContain('The biggest revisions')
    expect(body).not.toContain('Brickfields')
    expect(body).not.toContain('E05999999')
    expect(body).not.toContain('Undo this import')
    expect(body).not.toContain('Let it count')
  })

  test('what the changes add up to is told to analysts alone: it would give a hidden cell away', async () => {
    const url = `/data/imports/${shared.newer}`
    expect(await open('analyst', url)).toContain('The changes add up to +19')
    for (const role of ['borough-lead', 'officer', 'director'] as const) {
      const body = await open(role, url)
      expect(body, role).toContain('4 cells new, 2 changed, 6 the same.')
      expect(body, role).not.toContain('add up')
    }
  })

  test('of a source that is not openly published the values of cells are for analysts alone', async () => {
    const urls = [
      `/data/imports/${shared.newer}`,
      '/data/crime-ward/revisions?measure=violence',
      '/data/crime-ward/revisions.csv?measure=violence',
    ]
    const told = async (role: 'analyst' | 'borough-lead:E09000001', url: string) =>
      (await open(role, url)).includes('Canal Foot')
    for (const url of urls) expect(await told('borough-lead:E09000001', url), url).toBe(true)
    await house.db.run(sql`update sources set openly_published = false where id = 'crime-ward'`)
    for (const url of urls) {
      expect(await told('borough-lead:E09000001', url), url).toBe(false)
      expect(await told('analyst', url), url).toBe(true)
    }
    expect(await open('officer', '/data/crime-ward')).toContain('small counts are hidden from everyone but analysts')
    await house.db.run(sql`update sources set openly_published = true where id = 'crime-ward'`)
  })

  test('a held month is released after a question, once, with an audit row', async () => {
    const url = `/data/imports/${shared.newer}/release/2026-05-01`
    expect(await open('analyst', url)).toContain('Let May 2026 count?')
    const answer = await house.ask('analyst', { ...form({}), url })
    expect(answer.statusCode).toBe(303)
    expect(await open('analyst', String(answer.headers.location))).toContain('Signals will be made again')
    expect(await open('analyst', '/data/crime-ward')).not.toContain('Let it count')
    expect((await house.ask('analyst', { ...form({}), url })).statusCode).toBe(409)
    expect(await audit('import.period released')).toBe(1)
  })

  test('is undone and put back after a question, with audit rows', async () => {
    const url = `/data/imports/${shared.newer}`
    expect(await open('analyst', `${url}/undo`)).toContain('Undo this import?')
    expect((await house.ask('analyst', { ...form({}), url: `${url}/undo` })).statusCode).toBe(303)
    expect(await open('analyst', url)).toContain('This import was undone')
    expect(await open('analyst', '/data/crime-ward/revisions')).toContain('nothing has been revised')
    expect((await house.ask('analyst', { ...form({}), url: `${url}/undo` })).statusCode).toBe(409)
    expect(await open('analyst', `${url}/redo`)).toContain('Put this import back')
    expect((await house.ask('analyst', { ...form({}), url: `${url}/redo` })).statusCode).toBe(303)
    expect(await open('analyst', url)).toContain('This file is in force')
    expect([await audit('import.undone'), await audit('import.redone')]).toEqual([1, 1])
  })

  test('of places cannot be undone or put back: its page has no button and says what to do, and nothing changes', async () => {
    for (const [status, act] of [
      ['current', 'undo'],
      ['undone', 'redo'],
    ] as const) {
      const id = await addImport(house.db, {
        source: 'attendances',
        file: `${act}.geojson`,
        hash: act,
        on: '2026-01-31',
        status,
      })
      await house.db.run(sql`update imports set format = 'geojson-boundaries' where id = ${id}`)
      const url = `/data/imports/${id}`
      const body = await open('analyst', url)
      expect(body).toContain('Load the right file instead')
      expect(body).not.toContain(`${url}/${act}`)
      for (const answer of [
        await house.get('analyst', `${url}/${act}`),
        await house.ask('analyst', { ...form({}), url: `${url}/${act}` }),
      ]) {
        expect(answer.statusCode).toBe(409)
        expect(answer.body).toContain('Load the right file instead')
      }
      expect(
        await house.db.one(z.object({ status: z.string() }), sql`select status from imports where id = ${id}`),
      ).toEqual({ status })
    }
    await house.db.run(sql`delete from imports where format = 'geojson-boundaries'`)
  })
})

const audit = async (what: string) =>
  (await house.db.one(z.object({ n: z.number() }), sql`select count(*) as n from audit where what = ${what}`)).n

describe('who may', () => {
  const outside = ['provider', 'young-assessor', 'administrator'] as const
  const readers = ['borough-lead', 'officer', 'analyst', 'director'] as const
  const reads = () => [
    '/data',
    '/data.csv',
    '/data/crime-ward',
    '/data/measures',
    '/data/measures.csv',
    '/data/breaks',
    '/data/breaks.csv',
    '/data/crime-ward/revisions',
    '/data/crime-ward/revisions.csv',
    '/data/crime-ward/revisions-all.csv',
    `/data/imports/${shared.newer}`,
  ]
  const keeps = () => [
    `/data/imports/${shared.newer}/rejects.csv`,
    `/data/imports/${shared.newer}/undo`,
    `/data/imports/${shared.newer}/redo`,
    `/data/imports/${shared.newer}/release/2026-05-01`,
    '/data/searches/remove',
  ]
  const acts = () => keeps().slice(1)

  test('the public is asked to sign in, and may post nothing', async () => {
    for (const url of [...reads(), ...keeps()]) expect((await house.get('public', url)).statusCode, url).toBe(303)
    for (const url of acts()) expect((await house.ask('public', { ...form({}), url })).statusCode, url).toBe(401)
  })

  test('providers, young assessors and administrators open none of it', async () => {
    for (const role of outside) {
      for (const url of [...reads(), ...keeps()])
        expect((await house.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
      for (const url of acts())
        expect((await house.ask(role, { ...form({}), url })).statusCode, `${role} ${url}`).toBe(403)
    }
  })

  test('the partnership reads; only the analyst sees rejects, undoes and releases', async () => {
    for (const role of readers) {
      const isOfCells = (url: string) => url.endsWith('revisions.csv') || url.endsWith('revisions-all.csv')
      for (const url of reads()) {
        const status = isOfCells(url) && (role === 'officer' || role === 'director') ? 403 : 200
        expect((await house.get(role, url)).statusCode, `${role} ${url}`).toBe(status)
      }
      if (role === 'analyst') continue
      for (const url of keeps()) expect((await house.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
      for (const url of acts())
        expect((await house.ask(role, { ...form({}), url })).statusCode, `${role} ${url}`).toBe(403)
    }
  })
})
