import { afterAll, beforeAll, expect, test } from 'vitest'
import { multipart } from '../../../../test/imports.ts'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import * as entries from '../entries/queries.ts'
import { approve, hide } from '../entries/service.ts'
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
  expect((await send(png, { alt: '' })).body).toContain('Look at the photo and say')
  expect((await send(png, { declared: 'yes', alt: '' })).body).toContain('Say in a few words what the photo shows')
  expect((await send(undefined)).body).toContain('Choose a photo')
  expect((await send(Buffer.from('<svg onload="alert(1)">'))).body).toContain('The file must be a JPEG, PNG or WebP')
  expect((await send(Buffer.alloc(2_000_001))).body).toContain('smaller than 2 MB')
  expect((await newest()).version.body.image).toBeNull()
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
