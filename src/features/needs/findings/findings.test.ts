import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, fallingWard, risingWard, seedCity, smallWard, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { Releasable } from '../../releases/contract.ts'
import { findRecord } from '../../threads/index.ts'
import { assessAll, defaults } from '../index.ts'
import { findingBuilder } from './builder.ts'
import * as queries from './queries.ts'
import { MarkEvidence } from './schemas.ts'
import * as service from './service.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const about = (ward: string, measure = 'violence-with-injury') => ({ place: wardCode(ward), measure })
const asked = (ward: string) => `/findings/new?place=${wardCode(ward)}&measure=violence-with-injury`
const good = { statement: 'Violence rose near the market.', strength: 'moderate', factor: 'risk' }
const make = async (ward = risingWard, more: Record<string, string> = {}) => {
  const answer = await post('analyst', '/findings', { ...about(ward), ...good, ...more })
  expect(answer.statusCode).toBe(303)
  return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])
}
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
  await assessAll(it.db, { settings: defaults, by: 'tests', today })
})
afterAll(() => it.close())

describe('a finding', () => {
  test('starts from the mark in one press, with the figures in plain words', async () => {
    const firm = await it.get('analyst', `/signals/firmness?place=${wardCode(risingWard)}&measure=violence-with-injury`)
    expect(firm.body).toContain('Make a finding of this')
    const { body } = await it.get('analyst', asked(risingWard))
    expect(plain(body)).toContain(
      'Violence with injury in Brickfields rose by more than chance would explain. 288 offences in the 12 months to October 2026, 144 in the 12 months before.',
    )
  })

  test('of a rising place stands beside its mark for those who may see it', async () => {
    const id = await make(risingWard)
    const cell = async (who: Who) =>
      /Brickfields[\s\S]*?up-next">([\s\S]*?)<\/span>(?:<\/a>)?<\/span>/.exec(
        (await it.get(who, '/signals')).body,
      )?.[1] ?? ''
    expect(await cell('analyst')).toContain(`href="/findings/${id}">Finding`)
    expect(plain((await it.get('analyst', '/signals?next=Finding')).body)).toContain('Brickfields')
    expect((await it.get('borough-lead:X09000002', '/signals')).body).not.toContain(`/findings/${id}"`)
  })

  test('keeps its evidence as it was seen, follows from the question of its place, and stands in the threads', async () => {
    const id = await make(fallingWard, { statement: 'Violence fell at the harbour.' })
    const kept = await queries.find(it.db, id)
    expect(kept?.evidence).toMatchObject({ later: 180, earlier: 360, window: 12, end: '2026-10', change: 'falling' })
    expect(kept?.evidence.imports).toEqual([
      { source: 'test', title: 'Recorded offences', snapshotOn: '2026-11-01', hash: 'abc' },
    ])
    expect(await findRecord(it.db, `finding/${id}`)).toMatchObject({
      state: 'draft',
      places: [wardCode(fallingWard), boroughCode(2)],
      ownerRole: 'director',
    })
    const page = plain((await it.get('officer', `/findings/${id}`)).body)
    for (const words of ['What changed here? Harbour Steps', '180 offences', '0.50 (0.42 to 0.60)', 'SHA-256 abc'])
      expect(page).toContain(words)
  })

  test('is agreed by somebody else, then no longer changed; it can be dropped with a reason', async () => {
    const id = await make()
    const changed = { ...good, statement: 'Violence rose by the market since spring.', version: '1' }
    expect((await post('analyst', `/findings/${id}/edit`, changed)).statusCode).toBe(303)
    expect((await post('analyst', `/findings/${id}/edit`, changed)).statusCode).toBe(409) // somebody saved meanwhile
    // opened before it was changed: nobody agrees to words they did not see
    expect((await post('director', `/findings/${id}/agree`, { version: '1' })).statusCode).toBe(409)
    expect((await post('director', `/findings/${id}/agree`)).statusCode).toBe(409)
    expect((await it.get('director', `/findings/${id}`)).body).toContain('name="version" value="2"')
    expect((await post('director', `/findings/${id}/agree`, { version: '2' })).statusCode).toBe(303)
    expect((await post('analyst', `/findings/${id}/edit`, { ...changed, version: '3' })).statusCode).toBe(409)
    expect((await post('analyst', `/findings/${id}/drop`, { reason: '' })).statusCode).toBe(422)
    expect((await post('analyst', `/findings/${id}/drop`, { reason: 'Recorded twice' })).statusCode).toBe(303)
    expect(plain((await it.get('officer', `/findings/${id}`)).body)).toContain('Recorded twice')
    const rows = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`finding/${id}`} and what like 'finding.%' order by id`,
    )
    expect(rows.map(row => row.what)).toEqual(['finding.made', 'finding.changed', 'finding.agreed', 'finding.dropped'])
  })

  test('of a place with small counts shows them only to those who may see them, and its words may not hold them', async () => {
    const form = plain((await it.get('analyst', asked(smallWard))).body)
    expect(form).toContain('leave the counts out of the words')
    const refused = await post('analyst', '/findings', {
      ...about(smallWard),
      ...good,
      statement: 'There were 3 here.',
    })
    expect(refused.statusCode).toBe(422)
    const id = await make(smallWard, { statement: 'Too few to tell.' })
    expect(plain((await it.get('analyst', `/findings/${id}`)).body)).toContain('3 offences')
    for (const role of ['officer', 'director'] as const) {
      const page = plain((await it.get(role, `/findings/${id}`)).body)
      expect(page).toContain('The figures are kept back')
      expect(page).not.toMatch(/\b3 offences/)
    }
    const csv = (await it.get('officer', '/findings.csv')).body
    expect(csv).not.toMatch(/\b3 offences/)
  })

  test('says so when the figures behind it have changed since', async () => {
    const id = await make()
    expect((await it.get('officer', `/findings/${id}`)).body).not.toContain('have changed since')
    await it.db.transaction(async tx => {
      await tx.run(sql`update series set amounts[48] = amounts[48] + 5 where place_id = (select id from places where code = ${wardCode(risingWard)})
        and measure_id = (select id from measures where code = 'violence-with-injury')`)
      await tx.run(sql`update imports set finished_at = now() + interval '1 minute'`)
    })
    expect((await it.get('officer', `/findings/${id}`)).body).toContain('The figures behind this have changed since')
    expect((await it.get('officer', '/findings?revised=yes')).body).toContain('have changed since')
    expect((await queries.find(it.db, id))?.evidence).toMatchObject({ later: 288 })
  })

  test('nothing a form can be sent ends in an error of ours', async () => {
    const id = await make()
    for (const text of ['', ' ', '-1', 'x'.repeat(9_000), '<script>', '’', '99999999999999'])
      for (const url of ['/findings', `/findings/${id}/edit`, `/findings/${id}/drop`]) {
        const values = {
          ...about(risingWard),
          statement: text,
          strength: text,
          factor: text,
          version: text,
          reason: text,
        }
        expect((await post('analyst', url, values)).statusCode, url).toBeLessThan(500)
      }
    for (const url of ['/findings/0', '/findings/x', '/findings/new', '/findings/new?place=X&measure=Y'])
      expect((await it.get('analyst', url)).statusCode).toBe(404)
  })
})

describe('on the page of its place', () => {
  const placePage = async (who: Who) => plain((await it.get(who, `/places/${wardCode(risingWard)}`)).body)

  test('it stands for those who may read it, and for nobody else; dropped, it goes', async () => {
    const id = await make(risingWard, { statement: 'Violence rose by the fountain.' })
    for (const who of ['officer', 'analyst', 'director', `borough-lead:${boroughCode(0)}`] as const)
      expect(await placePage(who), who).toContain('Violence rose by the fountain. Draft')
    for (const who of ['public', 'provider', 'administrator', `borough-lead:${boroughCode(1)}`] as const)
      expect(await placePage(who), who).not.toContain('fountain')
    await post('director', `/findings/${id}/agree`, { version: '1' })
    expect(await placePage('officer')).toContain('Violence rose by the fountain. Agreed 22 November 2026')
    expect(await placePage('public')).not.toContain('fountain') // agreed is not released
    await post('analyst', `/findings/${id}/drop`, { reason: 'Counted twice' })
    expect(await placePage('officer')).not.toContain('fountain')
  })
})

describe('who may do what', () => {
  test('read: officers, analysts, directors, and the lead of the borough; nobody of another', async () => {
    const id = await make()
    const lead = (borough: number): Who => `borough-lead:${boroughCode(borough)}`
    for (const role of roles.filter(each => each !== 'borough-lead')) {
      const reads = ['officer', 'analyst', 'director'].includes(role)
      const { statusCode } = await it.get(role, `/findings/${id}`)
      expect(statusCode, role).toBe(reads ? 200 : role === 'public' ? 303 : 403)
    }
    expect((await it.get(lead(0), `/findings/${id}`)).statusCode).toBe(200)
    expect((await it.get(lead(1), `/findings/${id}`)).statusCode).toBe(404)
    expect((await it.get(lead(1), '/findings')).body).not.toContain(`/findings/${id}"`)
    expect((await it.get(lead(1), '/findings.csv')).body).not.toContain('Brickfields')
  })

  test('make and change: analysts; agree: directors', async () => {
    const id = await make()
    for (const role of roles) {
      const makes = role === 'analyst'
      const refused = role === 'public' ? 401 : 403
      const values = { ...about(risingWard), ...good }
      expect((await post(role, '/findings', values)).statusCode, role).toBe(makes ? 303 : refused)
      if (!makes) {
        expect((await post(role, `/findings/${id}/edit`, good)).statusCode, role).toBe(refused)
        expect((await post(role, `/findings/${id}/drop`, { reason: 'No' })).statusCode, role).toBe(refused)
      }
      if (role !== 'director') expect((await post(role, `/findings/${id}/agree`)).statusCode, role).toBe(refused)
    }
    expect((await queries.find(it.db, id))?.status).toBe('draft')
  })
})

