import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'

let house: TestApp
const url = '/data/partner-trial/remove'
const post = { ...form({}), url }

beforeAll(async () => {
  house = await openTestApp('empty')
  await house.db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status, definition) values
    ('partner-trial', 'A trial', 'Council', 'Council', 'Agreement', 'Council', 'measure-csv', 'once', 'described', '{}'),
    ('recorded-offences-ward', 'Of the pack', 'Police', 'Police', 'OGL-UK-3.0', 'Police', 'mps-wide', 'monthly', 'described', '{}')`)
  await house.db.run(sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at)
    values ('partner-trial', 'measure-csv', 'trial.csv', 'abc', 1, '2026-01-31', 'current', 'analyst@tests.example', now())`)
  await house.db.run(sql`
    insert into uploads (pack_id, source, new_source, format, file_name, file_bytes, made_by, status, import_id)
    select 'demo', '{"id": "partner-trial"}', true, 'measure-csv', 'trial.csv', 1, 'analyst@tests.example', 'imported', id from imports`)
})
afterAll(() => house.close())

const setImport = (status: string) =>
  house.db.run(sql`update imports set status = ${status} where source_id = 'partner-trial'`)
const count = async (text: 'sources' | 'imports' | 'audit') =>
  (
    await house.db.one(
      z.object({ n: z.number() }),
      {
        sources: sql`select count(*) as n from sources where id = 'partner-trial'`,
        imports: sql`select count(*) as n from imports where source_id = 'partner-trial'`,
        audit: sql`select count(*) as n from audit where what = 'source.removed' and object = 'source/partner-trial' and detail->>'title' = 'A trial'`,
      }[text],
    )
  ).n

describe('a source that was tried', () => {
  test('cannot be removed while a file of it is in force', async () => {
    expect((await house.get('analyst', '/data/partner-trial')).body).not.toContain(url)
    expect((await house.get('analyst', url)).statusCode).toBe(409)
    expect((await house.ask('analyst', post)).statusCode).toBe(409)
    expect(await count('sources')).toBe(1)
  })

  test('undone, it is the analyst’s alone to remove', async () => {
    await setImport('undone')
    for (const role of [
      'borough-lead',
      'officer',
      'director',
      'provider',
      'young-assessor',
      'administrator',
    ] as const) {
      expect((await house.get(role, url)).statusCode, role).toBe(403)
      expect((await house.ask(role, post)).statusCode, role).toBe(403)
    }
    expect((await house.get('public', url)).statusCode).toBe(303)
    expect((await house.ask('public', post)).statusCode).toBe(401)
    expect((await house.get('officer', '/data/partner-trial')).body).not.toContain(url)
    expect(await count('sources')).toBe(1)
  })

  test('nor while a file for it waits to be confirmed', async () => {
    await house.db.run(sql`update uploads set status = 'ready'`)
    const answer = await house.ask('analyst', post)
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('waiting to be confirmed')
    await house.db.run(sql`update uploads set status = 'imported'`)
  })

  test('is removed after a question, with what was undone of it and an audit row', async () => {
    expect((await house.get('analyst', '/data/partner-trial')).body).toContain(`href="${url}"`)
    const asked = await house.get('analyst', url)
    expect(asked.body).toContain('Remove this source?')
    expect(asked.body).toContain('1 import, none in force')
    const done = await house.ask('analyst', post)
    expect(done.statusCode).toBe(303)
    expect((await house.get('analyst', String(done.headers.location))).body).toContain('The source was removed.')
    expect([await count('sources'), await count('imports'), await count('audit')]).toEqual([0, 0, 1])
    expect((await house.get('analyst', '/data/partner-trial')).statusCode).toBe(404)
    expect((await house.ask('analyst', post)).statusCode).toBe(404)
  })

  test('one that the pack describes stays: the pack would bring it back', async () => {
    expect((await house.get('analyst', '/data/recorded-offences-ward')).body).not.toContain('/remove"')
    const answer = await house.ask('analyst', { ...form({}), url: '/data/recorded-offences-ward/remove' })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('The pack describes this source')
  })
})
