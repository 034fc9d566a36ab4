import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { waiting } from './edit-queries.ts'
import * as queries from './queries.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

const good = {
  statement: 'Clubs open after five on a weekday',
  value: '1,214',
  unit: 'clubs',
  period: '2025 to 2026',
  geography: 'London',
  source: 'Youth provision count',
  reviewBy: addDays(today, 200),
}
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const proposed = async () =>
  Number(/(\d+)$/.exec(String((await post('officer', '/facts', good)).headers.location))?.[1])
const current = async () => {
  const id = await proposed()
  expect((await post('analyst', `/facts/${id}/approve`, { reviewBy: good.reviewBy })).statusCode).toBe(303)
  return id
}
const changed = {
  ...good,
  value: '1,230',
  definition: 'Open to anybody under 18',
  reason: 'Two boroughs sent theirs late',
}
const asks = async (who: Who = 'officer') => {
  const id = await current()
  expect((await post(who, `/facts/${id}/edit`, changed)).statusCode).toBe(303)
  return { id, edit: `/facts/${id}/edits/${(await waiting(it.db, id))?.id}` }
}

describe('a change of a fact that stands', () => {
  test('is proposed with its reason, shown as a difference, and agreed by an analyst; until then the fact stands', async () => {
    const { id, edit } = await asks('borough-lead:X09000001')
    const page = plain((await it.get('analyst', `/facts/${id}`)).body)
    for (const words of [
      'A change waits to be agreed',
      'Figure 1,214 1,230',
      'Definition Nothing Open to anybody',
      'sent theirs late',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('@tests.example')
    expect((await queries.find(it.db, id))?.value).toBe(1214)
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({ state: 'current, a change waits', dueOn: today })
    expect((await post('analyst', `${edit}/agree`)).statusCode).toBe(303)
    expect(await queries.find(it.db, id)).toMatchObject({
      value: 1230,
      definition: 'Open to anybody under 18',
      status: 'current',
      checkedOn: today,
    })
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({ state: 'current', dueOn: good.reviewBy })
    expect(plain((await it.get('officer', `/facts/${id}`)).body)).toContain('Changed and checked again')
    const row = await it.db.one(
      z.object({ detail: z.unknown() }),
      sql`select detail from audit where what = 'fact.edited' and object = ${`fact/${id}`}`,
    )
    expect(row.detail).toMatchObject({ fields: ['value', 'definition'], before: { value: 1214, definition: '' } })
  })

  test('is declined with a reason, and another may then be proposed; two never wait together', async () => {
    const { id, edit } = await asks()
    const second = await post('officer', `/facts/${id}/edit`, { ...changed, value: '9' })
    expect([second.statusCode, plain(second.body)]).toEqual([
      409,
      expect.stringContaining('Two boroughs sent theirs late'),
    ])
    expect((await post('analyst', `${edit}/decline`, { reason: '' })).statusCode).toBe(422)
    expect((await post('analyst', `${edit}/decline`, { reason: 'The source says 1,214' })).statusCode).toBe(303)
    expect((await queries.find(it.db, id))?.value).toBe(1214)
    expect((await post('analyst', `${edit}/agree`)).statusCode).toBe(404)
    expect((await post('officer', `/facts/${id}/edit`, changed)).statusCode).toBe(303)
  })

  test('says something else than the fact does, with a reason, and keeps what was typed', async () => {
    const id = await current()
    const same = await post('officer', `/facts/${id}/edit`, { ...good, reason: 'None' })
    expect([same.statusCode, same.body]).toEqual([422, expect.stringContaining('this is what the fact says already')])
    const untold = await post('officer', `/facts/${id}/edit`, { ...changed, reason: '' })
    expect([untold.statusCode, untold.body]).toEqual([422, expect.stringContaining('value="1,230"')])
    expect((await it.get('officer', `/facts/${id}/edit`)).body).toContain('value="1214"')
  })

  test('is not made of one that waits to be checked, nor of one that was withdrawn', async () => {
    const id = await proposed()
    expect((await post('officer', `/facts/${id}/edit`, changed)).statusCode).toBe(409)
    const { id: gone, edit } = await asks()
    await post('analyst', `/facts/${gone}/withdraw`, { reason: 'Counted otherwise' })
    expect((await post('analyst', `${edit}/agree`)).statusCode).toBe(409)
    expect((await it.get('officer', `/facts/${gone}/edit`)).statusCode).toBe(409)
  })

  test('proposed by officers and borough leads, agreed by analysts, never by who proposed it', async () => {
    const { id, edit } = await asks()
    const other = await current()
    for (const role of roles) {
      const refused = role === 'public' ? (await it.get('public', `/facts/${other}`)).statusCode : 403
      const proposes = role === 'officer' || role === 'borough-lead'
      const page = (await it.get(role, `/facts/${other}/edit`)).statusCode
      expect([role, page]).toEqual([role, proposes ? 200 : role === 'public' ? page : refused])
      if (!proposes) {
        expect((await post(role, `/facts/${other}/edit`, changed)).statusCode, role).toBeGreaterThanOrEqual(400)
        expect(await waiting(it.db, other), role).toBeUndefined()
      }
      if (role !== 'analyst')
        for (const verb of ['agree', 'decline'])
          expect((await post(role, `${edit}/${verb}`, { reason: 'No' })).statusCode, role).toBeGreaterThanOrEqual(401)
    }
    expect((await it.get('public', `/facts/${other}/edit`)).statusCode).not.toBe(200)
    expect((await queries.find(it.db, id))?.value).toBe(1214)
    await it.db.run(
      sql`update fact_edits set proposed_by = (select id from accounts where role = 'analyst' limit 1) where fact_id = ${id}`,
    )
    expect((await post('analyst', `${edit}/agree`)).statusCode).toBe(403)
  })
})
