// Harm, and fear beside violence, on the demonstration: one city for both.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { roles } from '../../people/index.ts'
import { fear } from '../fear/view.ts'
import { harm } from './view.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const plain = (body: string) =>
  body
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const readers = ['analyst', 'borough-lead', 'director', 'officer']
const indexes = '/analyses/harm/indexes'

beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const send = (who: Who, text: string) => {
  const parts = [
    '--x',
    'content-disposition: form-data; name="file"; filename="weights.csv"',
    'content-type: text/csv',
    '',
    text,
    '--x--',
    '',
  ]
  return it.ask(who, {
    method: 'POST',
    url: indexes,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: parts.join('\r\n'),
  })
}
const weights = (name: string, ...rows: string[]) =>
  ['category,weight,unit,source,version,licence', ...rows.map(row => `${row},days,${name},1,Ours`)].join('\n')
const read = async (view: typeof harm, asked: Record<string, string> = {}) => {
  const bench = openBench()
  const found = await view.read({ db: it.db, pack: it.pack, bench, today: () => today }, asked)
  await bench.close()
  return found
}

const Sum = z.object({ code: z.string(), n: z.number() })
/** Offences of the last 12 months in the city, straight from the tables. */
const countsOf = async () =>
  new Map(
    (
      await it.db.many(
        Sum,
        sql`select m.code, (select sum(a)::integer from unnest(s.amounts[cardinality(s.amounts) - 11 : cardinality(s.amounts)]) a) as n
        from series s join measures m on m.id = s.measure_id join places p on p.id = s.place_id join imports i on i.id = s.import_id and i.status = 'current'
        where p.kind = 'city' and s.grain = 'month' order by i.snapshot_on`,
      )
    ).map(row => [row.code, row.n]),
  )

describe('harm', () => {
  test('is the counts times the weights of the index in force, which is named', async () => {
    const { body, statusCode } = await it.get('officer', '/analyses/harm')
    expect(statusCode).toBe(200)
    const reading = await read(harm)
    const rows = reading?.table?.rows ?? []
    const number = (text = '') => Number(text.replaceAll(',', ''))
    expect(rows.length).toBeGreaterThan(3)
    for (const [, count, weight, harmed] of rows) expect(number(harmed)).toBe(number(count) * number(weight))
    const total = rows.reduce((sum, row) => sum + number(row[3]), 0)
    expect(plain(body)).toContain(
      `weigh ${total.toLocaleString('en-GB')} invented days by Riverton Harm Index (invented), edition 1`,
    )
    const injury = rows.find(row => row[0] === 'Violence with injury')
    const counts = await countsOf()
    if (counts.has('violence-with-injury')) expect(number(injury?.[1])).toBe(counts.get('violence-with-injury'))
    expect(plain(body)).toContain('Not weighed (no measure of this city): river piracy')
    expect(reading?.imports).not.toEqual([])
  })

  test('an index is read, looked at, put in force and taken back; files that cannot be are refused', async () => {
    expect((await send('officer', weights('X', 'violence-with-injury,10'))).statusCode).toBe(403)
    const refused = await send('analyst', weights('X', 'violence-with-injury,ten'))
    expect([refused.statusCode, plain(refused.body).includes('Line 2: weight cannot be read')]).toEqual([422, true])
    expect(
      (await send('analyst', weights('X', 'violence-against-the-person,1', 'violence-with-injury,10'))).statusCode,
    ).toBe(422)
    const before = await read(harm)
    const sent = await send('analyst', weights('One weight', 'violence-with-injury,10', 'unheard-of,7'))
    const href = String(sent.headers.location)
    expect([sent.statusCode, href]).toEqual([303, expect.stringMatching(/\/indexes\/\d+$/)])
    expect(plain((await it.get('analyst', href)).body)).toMatch(
      /Loaded, not in force .* 1 category has no measure here/,
    )
    expect((await read(harm))?.statement).toBe(before?.statement)
    expect((await it.ask('director', { method: 'POST', url: `${href}/use` })).statusCode).toBe(403)
    expect((await it.ask('analyst', { method: 'POST', url: `${href}/use` })).statusCode).toBe(303)
    expect((await read(harm))?.table?.rows).toHaveLength(1)
    const first = /href="([^"]*indexes\/\d+)">Riverton/.exec((await it.get('analyst', indexes)).body)?.[1] ?? ''
    expect((await it.ask('analyst', { method: 'POST', url: `${first}/use` })).statusCode).toBe(303)
    expect((await read(harm))?.statement).toBe(before?.statement)
  })

  test('one event that decides the total is said so, and without ten no interval is given', async () => {
    const sent = await send(
      'analyst',
      weights(
        'Heavy',
        'possession-of-weapons,0',
        'violence-with-injury,0.000001',
        'robbery-of-business-property,900000',
      ),
    )
    await it.ask('analyst', { method: 'POST', url: `${sent.headers.location}/use` })
    const reading = await read(harm)
    expect(reading?.statement).toMatch(/As uncertain as [\d,.]+ equally grave events/)
    const first = /href="([^"]*indexes\/\d+)">Riverton/.exec((await it.get('analyst', indexes)).body)?.[1] ?? ''
    await it.ask('analyst', { method: 'POST', url: `${first}/use` })
  })
})

