import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { multipart } from '../../../../test/imports.ts'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { goBack } from '../entries/approved.ts'
import * as entries from '../entries/queries.ts'
import { approve, enter, hide } from '../entries/service.ts'
import { careRules } from './retention.ts'
import { type Found, signedIn, someEntries } from './testing.ts'

let it: TestApp
let entry: Found
let stranger: Awaited<ReturnType<typeof signedIn>>
beforeAll(async () => {
  it = await openTestApp('demo')
  const [first, second] = await someEntries(it.db)
  if (!first || !second) throw new Error('the demonstration has no entries')
  entry = first
  stranger = await signedIn(it, 'provider', 'provider-z@tests.example', { organisation: second.organisation })
})
afterAll(() => it?.close())

// One point, with the words of whoever made it.
const png = Buffer.concat([
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'),
  Buffer.from([0, 0, 0, 10]),
  Buffer.from('tEXtAuthor\0Sam'),
  Buffer.from([1, 2, 3, 4]),
  Buffer.from('AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
])
const said = { alt: 'A hall with a painted door', declared: 'yes' }
const send = (file: Buffer | undefined, fields: Record<string, string> = said) =>
  it.ask('officer', {
    ...multipart(fields, file && { name: 'a.png', content: file }),
    url: `/opportunities/${entry.id}/photo`,
  })
const newest = async () => {
  const now = (await entries.find(it.db, entry.id)) ?? expect.fail('no entry')
  return { now, version: (await entries.version(it.db, entry.id, now.lastVersion)) ?? expect.fail('no version') }
}
const media = async () => `/media/${(await newest()).version.body.image?.key}`

test('a photo without its words, a declaration or a picture in it is sent back', async () => {
  const page = (await it.get('officer', `/opportunities/${entry.id}/photo`)).body
  expect(page).toContain('A photo of up to 36 KB is shown')
  expect((await send(png, { alt: '' })).body).toContain('Look at the photo and say')
  expect((await send(png, { declared: 'yes', alt: '' })).body).toContain('Say in a few words what the photo shows')
  expect((await send(undefined)).body).toContain('Choose a photo')
  expect((await send(Buffer.from('<svg onload="alert(1)">'))).body).toContain('The file must be a JPEG, PNG or WebP')
  expect((await send(Buffer.alloc(2_000_001))).body).toContain('smaller than 2 MB')
  expect((await newest()).version.body.image).toBeNull()
})

test('of a draft is kept with the draft: it does not send what is not finished', async () => {
  const at = await entries.find(it.db, entry.id)
  if (!at) throw new Error('no entry')
  const body = { name: 'Half written', cost: { kind: 'free' as const }, join: { how: 'turn-up' as const } }
  const given = { kind: at.kind, organisationId: at.organisationId, boroughId: at.boroughId, body, note: '' }
  const { id } = await enter(it.db, { ...given, by: 'officer@tests.example', verdict: 'draft' })
  const url = `/opportunities/${id}/photo`
  expect((await it.get('officer', url)).body).toContain('Keep it with the draft')
  const sent = await it.ask('officer', { ...multipart(said, { name: 'a.png', content: png }), url })
  expect(sent.headers.location).toBe(`/opportunities/${id}?done=photo-draft`)
  const kept = await entries.version(it.db, id, 2)
  expect([kept?.verdict, kept?.body.image?.alt]).toEqual(['draft', said.alt])
})

test('waits to be approved; until then only those who answer for the entry see it', async () => {
  expect((await send(png)).statusCode).toBe(303)
  const { version } = await newest()
  expect(version.verdict).toBe('waiting')
  expect(version.body.image).toMatchObject({ alt: said.alt, declaredBy: 'officer@tests.example', declaredOn: today })
  expect((await it.get('public', await media())).statusCode).toBe(404)
  expect((await stranger.get(await media())).statusCode).toBe(404)
  const own = await it.get('officer', await media())
  expect([own.statusCode, own.headers['cache-control']]).toEqual([200, 'private, no-store'])
  expect((await it.get('officer', `/opportunities/${entry.id}/photo`)).body).toContain(await media())
  const review = (await it.get('officer', `/opportunities/${entry.id}/review`)).body
  expect(review).toContain(`<img class="up-photo-beside" src="${await media()}"`)
})

test('approved, everybody sees it, without what was written into it', async () => {
  const { version } = await newest()
  await approve(it.db, { id: entry.id, version: version.version, by: 'second@tests.example', today })
  const answer = await it.get('public', await media())
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png'])
  expect(answer.headers['cache-control']).toBe('public, max-age=3600')
  expect(answer.rawPayload.includes('Sam')).toBe(false)
  expect(answer.rawPayload.length).toBe(png.length - 22)
})

test('its page shows it with its words and its size; a heavy one only when it is opened', async () => {
  const at = `/things-to-do/${entry.id}`
  const light = (await it.get('public', at)).body
  expect(light).toContain(`<img src="${await media()}" alt="${said.alt}" width="1" height="1" loading="lazy"`)
  expect(light).not.toContain('See the photo')
  const { bytes } = await it.db.one(z.object({ bytes: z.instanceof(Buffer) }), sql`select bytes from finder_photos`)
  await it.db.run(sql`update finder_photos set bytes = ${Buffer.concat([bytes, Buffer.alloc(120_000)])}`)
  const heavy = (await it.get('public', at)).body
  expect(heavy).toMatch(/<details(?: |[^>])*>.*See the photo \(121 KB\).*<img src="\/media\//)
  await it.db.run(sql`update finder_photos set bytes = ${bytes}`)
})

test('a safe venue and a sensitive theme keep it from the public, with its address', async () => {
  const at = `/things-to-do/${entry.id}`
  const venue = { name: 'Willow House', safe: true }
  const { version } = await newest()
  for (const more of [{ venue }, { themes: ['domestic-abuse'] }]) {
    const put = (body: unknown) =>
      it.db.run(
        sql`update opportunity_versions set body = ${JSON.stringify(body)}::jsonb where opportunity_id = ${entry.id} and version = ${version.version}`,
      )
    await put({ ...version.body, ...more })
    const [shown, photo, inside] = [
      await it.get('public', at),
      await it.get('public', await media()),
      await it.get('officer', `/opportunities/${entry.id}/photo`),
    ]
    expect([shown.statusCode, shown.body.includes('/media/'), photo.statusCode]).toEqual([200, false, 404])
    expect(inside.body).toContain('The public does not see this photo')
    await put(version.body)
  }
})

test('of an entry that is hidden it is gone; others may not send or take one away', async () => {
  for (const role of ['young-assessor', 'analyst', 'director', 'administrator'] as const)
    expect((await it.get(role, `/opportunities/${entry.id}/photo`)).statusCode, role).toBe(403)
  expect((await stranger.get(`/opportunities/${entry.id}/photo`)).statusCode).toBe(404)
  expect((await stranger.post(`/opportunities/${entry.id}/photo/remove`)).statusCode).toBe(404)
  const address = await media()
  await hide(it.db, { id: entry.id, by: 'second@tests.example', reason: 'Looked at', today })
  expect((await it.get('public', address)).statusCode).toBe(404)
  expect((await it.get('public', '/media/../secret')).statusCode).toBe(404)
  expect((await it.ask('officer', { method: 'POST', url: `/opportunities/${entry.id}/photo/remove` })).statusCode).toBe(
    303,
  )
  expect((await newest()).version.body.image).toBeNull()
})

describe('after their time', () => {
  const far = '2999-01-01'
  const ruleOf = (name: string) => careRules.find(rule => rule.name === name) ?? expect.fail(name)
  const removed = (name: string, before: string) => it.db.transaction(tx => ruleOf(name).remove(tx, before))

  test('a photo goes once nothing public and no newest version has it; who goes back does so without it', async () => {
    const photos = ruleOf('finder-photos')
    const address = await it.db.one(
      z.object({ key: z.string() }),
      sql`select key from finder_photos where opportunity_id = ${entry.id}`,
    )
    expect(await photos.count(it.db, far)).toBe(0)
    const { version } = await newest()
    await approve(it.db, { id: entry.id, version: version.version, by: 'second@tests.example', today })
    expect(await photos.count(it.db, '2026-01-01')).toBe(0)
    expect(await photos.count(it.db, far)).toBe(1)
    expect(await removed('finder-photos', far)).toBe(1)
    expect((await it.get('officer', `/media/${address.key}`)).statusCode).toBe(404)
    const to = { version: version.version - 1, seen: version.version, by: 'second@tests.example' }
    await goBack(it.db, { id: entry.id, ...to, mayApprove: false, today })
    expect((await newest()).version.body.image).toBeNull()
  })

  test('answered problems and decided pairs go; what is open stays', async () => {
    const [one, other] = (await someEntries(it.db)).map(({ id }) => id).sort()
    await it.db.run(sql`delete from finder_pairs`)
    await it.db.run(sql`
      insert into finder_reports (opportunity_id, version, reason, made_on, resolved_on, resolved_by, outcome) values
        (${one}, 1, 'other', '2024-01-01', '2025-01-01', 'a@tests.example', 'put-right'),
        (${one}, 1, 'other', '2024-01-01', '2026-11-01', 'a@tests.example', 'put-right'),
        (${one}, 1, 'other', '2024-01-01', null, null, null)`)
    await it.db.run(sql`
      insert into finder_pairs (one_id, other_id, score, reasons, found_on, verdict, decided_by, decided_on)
      values (${one}, ${other}, 90, '{}', '2024-01-01', 'different', 'a@tests.example', '2024-02-01')`)
    expect(await removed('finder-reports', '2025-11-22')).toBe(1)
    expect(await removed('finder-reports', far)).toBe(1)
    expect(await removed('finder-pairs', '2024-01-15')).toBe(0)
    await it.db.run(sql`update finder_pairs set verdict = 'waiting', decided_by = null, decided_on = null`)
    expect(await removed('finder-pairs', far)).toBe(0)
    await it.db.run(sql`update finder_pairs set verdict = 'different', decided_by = 'a', decided_on = '2024-02-01'`)
    expect(await removed('finder-pairs', '2024-11-22')).toBe(1)
  })
})
