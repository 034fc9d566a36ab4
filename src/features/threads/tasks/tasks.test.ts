import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCity } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import * as framework from '../../framework/index.ts'
import { listAccounts, roles } from '../../people/index.ts'
import { findRecord, keep } from '../index.ts'
import * as queries from './queries.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
  await framework.loadPack(it.db, 'demo', 'tests')
  await keep(
    it.db,
    { key: 'question/800001', title: 'What changed here?', href: '/questions/800001', places: ['X09000001'] },
    { by: 'tests', today: '2026-11-20' },
  )
})
afterAll(() => it.close())

const task = {
  reason: 'A parent asked at an open evening.',
  title: 'Ask the school about the bus stop',
  ownerRole: 'borough-lead',
  place: 'X09000001',
  dueOn: '2026-12-01',
}
const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string> = {}) =>
  it.ask(who, { url, ...form(values) })
const opened = async (more = {}) => {
  const answer = await post('officer', '/tasks', { ...task, ...more })
  return Number(/\/tasks\/(\d+)/.exec(String(answer.headers.location))?.[1])
}

describe('tasks', () => {
  test('one is opened because of a record, done with what came of it, and opened again', async () => {
    const id = await opened({ because: '/questions/800001' })
    expect(await findRecord(it.db, `task/${id}`)).toMatchObject({
      dueOn: '2026-12-01',
      ownerRole: 'borough-lead',
      ended: false,
    })
    expect((await it.get('officer', `/tasks/${id}`)).body).toContain('What changed here?')
    const again = await post('officer', `/tasks/${id}/done`, { result: 'Mail j.bloggs@example.org' })
    expect([again.statusCode, again.body]).toEqual([422, expect.stringContaining('Mail j.bloggs@example.org')])
    expect(again.body).toContain('an email address')
    expect(
      (await post('borough-lead:X09000001', `/tasks/${id}/done`, { result: 'The stop was moved.' })).statusCode,
    ).toBe(303)
    expect(await findRecord(it.db, `task/${id}`)).toMatchObject({ dueOn: null, state: 'done', ended: true })
    expect((await post('officer', `/tasks/${id}/done`, { result: 'Again' })).statusCode).toBe(409)
    expect((await post('officer', `/tasks/${id}/reopen`)).statusCode).toBe(303)
    expect((await queries.find(it.db, id))?.doneOn).toBeNull()
  })

  test('errors stand beside their fields and keep what was typed', async () => {
    const wrong = await post('officer', '/tasks', { title: '', note: 'Kept words', dueOn: 'soon' })
    expect(wrong.statusCode).toBe(422)
    for (const words of [
      'Enter what is to be done',
      'Enter why it is new',
      'Choose who does it',
      'Enter a day such as',
      'Kept words',
    ])
      expect(wrong.body).toContain(words)
    expect((await post('officer', '/tasks', { ...task, note: 'Mail j.bloggs@example.org' })).body).toContain(
      'an email address',
    )
  })

  test('nothing an address or a form can hold ends in an error of ours', async () => {
    const id = await opened()
    for (const url of [
      '/tasks/99999999999',
      '/tasks/0',
      '/tasks/x',
      '/tasks/1e3',
      `/threads/${'x'.repeat(61)}/1`,
      `/threads/task/${'9'.repeat(90)}`,
      '/threads/gossip/1',
    ])
      expect((await it.get('officer', url)).statusCode, url).toBe(404)
    for (const path of ['done', 'drop', 'edit', 'reopen'])
      expect((await post('officer', `/tasks/99999999999/${path}`, { result: 'x' })).statusCode, path).toBe(404)
    for (const dueOn of ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '1'.repeat(99)])
      expect((await post('officer', '/tasks', { ...task, dueOn })).statusCode, dueOn).toBe(422)
    for (const url of ['/tasks', `/tasks/${id}/done`, '/calendar/new'])
      for (const payload of ['{"title":"\\ud800"}', '[]', '"x"', '{', 'null', '{"title":{"a":["\\u0000"]}}']) {
        const headers = { 'content-type': 'application/json' }
        const answer = await it.ask('officer', { method: 'POST', url, headers, payload })
        expect([400, 415, 422], `${url} ${payload}`).toContain(answer.statusCode)
      }
    const strange = ['%ED%A0%80', '%F0%9F', '%FF', '%', '%u1234', 'a=b&a=c']
    for (const url of ['/tasks', `/tasks/${id}/drop`, `/tasks/${id}/edit`, `/tasks/${id}/done`])
      for (const text of strange) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        const payload = `title=${text}&result=${text}&note=${text}&ownerRole=officer&dueOn=${text}&because=${text}&place=${text}`
        const answer = await it.ask('officer', { method: 'POST', url, headers, payload })
        expect(answer.statusCode, `${url} ${text}`).toBeLessThan(500)
      }
    for (const url of ['/calendar?month=0000-01', '/calendar?month=9999-12', '/calendar.csv?month=0000-01'])
      expect((await it.get('officer', url)).statusCode, url).toBe(400)
  })

  test('is because of something, or says why it is new', async () => {
    const bare = await post('officer', '/tasks', { ...task, reason: '' })
    expect([bare.statusCode, bare.body]).toEqual([422, expect.stringContaining('Enter why it is new')])
    const unseen = await post('officer', '/tasks', { ...task, reason: '', because: 'question/999' })
    expect(unseen.statusCode).toBe(422)
    expect((await post('officer', '/tasks', { ...task, reason: '', because: 'question/800001' })).statusCode).toBe(303)
    const id = await opened()
    expect((await findRecord(it.db, `task/${id}`))?.because).toBe('A parent asked at an open evening.')
    expect((await it.get('officer', `/tasks/${id}`)).body).toContain('New here: A parent asked')
  })

  test('is changed, put off and handed over with a word why; somebody who saved meanwhile is not overwritten', async () => {
    const id = await opened({ reason: 'New' })
    const changed = {
      ...task,
      reason: '',
      title: 'Ask both schools',
      version: '1',
      preventionLevel: 'primary',
      areas: 'education',
    }
    expect((await post('officer', `/tasks/${id}/edit`, { ...changed, dueOn: '2026-12-20' })).body).toContain(
      'Enter why the day changes',
    )
    expect((await post('officer', `/tasks/${id}/edit`, { ...changed, ownerRole: 'analyst' })).body).toContain(
      'Enter why somebody else does it',
    )
    const moved = { ...changed, dueOn: '2026-12-20', ownerRole: 'officer', reason: 'The school asked for January.' }
    expect((await post('officer', `/tasks/${id}/edit`, moved)).statusCode).toBe(303)
    expect((await post('officer', `/tasks/${id}/edit`, moved)).statusCode).toBe(409)
    expect(await findRecord(it.db, `task/${id}`)).toMatchObject({
      title: 'Ask both schools',
      dueOn: '2026-12-20',
      ownerRole: 'officer',
      preventionLevel: 'primary',
      areas: ['education'],
    })
    const page = (await it.get('officer', `/tasks/${id}`)).body
    for (const words of ['The school asked for January.', 'Changed', 'Primary: before harm'])
      expect(page).toContain(words)
  })

  test('is handed to a person whose role and borough open it, and to nobody else', async () => {
    await it.get('borough-lead:X09000001', '/week')
    await it.get('borough-lead:X09000002', '/week')
    const lead = async (place: string) =>
      String((await listAccounts(it.db)).find(each => each.places.includes(place))?.id ?? 0)
    const given = { ...task, ownerId: await lead('X09000001') }
    expect((await post('officer', '/tasks', given)).statusCode).toBe(303)
    for (const wrong of [
      { ownerId: await lead('X09000002') },
      { ownerRole: 'analyst' },
      { ownerId: '99999' },
      { place: '' },
    ])
      expect((await post('officer', '/tasks', { ...given, ...wrong })).statusCode, JSON.stringify(wrong)).toBe(422)
    const id = await opened()
    const away = { ...task, place: 'X09000002', version: '1' }
    expect((await post('borough-lead:X09000001', `/tasks/${id}/edit`, away)).body).toContain(
      'outside what you answer for',
    )
  })

  test('is dropped with a reason and opened again', async () => {
    const id = await opened()
    expect((await post('officer', `/tasks/${id}/drop`, { reason: '' })).statusCode).toBe(422)
    expect((await post('officer', `/tasks/${id}/drop`, { reason: 'The stop is gone.' })).statusCode).toBe(303)
    expect(await findRecord(it.db, `task/${id}`)).toMatchObject({ state: 'dropped', ended: true, dueOn: null })
    expect((await post('officer', `/tasks/${id}/done`, { result: 'x' })).statusCode).toBe(409)
    expect((await it.get('officer', `/tasks/${id}/edit`)).statusCode).toBe(409)
    expect((await post('officer', `/tasks/${id}/reopen`)).statusCode).toBe(303)
    expect(await findRecord(it.db, `task/${id}`)).toMatchObject({ state: 'to do', ended: false, dueOn: '2026-12-01' })
    expect((await it.get('officer', `/tasks/${id}`)).body).toContain('The stop is gone.')
  })

  test('each role; a borough lead only their own borough’s', async () => {
    const id = await opened()
    for (const role of roles) {
      const may = ['officer', 'analyst', 'director'].includes(role)
      const got = (await it.get(role, `/tasks/${id}`)).statusCode
      const made = (await post(role, '/tasks', task)).statusCode
      if (may) expect([got, made], role).toEqual([200, 303])
      else {
        expect([303, 403, 404], role).toContain(got)
        expect([401, 403], role).toContain(made)
      }
    }
    expect((await it.get('borough-lead:X09000001', `/tasks/${id}`)).statusCode).toBe(200)
    expect((await it.get('borough-lead:X09000002', `/tasks/${id}`)).statusCode).toBe(404)
    for (const path of ['done', 'drop', 'edit', 'reopen'])
      expect((await post('borough-lead:X09000002', `/tasks/${id}/${path}`, { ...task, result: 'x' })).statusCode).toBe(
        404,
      )
    expect((await it.get('borough-lead:X09000002', '/tasks.csv')).body).not.toContain('bus stop')
  })

  test('every change is in the audit trail', async () => {
    const id = await opened()
    await post('officer', `/tasks/${id}/done`, { result: 'Done.' })
    const kept = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`task/${id}`} order by id`,
    )
    expect(kept.map(row => row.what)).toEqual(['task.opened', 'task.done'])
  })
})
