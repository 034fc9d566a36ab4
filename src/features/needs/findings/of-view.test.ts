import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, risingWard, seedCity, smallWard, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp, today, workOff } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { views } from '../../../views.ts'
import { jobHandlers } from '../../../work.ts'
import { roles } from '../../people/index.ts'
import { Releasable } from '../../releases/contract.ts'
import { findRecord } from '../../threads/index.ts'
import { findingBuilder } from './builder.ts'
import * as check from './check.ts'
import * as queries from './queries.ts'
import { revisedFindings } from './read.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const map = 'level=ward&measure=violence-with-injury&show=rate&end=2026-10'
const asked = `/findings/new?view=map&${map}`
const good = { statement: 'Violence is recorded most in few wards.', strength: 'moderate', factor: 'neither' }
const make = async (more: Record<string, string> = {}) => {
  const answer = await post('analyst', '/findings', { view: 'map', asked: map, ...good, ...more })
  expect(answer.statusCode, plain(answer.body).slice(0, 2_000)).toBe(303)
  return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])
}
const makeOfMark = async () => {
  const about = { place: wardCode(risingWard), measure: 'violence-with-injury' }
  const answer = await post('analyst', '/findings', { ...about, ...good })
  return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])
}
const Hidden = /name="(view|asked|seen)" value="([^"]*)"/g

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it.close())

/** A file that counts five more in one month of a ward comes into force. */
const revise = (minutes: number) =>
  it.db.transaction(async tx => {
    await tx.run(sql`update series set amounts[48] = amounts[48] + 5 where place_id = (select id from places where code = ${wardCode(risingWard)})
      and measure_id = (select id from measures where code = 'violence-with-injury')`)
    await tx.run(sql`update imports set finished_at = now() + ${minutes}::integer * interval '1 minute'`)
  })

