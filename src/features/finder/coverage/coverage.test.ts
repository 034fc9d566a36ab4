// Coverage on the whole app: the invented city has a gap planted in Canal Foot.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { refreshAll } from '../search/again.ts'

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
