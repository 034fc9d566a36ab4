// When, trends and early notice on the whole app: the invented city has months and hours.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import type { Role } from '../../people/index.ts'
import { Reading } from '../analyses/reading.ts'
import * as early from '../early/reading.ts'
import * as trends from '../trends/reading.ts'
import * as when from './reading.ts'

let it: TestApp
const borough = 'X09000001'
const bench = openBench()
beforeAll(async () => {
  it = await openTestApp('demo')
}, 120_000)
afterAll(async () => {
  await bench.close()
  await it?.close()
})

const rooms = () => ({ db: it.db, pack: it.pack, bench, today: () => '2026-11-22' })
const pages = ['/analyses/when', '/analyses/trends', '/analyses/early-notice']

describe('each page', () => {
  test('opens to those who read signals, with its file, and to nobody else', async () => {
    for (const page of pages) {
      for (const role of ['officer', 'analyst', 'director', `borough-lead:${borough}`] as const) {
        expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(200)
        expect((await it.get(role, `${page}.csv`)).headers['content-type'], `${role} ${page}`).toContain('text/csv')
      }
      for (const role of ['public', 'provider', 'young-assessor', 'administrator'] as Role[])
        for (const url of [page, `${page}.csv`])
          expect((await it.get(role, url)).statusCode, `${role} ${url}`).not.toBe(200)
    }
  })
  test('offers a finding to those who make them, by the address of what is read', async () => {
    const link = '/findings/new?view=when&amp;measure=violence-with-injury&amp;place=X12000001'
    expect((await it.get('analyst', pages[0] ?? '')).body).toContain(link)
    expect((await it.get('director', pages[0] ?? '')).body).not.toContain('/findings/new?view')
  })
  test('a lead opens their own borough and the city, no other', async () => {
    expect((await it.get(`borough-lead:${borough}`, `/analyses/when?place=${borough}`)).statusCode).toBe(200)
    for (const page of pages.slice(0, 2))
      expect((await it.get(`borough-lead:${borough}`, `${page}?place=X09000002`)).statusCode).toBe(403)
  })
  test('a small area is refused, and a place that is none', async () => {
    for (const place of ['X01000001', 'nowhere'])
      expect((await it.get('officer', `/analyses/when?place=${place}`)).statusCode, place).toBe(403)
  })
})

test('each row of a file says what it is: measure, place, months, source, method', async () => {
  const asked = [
    ['/analyses/trends.csv', 'violence-with-injury', 'X12000001', '/methods/trends'],
    ['/analyses/health.csv', 'assault-attendances', 'X12000001', '/methods/hospital-data'],
    ['/analyses/early-notice.csv', 'violence-with-injury', 'X12000001', '/methods/early-notice'],
    ['/analyses/totals.csv', 'violence-with-injury', 'X12000001', '/methods/'],
  ] as const
  for (const [url, measure, place, method] of asked) {
    const [head = [], first = []] = parse((await it.get('officer', url)).body, {
      bom: true,
      relax_column_count: false,
    }).slice(0, 2)
    const cell = (name: string) => first[head.indexOf(name)] ?? ''
    expect(cell('measure'), url).toContain(measure)
    expect(cell('place'), url).toBe(place)
    expect(
      [cell('period_from'), cell('period_to')].every(month => /^\d{4}-\d\d$/.test(month)),
      url,
    ).toBe(true)
    expect(cell('source'), url).toContain('invented')
    expect(cell('method'), url).toContain(method)
    expect(cell('notes').length, url).toBeGreaterThan(10)
  }
  const trend = parse((await it.get('officer', '/analyses/trends.csv?measure=violence-with-injury')).body, {
    bom: true,
  }) as string[][]
  expect(trend[1]?.slice(0, 2)).toEqual([expect.stringMatching(/^\d{4}-\d\d$/), expect.stringMatching(/^\d+$/)])
  const [early = []] = parse((await it.get('analyst', asked[2][0])).body, { bom: true })
  expect(early).toEqual(expect.arrayContaining(['p', 'q']))
})

test('what the address asks for in vain is said, with what is shown instead', async () => {
  const asked = [
    ['/analyses/trends?measure=bananas', 'measure “bananas”'],
    ['/analyses/when?measure=bananas', 'measure “bananas”'],
    ['/analyses/early-notice?measure=bananas&level=street', 'kind of place “street”'],
    ['/analyses/totals?place=NOPE', 'place “NOPE”'],
    ['/analyses/concentration?measure=bananas', 'measure “bananas”'],
    ['/analyses/hot-spots?measure=bananas', 'measure “bananas”'],
    ['/analyses/health?source=nowhere', 'source “nowhere”'],
    ['/map?measure=bananas', 'measure “bananas”'],
  ] as const
  for (const [url, words] of asked) {
    const { body } = await it.get('officer', url)
    expect(body, url).toContain(`The address asks for the ${words}`)
    expect(body, url).toContain('Shown instead: ')
  }
  expect((await it.get('officer', `/analyses/trends?place=${borough}&measure=robbery`)).body).not.toContain(
    'Shown instead',
  )
})

