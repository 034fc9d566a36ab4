// What the checks refuse, and the check as a job away from the web process.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, wardCode, wards } from '../../../test/city.ts'
import { workOff } from '../../../test/support.ts'
import { workOnce } from '../../platform/jobs.ts'
import { sql } from '../../platform/sql.ts'
import * as releases from './index.ts'
import type { Role } from './testing.ts'
import {
  ask,
  checkOff,
  columns,
  count,
  get,
  handlers,
  it,
  northgate,
  offered,
  post,
  prepare,
  publish,
  releasable,
  row,
  rowsOf,
} from './testing.ts'

describe('checks', () => {
  test('a figure without period, source or method does not go out', async () => {
    offered.set(
      'figures/bare',
      releasable('figures/bare', northgate, { period: ' ', sources: [], method: '', licence: '' }),
    )
    const id = await prepare('figures/bare', 'Bare')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page.match(/Failed/g)?.length).toBe(4)
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await post('officer', `/releases/${id}/drop`)).statusCode).toBe(303)
  })

  test('a ward over a month, sensitive counts by ward, people in the text: refused', async () => {
    const [table] = columns ?? []
    const monthly = {
      ...table,
      id: 'm',
      caption: 'A month',
      columns: [
        { key: 'code', title: 'Code', role: 'place' as const },
        { key: 'month', title: 'Month', role: 'period' as const },
        count,
      ],
      rows: [[wardCode('Elm Park Road'), '2026-10', 30]],
    }
    const sensitive = {
      ...monthly,
      id: 's',
      columns: [
        { key: 'code', title: 'Code', role: 'place' as const },
        { ...count, counts: 'vawg', sensitive: true },
      ],
      rows: [[wardCode('Elm Park Road'), 30]],
    }
    offered.set(
      'figures/off',
      releasable('figures/off', [], {
        tables: [monthly, sensitive],
        text: 'Born on 3 May 2009, he lives nearby. Young offenders were seen.',
      }),
    )
    const id = await prepare('figures/off', 'Off the grid')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('over 12 months or more')
    expect(page).toContain('boroughs and the city only')
    expect(page).toContain('a date of birth')
    expect(page).toContain('Child First')
    await post('officer', `/releases/${id}/drop`)
  })

  test('an earlier release and another geography: the rest of a borough cannot be worked out', async () => {
    const all = wards[1].map((name, i) => row(wardCode(name), name, [30, 41, 52, 19][i] ?? 0))
    offered.set(
      'figures/eastmere',
      releasable('figures/eastmere', all.slice(0, 3), { title: 'Three wards of Eastmere', places: [boroughCode(1)] }),
    )
    const first = await prepare('figures/eastmere', 'Three wards')
    await publish(first)
    // 30 + 41 + 52 is 123. With 126 the fourth ward, never shown, would have 3.
    const borough = releasable('figures/borough', [[boroughCode(1), 'Eastmere', 126, 9_000, null, null, null]], {
      title: 'Eastmere',
      places: [boroughCode(1)],
    })
    offered.set('figures/borough', borough)
    const second = await prepare('figures/borough', 'Eastmere as a whole')
    await publish(second)
    expect(await rowsOf('figures/borough')).toEqual([[boroughCode(1), 'Eastmere', '[c]', 9_000, '[c]', '[c]', '[c]']])
  })
})

describe('the check, away from the web process', () => {
  let id = 0
  const page = async (role: Role) => (await get(role, `/releases/${id}`)).body
  test('while it is not done the page says how far it is, also without script, and nothing goes further', async () => {
    offered.set('figures/slow', releasable('figures/slow', northgate, { title: 'Slow' }))
    id = await ask('figures/slow', 'Slow')
    expect(await page('analyst')).toContain('Waiting to start.')
    expect(await page('analyst')).toContain('?follow=on')
    expect((await get('analyst', `/releases/${id}?follow=on`)).body).toContain('http-equiv="refresh"')
    expect(await page('analyst')).not.toContain('I have checked it')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    const status = (await get('analyst', `/releases/${id}/checks`)).json()
    expect(status).toMatchObject({ words: 'Waiting to start.', done: false })
    expect(status.next).toBeUndefined()
  })

  test('only who sees the release asks how far, only who prepares stops, and who is not concerned finds nothing', async () => {
    for (const role of ['provider', 'young-assessor', 'administrator'] as const) {
      expect((await get(role, `/releases/${id}/checks`)).statusCode, role).toBe(403)
      expect((await post(role, `/releases/${id}/checks`)).statusCode, role).toBe(403)
      expect((await post(role, `/releases/${id}/checks/stop`)).statusCode, role).toBe(403)
    }
    for (const url of [`/releases/${id}/checks`, '/releases/999999/checks'])
      expect((await get('borough-lead:X09000001', url)).statusCode, url).toBe(404)
    expect((await post('borough-lead:X09000001', `/releases/${id}/checks`)).statusCode).toBe(404)
    expect((await post('public', `/releases/${id}/checks/stop`)).statusCode).toBe(401)
  })

  test('stopped, it says so; asked for again, it is done', async () => {
    expect((await post('officer', `/releases/${id}/checks/stop`)).statusCode).toBe(303)
    await workOff(it.db, handlers)
    expect(await page('officer')).toContain('The check was stopped')
    // the page's script goes to where this says
    expect((await get('officer', `/releases/${id}/checks`)).json()).toMatchObject({
      done: true,
      next: `/releases/${id}`,
    })
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await post('officer', `/releases/${id}/checks/stop`)).statusCode).toBe(409)
    expect((await post('analyst', `/releases/${id}/checks`)).statusCode).toBe(303)
    await workOff(it.db, handlers)
    expect(await page('analyst')).toContain('I have checked it')
  })

  test('past its limit it ends and says what to do', async () => {
    await post('officer', `/releases/${id}/checks`)
    await workOff(it.db, releases.jobs(it.db, { limit: 0, every: 1 }))
    expect(await page('officer')).toContain('choose boroughs instead of wards')
    await post('officer', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
  })

  test('what is public changed since: the check is good for nothing and is asked for again', async () => {
    offered.set(
      'figures/other',
      releasable('figures/other', [row(boroughCode(1), 'Eastmere', 126)], { title: 'Other' }),
    )
    await publish(await prepare('figures/other', 'Another release'))
    expect(await page('analyst')).toContain('must be checked again')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    await post('analyst', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
    expect((await checkOff(id)).statusCode).toBe(303)
  })

  test('a change asks for the check again, and the job of before leaves no result', async () => {
    expect((await post('officer', `/releases/${id}/again`)).statusCode).toBe(303)
    expect((await post('officer', `/releases/${id}/again`)).statusCode).toBe(303)
    expect((await post('director', `/releases/${id}/publish`)).statusCode).toBe(409)
    await workOnce(it.db, handlers)
    expect(await page('analyst')).toContain('Waiting to start.')
    await workOff(it.db, handlers)
    expect(await page('analyst')).toContain('I have checked it')
    await post('officer', `/releases/${id}/drop`)
    const [other] = await it.db.many(
      z.object({ id: z.number() }),
      sql`select id from release_editions where title = 'Another release'`,
    )
    await post('director', `/releases/${other?.id}/withdraw`, { reason: 'It was made for a test.' })
    const left = await it.db.many(z.unknown(), sql`select 1 from release_checks where edition_id = ${id}`)
    expect(left).toEqual([])
  })
})
