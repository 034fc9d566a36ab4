import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../test/support.ts'
import { sql } from '../../platform/sql.ts'
import * as frozen from './frozen.ts'
import * as queries from './queries.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it?.close())

test('a visitor of the demonstration reads two publications, each marked as invented, each prepared, checked and published by another', async () => {
  const list = (await it.get('public', '/publications')).body
  expect(list).toContain('What we heard in Southwharf')
  for (const edition of await queries.current(it.db)) {
    const page = await it.get('public', `/publications/${edition.slug}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('invented')
    expect(new Set([edition.preparedByName, edition.checkedByName, edition.publishedByName]).size).toBe(3)
    expect(edition.checks?.filter(({ result }) => result !== 'pass')).toEqual([])
  }
})

test('wards of every vintage are known by their small areas, so that one vintage is held against the other', async () => {
  const vintages = await it.db.many(
    z.object({ vintage: z.string(), code: z.string() }),
    sql`select v.vintage, p.code from place_vintages v join places p on p.id = v.place_id where v.vintage like 'ward:%'`,
  )
  const areas = await frozen.areasOf(it.db, [...new Set(vintages.map(({ code }) => code))])
  const without = areas.filter(({ areas: own }) => own.length === 0).map(({ code }) => code)
  expect(new Set(vintages.map(({ vintage }) => vintage)).size).toBeGreaterThan(1)
  expect(without).toEqual([])
})

test('one thread is told whole: a question, findings, a decision looked at again, tasks of people who are there, a release', async () => {
  const { id } = await it.db.one(
    z.object({ id: z.number() }),
    sql`select id from decisions where question like 'Do we try in Pump Lane%'`,
  )
  const story = (await it.get('officer', `/threads/decision/${id}`)).body.replace(/<[^>]+>/g, ' ')
  for (const words of [
    'What changed here? Alder Bank',
    'Finding: Alder Bank',
    'Looked at again on',
    'Agree who stands',
    'Adults at the bus stops',
  ])
    expect(story).toContain(words)
  const leads = await it.db.many(
    z.object({ named: z.boolean() }),
    sql`select t.owner_id is not null as named from tasks t where t.owner_role = 'borough-lead'`,
  )
  expect(leads).toEqual([{ named: true }])
})