test('a city whose own file and boroughs disagree says so, on its totals and its trend', async () => {
  const pages = ['/analyses/totals', '/analyses/trends?measure=violence-with-injury']
  for (const url of pages) expect((await it.get('officer', url)).body, url).not.toContain('its boroughs together')
  const correct = async (by: number) => {
    await it.db.run(sql`update series s set amounts[array_length(amounts, 1)] = amounts[array_length(amounts, 1)] + ${by}
      from places p, measures m where p.id = s.place_id and m.id = s.measure_id and p.code = ${borough} and m.code = 'violence-with-injury'`)
    await it.db.run(sql`update imports set finished_at = coalesce(finished_at, now()) + interval '1 minute'`)
  }
  await correct(7)
  for (const url of pages)
    expect((await it.get('officer', url)).body, url).toMatch(
      /by a file of the whole and [\d,]+ by its boroughs together\. Some offences are told without a borough/,
    )
  await correct(-7)
})

test('what a view reads is what an officer may see, whole and in order', async () => {
  for (const { read } of [when.view, trends.view, early.view]) {
    const reading = Reading.parse(await read(rooms(), {}))
    expect(reading.statement).toContain('Violence with injury')
    expect(reading.imports.length).toBeGreaterThan(0)
    expect(reading.source).toContain('invented')
    expect(reading.href).toContain('measure=violence-with-injury')
  }
})

describe('when', () => {
  test('hours add up to what a count by hand of the same files gives', async () => {
    const Row = z.object({ inside: z.number(), rest: z.number() })
    const hand = await it.db.one(
      Row,
      sql`
      select count(*) filter (where b)::int as inside, count(*) filter (where not b)::int as rest from (
        select extract(isodow from happened_on) < 6 and hour in (16, 17, 18) as b
        from event_counts e join measures m on m.id = e.measure_id, generate_series(1, e.n)
        where m.code = 'violence-with-injury' and hour is not null) each`,
    )
    const [figure] = (await when.view.read(rooms(), {}))?.figures ?? []
    expect(figure?.count.replace(/,/g, '')).toBe(String(hand.inside))
    // 521 weekdays of 3 hours, and the rest of 730 days of 24
    const ratio = hand.inside / (3 * 521) / (hand.rest / (24 * 730 - 3 * 521))
    expect(figure?.value).toBe(`${ratio.toFixed(2)} times`)
  })
  test('to an officer a borough’s hours are to the nearest five, to an analyst as they are', async () => {
    const [officer, analyst] = [
      await it.get('officer', `/analyses/when.csv?place=${borough}`),
      await it.get('analyst', `/analyses/when.csv?place=${borough}`),
    ]
    const hours = (body: string) =>
      body
        .split('\r\n')
        .filter(line => line.startsWith('Hours of the week'))
        .flatMap(line => /,(\d+)$/.exec(line)?.[1] ?? [])
        .map(Number)
    expect(hours(officer.body).length).toBeGreaterThan(50)
    expect(hours(officer.body).every(n => n % 5 === 0 && n >= 5)).toBe(true)
    expect(hours(analyst.body).some(n => n % 5 !== 0)).toBe(true)
  })
  test('a measure with months alone says so, and does not guess', async () => {
    const { body } = await it.get('analyst', '/analyses/when?measure=robbery')
    expect(body).toContain('have months, and no days or hours')
    expect(body).not.toContain('id="holidays"')
  })
  test('a hub is listed as soon as it is made, with the hours that matter there', async () => {
    await it.db.run(sql`
      insert into places (code, name, kind, parent_id, borough_id, valid_from)
      select 'H0000009', 'Larkhall', 'hub', b.id, b.id, '2026-11-01' from places b where b.code = ${borough}`)
    await it.db.run(sql`
      insert into place_members (place_id, member_id)
      select h.id, l.id from places h, places l join places b on b.id = l.borough_id
      where h.code = 'H0000009' and l.kind = 'lsoa' and b.code = ${borough}`)
    const city = await it.get('officer', '/analyses/when')
    expect(city.body).toContain('Transport hubs by hour')
    expect(city.body).toContain('place=H0000009')
    const hub = await it.get('officer', '/analyses/when?place=H0000009')
    expect(hub.body).toContain('When: violence with injury in Larkhall')
    expect(hub.body).toContain('to the nearest 5')
  })
  test('hospital files have hours too', async () => {
    expect((await it.get('analyst', '/analyses/when?measure=assault-attendances')).body).toContain('Hours of the week')
  })
})

