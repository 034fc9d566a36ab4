import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLiveApp } from '../../../../test/live.ts'
import { form, type TestApp, today } from '../../../../test/support.ts'
import { createApp } from '../../../app.ts'
import { freshHeads, publicHeads } from '../../../doors.ts'
import { addDays, monthNames } from '../../../lib/dates.ts'
import { checkCalendar } from '../../../lib/ical/check.ts'
import { connect, type Db } from '../../../platform/db.ts'
import { openLog } from '../../../platform/log.ts'
import { raw, sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import type { Hit } from '../question.ts'
import type { Kind } from '../schemas.ts'
import { anything } from '../search/ask.ts'
import { find as search } from '../search/find.ts'
import { readQuery } from './ask.ts'
import { maySearchBeKept } from './kept.ts'
import { searchLimit } from './routes.ts'
import { longDay } from './times.ts'
import { isolated, tongueOf } from './words/index.ts'

let it: TestApp & { day: string }
beforeAll(async () => {
  it = await openLiveApp()
})
afterAll(() => it.close())

const main = (body: string) => body.slice(body.indexOf('<main'), body.indexOf('</main>'))
const find = async (query: string) => main((await it.get('public', `/things-to-do?${query}`)).body)
const hrefs = (body: string) =>
  [...body.matchAll(/href="([^"]+)"/g)].map(found => (found[1] ?? '').replaceAll('&amp;', '&'))

/** What stands on a page for whoever is in danger. */
const ways = ['tel:999', 'tel:08001111', '/help']

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
    // the name is read first, then when it is
    expect(body.match(/class="up-result"[^>]*><h3>/g)).toHaveLength(10)
    expect(body).toMatch(/about \d+ minutes?’ walk/)
    const minutes = [...body.matchAll(/about (\d+) minutes?’ walk/g)].map(found => Number(found[1]))
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
    expect(body).toContain('in or near Northgate')
  })
  test('words of danger: help above everything, nothing counted, and nothing that merely comes closest', async () => {
    const count = async () =>
      it.db.one(z.object({ n: z.number() }), sql`select coalesce(sum(searches), 0)::int as n from finder_unmet`)
    const before = await count()
    for (const q of ['my dad hits me', 'i want to kill myself']) {
      const body = await find(`q=${encodeURIComponent(q)}&day=any`)
      expect(body.indexOf('tel:999'), q).toBeGreaterThan(0)
      expect(body.indexOf('tel:999'), q).toBeLessThan(body.indexOf('<h1'))
      expect(hrefs(body), q).toEqual(expect.arrayContaining(ways))
      expect(body, q).not.toContain('These come closest')
    }
    expect(await count()).toEqual(before)
  })
  test('a date among the words is said back, to be taken off; what is no date is said, and not guessed', async () => {
    const on = addDays(it.day, 3)
    const typed = `${Number(on.slice(8))} ${monthNames[Number(on.slice(5, 7)) - 1]?.toLowerCase()}`
    const body = await find(`q=${encodeURIComponent(`football ${typed}`)}`)
    expect(body).toContain(`Take off: ${longDay(on, it.day, 'en')}`)
    expect(hrefs(body)).toContain('/things-to-do?q=football&day=any')
    expect(await find(`q=${encodeURIComponent(typed)}&day=tomorrow`)).not.toContain(
      `Take off: ${longDay(on, it.day, 'en')}`,
    )
    for (const lang of ['en', 'ar']) {
      const wrong = await find(`q=${encodeURIComponent('football 31 november')}&lang=${lang}`)
      expect(wrong).toContain(tongueOf(lang).say('day.unknown', { day: isolated(tongueOf(lang), '31 november') }))
    }
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
  test('what a program asks, or a browser fetches beforehand, is answered and not counted', async () => {
    const count = async () =>
      it.db.one(z.object({ n: z.number() }), sql`select coalesce(sum(searches), 0)::int as n from finder_unmet`)
    const [before, url] = [await count(), '/things-to-do?activity=fencing&day=today&age=9&access=hoist']
    for (const [method, headers] of [
      ['GET', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }],
      ['GET', { 'sec-purpose': 'prefetch' }],
      ['HEAD', {}],
    ] as const) {
      const answer = await it.ask('public', { method, url, headers })
      expect([answer.statusCode, answer.headers['x-robots-tag']]).toEqual([200, 'noindex, nofollow'])
    }
    expect(await count()).toEqual(before)
    await it.get('public', url)
    expect((await count()).n).toBe(before.n + 1)
    expect((await it.get('public', '/things-to-do')).headers['x-robots-tag']).toBeUndefined()
    expect((await it.get('public', '/robots.txt')).body).toContain('Disallow: /things-to-do?')
  })
  test('“near me” asks where that is; what is not understood says so; an area says how far was looked', async () => {
    const where = await find('q=futbal+near+me&day=any')
    expect(where).toContain('Where are you?')
    expect(hrefs(where).some(href => href.includes('q=futbal+near+me') && href.includes('near=X09'))).toBe(true)
    const unread = await find(`q=${encodeURIComponent('زرافة بنفسجية')}&day=any`)
    expect(unread).toContain('We did not understand that')
    expect(unread).not.toContain('class="up-result"')
    // nobody can hear danger in words they do not know
    expect(hrefs(unread)).toEqual(expect.arrayContaining(ways))
    const area = await find('near=X09000001&day=any')
    expect(area).toMatch(/Up to about [\d.]+ km away, and online/)
    expect(area).toContain('id="near" name="near" type="text" value="Castlemoor"')
    expect(await find('near=SW1A+1AA&day=any')).toContain('We do not know the postcode')
    expect(await find('q=girls+only&day=any')).toContain('We looked for: girls only.')
  })
  test('the map is a picture of our own, and says what it shows', async () => {
    const src = /src="([^"]*map\.svg[^"]*)"/.exec(await find('q=club&near=Northgate&day=week'))?.[1] ?? ''
    expect(src).not.toMatch(/club|Northgate|week/)
    const { statusCode, body, headers } = await it.get('public', src.replaceAll('&amp;', '&'))
    expect([statusCode, headers['content-type']]).toEqual([200, 'image/svg+xml'])
    expect(body).toMatch(
      /^<svg xmlns="[^"]+" viewBox="0 0 400 \d+" role="img" aria-label="Map with \d+ of these places/,
    )
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
  })
  test('a map of nothing, or of what nobody may know, is none', async () => {
    for (const asked of ['', '?ids=', '?ids=x,y', `?ids=${crypto.randomUUID()}`, '?near=Northgate'])
      expect((await it.get('public', `/things-to-do/map.svg${asked}`)).statusCode, asked).toBe(404)
  })
  test('one address may look often, not without end', async () => {
    const from = { 'x-forwarded-for': '192.0.2.77', accept: 'text/html' }
    const left = async (url: string) => {
      const { headers } = await it.app.inject({ method: 'GET', url, headers: from })
      expect(headers['x-ratelimit-limit'], url).toBe('600')
      return Number(headers['x-ratelimit-remaining'])
    }
    expect([await left('/things-to-do/map.svg'), await left('/things-to-do/map.svg')]).toEqual([599, 598])
    expect(await left('/things-to-do?day=any')).toBe(599)
    const { status, message } = searchLimit.errorResponseBuilder()
    expect([status, message]).toEqual([429, expect.stringContaining('Wait a minute, then try again')])
  })
  test('a question that takes too long is given up in kind words, and what was asked is not written down', async () => {
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: line => void lines.push(line) })
    const [reads, bench] = [connect(it.url, { max: 2, mostMs: 1 }), openBench()]
    const given = { db: it.db, reads, pack: it.pack, log, bench, today: () => today, secure: false }
    const app = createApp(given)
    await app.ready()
    const headers = { accept: 'text/html' }
    const page = await app.inject({ method: 'GET', url: '/things-to-do?q=secretword&day=any', headers })
    expect(page.statusCode).toBe(503)
    expect(page.body).toContain('It took too long')
    expect(page.body).toContain('Try fewer choices')
    const danger = await app.inject({ method: 'GET', url: '/things-to-do?q=i+want+to+die', headers })
    expect([danger.statusCode, hrefs(danger.body)]).toEqual([200, expect.arrayContaining(ways)])
    const feed = await app.inject({ method: 'GET', url: '/api/open-referral/services?search=secretword' })
    expect([feed.statusCode, feed.json().title]).toEqual([503, 'It took too long'])
    await app.close()
    await reads.end()
    await bench.close()
    expect(lines.join('')).toContain('"url":"/things-to-do"')
    expect(lines.join('')).not.toContain('secretword')
  })
  test('words of danger bring help though the database says nothing at all, and past what one address may ask', async () => {
    const never = () => new Promise<never>(() => undefined)
    const reads: Db = { many: never, maybe: never, one: never, run: never, transaction: never }
    const bench = openBench()
    const app = createApp({
      db: it.db,
      reads,
      pack: it.pack,
      log: openLog('fatal'),
      bench,
      today: () => today,
      secure: false,
    })
    await app.ready()
    const from = { 'x-forwarded-for': '192.0.2.78' }
    const ask = (q: string, accept = 'text/html') =>
      app.inject({ url: `/things-to-do?q=${encodeURIComponent(q)}`, headers: { ...from, accept } })
    const late = await ask('im gonna kill sum1')
    expect([late.statusCode, late.headers['x-robots-tag']]).toEqual([200, 'noindex, nofollow'])
    expect(hrefs(main(late.body))).toEqual(expect.arrayContaining(ways))
    for (let i = 0; i < searchLimit.max; i++) await ask('\0', 'application/json') // refused before anything is looked for
    expect((await ask('boxing')).statusCode).toBe(429)
    const over = await ask('أفكر بالانتحار')
    expect([over.statusCode, hrefs(main(over.body))]).toEqual([200, expect.arrayContaining(ways)])
    await app.close()
    await bench.close()
  })
  test('each result names its areas for the telephone that hides some, and the list of areas is the same for everybody', async () => {
    const codes = [...(await find('near=Northgate&day=week&kind=activity')).matchAll(/data-areas="([^"]+)"/g)].map(
      found => found[1],
    )
    expect(codes.length).toBeGreaterThan(3)
    expect(codes.every(code => /^X09\d{6} X05\d{6}$/.test(code ?? ''))).toBe(true)
    const Areas = z.array(
      z.object({ code: z.string(), name: z.string(), wards: z.array(z.object({ code: z.string() })) }),
    )
    const { body, headers } = await it.get('public', '/things-to-do/areas.json')
    const areas = Areas.parse(JSON.parse(body))
    const [borough = '', ward = ''] = codes[0]?.split(' ') ?? []
    expect(areas.find(({ code }) => code === borough)?.wards.map(({ code }) => code)).toContain(ward)
    expect(headers['cache-control']).toContain('public')
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

const ids = async (query: string) =>
  [...(await find(query)).matchAll(/href="\/things-to-do\/([0-9a-f-]{36})"/g)].map(found => found[1] ?? '')

describe('one thing to do', () => {
  test('from 16 is told to a 15-year-old, below what is for them', async () => {
    const first = await it.db.one(
      z.object({ name: z.string(), age: z.number(), activity: z.string() }),
      sql`select name, min_age as age, activities[1] as activity from finder_entries where min_age between 13 and 17 and activities <> '{}'
        and kind = 'work' order by name limit 1`,
    )
    const body = await find(`age=${first.age - 1}&day=any&kind=work&activity=${first.activity}`)
    expect(body).toContain(`From age ${first.age} you can also go to`)
    expect(await find(`age=${first.age}&day=any&kind=work&activity=${first.activity}`)).not.toContain(
      'you can also go to',
    )
  })
  test('nobody of another age is offered it', async () => {
    const spans = [...(await find('age=14&day=any&near=Northgate')).matchAll(/Ages (\d+) (?:to (\d+)|and over)/g)]
    expect(spans.length).toBeGreaterThan(3)
    for (const [, from, to = '120'] of spans) expect(Number(from) <= 14 && Number(to) >= 14).toBe(true)
  })
  test('says all somebody needs to go: when next, where, for whom, what it costs, how to join, when it was checked', async () => {
    const [id] = await ids('near=Northgate&day=week&kind=activity')
    const { statusCode, body } = await it.get('public', `/things-to-do/${id}`)
    expect(statusCode).toBe(200)
    for (const term of ['When', 'Where', 'Who it is for', 'What it costs', 'How to join', 'Access', 'Who runs it'])
      expect(main(body), term).toContain(`<dt>${term}</dt>`)
    expect(main(body)).toMatch(/Checked on \d+ \w+ \d{4}/)
    expect(main(body)).toMatch(/<li>(Today|Tomorrow|\w+day \d+ \w+), /)
    expect(main(body)).toContain('<path fill="#1b2340" d="M')
    for (const beside of [`/things-to-do/${id}/problem`, `/api/finder/entries/${id}`]) {
      expect(hrefs(body)).toContain(beside)
      expect((await it.get('public', beside)).statusCode, beside).toBe(200)
    }
    expect(hrefs(main(body)).some(href => href.startsWith('https://wa.me/?text='))).toBe(true)
    const calendar = await it.get('public', `/things-to-do/${id}/calendar.ics`)
    expect(String(calendar.headers['content-type'])).toContain('text/calendar')
    expect(checkCalendar(calendar.body)).toEqual([])
    expect(calendar.body).toContain('DTSTART;TZID=Europe/London:')
  })
  test('what could put somebody at risk has a neutral title, no code to scan, and a calendar that says neither what nor where', async () => {
    const quiet = await ids('theme=domestic-abuse&day=any')
    expect(quiet.length).toBeGreaterThan(0)
    for (const id of quiet) {
      const { body } = await it.get('public', `/things-to-do/${id}`)
      expect(/<title[^>]*>([^<]+)/.exec(body)?.[1]).toMatch(/^Support – Upstream/)
      expect(body).toContain('pressing Shift three times')
      expect(body).not.toMatch(/application\/ld\+json|up-share|wa\.me/)
      const calendar = await it.get('public', `/things-to-do/${id}/calendar.ics`)
      // what has no times has no calendar, and its page leads to none
      expect(calendar.statusCode === 200, id).toBe(body.includes('calendar.ics'))
      if (calendar.statusCode !== 200) continue
      expect(calendar.body).not.toMatch(/LOCATION|URL:|things-to-do/)
      expect(calendar.body.match(/SUMMARY:.*/g)?.every(line => line.startsWith('SUMMARY:Appointment')) ?? true).toBe(
        true,
      )
      expect(String(calendar.headers['content-disposition'])).toContain('calendar.ics')
    }
  })
  test('a place that keeps its address private has it on no page of ours', async () => {
    const Safe = z.object({ id: z.string(), name: z.string().nullable(), address: z.string(), postcode: z.string() })
    const safe = await it.db.many(
      Safe,
      sql`select o.id, nullif(v.body #>> '{venue,name}', g.name) as name, v.body #>> '{venue,address}' as address, v.body #>> '{venue,postcode}' as postcode
        from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
          join organisations g on g.id = o.organisation_id
        where o.state = 'public' and (v.body #>> '{venue,safe}')::boolean`,
    )
    expect(safe.length).toBeGreaterThan(0)
    for (const { id, name, address, postcode } of safe)
      for (const url of [
        `/things-to-do/${id}`,
        `/things-to-do/${id}/calendar.ics`,
        `/things-to-do/plan?ids=${id}`,
        '/things-to-do?day=any&kind=support',
      ])
        for (const told of [name, address, postcode].filter(each => each !== null && each !== ''))
          expect((await it.get('public', url)).body.includes(told ?? ''), `${url} tells ${told}`).toBe(false)
  })
  test('what is not public, or is nothing, is not found', async () => {
    for (const url of [
      '/things-to-do/x',
      '/things-to-do/00000000-0000-4000-8000-000000000000',
      '/things-to-do/x/calendar.ics',
      '/things-to-do/ward/X05999999',
      '/things-to-do/ward/x',
    ])
      expect((await it.get('public', url)).statusCode, url).toBe(404)
    const { body } = await it.get('public', '/things-to-do/00000000-0000-4000-8000-000000000000')
    expect(main(body)).toContain('This is not listed any more')
    expect(hrefs(main(body))).toContain('/things-to-do')
  })
})

/** How many rows each table holds. */
async function rowsOfAll() {
  const Table = z.object({ name: z.string() })
  const tables = await it.db.many(
    Table,
    sql`select relname as name from pg_stat_user_tables where schemaname = current_schema() order by 1`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`)
  return it.db.many(z.object({ name: z.string(), n: z.number() }), raw(`${counts.join(' union all ')} order by 1`))
}

describe('sheets', () => {
  test('a plan is in its address: put together from results, taken apart, kept nowhere', async () => {
    const before = await rowsOfAll()
    const body = await find('near=Northgate&day=week&plan=')
    const put = hrefs(body).find(href => href.startsWith('/things-to-do/plan?ids=')) ?? ''
    const more =
      hrefs(main((await it.get('public', put)).body)).find(href => href.startsWith('/things-to-do?plan=')) ?? ''
    const second = main((await it.get('public', `${more}&near=Northgate&day=week`)).body)
    expect(second).toContain('Back to the plan (1)')
    const [, first] = /ids=([0-9a-f-]{36})/.exec(put) ?? []
    const opened = hrefs(second).find(
      href => /^\/things-to-do\/[0-9a-f-]{36}\?/.test(href) && !href.includes(`o/${first}`),
    )
    const entry = await it.get('public', opened ?? '')
    expect(hrefs(main(entry.body))).toContainEqual(
      expect.stringMatching(new RegExp(`^/things-to-do/plan\\?ids=${first},[0-9a-f-]{36}$`)),
    )
    expect(main(entry.body)).toContain(`href="/things-to-do?plan=${first}"`)
    expect(entry.headers['upstream-keep']).toBeUndefined()
    const both = hrefs(second).find(href => href.startsWith('/things-to-do/plan?ids=') && href.includes(',')) ?? ''
    const sheet = main((await it.get('public', both)).body)
    expect(sheet.match(/<h2><a class="govuk-link"/g)).toHaveLength(2)
    const large = hrefs(sheet).find(href => href.includes('print=large')) ?? ''
    expect(main((await it.get('public', large)).body)).toContain('class="up-large"')
    expect(hrefs(sheet).filter(href => /^\/things-to-do\/plan\?ids=[0-9a-f-]{36}$/.test(href))).toHaveLength(2)
    const after = await rowsOfAll()
    expect(after).toEqual(before)
  })
  test('what a telephone saved is shown from its ids, and what is gone is said', async () => {
    const [id] = await ids('near=Northgate&day=week')
    const list = async (ids: string) =>
      (await it.ask('public', { ...form({ ids, lang: 'en' }), url: '/things-to-do/saved' })).body
    const answer = await list(`${id},00000000-0000-4000-8000-000000000000,<b>`)
    const body = main(answer)
    expect(answer).toContain('<meta name="referrer" content="no-referrer">')
    expect(main((await it.get('public', `/things-to-do/saved?ids=${id}`)).body)).not.toContain(String(id))
    const [quiet] = await ids('theme=domestic-abuse&day=any')
    expect(await list(String(quiet))).toContain('pressing Shift three times')
    expect(answer).not.toContain('pressing Shift three times')
    expect(body).toContain('1 thing you saved is no longer listed.')
    expect(body).not.toContain('<b>')
    expect(main((await it.get('public', '/things-to-do/saved')).body)).toContain('You have not saved anything')
  })
  test('a school prints the page of its ward: things near, help, a code; no help that is private', async () => {
    const { code } = await it.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'ward' and valid_to is null and name = 'Foundry Row'`,
    )
    for (const print of ['', '?print=large']) {
      const body = main((await it.get('public', `/things-to-do/ward/${code}${print}`)).body)
      expect(body).toContain('Things to do near Foundry Row')
      expect(body).toContain('Childline, 0800 1111')
      expect(body.match(/<h2><a class="govuk-link"/g)?.length ?? 0).toBeGreaterThan(2)
      expect(body).not.toMatch(/domestic|abuse/i)
      // a building without times is nothing to put on a wall
      expect(body).not.toContain('Ask for times')
    }
    expect(
      hrefs(main((await it.get('public', '/things-to-do/ward?borough=X09000001')).body)).some(href =>
        href.startsWith('/things-to-do/ward/X05'),
      ),
    ).toBe(true)
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
  const danger = await app.inject({ url: '/things-to-do?q=my+dad+hits+me', headers: { accept: 'text/html' } })
  expect([danger.statusCode, hrefs(main(danger.body))]).toEqual([200, expect.arrayContaining(ways)])
  await it.db.run(sql`alter table finder_entries_away rename to finder_entries`)
  expect(lines.join('')).toContain('request failed')
  expect(lines.join('')).not.toMatch(/boxing|QX1|dad/i)
  await app.close()
  await bench.close()
})

