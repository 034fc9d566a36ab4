// Coverage on the whole app: the invented city has a gap planted in Canal Foot.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today, workOff } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { jobHandlers } from '../../../work.ts'
import * as needs from '../../needs/index.ts'
import { refreshAll } from '../search/again.ts'
import { mondayOf } from './count.ts'
import { behind } from './queries.ts'
import { ageBandOf } from './reading.ts'

let it: TestApp
const Place = z.object({ code: z.string(), id: z.number(), borough: z.string(), other: z.string() })
let ward: z.output<typeof Place>

beforeAll(async () => {
  it = await openTestApp('demo')
  await refreshAll(it.db, today)
  ward = await it.db.one(
    Place,
    sql`select p.code, p.id, b.code as borough, (select min(o.code) from places o where o.kind = 'borough' and o.id <> b.id) as other
    from places p join places b on b.id = p.borough_id where p.name = 'Canal Foot' and p.kind = 'ward'`,
  )
}, 120_000)
afterAll(() => it?.close())

const lines = (csv: string) => csv.trim().split(/\r?\n/)
const cells = (csv: string, of: string) => {
  const [head = '', ...rest] = lines(csv)
  const row = rest.find(line => line.includes(of)) ?? ''
  const values = [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(found => found[1]?.replace(/^"|"$/g, ''))
  return Object.fromEntries(head.split(',').map((key, i) => [key, values[i] ?? '']))
}

describe('the pages of coverage', () => {
  const pages = () => [
    '/coverage',
    '/coverage.csv',
    '/coverage/map',
    `/coverage/${ward.code}`,
    `/coverage/${ward.code}.csv`,
  ]
  test('open to those who read signals and to nobody else', async () => {
    for (const page of pages()) {
      for (const role of ['officer', 'analyst', 'director', `borough-lead:${ward.borough}`] as const)
        expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(200)
      for (const role of ['provider', 'young-assessor', 'administrator'] as const)
        expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(403)
      expect((await it.get('public', page)).statusCode, page).not.toBe(200)
    }
  })
  test('a borough lead has their own wards and no other', async () => {
    const lead = `borough-lead:${ward.other}` as const
    const { body } = await it.get(lead, '/coverage.csv')
    expect(lines(body).length).toBeGreaterThan(1)
    expect(body).not.toContain('Canal Foot')
    for (const url of [`/coverage/${ward.code}`, `/coverage/${ward.borough}`, `/coverage/${ward.code}.csv`])
      expect((await it.get(lead, url)).statusCode, url).toBe(403)
  })
  test('what is no ward or borough, and words that mean nothing, are answered kindly', async () => {
    for (const url of ['/coverage/nowhere', '/coverage/X12000001', '/coverage/nowhere.csv'])
      expect((await it.get('officer', url)).statusCode, url).toBe(404)
    expect((await it.get('officer', '/coverage?ages=999&week=yesterday&times=never&what=x')).statusCode).toBe(200)
  })
})

describe('the planted gap', () => {
  test('is said in plain words, on the list and on the page of the ward', async () => {
    const words = 'Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17'
    expect((await it.get('analyst', `/coverage/${ward.code}`)).body).toContain(`Canal Foot: `)
    expect((await it.get('analyst', `/coverage/${ward.code}`)).body).toContain(words)
    expect(cells((await it.get('analyst', '/coverage.csv')).body, 'Canal Foot').all_gaps).toContain(words)
  })
  test('the grid agrees with a count of the times by hand', async () => {
    const {
      week_from: monday = '',
      sessions,
      hours_all_ages: whole,
    } = cells((await it.get('analyst', '/coverage.csv')).body, 'Canal Foot')
    const hand = await it.db.one(
      z.object({ sessions: z.number(), hours: z.number() }),
      sql`
      with own as (select t.* from finder_times t where t.ward_id = ${ward.id} and t.kind = 'activity'
        and t.day between ${monday}::date and ${monday}::date + 6 and t.min_age <= 17 and t.max_age >= 14)
      select (select count(*)::int from own) as sessions,
        (select count(*)::int from generate_series(0, 4) d, generate_series(16, 18) h
          where (select count(distinct a)::int from own, generate_series(14, 17) a
            where own.day = ${monday}::date + d and a between own.min_age and own.max_age
              and least(own.ends, 60 * h + 60) - greatest(own.starts, 60 * h) >= 30) = 4) as hours`,
    )
    expect(hand.sessions).toBeGreaterThan(0)
    expect({ sessions, whole }).toEqual({ sessions: String(hand.sessions), whole: String(hand.hours) })
  })
  test('is there for the ages it is planted for, and not for children', async () => {
    const young = cells((await it.get('analyst', '/coverage.csv?ages=8-10')).body, 'Canal Foot')
    expect(young.ages).toBe('8 to 10')
    const each = cells((await it.get('analyst', `/coverage/${ward.code}.csv?ages=15`)).body, 'Wednesday,4pm to 5pm')
    expect(each.sessions).toBe('0')
  })
})

describe('what coverage counts', () => {
  test('places that an entry offers, and says where one does not', async () => {
    const row = cells((await it.get('analyst', '/coverage.csv')).body, 'Canal Foot')
    const hand = await it.db.one(
      z.object({ places: z.number(), unsaid: z.number() }),
      sql`
      select coalesce(sum((v.body->>'capacity')::int), 0)::int as places, (count(*) filter (where v.body->>'capacity' is null))::int as unsaid
      from finder_times t join opportunities o on o.id = t.entry_id
      join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
      where t.ward_id = ${ward.id} and t.kind = 'activity' and t.day between ${row.week_from}::date and ${row.week_from}::date + 6
        and t.min_age <= 17 and t.max_age >= 14`,
    )
    expect([row.places, row.sessions_without_number_of_places]).toEqual([String(hand.places), String(hand.unsaid)])
  })
  test('an entry that is hidden leaves the count with its next refresh', async () => {
    await it.db.transaction(async tx => {
      await tx.run(sql`delete from finder_entries where ward_id = ${ward.id}`)
    })
    const row = cells((await it.get('analyst', '/coverage.csv')).body, 'Canal Foot')
    expect([row.sessions, row.hours_all_ages]).toEqual(['0', '0'])
    await refreshAll(it.db, today)
  })
  test('a safe venue is in no ward, whatever its entry says', async () => {
    const safe = await it.db.many(
      z.object({ id: z.string(), address: z.string() }),
      sql`select o.id, v.body->'venue'->>'address' as address from opportunities o
      join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
      where (v.body->'venue'->>'safe')::boolean and v.body->'venue'->>'address' <> ''`,
    )
    expect(safe.length).toBeGreaterThan(0)
    const none = await it.db.many(
      z.object({ id: z.string() }),
      sql`select entry_id as id from finder_times where ward_id is not null and entry_id = any(${safe.map(one => one.id)}::uuid[])`,
    )
    expect(none).toEqual([])
    const { body } = await it.get('analyst', '/coverage?what=all')
    for (const { address } of safe) expect(body).not.toContain(address)
  })
  test('residents are those of the census bands that hold the ages, and are named so', async () => {
    const { body } = await it.get('analyst', `/coverage/${ward.code}?ages=14-17`)
    expect(body).toMatch(/Residents aged 1[0-4] to 1[7-9]/)
  })
})

test('the page of a ward shows hours of incidents only where the page of hours shows them to that person', async () => {
  const when = async (role: Parameters<TestApp['get']>[0]) =>
    (await it.get(role, `/analyses/when?place=${ward.borough}`)).body.includes('id="hours"')
  const here = async (role: Parameters<TestApp['get']>[0]) =>
    (await it.get(role, `/coverage/${ward.borough}`)).body.includes('id="incidents"')
  for (const role of ['analyst', 'officer', 'director', `borough-lead:${ward.borough}`] as const)
    expect(await here(role), role).toBe(await when(role))
})

test('an ordinary week of holiday is each borough’s own, and a borough without one says so', async () => {
  const { body } = await it.get('analyst', '/coverage.csv?week=holiday')
  const row = cells(body, 'Canal Foot')
  expect(row.week_from === '' || Number(row.hours) === 15).toBe(true)
})

test('how many wards are under-served stands above the list, with the way to those with the fewest hours', async () => {
  const body = (await it.get('analyst', '/coverage?ages=14-17')).body
  const [, under = '', wards = '', middle = '0'] =
    /Under-served: (\d+) of (\d+) wards \((?:something is on in none|fewer hours than the middle ward \((\d+))/.exec(
      body,
    ) ?? []
  const csv = (await it.get('analyst', '/coverage.csv?ages=14-17')).body
  const hours = lines(csv)
    .filter(line => /X05\d{6}/.test(line))
    .map(line => Number(cells(csv, line).hours_all_ages))
  expect(hours).toHaveLength(Number(wards))
  expect(hours.filter(n => n === 0 || n < Number(middle))).toHaveLength(Number(under))
  expect(body).toMatch(/href="\/coverage\?[^"]*sort=hours&amp;dir=asc">Fewest hours first/)
})

test('the boxes above the list hold every ward once, whatever is asked', async () => {
  for (const asked of ['', '?ages=15', '?ages=8-17&times=day', '?week=holiday']) {
    const { body } = await it.get('analyst', `/coverage${asked}`)
    const boxes = [...body.matchAll(/<dd>(\d+) <small>wards?</g)].map(([, n]) => Number(n))
    const wards = Number(/<b>(\d+) wards/.exec(body.slice(body.indexOf('up-bar')))?.[1])
    expect([boxes.length >= 3, boxes.reduce((sum, n) => sum + n, 0)], asked).toEqual([true, wards])
  }
})

test('the mark of need is said in words, and what may be begun because of a gap stands below it', async () => {
  const { body } = await it.get('officer', `/coverage/${ward.code}`)
  expect(body).toMatch(
    /<dt>Signal: [^<]+<\/dt><dd>(Rising|Falling|Could be chance|Too [a-z ]+|Not shown|Recording changed)/,
  )
  expect(body).not.toContain('not sustained')
  expect(body).toContain(`href="/decisions/new?kind=place&amp;place=${ward.code}"`)
  const task = /href="(\/tasks\/new[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const form = (await it.get('officer', task)).body
  expect([form.includes(`(${ward.code})"`), /name="reason"[^>]*>[^<]{10,}</.test(form)]).toEqual([true, true])
  const decision = (await it.get('officer', `/decisions/new?kind=place&place=${ward.code}`)).body
  expect(decision).toContain(`(${ward.code})"`)
  const lead = (await it.get(`borough-lead:${ward.borough}`, `/coverage/${ward.code}`)).body
  expect(lead).not.toContain('/decisions/new')
  expect([lead, body].map(each => each.includes('What can follow from this'))).toEqual([true, false])
})

describe('a finding made of coverage', () => {
  const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const pressed = async (role: Parameters<TestApp['get']>[0], page: string) =>
    /href="(\/findings\/new\?view=coverage[^"]*)"/.exec((await it.get(role, page)).body)?.[1]?.replaceAll('&amp;', '&')
  const make = async (href: string) => {
    const page = await it.get('analyst', href)
    expect(page.statusCode, plain(page.body).slice(0, 500)).toBe(200)
    const hidden = [...page.body.matchAll(/name="(view|asked|seen)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const,
    )
    const statement = /<textarea[^>]*name="statement"[^>]*>([^<]*)</.exec(page.body)?.[1] ?? ''
    const values = { ...Object.fromEntries(hidden), statement, strength: 'moderate', factor: 'risk' }
    const made = await it.ask('analyst', { url: '/findings', ...form(values) })
    expect(made.statusCode, plain(made.body).slice(0, 800)).toBe(303)
    return { url: String(made.headers.location), page: page.body }
  }

  test('is one press from the page of a ward, for those who make findings and nobody else', async () => {
    expect(await pressed('analyst', `/coverage/${ward.code}`)).toContain(`place=${ward.code}`)
    for (const role of ['officer', 'director', `borough-lead:${ward.borough}`] as const)
      expect(await pressed(role, `/coverage/${ward.code}`), role).toBeUndefined()
    expect(await pressed('analyst', `/coverage/${ward.code}?week=2026-11-30`)).toBeUndefined()
    const refused = await it.get('provider', `/findings/new?view=coverage&place=${ward.code}`)
    expect(refused.statusCode).toBe(403)
  })

  test('keeps the gap with its week, its entries and their versions, and where it stands in time and age', async () => {
    const { url, page } = await make((await pressed('analyst', `/coverage/${ward.code}`)) ?? '')
    expect(page).toMatch(/value="after-school"[^>]*selected/)
    expect(page).not.toMatch(/value="1[05]-1[47]"[^>]*selected/) // 14 to 17 lies in two bands
    expect(['16', '11-13', '18-24', '14-17', '8-10', '8-17'].map(ageBandOf)).toEqual([
      ...['15-17', '10-14', '18-24', undefined, undefined, undefined],
    ])
    const read = plain((await it.get('director', url)).body)
    expect((await it.get('analyst', url)).body).toContain(`href="/assessment/put?finding=${url.split('/').at(-1)}"`)
    expect(plain((await it.get('analyst', url)).body)).toContain('It waits for the director to agree it')
    expect(read).not.toContain('It waits for the director')
    const decision = await it.get('officer', `/decisions/new?because=finding%2F${url.split('/').at(-1)}`)
    expect(decision.body).toContain(`value="Canal Foot (${ward.code})"`)
    const map = (await it.get('officer', `/coverage/map?ages=15&borough=${ward.borough}`)).body
    expect(map).toContain(`href="/coverage.csv?ages=15&amp;borough=${ward.borough}"`)
    expect(read).toMatch(
      /Canal Foot, in an ordinary week of term: nothing for 14 to 17 on [^;]*Tuesday to Thursday 4pm to 7pm/,
    )
    expect(read).toMatch(/Made with Counted in \d+ \w+ 2026 to \d+ \w+ 2026/)
    expect(read).toMatch(/\(version \d+\)|fingerprint of their versions [0-9a-f]{16}/)
    expect(read).toContain('What nobody entered in the finder is not seen')
    expect((await it.get('analyst', `/threads${url.replace('/findings', '/finding')}`)).statusCode).toBe(200)
    const kept = await it.db.one(
      z.object({ licence: z.string() }),
      sql`select evidence -> 'reading' ->> 'licence' as licence from findings where id = ${Number(url.split('/').at(-1))}`,
    )
    expect(kept.licence).toMatch(/^Entries of the finder: Open Government Licence v3\.0.*; Residents: ./)
    const today = /href="(\/coverage\?place=[^"]*)"/
      .exec((await it.get('analyst', url)).body)?.[1]
      ?.replaceAll('&amp;', '&')
    expect((await it.get('analyst', today ?? '')).headers.location).toMatch(
      new RegExp(`^/coverage/${ward.code}\\?ages=14-17`),
    )
  })

  test('says that its figures are otherwise once something is on in the gap, and its maker is told after the night', async () => {
    const { url } = await make((await pressed('analyst', `/coverage/${ward.code}`)) ?? '')
    const id = Number(url.split('/').at(-1))
    const changes = async () =>
      (
        await it.db.one(
          z.object({ changes: z.array(z.object({ label: z.string(), was: z.string(), is: z.string() })) }),
          sql`select changes from findings where id = ${id}`,
        )
      ).changes
    expect(plain((await it.get('analyst', url)).body)).not.toContain('have changed since')
    await workOff(it.db, jobHandlers(it.db)) // what the demonstration left to do would make all times anew
    const moved = await it.db.run(sql`update finder_times set starts = 960, ends = 1140, min_age = 10, max_age = 18
      where (entry_id, day) in (select t.entry_id, t.day from finder_times t where t.ward_id <> ${ward.id} and t.kind = 'activity'
        and extract(isodow from t.day) = 3 and t.entry_id in (select e.id from finder_entries e join places p on p.id = ${ward.id} where e.borough_id = p.borough_id))`)
    expect(moved).toBeGreaterThan(0)
    await it.db.run(
      sql`update finder_times set ward_id = ${ward.id} where starts = 960 and ends = 1140 and extract(isodow from day) = 3 and kind = 'activity'`,
    )
    expect(plain((await it.get('analyst', url)).body)).toContain('The figures behind this have changed since')
    await needs.requestFindings(it.db)
    await workOff(it.db, jobHandlers(it.db))
    const found = await changes()
    expect(found.find(one => one.label === 'When nothing is on')).toMatchObject({
      was: expect.stringContaining('Tuesday to Thursday 4pm to 7pm'),
    })
    expect(found.find(one => one.label === 'When nothing is on')?.is).not.toContain('Tuesday to Thursday')
    await refreshAll(it.db, today)
  })

  test('of the whole city counts its wards, and a lead’s own is of their borough', async () => {
    const href = (await pressed('analyst', '/coverage?ages=11-13')) ?? ''
    const body = plain((await it.get('analyst', href)).body)
    expect(body).toMatch(/Things on for 11 to 13 in .+, in an ordinary week of term/)
    expect(body).toContain('Wards with no gap')
  })

  test('has the fingerprint of each entry with its version, by name; findings made before keep theirs', async () => {
    const places = await it.db.many(
      z.object({ id: z.number(), boroughId: z.number() }),
      sql`select w.id, w.borough_id as "boroughId" from places w join places p on p.borough_id = w.borough_id
        where p.id = ${ward.id} and w.kind = 'ward' and w.valid_to is null`,
    )
    const [boroughId, ids] = [places[0]?.boroughId ?? 0, places.map(({ id }) => id)]
    const monday = addDays(mondayOf(today), 7)
    const found = await behind(it.db, new Map([[boroughId, monday]]), ids, { from: 0, to: 120 }, ['activity'])
    const all = await it.db.many(
      z.object({ id: z.string(), name: z.string(), version: z.number() }),
      sql`select distinct e.id, e.name, o.public_version as version from finder_entries e join opportunities o on o.id = e.id
        join finder_times t on t.entry_id = e.id and t.ward_id = any(${ids}::int[]) and t.day between ${monday}::date and ${monday}::date + 6
        where e.kind = 'activity' and e.borough_id = ${boroughId} order by e.name, e.id`,
    )
    expect(all.length).toBeGreaterThan(5)
    const text = all.map(({ id, version }) => `${id} ${version}`).join('\n')
    expect(found.print).toBe(createHash('sha256').update(text).digest('hex').slice(0, 16))
    expect(found.entries).toBe(all.length)
    expect(found.licences).toContain('https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/')
    expect(found.named).toEqual(all.slice(0, 12).map(({ name, version }) => ({ name, version })))
  })
})

