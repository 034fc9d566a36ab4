import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { beside, keep } from '../index.ts'
import { nextSteps } from '../records/next.ts'
import { Record } from '../records/schemas.ts'
import * as queries from './queries.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: { [field: string]: string } = {}) => it.ask(who, { url, ...form(values) })
const here = { places: ['X09000001'] }
const by = { by: 'tests', today }
const task = (n: number, title: string, more = {}) =>
  keep(it.db, { key: `task/${n}`, title, href: `/tasks/${n}`, ...here, ...more }, by)
const anyoneOf = (role: string) => ({ ...anyone, accountId: 1, role })
const around = (key: string) => beside(it.db, anyoneOf('officer'), key)

beforeAll(async () => {
  it = await openTestApp('empty')
  await keep(it.db, { key: 'question/1', title: 'What changed at the harbour?', href: '/questions/1', ...here }, by)
  await keep(it.db, { key: 'finding/1', title: 'Finding: harbour', href: '/findings/1', state: 'agreed', ...here }, by)
  await task(1, 'Ask the harbour school')
  await task(2, 'Move the stop')
  await task(3, 'Light the path', { places: ['X09000002'] })
})
afterAll(() => it.close())

describe('links of a record', () => {
  const page = '/threads/task/1/links'

  test('the record is found by its words, chosen and linked, from either side, without script', async () => {
    const found = (await it.get('officer', `${page}?side=because&q=harbour`)).body
    expect(found).toContain('What changed at the harbour?')
    expect((await post('officer', page, { side: 'because', key: 'question/1' })).statusCode).toBe(303)
    expect((await post('officer', page, { side: 'next', key: '/tasks/2' })).statusCode).toBe(303)
    const { because, next } = await around('task/1')
    expect([because.map(step => step.key), next.map(step => step.key)]).toEqual([['question/1'], ['task/2']])
    expect((await it.get('officer', page)).body).toContain('Linked by')
  })

  test('what is linked already, the record itself and what would make a circle are neither offered nor taken', async () => {
    const offered = (await it.get('officer', `/threads/question/1/links?side=because`)).body
    expect(offered).not.toContain('value="task/2"')
    for (const key of ['task/2', 'task/1', 'question/1', 'task/999', 'x']) {
      const answer = await post('officer', '/threads/question/1/links', { side: 'because', key })
      expect(answer.statusCode, key).toBe(422)
      expect(answer.body).toContain('There is a problem')
    }
    expect((await post('officer', page, { side: 'sideways', key: 'finding/1' })).statusCode).toBe(422)
  })

  test('a link is taken away with a reason that is kept, and put back', async () => {
    const link = (await queries.ofRecord(it.db, 'task/1')).find(each => each.nextKey === 'task/2')
    const remove = `/threads/links/${link?.id}/remove`
    expect((await it.get('officer', `${remove}?from=task%2F1`)).body).toContain('Move the stop')
    const bare = await post('officer', remove, { from: 'task/1', reason: '' })
    expect([bare.statusCode, bare.body]).toEqual([422, expect.stringContaining('Enter why it is taken away')])
    const gone = await post('officer', remove, { from: 'task/1', reason: 'The wrong stop.' })
    expect(gone.headers.location).toBe(page)
    expect((await around('task/1')).next).toEqual([])
    expect((await it.get('officer', page)).body).toContain('The wrong stop.')
    expect((await post('officer', `/threads/links/${link?.id}/restore`, { from: 'task/1' })).statusCode).toBe(303)
    expect((await around('task/1')).next.map(step => step.key)).toEqual(['task/2'])
    const kept = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = 'task/2' and what like 'thread.%' order by id`,
    )
    expect(kept.map(row => row.what)).toEqual(['thread.linked', 'thread.unlinked', 'thread.linked'])
  })

  test('only records one may see are linked, and only on a record one may change', async () => {
    const own: Who = 'borough-lead:X09000001'
    expect((await it.get(own, page)).statusCode).toBe(200)
    expect((await it.get(own, `${page}?q=light`)).body).not.toContain('Light the path')
    expect((await post(own, page, { side: 'next', key: 'task/3' })).statusCode).toBe(422)
    expect((await it.get(own, '/threads/task/3/links')).statusCode).toBe(404)
    // a finding is changed by analysts; a borough lead reads it
    expect((await it.get(own, '/threads/finding/1/links')).statusCode).toBe(403)
    expect((await post(own, '/threads/finding/1/links', { side: 'next', key: 'task/1' })).statusCode).toBe(403)
    const [link] = await queries.ofRecord(it.db, 'task/2')
    const other: Who = 'borough-lead:X09000002'
    for (const path of ['remove', 'restore'])
      expect((await post(other, `/threads/links/${link?.id}/${path}`, { reason: 'x' })).statusCode).toBe(404)
    for (const role of roles) {
      const may = ['officer', 'analyst', 'director'].includes(role)
      const answer = await post(role, page, { side: 'next', key: 'x' })
      expect([401, 403, 404].includes(answer.statusCode), role).toBe(!may)
    }
  })

  test('strange addresses are not there', async () => {
    const urls = ['/threads/task/1e9/links', '/threads/links/99999999999/remove', '/threads/links/x/remove']
    for (const url of [...urls, `/threads/${'k'.repeat(80)}/1/links`, '/threads/gossip/1/links'])
      expect((await it.get('officer', url)).statusCode, url).toBe(404)
  })
})

describe('what happens next', () => {
  const opened = { kind: 'finding', openedOn: today, movedOn: today }
  const finding = Record.parse({ key: 'finding/1', title: 'Finding', href: '/x', state: 'agreed', ...opened })
  const texts = (role: string, more = {}) => nextSteps(anyoneOf(role), { ...finding, ...more }).map(step => step.text)

  test('is offered as far as the role may take it, and not of what was dropped', () => {
    expect(texts('officer')).toEqual(['Decide on this', 'Open a task', 'Prepare a release'])
    expect(texts('analyst')).toEqual(['Decide on this', 'Open a task'])
    expect(texts('borough-lead')).toEqual([])
    expect(texts('officer', { state: 'draft' })).not.toContain('Prepare a release')
    expect(texts('officer', { state: 'dropped' })).toEqual([])
  })

  test('each step opens its form with the record named as what it is because of', async () => {
    for (const step of nextSteps(anyoneOf('officer'), finding)) {
      const { statusCode, body } = await it.get('officer', step.href)
      expect(statusCode, step.href).toBe(200)
      if (!step.href.startsWith('/releases')) expect(body, step.href).toContain('Finding: harbour')
    }
  })
})