describe('trends', () => {
  const address = { measure: 'violence-without-injury', place: 'X12000001', years: '5' }
  test('refuse a percentage across a change in recording', async () => {
    const { body } = await it.get('officer', '/analyses/trends?measure=violence-without-injury')
    expect(body).toContain('not compared: recording changed')
    expect(body).toContain('Recording changed in February 2024')
  })
  test('an analyst adds an event, and takes it back; both are in the audit trail', async () => {
    const note = { ...address, month: '2025-03', kind: 'event', reason: 'A new custody suite opened' }
    for (const role of ['officer', 'director', `borough-lead:${borough}`] as const) {
      expect((await it.ask(role, { ...form(note), url: '/analyses/trends/notes' })).statusCode, role).toBe(403)
      expect((await it.ask(role, { ...form(note), url: '/analyses/trends/notes/1/undo' })).statusCode, role).toBe(403)
    }
    expect(
      (await it.ask('analyst', { ...form({ ...note, reason: '' }), url: '/analyses/trends/notes' })).statusCode,
    ).toBe(422)
    const named = form({ ...note, reason: 'Jordan Whitlock was hurt, write to a@example.org' })
    expect((await it.ask('analyst', { ...named, url: '/analyses/trends/notes' })).statusCode).toBe(422)
    expect((await it.ask('analyst', { ...form(note), url: '/analyses/trends/notes' })).statusCode).toBe(303)
    const page = await it.get('officer', '/analyses/trends?measure=violence-without-injury')
    expect(page.body).toContain('A new custody suite opened')
    expect(page.body).not.toContain('action="/analyses/trends/notes"')
    const back = { ...form({ ...address, reason: 'The wrong month' }), url: '/analyses/trends/notes/1/undo' }
    expect((await it.ask('analyst', back)).statusCode).toBe(303)
    expect((await it.ask('analyst', back)).statusCode).toBe(409)
    const audit = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where what like 'series.%' order by what`,
    )
    expect(audit.map(row => row.what)).toEqual(['series.note-undone', 'series.noted'])
  })
  test('a form with a mistake comes back with one summary, its own words and its own errors', async () => {
    const wrong = async (url: string, given: Record<string, string>) => {
      const { body, statusCode } = await it.ask('analyst', { ...form({ ...address, ...given }), url })
      expect(statusCode).toBe(422)
      expect(body.match(/There is a problem/g)).toHaveLength(1)
      return body
    }
    const add = await wrong('/analyses/trends/notes', { kind: 'event', month: '2025-03', reason: '' })
    expect(add).toContain('href="#event-reason"')
    expect(add).toContain('id="event-reason-error"')
    expect(add).toMatch(/<option value="2025-03" selected/)
    const long = 'x'.repeat(501)
    expect(await wrong('/analyses/trends/notes', { kind: 'event', month: '2025-03', reason: long })).toContain(long)
    const note = { ...address, month: '2025-04', kind: 'event', reason: 'Another event' }
    await it.ask('analyst', { ...form(note), url: '/analyses/trends/notes' })
    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from series_notes where reason = 'Another event'`,
    )
    const back = await wrong(`/analyses/trends/notes/${id}/undo`, { reason: '' })
    expect(back).toContain(`href="#undo-${id}-reason"`)
    expect(back).toContain(`id="undo-${id}-reason-error"`)
    expect(back).not.toContain('id="event-reason-error"')
    const kept = await it.get('analyst', '/analyses/trends?measure=violence-without-injury&done=noted')
    expect(kept.body.match(/The note is kept/g)).toHaveLength(1)
  })
  test('a shift that is not offered cannot be decided on', async () => {
    const note = { ...address, month: '2026-09', kind: 'change point', reason: 'I say so' }
    expect((await it.ask('analyst', { ...form(note), url: '/analyses/trends/notes' })).statusCode).toBe(404)
  })
  test('a ward whose months are few is shown by year to an officer', async () => {
    const { ward } = await it.db.one(
      z.object({ ward: z.string() }),
      sql`select code as ward from places where name = 'Dovecote' and kind = 'ward' order by id desc limit 1`,
    )
    const officer = await it.get('officer', `/analyses/trends?ward=${ward}`)
    expect(officer.body).toContain('none is shown one by one')
    expect(officer.body).not.toContain('a month</text>')
    expect((await it.get('analyst', `/analyses/trends?ward=${ward}`)).body).toContain('a month</text>')
  })
})

