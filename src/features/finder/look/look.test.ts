import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { createApp } from '../../../app.ts'
import { freshHeads, publicHeads } from '../../../doors.ts'
import { openLog } from '../../../platform/log.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const main = (body: string) => body.slice(body.indexOf('<main'), body.indexOf('</main>'))
const find = async (query: string) => main((await it.get('public', `/things-to-do?${query}`)).body)
const hrefs = (body: string) =>
  [...body.matchAll(/href="([^"]+)"/g)].map(found => (found[1] ?? '').replaceAll('&amp;', '&'))

describe('finding something to do', () => {
  test('the front page leads there, and nothing needs to be asked to get something', async () => {
    expect(hrefs((await it.get('public', '/')).body)).toContain('/things-to-do')
    const { statusCode, body, headers } = await it.get('public', '/things-to-do')
    expect(statusCode).toBe(200)
    expect(headers['set-cookie']).toBeUndefined()
    expect(main(body)).toContain('id="near"')
    expect(main(body)).not.toMatch(/<script|style="/)
  })
  test('a place, a day and an hour: cards with what to know before going, the nearest first', async () => {
    const body = await find('near=Northgate&day=week&free=1')
    expect(body).toMatch(/\d+ things found/)
    expect(body.match(/class="up-result"/g)).toHaveLength(10)
    expect(body).toMatch(/about \d+ minutes?’ walk/)
    const minutes = [...body.matchAll(/about (\d+) minutes?’ walk/g)].map(found => Number(found[1]))
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
    expect(body).toContain('in or near Northgate')
  })
  test('every chip takes one limit off, and pages lead on', async () => {
    const body = await find('near=Northgate&day=week&free=1&age=14')
    const off = hrefs(body).filter(href => href.startsWith('/things-to-do?') && !href.includes('page='))
    for (const gone of ['near=', 'free=', 'age='])
      expect(
        off.some(href => !href.includes(gone)),
        gone,
      ).toBe(true)
    expect(await find('near=Northgate&day=week&free=1&page=2')).toContain('Page 2 of')
  })
  test('what is asked for and is nowhere still leads on, and is counted without words', async () => {
    const body = await find('q=underwater+hockey+for+my+son+Tom&day=today&age=3&access=hoist')
    expect(hrefs(body).some(href => href.startsWith('/things-to-do'))).toBe(true)
    const kept = await it.db.many(
      z.object({ text: z.string() }),
      sql`select row_to_json(u)::text as text from finder_unmet u`,
    )
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toMatch(/hockey|Tom|underwater/i)
  })
  test('who found things, but not the right thing, says so with one button', async () => {
    const before = await it.db.one(
      z.object({ n: z.number() }),
      sql`select coalesce(sum(searches), 0)::int as n from finder_unmet`,
    )
    const answer = await it.ask('public', {
      ...form({ near: 'Northgate', day: 'any', age: '15' }),
      url: '/things-to-do/missing',
    })
    expect([answer.statusCode, String(answer.headers.location)]).toEqual([
      303,
      '/things-to-do/told?near=Northgate&day=any&age=15',
    ])
    const after = await it.db.one(
      z.object({ n: z.number() }),
      sql`select coalesce(sum(searches), 0)::int as n from finder_unmet`,
    )
    expect(after.n).toBe(before.n + 1)
    const { body } = await it.get('public', String(answer.headers.location))
    expect(hrefs(main(body))).toContain('/things-to-do?near=Northgate&day=any&age=15')
  })
  test('the map is a picture of our own, and says what it shows', async () => {
    const { statusCode, body, headers } = await it.get('public', '/things-to-do/map.svg?near=Northgate&day=week')
    expect([statusCode, headers['content-type']]).toEqual([200, 'image/svg+xml'])
    expect(body).toMatch(
      /^<svg xmlns="[^"]+" viewBox="0 0 400 \d+" role="img" aria-label="Map with \d+ of these places/,
    )
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
    expect((await it.get('public', '/things-to-do/map.svg?q=zzzz&borough=X09999999')).statusCode).toBe(404)
  })
  test('cells a phone finds itself in are coarse', async () => {
    const Cells = z.array(z.strictObject({ name: z.string(), longitude: z.number(), latitude: z.number() }))
    const cells = Cells.parse((await it.get('public', '/things-to-do/cells.json')).json())
    const postcodes = await it.db.one(z.object({ n: z.number() }), sql`select count(*)::int as n from postcodes`)
    expect(cells.length).toBeGreaterThan(1)
    expect(postcodes.n / cells.length).toBeGreaterThan(5)
    const body = await find(`near=${cells[0]?.name}&day=any`)
    expect(body).toContain(`around ${cells[0]?.name}`)
  })
  test('in another language: its direction, its words, the same things, and that nobody checked it', async () => {
    const { body } = await it.get('public', '/things-to-do?near=Northgate&day=week&lang=ar')
    expect(body).toContain('<html lang="ar"')
    expect(body).toContain('dir="rtl"')
    expect(main(body)).toContain('عدد النتائج')
    expect(main(body)).toContain('No speaker has checked this translation yet.')
    expect(
      hrefs(main(body))
        .filter(href => /page=2/.test(href))
        .every(href => href.includes('lang=ar')),
    ).toBe(true)
  })
  test('whatever stands in the address is answered, and never becomes markup', async () => {
    for (const query of [
      'q=<script>alert(1)</script>',
      `q=${'x'.repeat(3_000)}`,
      'q=%00',
      'day=9999-99-99&age=1e9',
      'near=%27%3B--',
      'page=99999',
      'kind=x&kind=y&kind[a]=b',
    ]) {
      const { statusCode, body } = await it.get('public', `/things-to-do?${query}`)
      expect([200, 400], query).toContain(statusCode)
      expect(main(body), query).not.toContain('<script')
    }
  })
  test('everybody who signs in may look too', async () => {
    for (const role of [
      'provider',
      'young-assessor',
      'borough-lead',
      'officer',
      'analyst',
      'director',
      'administrator',
    ] as const)
      expect((await it.get(role, '/things-to-do')).statusCode, role).toBe(200)
  })
})

test('nothing of what is looked for is written down: not when it is answered, not when it fails', async () => {
  const lines: string[] = []
  const bench = openBench()
  const log = openLog('trace', { write: text => void lines.push(text) })
  const app = createApp({ db: it.db, pack: it.pack, log, bench, today: () => today, secure: false, rememberMs: 60_000 })
  await app.ready()
  const looked = () => app.inject({ url: '/things-to-do?q=boxing&near=QX1', headers: { accept: 'text/html' } })
  expect((await looked()).statusCode).toBe(200)
  await it.db.run(sql`alter table finder_entries rename to finder_entries_away`)
  expect((await looked()).statusCode, 'answered anew, not from memory').toBe(500)
  await it.db.run(sql`alter table finder_entries_away rename to finder_entries`)
  expect(lines.join('')).toContain('request failed')
  expect(lines.join('')).not.toMatch(/boxing|QX1/i)
  await app.close()
  await bench.close()
})

test('results depend on the minute: they are pressed, and never kept', () => {
  expect([...freshHeads].filter(head => publicHeads.has(head))).toEqual([])
  expect(freshHeads.has('things-to-do')).toBe(true)
})
