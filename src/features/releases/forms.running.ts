// The forms and lists of the desk.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '../../platform/sql.ts'
import { get, it, offered, post, prepare, publish, releasable } from './testing.ts'

describe('forms', () => {
  test('a publication in words is written, kept against another hand, released and read', async () => {
    const typed = {
      title: 'Our year',
      summary: 'What we did.',
      period: 'April 2025 to March 2026',
      body: '## Young people\n\nWe listened.',
      licence: 'Open Government Licence v3.0',
      version: 0,
    }
    const wrong = await post('officer', '/releases/documents', {
      ...typed,
      title: '',
      body: 'Kept words, DOB 01/02/2010',
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Kept words')
    const made = await post('officer', '/releases/documents', typed)
    const at = String(made.headers.location)
    expect((await post('officer', at, { ...typed, version: 1 })).statusCode).toBe(303)
    expect((await post('officer', at, { ...typed, version: 1 })).statusCode).toBe(409)
    expect((await get('analyst', at)).statusCode).toBe(403)
    const id = await prepare(at.replace('/releases/documents/', 'document/'), 'Our year')
    await publish(id)
    const page = (await get('public', '/publications/our-year')).body
    expect(page).toContain('We listened.')
    expect(page).toContain('<h2 id="young-people">')
  })

  test('finding keeps what was typed and ticked, and two searches add up', async () => {
    offered.set('figures/north', releasable('figures/north', [], { title: 'Northern figures', tables: [] }))
    offered.set('figures/south', releasable('figures/south', [], { title: 'Southern figures', tables: [] }))
    const typed = { title: 'Half written', summary: 'Kept.', chosen: 'figures/north', find: 'on', q: 'southern' }
    const page = await post('officer', '/releases', typed)
    expect(page.statusCode).toBe(200)
    for (const words of ['value="Half written"', 'Kept.</textarea>', 'value="southern"', 'value="figures/south"'])
      expect(page.body).toContain(words)
    expect(page.body).toMatch(/value="figures\/north" checked/)
  })

  test('what was kept in words is listed, and leads to its release', async () => {
    const list = (await get('officer', '/releases/documents')).body
    const at = /\/releases\/new\?chosen=document\/\d+/.exec(list)?.[0] ?? ''
    const page = (await get('officer', at)).body
    expect(page).toMatch(/value="document\/\d+" checked/)
    expect(page).toContain('value="Our year"')
    expect((await get('analyst', '/releases/documents')).statusCode).toBe(403)
  })

  test('who sees no release is told so, and where the published ones are', async () => {
    const page = (await get('borough-lead:X09000001', '/releases')).body
    expect(page).toContain('There is no release that you may see here.')
    expect(page).not.toContain('No release has been prepared yet')
  })

  test('nonsense is refused and never breaks', async () => {
    const bodies: Record<string, string>[] = [
      {},
      { title: 'x'.repeat(5_000) },
      { chosen: 'nothing/1', title: 'a', summary: 'b' },
      { chosen: '', title: '<script>', summary: "'; drop" },
      { chosen: 'document/999999999', title: 'a', summary: 'b' },
    ]
    for (const url of [
      '/releases',
      '/releases/documents',
      '/releases/1/correct',
      '/releases/1/withdraw',
      '/releases/1/back',
      '/releases/x/check',
      '/releases/99999999999/publish',
    ])
      for (const body of bodies)
        for (const role of ['officer', 'director', 'analyst'] as const)
          expect((await post(role, url, body)).statusCode, `${role} ${url}`).toBeLessThan(500)
    for (const url of [
      '/publications/..%2f',
      '/publications/x/editions/0',
      '/publications/x/items/abc',
      '/publications?q=%25&sort=x&page=-1',
      '/releases?state=x',
      '/publications/our-year/items/2',
    ])
      expect((await get('officer', url)).statusCode, url).toBeLessThan(500)
  })

  test('the release stands among all records, and ends when it is published', async () => {
    const lines = await it.db.many(
      z.object({ key: z.string(), state: z.string(), ended: z.boolean() }),
      sql`select key, state, ended from records where kind = 'release' order by key`,
    )
    expect(lines.filter(({ state }) => state === 'published').every(({ ended }) => ended)).toBe(true)
    expect(lines.length).toBeGreaterThan(5)
  })
})
