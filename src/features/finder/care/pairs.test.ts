import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { publicEntry } from '../entries/public.ts'
import * as entries from '../entries/queries.ts'
import { approve, enter, hide } from '../entries/service.ts'
import * as queries from './pairs-queries.ts'
import { seek } from './pairs-seek.ts'
import { signedIn, someEntries } from './testing.ts'

let it: TestApp
let one = ''
let twin = ''
// what the demonstration brings by itself: two of its feeds' entries may be one with its own
let before = 0
let officer: Awaited<ReturnType<typeof signedIn>>
beforeAll(async () => {
  it = await openTestApp('demo')
  before = await seek(it.db, today)
  const all = await someEntries(it.db)
  const told = await Promise.all(all.map(found => publicEntry(it.db, found.id)))
  const entry = told.find(
    found => found?.body.venue?.postcode && !found.body.venue.safe && found.body.schedules.length > 0,
  )
  const other = told.find(found => found && found.organisation.id !== entry?.organisation.id)
  if (!entry || !other) throw new Error('the demonstration has no entry at a place')
  const made = await enter(it.db, {
    by: 'twin@tests.example',
    kind: entry.kind,
    organisationId: other.organisation.id,
    boroughId: entry.boroughId,
    body: { ...entry.body, minAge: 3, maxAge: 4 },
    note: '',
    verdict: 'waiting',
  })
  await approve(it.db, { ...made, by: 'officer@tests.example', today })
  ;[one, twin] = [entry.id, made.id]
  officer = await signedIn(it, 'officer', 'officer-p@tests.example')
})
afterAll(() => it?.close())

const pair = async () =>
  (await queries.list(it.db)).find(each => [each.one, each.other].includes(twin)) ?? expect.fail('no pair')
const url = async (deed = '') => {
  const { one: a, other: b } = await pair()
  return `/opportunities/duplicates/${a}/${b}${deed}`
}
const state = async (id: string) => (await entries.find(it.db, id))?.state

describe('entries that may be one thing', () => {
  test('the same thing entered by another is found, and only once', async () => {
    expect(await seek(it.db, today)).toBe(before + 1)
    // what was written down of them the night before is enough
    expect(await seek(it.db, today)).toBe(before + 1)
    expect((await pair()).reasons).toEqual(
      expect.arrayContaining(['Same name', 'Same postcode', 'Same day and time', 'For different ages']),
    )
  })

  test('are seen by those who approve, and nobody else', async () => {
    expect((await officer.get('/opportunities/duplicates')).body).toContain('For different ages')
    expect((await officer.get(await url())).body).toContain('Which one stays?')
    expect((await officer.get('/week')).body).toContain('that may be one thing')
    for (const role of [
      'provider',
      'young-assessor',
      'analyst',
      'director',
      'administrator',
      'borough-lead',
    ] as const) {
      expect((await it.get(role, '/opportunities/duplicates')).statusCode, role).toBe(403)
      for (const deed of ['/same', '/different', '/undo'])
        expect((await it.ask(role, { method: 'POST', url: await url(deed) })).statusCode, role).toBe(403)
    }
    expect((await officer.get(`/opportunities/duplicates/${one}/${one}`)).statusCode).toBe(404)
    expect((await officer.get('/opportunities/duplicates/x/y')).statusCode).toBe(404)
  })

  test('are not merged across ages without somebody saying so, nor without a reason', async () => {
    const press = async (values: Record<string, string>) => officer.post(await url('/same'), values)
    expect((await press({ reason: 'Rang the hall' })).body).toContain('Choose which of the two stays')
    expect((await press({ keep: one })).body).toContain('Enter how you know')
    const ages = await press({ keep: one, reason: 'Rang the hall' })
    expect(ages.statusCode).toBe(422)
    expect(ages.body).toContain('They say different ages: check which are right')
    expect(
      (await press({ keep: '00000000-0000-4000-8000-000000000000', reason: 'Rang the hall', ages: 'yes' })).statusCode,
    ).toBe(400)
    expect(await state(twin)).toBe('public')
  })

  test('merged: one leads to the other, search no longer has it, and it is not asked about again', async () => {
    expect(
      (await officer.post(await url('/same'), { keep: one, reason: 'Rang the hall', ages: 'yes' })).statusCode,
    ).toBe(303)
    expect(await entries.find(it.db, twin)).toMatchObject({ state: 'merged', mergedInto: one })
    const inSearch = await it.db.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from finder_entries where id = ${twin}`,
    )
    expect(inSearch.n).toBe(0)
    expect(await seek(it.db, today)).toBe(before)
    expect((await officer.post(await url('/same'), { keep: one, reason: 'Again', ages: 'yes' })).statusCode).toBe(409)
  })

  test('and taken back, it is itself again, with its history', async () => {
    const merged = (await officer.get(await url())).body
    expect(merged).toContain('Take it back')
    // what the one that went said stands beside the other, for whoever takes it back
    expect(merged).not.toContain('<dd>Not said</dd>')
    expect((await officer.post(await url('/undo'), { reason: 'They are two' })).statusCode).toBe(303)
    expect(await entries.find(it.db, twin)).toMatchObject({ state: 'public', mergedInto: null })
    expect(await publicEntry(it.db, twin)).toBeDefined()
    const trail = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`opportunity/${twin}`} order by id`,
    )
    expect(trail.map(each => each.what)).toEqual([
      'opportunity.sent',
      'opportunity.approved',
      'opportunity.merged',
      'opportunity.merge-undone',
    ])
    expect((await officer.post(await url('/undo'), { reason: 'Again' })).statusCode).toBe(409)
  })

  test('one that was hidden when it was merged is hidden again, not public', async () => {
    await hide(it.db, { id: twin, by: 'officer@tests.example', reason: 'Not safe', today })
    await officer.post(await url('/same'), { keep: one, reason: 'Rang the hall', ages: 'yes' })
    await officer.post(await url('/undo'), { reason: 'They are two' })
    expect(await state(twin)).toBe('hidden')
  })

  test('two things stay two, and are not asked about again', async () => {
    expect((await officer.post(await url('/different'), { reason: '' })).body).toContain(
      'Enter what makes them two things',
    )
    expect((await officer.post(await url('/different'), { reason: 'Other ages, another room' })).statusCode).toBe(303)
    expect(await seek(it.db, today)).toBe(before)
    expect((await pair()).verdict).toBe('different')
    expect((await officer.post(await url('/undo'), { reason: 'Looked again' })).statusCode).toBe(303)
    expect((await pair()).verdict).toBe('waiting')
  })
})