describe('every address of officers, and every public one beside them', () => {
  const [own, other] = ['borough-lead:X09000001', 'borough-lead:X09000002'] as const
  const who = [
    ...(['officer', 'analyst', 'director', own, other, 'provider'] as const),
    ...(['young-assessor', 'administrator', 'public'] as const),
  ]
  // in the order of `who`: the fourth is the lead of the borough asked about, the fifth of another
  const signals = '200 200 200 200 200 403 403 403 303'
  const ofOne = (stranger: number) => `200 200 200 200 ${stranger} 403 403 403 303`
  const officers = '200 403 403 403 403 403 403 403 303'
  const officersPost = (status: number) => `${status} 403 403 403 403 403 403 403 401`
  const leadsPost = (own: number, stranger: number) => `403 403 403 ${own} ${stranger} 403 403 403 401`
  const help = '200 403 403 403 403 403 403 200 303'
  const helpPost = (status: number) => `${status} 403 403 403 403 403 403 ${status} 401`
  const sheet = '200 403 403 200 200 200 403 403 303'
  const sheetPost = (status: number) => `${status} 403 403 ${status} ${status} ${status} 403 403 401`
  const open = '200 200 200 200 200 200 200 200 200'

  const answers: Readonly<Record<string, string>> = {
    'GET /coverage': signals,
    'GET /coverage.csv': signals,
    'GET /coverage/map': signals,
    'GET /coverage/:code': ofOne(403),
    'GET /coverage/:code.csv': ofOne(403),
    'GET /coverage/holidays': signals,
    'GET /coverage/holidays.csv': signals,
    'GET /coverage/holidays/:code': ofOne(404),
    'GET /coverage/holidays/:code.csv': ofOne(404),
    'GET /coverage/unmet': signals,
    'GET /coverage/unmet.csv': signals,
    'GET /offers': signals,
    'GET /offers.csv': signals,
    'GET /offers/requests': signals,
    'GET /offers/requests.csv': signals,
    'GET /offers/:id': signals,
    'GET /offers/new': officers,
    'GET /offers/:id/edit': officers,
    'POST /offers': officersPost(422),
    'POST /offers/:id/edit': officersPost(422),
    'POST /offers/:id/close': officersPost(422),
    'POST /offers/:id/requests': leadsPost(422, 422),
    'POST /offers/:id/requests/:request/decide': officersPost(422),
    'POST /offers/:id/requests/:request/result': leadsPost(422, 404),
    'POST /offers/:id/requests/:request/withdraw': leadsPost(422, 404),
    'GET /opportunities/words': officers,
    'GET /opportunities/words.csv': officers,
    'GET /opportunities/words/:id': officers,
    'POST /opportunities/words': officersPost(422),
    ...Object.fromEntries(
      ['refuse', 'withdraw', 'ask', 'undo'].map(verb => [`POST /opportunities/words/:id/${verb}`, officersPost(422)]),
    ),
    'POST /opportunities/words/:id/approve': officersPost(403), // they proposed it
    'POST /opportunities/words/:id/keep': officersPost(409),
    'GET /help-lines': help,
    'GET /help-lines/:id': help,
    'POST /help-lines/:id': helpPost(422),
    'POST /help-lines/:id/checked': helpPost(409),
    'POST /help-lines/:id/changes/:change/approve': helpPost(404),
    'POST /help-lines/:id/changes/:change/refuse': helpPost(422),
    'POST /help-lines/:id/changes/:change/back': helpPost(422),
    'GET /feeds': officers,
    'GET /feeds/new': officers,
    'POST /feeds/new': officersPost(422),
    'GET /feeds/:id': officers,
    'GET /feeds/:id/status': officers,
    'POST /feeds/:id/approve': officersPost(409),
    'POST /feeds/:id/ask': officersPost(303),
    'POST /feeds/:id/again': officersPost(409),
    'POST /feeds/:id/change': officersPost(422),
    'POST /feeds/:id/stop': officersPost(422),
    'GET /opportunities/spreadsheet': sheet,
    'GET /opportunities/spreadsheet.csv': sheet,
    'GET /opportunities/spreadsheet/entries.csv': sheet.replaceAll('200', '404'), // of no organisation, so of none
    'GET /opportunities/spreadsheet.ods': sheet,
    'POST /opportunities/spreadsheet': sheetPost(422),
    'POST /opportunities/spreadsheet/send': sheetPost(422),
    'GET /get-involved': open,
    'GET /get-involved/:role': open,
    'GET /your-council/:code': open,
    'GET /embed/things-to-do': open,
  }
  const side =
    /^\/(coverage|offers|help-lines|feeds|get-involved|your-council|embed|opportunities\/(words|spreadsheet))(?=[/.]|$)/
  const isPublicFeed = (url: string) => /^\/api\/(open-referral|openactive|calendar|finder)/.test(url)
  const mine = () => it.routes.filter(({ method }) => method === 'GET' || method === 'POST')

  let ids: { [name: string]: string }
  const filled = (key: string): string => {
    const url = key.split(' ')[1] ?? ''
    const room = url.split('/')[1] ?? ''
    const parts: { [name: string]: string | undefined } = {
      id: ids[room === 'opportunities' ? 'word' : room],
      role: 'parents',
      change: '1',
      request: ids.request,
      code: ids.code,
    }
    return `${url.replace(/:([a-z]+)/g, (_, name: string) => parts[name] ?? '')}${room === 'embed' ? `?place=${ids.code}` : ''}`
  }
  beforeAll(async () => {
    const made = await it.ask('officer', {
      url: '/offers',
      ...form({
        title: 'Days of a team',
        detail: 'A day.',
        unit: 'days',
        capacity: 5,
        startsOn: today,
        endsOn: '2027-03-31',
      }),
    })
    const offers = String(made.headers.location).split('/').at(-1) ?? ''
    const asked = await it.ask(own, {
      url: `/offers/${offers}/requests`,
      ...form({ borough: 'X09000001', asked: 1, purpose: 'A team.' }),
    })
    const feed = await it.db.one(z.object({ id: z.string() }), sql`select id from finder_sources order by id limit 1`)
    await it.ask('officer', {
      url: '/opportunities/words',
      ...form({ target: 'activity/boxing', phrase: 'zibbing', reason: 'Heard.' }),
    })
    const word = await it.db.one(z.object({ id: z.number() }), sql`select max(id)::int as id from finder_added_words`)
    ids = {
      ...{ offers, request: String(asked.headers.location).split('request-')[1] ?? '', feeds: feed.id },
      ...{ word: String(word.id), 'help-lines': 'nspcc', code: 'X09000001' },
    }
  })

  test('are all in this table', () => {
    const here = mine()
      .filter(({ url }) => side.test(url))
      .map(({ method, url }) => `${method} ${url}`)
    expect(here.toSorted()).toEqual(Object.keys(answers).toSorted())
  })

  test('answer each role as they should, asked for what belongs to one borough', async () => {
    const told: Record<string, string> = {}
    for (const key of Object.keys(answers)) {
      const url = filled(key)
      const each = who.map(
        async role =>
          (await it.ask(role, key.startsWith('GET') ? { method: 'GET', url } : { url, ...form({ version: 99 }) }))
            .statusCode,
      )
      told[key] = (await Promise.all(each)).join(' ')
    }
    expect(told).toEqual(answers)
  })

  test('of the open feeds say the same to everybody, signed in or not', async () => {
    const urls = mine()
      .map(({ url }) => url)
      .filter(url => isPublicFeed(url) && !/[:*]/.test(url))
    expect(urls.length).toBeGreaterThan(12)
    for (const bare of new Set(urls)) {
      const url = bare.endsWith('.ics') ? `${bare}?place=X09000001` : bare
      const [first, ...others] = await Promise.all(
        (['public', 'officer', 'provider', other, 'administrator'] as const).map(role => it.get(role, url)),
      )
      expect(first?.statusCode, url).toBe(200)
      for (const other of others) expect([other.statusCode, other.body === first?.body], url).toEqual([200, true])
    }
  })
})
