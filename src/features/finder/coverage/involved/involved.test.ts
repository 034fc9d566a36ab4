import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { readingOf } from '../../../../lib/reading.ts'
import { sql } from '../../../../platform/sql.ts'
import { publicEntries } from '../../entries/public.ts'
import { refreshAll } from '../../search/again.ts'
import { boroughs, networksNear } from './queries.ts'
import { allWords, roleOf, roles } from './roles.ts'
import { helpFor, joinStep, networksFor, serves } from './rules.ts'
import { networks, support } from './service.ts'

let it: TestApp
const Where = z.object({ district: z.string(), postcode: z.string(), code: z.string() })
let southwharf: z.output<typeof Where>

beforeAll(async () => {
  it = await openTestApp('demo')
  await refreshAll(it.db, today)
  southwharf = await it.db.one(
    Where,
    sql`select left(c.postcode, -3) as district, c.postcode, b.code from postcodes c join places b on b.id = c.borough_id
    where b.name = 'Southwharf' group by 1, 2, 3 order by count(*) over (partition by left(c.postcode, -3)) desc, c.postcode limit 1`,
  )
}, 120_000)
afterAll(() => it?.close())

const body = async (url: string) => (await it.get('public', url)).body
const main = (html: string) => html.slice(html.indexOf('id="main-content"'), html.indexOf('<footer'))
/** Buttons of the page itself: things to press next. */
const steps = (html: string) => [...main(html).matchAll(/class="govuk-button[ "]/g)].length

