import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPrivate } from './addresses.ts'
import { fetcher, refused, usualLimits } from './fetch.ts'

let server: Server
let base = ''
beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/gzip') return res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'))
    if (req.url === '/bomb')
      return res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)))
    if (req.url === '/huge') return res.writeHead(200).end(Buffer.alloc(2_000_000, 'x'))
    if (req.url === '/moved') return res.writeHead(302, { location: '/gzip' }).end()
    if (req.url === '/round') return res.writeHead(302, { location: '/round' }).end()
    if (req.url === '/file') return res.writeHead(302, { location: 'file:///etc/passwd' }).end()
    if (req.url === '/slow') return undefined
    return res.writeHead(200, { etag: 'x' }).end('{}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const get = (path: string) => fetcher({ timeoutMs: 800, mostBytes: 1_000_000, loopback: true })(`${base}${path}`)

test('a document comes with its headers, also packed, also moved', async () => {
  expect(await get('/')).toMatchObject({ ok: true, status: 200, body: '{}', headers: { etag: 'x' } })
  expect(await get('/gzip')).toMatchObject({ ok: true, body: '{"a":1}' })
  expect(await get('/moved')).toMatchObject({ ok: true, body: '{"a":1}' })
})

test('only whether anybody answers can be asked', async () => {
  const head = fetcher({ timeoutMs: 800, mostBytes: 10, loopback: true, method: 'HEAD' })
  for (const path of ['/', '/huge', '/gzip', '/moved'])
    expect(await head(`${base}${path}`), path).toMatchObject({ ok: true, status: 200, body: '' })
})

test.each([
  ['/huge', /more than 1 MB/],
  ['/bomb', /more than 1 MB/],
  ['/round', /on and on/],
  ['/file', /https/],
  ['/slow', /too long/],
])('%s is refused in words', async (path, why) =>
  expect(await get(path)).toMatchObject({ ok: false, why: expect.stringMatching(why) }),
)

test('this machine and private networks are not asked', async () => {
  expect(await fetcher()(base)).toMatchObject({ ok: false, why: expect.stringMatching(/https/) })
  expect(await fetcher()(base.replace('http:', 'https:'))).toMatchObject({
    ok: false,
    why: expect.stringMatching(/private/),
  })
  expect(refused('https://feeds.example.org/x', usualLimits)).toBe('')
})

test.each([
  '127.0.0.1',
  '10.0.0.1',
  '172.31.255.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  'fc00::1',
  'fe80::1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '224.0.0.1',
])('%s is private', address => expect(isPrivate(address)).toBe(true))
test.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', 'feeds.example.org'])('%s is not', address =>
  expect(isPrivate(address)).toBe(false),
)
