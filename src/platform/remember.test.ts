import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { remember } from './remember.ts'

let [state, made, asked] = ['one', 0, 0]
const open = (believeMs = 60_000) => {
  const app = Fastify()
  remember(app, {
    heads: new Set(['', 'open']),
    believeMs,
    state: async () => {
      asked += 1
      return state
    },
  })
  const answer = async () => `${state} ${++made} `.padEnd(3_000, 'x')
  app.get('/open/:part', async (_req, reply) =>
    reply
      .header('etag', '"tag"')
      .type('text/html')
      .send(await answer()),
  )
  app.get('/cookie', async (_req, reply) => reply.send(await answer()))
  app.get('/open/wrong', async (_req, reply) => reply.code(404).send(await answer()))
  app.get('/open/sets', async (_req, reply) => reply.header('set-cookie', 'a=b').send(await answer()))
  app.post('/change', async () => {
    state = 'two'
    return ''
  })
  const get = async (url: string, headers = {}) => app.inject({ url, headers })
  return { app, get }
}
beforeEach(() => {
  ;[state, made, asked] = ['one', 0, 0]
})
const start = (text: string) => text.slice(0, 5)

test('the same page is made once, and the state asked once, while nothing changes', async () => {
  const { get } = open()
  for (let i = 0; i < 3; i++) expect(start((await get('/open/a')).body)).toBe('one 1')
  expect(start((await get('/open/b')).body)).toBe('one 2')
  expect(asked).toBe(1)
})

test('whoever brings a cookie, another address, a fault and a page that sets a cookie are never remembered', async () => {
  const { get } = open()
  await get('/open/a')
  expect(start((await get('/open/a', { cookie: 'session=x' })).body)).toBe('one 2')
  for (const url of ['/cookie', '/open/wrong', '/open/sets']) {
    const first = (await get(url)).body
    expect((await get(url)).body, url).not.toBe(first)
  }
})

test('what was sent to this process is seen at once, what another did within the time', async () => {
  const { app, get } = open()
  await get('/open/a')
  await app.inject({ method: 'POST', url: '/change' })
  expect(start((await get('/open/a')).body)).toBe('two 2')
  const quick = open(0)
  await quick.get('/open/a')
  state = 'six'
  expect(start((await quick.get('/open/a')).body)).toBe('six 4')
})

test('is pressed for those who take it, the same whether made or remembered', async () => {
  const { get } = open()
  for (let i = 0; i < 2; i++) {
    const [plain, br, gzip] = await Promise.all([
      get('/open/a'),
      get('/open/a', { 'accept-encoding': 'gzip, br' }),
      get('/open/a', { 'accept-encoding': 'gzip' }),
    ])
    expect(br.headers['content-encoding']).toBe('br')
    expect(br.rawPayload.length).toBeLessThan(200)
    expect(start(brotliDecompressSync(br.rawPayload).toString())).toMatch(/^one \d/)
    expect(start(gunzipSync(gzip.rawPayload).toString())).toMatch(/^one \d/)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers['content-type']).toBe('text/html')
  }
})

test('a visitor who has it already is told so', async () => {
  const { get } = open()
  await get('/open/a')
  const again = await get('/open/a', { 'if-none-match': 'W/"tag"' })
  expect([again.statusCode, again.body]).toEqual([304, ''])
})

test('a page begun before a change is not kept after it', async () => {
  let go = () => {}
  const app = Fastify()
  remember(app, { heads: new Set(['slow']), believeMs: 0, state: async () => state })
  let text = 'old'
  app.get('/slow', async () => {
    const said = text
    if (said === 'old') await new Promise<void>(resolve => (go = resolve))
    return said
  })
  const first = app.inject('/slow').then(answer => answer)
  await new Promise(resolve => setTimeout(resolve, 20))
  ;[state, text] = ['two', 'new']
  expect((await app.inject('/slow')).body).toBe('new')
  go()
  await first
  expect((await app.inject('/slow')).body).toBe('new')
})