test('results depend on the minute: they are pressed, and never kept', () => {
  expect([...freshHeads].filter(head => publicHeads.has(head))).toEqual([])
  expect(freshHeads.has('things-to-do')).toBe(true)
})

describe('what search engines read in an entry’s page', () => {
  const inPage = async (id: string) =>
    /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(
      (await it.get('public', `/things-to-do/${id}`)).body,
    )?.[1]

  test('is what stands at its address of data, word for word', async () => {
    const { id } = await it.db.one(
      z.object({ id: z.string() }),
      sql`select id::text from finder_entries where dated and kind = 'activity' order by name limit 1`,
    )
    const told = JSON.parse((await inPage(id)) ?? '{}')
    expect(told).toMatchObject({ '@context': 'https://schema.org', '@type': 'Event' })
    expect(told).toEqual((await it.get('public', `/api/finder/entries/${id}`)).json())
  })
  test('is nothing where an entry is quiet or its place is kept safe', async () => {
    const quiet = await it.db.many(
      z.object({ id: z.string() }),
      sql`select o.id::text from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
        where o.state = 'public' and (v.body -> 'venue' ->> 'safe' = 'true' or v.body -> 'themes' ? 'domestic-abuse')`,
    )
    expect(quiet.length).toBeGreaterThan(1)
    for (const { id } of quiet) expect(await inPage(id), id).toBeUndefined()
  })
})