describe('early notice', () => {
  test('says how many flags chance would give, and keeps a list a month', async () => {
    const { body } = await it.get('officer', '/analyses/early-notice')
    expect(body).toMatch(/chance alone would give about \d+\.\d/)
    const Lists = z.object({ months: z.number(), lists: z.number() })
    const kept = await it.db.one(
      Lists,
      sql`select count(distinct month)::int as months, count(*)::int as lists from early_lists where superseded_at is null`,
    )
    expect(kept.months).toBeGreaterThanOrEqual(3)
    expect(body).toContain('August 2026')
  })
  test('holds a lead’s flags against what chance would give in their own borough', async () => {
    const chanceFor = async (who: Parameters<TestApp['ask']>[0]) => {
      const { body } = await it.get(who, '/analyses/early-notice?level=borough')
      return { body, n: Number(/chance alone would give about (\d+\.\d)/.exec(body)?.[1]) }
    }
    const [lead, officer] = [await chanceFor(`borough-lead:${borough}`), await chanceFor('officer')]
    expect(lead.body).toMatch(/flags? at 1 of \d+ boroughs looked at, those shown to you/)
    expect(lead.n).toBeLessThan(officer.n)
  })
  test('says what followed, and offers the way to say it to those who may', async () => {
    const page = '/analyses/early-notice'
    const offered = async (who: Role) => {
      const { body } = await it.get(who, page)
      const href = /href="([^"]+)">Nothing yet: /.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
      expect((await it.get(who, href || page)).statusCode, `${who} ${href}`).toBe(200)
      return href
    }
    expect(await offered('analyst')).toMatch(/^\/findings\/new\?place=X05\d+&measure=violence-with-injury$/)
    expect(await offered('officer')).toMatch(/^\/tasks\/new\?place=X05\d+$/)
    expect(await offered('director')).toMatch(/^(\/tasks\/new\?place=X05\d+)?$/)
  })
  test('shows a flag only to those who see the count', async () => {
    const { id, list } = await it.db.one(
      z.object({ id: z.number(), list: z.number() }),
      sql`
      select p.id, l.id as list from places p, early_lists l join measures m on m.id = l.measure_id
      where p.name = 'Dovecote' and p.kind = 'ward' and p.valid_to is null and m.code = 'violence-with-injury'
        and l.vintage like 'ward:%' and l.superseded_at is null order by l.month desc limit 1`,
    )
    await it.db.run(sql`
      insert into early_flags (list_id, place_id, detectors, count, usual, upper, p, q) values (${list}, ${id}, '{EARS C1}', 7, 0.4, 3, 0.01, 0.5)`)
    expect((await it.get('analyst', '/analyses/early-notice')).body).toContain('>Dovecote,')
    expect((await it.get('officer', '/analyses/early-notice')).body).not.toContain('>Dovecote,')
    expect((await it.get('officer', '/analyses/early-notice.csv')).body).not.toContain('Dovecote')
  })
  test('gives no number of a place whose months trends hold back, and no exact sum of the months before', async () => {
    const ward = async (name: string) =>
      it.db.one(
        z.object({ id: z.number(), code: z.string() }),
        sql`select id, code from places where name = ${name} and kind = 'ward' and valid_to is null`,
      )
    const { list } = await it.db.one(
      z.object({ list: z.number() }),
      sql`
      select l.id as list from early_lists l join measures m on m.id = l.measure_id
      where m.code = 'violence-with-injury' and l.vintage like 'ward:%' and l.superseded_at is null order by l.month desc limit 1`,
    )
    const rows = async (who: Role) =>
      (await it.get(who, '/analyses/early-notice.csv')).body.split('\r\n').map(line => line.split(','))
    const wards = await it.db.many(
      z.object({ name: z.string() }),
      sql`select name from places where kind = 'ward' and valid_to is null order by name`,
    )
    const told = { held: 0, free: 0 }
    for (const { name } of wards) {
      const { id, code } = await ward(name)
      await it.db.run(sql`delete from early_flags where list_id = ${list}`)
      await it.db.run(
        sql`insert into early_flags (list_id, place_id, detectors, count, usual, upper, p, q) values (${list}, ${id}, '{EARS C1}', 41, 17.57, 3, 0.01, 0.5)`,
      )
      const mine = (await rows('officer')).find(row => row[0] === code)
      if (!mine) continue
      const held = (await it.get('officer', `/analyses/trends?ward=${code}`)).body.includes('none is shown one by one')
      expect(mine.slice(3, 5), name).toEqual(held ? ['not shown', 'not shown'] : ['41', '18'])
      told[held ? 'held' : 'free'] += 1
      if (told.held > 2 && told.free > 2) break
    }
    expect(told.held).toBeGreaterThan(0)
    expect(told.free).toBeGreaterThan(0)
  })
})