describe('fear', () => {
  test('each borough’s share stands with its base and interval, beside its rate; wards are never asked for', async () => {
    const reading = await read(fear)
    const rows = reading?.table?.rows ?? []
    expect(rows).toHaveLength(8)
    const Said = z.object({ name: z.string(), said: z.number() })
    const said = await it.db.many(
      Said,
      sql`select p.name, s.amounts[cardinality(s.amounts)] as said from series s join measures m on m.id = s.measure_id join places p on p.id = s.place_id where m.code = 'young-people-feel-safe' and p.kind = 'borough' order by p.name`,
    )
    for (const { name, said: yes } of said) {
      const row = rows.find(each => each[0] === name)
      expect([row?.[1], row?.[3]]).toEqual([`${(((400 - yes) / 400) * 100).toFixed(1)} %`, '400'])
    }
    expect(reading?.notes.join(' ')).toContain('never drawn for wards')
    expect((await read(fear, { level: 'ward' }))?.table?.rows).toHaveLength(8)
  })

  test('the three questions stand apart and are never averaged', async () => {
    const body = plain((await it.get('director', '/analyses/fear')).body)
    expect(body).toMatch(/Young people who feel safe \d\d\.\d % did not say so 3,200 asked, 2026/)
    expect(body).toMatch(/Feel safe at school \d\d\.\d % did not say so/)
    expect(body).toMatch(/Feel safe online \d\d\.\d % did not say so/)
    const online = await read(fear, { feeling: 'young-people-feel-safe-online' })
    expect(online?.statement).toContain('did not say that they feel safe online')
    expect(online?.href).toContain('feeling=young-people-feel-safe-online')
  })
})

test('each role may what the matrix says', async () => {
  for (const url of [
    '/analyses/harm',
    '/analyses/harm.csv',
    indexes,
    `${indexes}/1`,
    '/analyses/fear',
    '/analyses/fear.csv',
  ]) {
    const found: string[] = []
    for (const role of roles) if ((await it.get(role, url)).statusCode === 200) found.push(role)
    expect([url, found.sort()]).toEqual([url, readers])
  }
  for (const role of roles.filter(one => one !== 'analyst'))
    for (const [url, text] of [
      [indexes, ''],
      [`${indexes}/1/use`, ''],
      [`${indexes}/1/drop`, ''],
    ] as const)
      expect([role, url, (await it.ask(role, { method: 'POST', url, payload: text })).statusCode]).toEqual([
        role,
        url,
        role === 'public' ? 401 : 403,
      ])
})
