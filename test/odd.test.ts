// Whatever is sent to any address of the product, it answers: never with a fault of ours.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../src/features/people/index.ts'
import { root } from '../src/platform/root.ts'
import { openTestApp, type TestApp } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it?.close())

const roles: Role[] = ['director', 'administrator', 'analyst']
// Ending the session would leave the rest to a stranger, who gets no further than the door.
const leave = /sign-out|sessions|^\/assets|\*/

const words = [
  '99999999999',
  '-1',
  '1e9',
  'abc',
  '1',
  '0000-01-01',
  '9999-12-31',
  'x'.repeat(300),
  "'; drop table places; --",
  '%',
  '🙂',
]
const asParts = ['99999999999', '0', '1', 'abc', 'x'.repeat(80), '9999-12', '%25', '%F0%9F%99%82', '%00']

const templates = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? templates(path) : path.endsWith('.njk') ? [readFileSync(path, 'utf8')] : []
  })
/** Every field of every form. */
const fields = [
  ...new Set(
    templates(join(root, 'src')).flatMap(text =>
      [...text.matchAll(/\bname(?:="|: ")([\w-]+)"/g)].map(found => found[1] ?? ''),
    ),
  ),
]
const asked = [
  'because',
  'done',
  'end',
  'follow',
  'from',
  'hash',
  'measure',
  'month',
  'page',
  'q',
  'sort',
  'station',
  'to',
  'vintage',
  'words',
]
const urls = (method: string) =>
  it.routes.filter(route => route.method === method && !leave.test(route.url)).map(route => route.url)
const filled = (url: string, part: string) => url.replace(/:\w+(\([^)]*\))?/g, part)

async function faults(
  asked: { role: Role; method: 'GET' | 'POST'; url: string; payload?: string; type?: string }[],
): Promise<string[]> {
  const found: string[] = []
  for (const { role, method, url, payload, type } of asked) {
    const headers = payload === undefined ? {} : { 'content-type': type ?? 'application/x-www-form-urlencoded' }
    const answer = await it.ask(role, { method, url, headers, payload })
    if (answer.statusCode >= 500)
      found.push(`${answer.statusCode} ${role} ${method} ${url} ${payload?.slice(0, 60) ?? ''}`)
  }
  return [...new Set(found)]
}

const turn = (i: number) => roles[i % roles.length] ?? 'director'

test('no address breaks on a part that is nothing it knows', async () => {
  const asked = urls('GET').flatMap((url, i) =>
    url.includes(':') ? asParts.map(part => ({ role: turn(i), method: 'GET' as const, url: filled(url, part) })) : [],
  )
  expect(asked.length).toBeGreaterThan(200)
  expect(await faults(asked)).toEqual([])
}, 300_000)

const question = (word: string, w: number) =>
  new URLSearchParams(
    [...new Set([...fields, ...asked])].flatMap(name =>
      Array<[string, string]>(1 + (w % 4 === 0 ? 1 : 0)).fill([name, word]),
    ),
  ).toString()

test('no address breaks on a question that makes no sense', async () => {
  const asked = urls('GET').flatMap((url, i) =>
    words
      .slice(i % 2)
      .filter((_, w) => w % 2 === 0)
      .map((word, w) => ({
        role: turn(i + w),
        method: 'GET' as const,
        url: `${filled(url, '1')}?${question(word, w)}`,
      })),
  )
  expect(asked.length).toBeGreaterThan(500)
  expect(await faults(asked)).toEqual([])
}, 600_000)

test('no form breaks on what nobody would type', async () => {
  const bodies = words.map(word => new URLSearchParams(fields.map(field => [field, word])).toString())
  const asked = urls('POST').flatMap((url, i) =>
    [
      ...bodies,
      fields.map(field => `${field}=%00`).join('&'),
      fields.map(field => `${field}=a&${field}=b`).join('&'),
    ].map((payload, b) => ({
      role: turn(i + b),
      method: 'POST' as const,
      url: filled(url, b % 3 === 0 ? '99999999999' : '1'),
      payload,
    })),
  )
  expect(asked.length).toBeGreaterThan(500)
  expect(await faults(asked)).toEqual([])
}, 600_000)

test('a body that is no form is refused', async () => {
  const asked = urls('POST').map((url, i) => ({
    role: turn(i),
    method: 'POST' as const,
    url: filled(url, '1'),
    payload: '{"reason":"\\ud800","toString":1}',
    type: 'application/json',
  }))
  expect(await faults(asked)).toEqual([])
})