describe('a parent', () => {
  test('finds their network from half a postcode, with one way to join', async () => {
    const page = await body(`/get-involved/parents?place=${southwharf.district.toLowerCase()}`)
    expect(page).toContain('Parent and carer champions, Southwharf')
    expect(page).toContain('href="tel:01632960108"')
    expect(steps(page)).toBe(1)
    const numbers = [...main(page).matchAll(/Call ([\d ]+)</g)].map(([, number]) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
  test('finds it from a whole postcode, a ward’s or the borough’s name as well', async () => {
    for (const place of [southwharf.postcode, 'Southwharf', southwharf.code])
      expect(await body(`/get-involved/parents?place=${encodeURIComponent(place)}`), place).toContain(
        'Parent and carer champions, Southwharf',
      )
  })
  test('of another borough is not shown one they cannot go to; one online is for everybody', async () => {
    const page = await body('/get-involved/parents?place=Northgate')
    expect(page).not.toContain('Parent and carer champions, Southwharf')
    expect(page).toContain('Mums’ network online')
  })
  test('is asked again, kindly, where the place is not known', async () => {
    for (const place of ['', 'ZZ99', 'nowhere at all', '%']) {
      const answer = await it.get('public', `/get-involved/parents?place=${encodeURIComponent(place)}`)
      expect(answer.statusCode, place).toBe(200)
      expect(answer.body, place).toContain('There is a problem')
      expect(steps(answer.body), place).toBe(1)
    }
  })
})

test('every page has exactly one next step', async () => {
  const pages = ['/get-involved', '/get-involved?role=', `/your-council/${southwharf.code}`, '/your-council/X09000001']
  for (const { id } of roles)
    pages.push(`/get-involved/${id}`, `/get-involved/${id}?place=Southwharf`, `/get-involved/${id}?place=Northgate`)
  for (const page of pages) expect(steps(await body(page)), page).toBe(1)
})

test('who runs a club is led to where it is listed, and to the page for groups', async () => {
  const own = main(await body('/get-involved/groups'))
  expect(own).toContain('href="/opportunities/claim"')
  expect(own).toContain('href="/community-groups"')
  expect(await body('/community-groups')).toContain('href="/opportunities/claim"')
  expect(await body('/opportunities/claim')).toContain('List what your organisation runs')
})

test('where nobody has told of a group, the next step is the council', async () => {
  const page = await body('/get-involved/young-people?place=Northgate')
  expect(page).toContain('We do not know of a group like this in Northgate yet')
  expect(main(page)).toMatch(/href="\/your-council\/X09\d+"/)
})

test('a resident reaches what their borough has in two clicks from any page', async () => {
  const front = await body('/')
  expect(front).toContain('href="/get-involved"')
  expect(await body('/get-involved')).toContain(`href="/your-council/${southwharf.code}"`)
  const council = await body(`/your-council/${southwharf.code}`)
  expect(council).toContain(`/things-to-do?borough=${southwharf.code}`)
  expect(council).toContain('Southwharf community safety volunteers')
  expect(council).toMatch(/\d+ things? to do, \d+ of them free/)
})

test('who presses the button without choosing is told so; who chooses is led on', async () => {
  expect(await body('/get-involved?role=&place=')).toContain('Choose who you are')
  const led = await it.get('public', '/get-involved?role=parents&place=SW9+8')
  expect([led.statusCode, led.headers.location]).toEqual([303, '/get-involved/parents?place=SW9+8'])
  for (const url of ['/get-involved/nobody', '/your-council/X01000001', '/your-council/nowhere'])
    expect((await it.get('public', url)).statusCode, url).toBe(404)
})

test('a reader of 9 to 11 can read it', () => {
  const text = allWords.map(words => (/[.?!]$/.test(words) ? words : `${words}.`)).join('\n')
  expect(readingOf(text).age).toBeLessThanOrEqual(11)
  expect(text).not.toMatch(/at risk|offend|gang|knife|services?\b|intervention/i)
})

test('no address of a safe venue stands on these pages, even if a network meets there', async () => {
  const Safe = z.object({ address: z.string(), postcode: z.string() })
  const all = await it.db.many(
    Safe,
    sql`select v.body->'venue'->>'address' as address, v.body->'venue'->>'postcode' as postcode from opportunity_versions v
    where (v.body->'venue'->>'safe')::boolean and v.body->'venue'->>'address' <> ''`,
  )
  expect(all.length).toBeGreaterThan(0)
  const boroughs = await it.db.many(z.object({ code: z.string() }), sql`select code from places where kind = 'borough'`)
  for (const { code } of boroughs) {
    const page = await body(`/your-council/${code}`)
    for (const { address, postcode } of all) expect(page.includes(address) || page.includes(postcode), code).toBe(false)
  }
})

test('a network is for a place by what it serves, else by where it is; and is joined by its own page first', async () => {
  const [one] = await publicEntries(it.db, { kinds: ['network'] })
  if (!one) throw new RangeError('no network')
  const at = (boroughCode: string | null, places: string[], online = false) =>
    serves({ boroughCode, body: { serves: places, online } }, 'B1')
  expect([at('B1', []), at('B1', ['B2']), at(null, ['B1']), at(null, []), at(null, [], true)]).toEqual([
    ...[true, false, true, false, true],
  ])
  const join = {
    how: 'ask' as const,
    words: '',
    href: 'https://join.example',
    phone: '01632 960000',
    email: 'us@join.example',
  }
  const step = (left: Partial<typeof join>) =>
    joinStep({ id: one.id, body: { ...one.body, join: { ...join, ...left } } }).href
  expect([
    step({}),
    step({ href: '' }),
    step({ href: '', phone: '' }),
    step({ href: '', phone: '', email: '' }),
  ]).toEqual([...['https://join.example', 'tel:01632960000', 'mailto:us@join.example', `/things-to-do/${one.id}`]])
  const parents = roleOf('parents')
  expect(parents && networksFor([one], parents, ['B9'])).toEqual(parents && one.body.online ? [one] : [])
})

test('a worried parent is led to who helps, before and after they say where they live', async () => {
  for (const url of ['/get-involved/parents', '/get-involved/parents?place=Southwharf']) {
    const page = main(await body(url))
    expect(page, url).toContain('Are you worried about your child?')
    expect(page, url).toMatch(/href="\/help#families"/)
  }
  expect(main(await body('/get-involved/parents?place=Southwharf'))).toMatch(/id="worry".*href="tel:\d+"/s)
  expect(main(await body('/get-involved/neighbours'))).not.toContain('worried')
})

test('a place nobody knows is said so on the first page too', async () => {
  const page = await body('/get-involved?place=zz99')
  expect(page).toContain('We do not know this place')
  expect(page).toContain('Choose who you are')
})

test('a council’s own contact stands first where it is known, and is said to be missing where it is not', async () => {
  const own = main(await body(`/your-council/${southwharf.code}`))
  expect(own.indexOf('Southwharf Council')).toBeGreaterThan(0)
  expect(own).toContain('Call 01632 960115')
  expect(main(await body('/your-council/X09000001'))).toContain('council itself yet')
})

test('what is asked of the database is what the rules pick among all, in the same order', async () => {
  const [all, help] = [
    await publicEntries(it.db, { kinds: ['network'] }),
    await publicEntries(it.db, { kinds: ['support'] }),
  ]
  const known = await boroughs(it.db)
  const names = (entries: { body: { name: string } }[]) => entries.map(({ body }) => body.name)
  let found = 0
  for (const role of roles)
    for (const asked of [...known.map(one => [one]), known.slice(0, 3)]) {
      const codes = asked.map(({ code }) => code)
      const some = role.networks === null ? [] : await networks(it.db, asked, role.networks)
      found += some.length
      expect(names(networksFor(some, role, codes)), role.id).toEqual(names(networksFor(all, role, codes)))
      if (!role.worry) continue
      const near = await support(it.db, asked, role.worry.theme)
      expect(near.length, role.id).toBeLessThan(help.length)
      expect(names(helpFor(near, role.worry.theme, codes))).toEqual(names(helpFor(help, role.worry.theme, codes)))
    }
  expect(found).toBeGreaterThan(known.length)
  const [borough] = known
  const here = all.filter(one => serves(one, borough?.code ?? ''))
  expect((await networksNear(it.db, [borough?.code ?? ''])).toSorted()).toEqual(here.map(({ id }) => id).toSorted())
})

test('a council is not known by its name alone, and no person’s mailbox stands there', async () => {
  const contacts = async () => main(await body(`/your-council/${southwharf.code}`))
  await it.db.run(sql`update organisations set email = 'jo.smith@southwharf.example' where key = 'southwharf-council'`)
  const page = await contacts()
  expect(page).toContain('Call 01632 960115')
  expect(page).not.toContain('jo.smith')
  await it.db.run(sql`update opportunities set state = 'hidden'
    where organisation_id = (select id from organisations where key = 'southwharf-council')`)
  expect(await contacts()).not.toContain('Call 01632 960115')
})