// A measure is read anew when a file has come.
const lowest = (level: string, minutes: number) =>
  it.db.transaction(async tx => {
    await tx.run(sql`update measures set lowest_level = ${level} where code = 'violence-with-injury'`)
    await tx.run(sql`update imports set finished_at = now() + ${minutes}::integer * interval '1 minute'`)
  })

describe('a finding below the lowest level its measure is shown at', () => {
  test('cannot be made: nobody who would act on it could read it', async () => {
    const page = `/signals/firmness?place=${wardCode(risingWard)}&measure=violence-with-injury`
    const ofPlace = async () => (await it.get('analyst', `/places/${wardCode(risingWard)}`)).body
    const link = `/findings/new?place=${wardCode(risingWard)}&amp;measure=violence-with-injury`
    expect(await ofPlace()).toContain(link)
    await lowest('borough', 2)
    expect((await it.get('analyst', page)).body).not.toContain('Make a finding of this')
    expect(await ofPlace()).not.toContain(link)
    const answer = await it.get('analyst', asked(risingWard))
    expect([answer.statusCode, plain(answer.body)]).toEqual([409, expect.stringContaining('shown for boroughs')])
    expect((await post('analyst', '/findings', { ...about(risingWard), ...good })).statusCode).toBe(409)
    await lowest('ward', 3)
  })

  test('that is there from earlier tells its statement in no list, to nobody who may not open it', async () => {
    const first = await queries.find(it.db, await make())
    if (!first) throw new Error('no finding')
    const { id: measureId } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from measures where code = 'domestic-abuse'`,
    )
    const measure = { code: 'domestic-abuse', name: 'Domestic abuse', unit: 'offences' }
    const evidence = MarkEvidence.parse({ ...first.evidence, measure })
    const draft = { ...first, statement: 'Zebrafish rose from 311 to 322.', contextLevel: '', version: 1 }
    const made = { placeIds: [first.placeId], measureId, evidence, exhibit: null, version: '' }
    const doing = { actor: { ...anyone, email: 'analyst@tests.example' }, today }
    const id = await service.make(it.db, doing, made, draft)
    const lists = ['/search?q=Zebrafish', '/search?q=domestic', '/threads', '/threads.csv', `/threads/finding/${id}`]
    const dated = ['/week', '/calendar', '/calendar.csv', '/findings', '/findings.csv', '/framework']
    for (const who of ['officer', 'director', `borough-lead:${boroughCode(0)}`] as const) {
      expect((await it.get(who, `/findings/${id}`)).statusCode, who).toBe(404)
      for (const url of [...lists, ...dated])
        expect((await it.get(who, url)).body, `${who} ${url}`).not.toMatch(/311|322|Zebrafish rose/)
    }
    expect((await it.get('analyst', `/findings/${id}`)).body).toContain('Zebrafish')
  })
})

describe('a finding for release', () => {
  test('is offered in its own words once it is agreed', async () => {
    const id = await make(risingWard, { statement: 'Violence rose by the market.' })
    expect(await findingBuilder.build(it.db, `finding/${id}`)).toBeUndefined()
    await post('director', `/findings/${id}/agree`, { version: '1' })
    expect(Releasable.parse(await findingBuilder.build(it.db, `finding/${id}`))).toMatchObject({
      summary: 'Violence rose by the market.',
      period: 'November 2024 to October 2026',
      places: [wardCode(risingWard)],
      method: '/methods/change',
      licence: 'OGL-UK-3.0',
      sources: [{ title: 'Recorded offences', custodian: 'Riverton Police', asAt: '2026-11-01' }],
      tables: [],
    })
  })
})