describe('a finding made of a way of looking', () => {
  test('is one press from the map, for those who make findings', async () => {
    const page = (await it.get('analyst', `/map?${map}`)).body
    const href = /href="(\/findings\/new\?view=map[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const { statusCode, body } = await it.get('analyst', href)
    expect(statusCode).toBe(200)
    expect(plain(body)).toContain('Violence with injury, by ward, 12 months to October 2026')
    for (const who of ['officer', 'director', `borough-lead:${boroughCode(0)}`] as const)
      expect((await it.get(who, `/map?${map}`)).body).not.toContain('/findings/new')
  })

  test('starts from what the reading says, and keeps it whole', async () => {
    const { body } = await it.get('analyst', asked)
    const hidden = Object.fromEntries(
      [...body.matchAll(Hidden)].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
    )
    const id = await make(hidden)
    const kept = await queries.find(it.db, id)
    expect(kept).toMatchObject({ placeId: expect.any(Number), changes: [], stands: false })
    expect(kept?.evidence).toMatchObject({
      kind: 'reading',
      places: [{ code: 'X12000001', kind: 'city' }],
      measures: [{ code: 'violence-with-injury', unit: 'offences' }],
      level: 'ward',
      imports: [{ source: 'test', title: 'Recorded offences', snapshotOn: '2026-11-01', hash: 'abc' }],
      reading: {
        view: 'map',
        href: `/map?${map}`,
        from: '2025-11',
        to: '2026-10',
        level: 'ward',
        method: '/methods/maps',
      },
      seenOn: today,
    })
    const { svg, table } = await queries.exhibitOf(it.db, id)
    expect(svg).toMatch(/^<svg/)
    expect(table?.rows).toHaveLength(12)
    expect(await findRecord(it.db, `finding/${id}`)).toMatchObject({
      title: 'Finding: Violence with injury, by ward, 12 months to October 2026',
      places: ['X12000001'],
      startsOn: '2025-11-01',
      endsOn: '2026-10-31',
    })
  })

  test('shows its picture, table, figures and notes to those who read it, and gives the figures as a file', async () => {
    const id = await make()
    const { body } = await it.get('officer', `/findings/${id}`)
    expect(body).toMatch(/<figure class="up-exhibit"><svg/)
    expect(plain(body)).toContain('Recorded crime depends on what is reported')
    expect(plain(body)).toMatch(/Violence with injury, Riverton 1,\d\d\d offences/)
    expect(plain(body)).toContain('Dovecote Eastmere not shown') // in the table
    const csv = (await it.get('officer', `/findings/${id}.csv`)).body
    expect(csv).toMatch(/"?Violence with injury, Riverton"?,"?1,\d\d\d offences/)
    for (const line of csv.trim().split('\n').slice(1))
      expect(line).toContain('Recorded crime depends on what is reported')
    const mark = await makeOfMark()
    expect((await it.get('officer', `/findings/${mark}.csv`)).statusCode).toBe(404) // its figures are in the list's file
  })

  test('may not tell a number that the reading keeps back', async () => {
    const refused = await post('analyst', '/findings', {
      view: 'map',
      asked: map,
      ...good,
      statement: 'Dovecote had 3.',
    })
    expect(refused.statusCode).toBe(422)
    expect(plain(refused.body)).toContain('Take out 3')
    expect(plain((await it.get('analyst', asked)).body)).toContain('tell only numbers that stand in its figures')
    const id = await make()
    const edit = await post('analyst', `/findings/${id}/edit`, { ...good, statement: 'Dovecote had 3.', version: '1' })
    expect(edit.statusCode).toBe(422)
    expect(smallWard).toBe('Dovecote')
  })

  test('is refused in plain words where there is nothing to make it of', async () => {
    const answer = await it.get('analyst', '/findings/new?view=nothing')
    expect([answer.statusCode, plain(answer.body)]).toEqual([404, expect.stringContaining('way of looking')])
    const small = await it.get('analyst', '/findings/new?view=map&level=lsoa')
    expect([small.statusCode, plain(small.body)]).toEqual([
      409,
      expect.stringContaining('nothing here to make a finding of'),
    ])
    const marks = await it.get('analyst', '/findings/new?view=map&level=ward&measure=domestic-abuse')
    expect(marks.statusCode).toBe(409) // shown for boroughs and above
    expect((await post('analyst', '/findings', { view: 'map', asked: map, ...good, seen: 'other' })).statusCode).toBe(
      422,
    )
    for (const text of ['', '?', '%', 'level=x&end=1', 'x'.repeat(3_000)])
      expect((await post('analyst', '/findings', { view: 'map', asked: text })).statusCode).toBeLessThan(500)
  })
})

describe('who may do what with it', () => {
  test('the city’s is read by officers, analysts and directors; made by analysts alone', async () => {
    const id = await make()
    for (const role of roles.filter(each => each !== 'borough-lead')) {
      const reads = ['officer', 'analyst', 'director'].includes(role)
      for (const url of [`/findings/${id}`, `/findings/${id}.csv`])
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(reads ? 200 : role === 'public' ? 303 : 403)
      if (role === 'analyst') continue
      const refused = role === 'public' ? 401 : 403
      expect((await post(role, '/findings', { view: 'map', asked: map, ...good })).statusCode, role).toBe(refused)
      expect((await post(role, `/findings/${id}/stands`)).statusCode, role).toBe(refused)
      expect((await it.get(role, asked)).statusCode, role).toBe(role === 'public' ? 303 : 403)
    }
    const lead: Who = `borough-lead:${boroughCode(0)}`
    for (const url of [`/findings/${id}`, `/findings/${id}.csv`]) expect((await it.get(lead, url)).statusCode).toBe(404)
    expect((await it.get(lead, '/findings')).body).not.toContain(`/findings/${id}"`)
  })

  test('stands on the page of every place it is about', async () => {
    await make({ statement: 'Few wards hold much of it.' })
    expect(plain((await it.get('officer', '/places/X12000001')).body)).toContain('Few wards hold much of it.')
    expect((await it.get('public', '/places/X12000001')).body).not.toContain('Few wards')
  })

  test('is offered for release in its own words with its notes, once agreed', async () => {
    const id = await make()
    expect(await findingBuilder.build(it.db, `finding/${id}`)).toBeUndefined()
    await post('director', `/findings/${id}/agree`, { version: '1' })
    const built = Releasable.parse(await findingBuilder.build(it.db, `finding/${id}`))
    expect(built).toMatchObject({
      places: ['X12000001'],
      method: '/methods/maps',
      period: 'November 2025 to October 2026',
    })
    expect(JSON.stringify(built)).toContain('Recorded crime depends on what is reported')
  })
})

describe('a revision of the data', () => {
  test('marks it: on its page at once, in the list and in my week after the job, until somebody looks', async () => {
    const id = await make()
    const mark = await makeOfMark()
    await post('director', `/findings/${id}/agree`, { version: '1' })
    expect((await it.get('officer', `/findings/${id}`)).body).not.toContain('have changed since')
    const bench = openBench()
    const rooms = { db: it.db, pack: it.pack, bench, views, today: () => today }
    expect((await revisedFindings(rooms, [id])).size).toBe(0)

    await revise(1)
    const page = plain((await it.get('officer', `/findings/${id}`)).body)
    expect(page).toContain('The figures behind this have changed since')
    expect(page).toMatch(/Violence with injury, Riverton was 1,(\d+) offences, is 1,(\d+) offences/)
    expect((await revisedFindings(rooms)).get(id)).toMatchObject({ id, stands: false })
    expect(plain((await it.get('officer', '/findings')).body)).toContain('Newer data have come')

    await check.request(it.db)
    await workOff(it.db, jobHandlers(it.db))
    expect(plain((await it.get('officer', '/findings?revised=yes')).body)).toContain('have changed since')
    expect((await it.get('officer', '/findings.csv')).body).toMatch(/Violence with injury, Riverton: 1,\d+ offences/)
    expect((await queries.find(it.db, id))?.changedSeenOn).not.toBeNull()
    expect((await queries.find(it.db, mark))?.changes).toEqual([
      { label: '12 months to October 2026', was: '288', is: '293' },
    ])
    expect(plain((await it.get('analyst', '/week')).body)).toContain(
      'Look again: the figures behind “Violence is recorded',
    )
    expect(plain((await it.get('director', '/week')).body)).not.toContain('Look again')

    expect((await post('analyst', `/findings/${id}/stands`)).statusCode).toBe(303)
    expect(plain((await it.get('officer', `/findings/${id}`)).body)).toContain('the words hold all the same')
    expect((await revisedFindings(rooms)).get(id)).toMatchObject({ stands: true })
    const said = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`finding/${id}`} and what like 'finding.%' order by id`,
    )
    expect(said.map(row => row.what)).toEqual(['finding.made', 'finding.agreed', 'finding.revised', 'finding.stands'])
    await revise(2) // and again: what was looked at is not what stands there now
    expect(plain((await it.get('officer', `/findings/${id}`)).body)).not.toContain('the words hold all the same')
    await bench.close()
  })
})