describe('what a telephone may keep for when there is no signal', () => {
  const keeps = async (url: string, role: 'public' | 'officer' = 'public') => {
    const { statusCode, headers } = await it.get(role, url)
    expect(statusCode, url).toBe(200)
    const name = headers['upstream-keep']
    return name === undefined ? undefined : decodeURIComponent(String(name))
  }
  const Ids = z.object({ id: z.string(), name: z.string() })

  test('something to do, by its name, for visitors alone', async () => {
    const { id, name } = await it.db.one(
      Ids,
      sql`select id::text, name from finder_entries where kind = 'activity' and themes = '{}' and point is not null order by name limit 1`,
    )
    expect(await keeps(`/things-to-do/${id}`)).toBe(name)
    expect(await keeps(`/things-to-do/${id}`, 'officer')).toBeUndefined()
    expect(await keeps('/things-to-do/saved')).toBeUndefined()
    expect(await keeps(`/things-to-do/plan?ids=${id}`)).toBeUndefined()
  })
  test('a list that was chosen; never one with a quiet entry on it, and never what was typed', async () => {
    expect(await keeps('/things-to-do?near=Northgate&day=week&kind=activity')).toContain('in or near Northgate')
    for (const asked of ['theme=domestic-abuse', 'q=boxing', 'q=my+dad+hits+me', 'kind=support', 'near=nowhere+at+all'])
      expect(await keeps(`/things-to-do?${asked}&day=any`), asked).toBeUndefined()
  })
  test('nor a list on which help stands, though nobody asked for help', async () => {
    const list = async (kind: Kind) =>
      (await search(it.db, { ...anything, kinds: [kind], size: 50 }, { today, minutes: 0 })).hits
    const kept = async (hits: readonly Hit[]) =>
      maySearchBeKept(it.db, { query: readQuery({}), results: { crisis: [], hits }, near: undefined })
    const doing = (await list('activity')).slice(0, 1)
    expect(await kept(doing)).toBe(true)
    for (const hit of await list('support')) expect(await kept([...doing, hit]), hit.name).toBe(false)
  })
  test('no entry that is quiet or helps, whatever it is called', async () => {
    const help = await it.db.many(
      Ids,
      sql`select id::text, name from finder_entries where kind in ('support', 'network')`,
    )
    expect(help.length).toBeGreaterThan(10)
    for (const { id, name } of help) expect(await keeps(`/things-to-do/${id}`), name).toBeUndefined()
    expect(await keeps('/help')).toBeUndefined()
  })
  test('the worker stands before the whole site, is asked for anew each time, and names only public files and pages', async () => {
    const { body, headers } = await it.get('public', '/things-to-do/worker.js')
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'service-worker-allowed': '/' })
    expect(headers['content-type']).toContain('text/javascript')
    expect(body).toMatch(/^self\.upstreamShell=\{"version":"[0-9a-f]{12}",/)
    for (const page of ['/help', '/things-to-do/offline', '/things-to-do/offline?lang=ar'])
      expect(body).toContain(`"${page}"`)
  })
  test('the page without a signal has 999 and Childline on it', async () => {
    const body = main((await it.get('public', '/things-to-do/offline')).body)
    expect(body).toContain('You are offline')
    expect(hrefs(body)).toEqual(expect.arrayContaining(ways))
  })
})
