// The whole app on a real database with a fixed clock. Every test file has a database of its own, copied from a template that is made once.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createApp } from '../src/app.ts'
import * as people from '../src/features/people/index.ts'
import * as releases from '../src/features/releases/index.ts'
import { connect, type Database, type Db } from '../src/platform/db.ts'
import { releaseLock, takeLock } from '../src/platform/embedded/lock.ts'
import { closed, openEmbedded } from '../src/platform/embedded/open.ts'
import { type Handler, workOnce } from '../src/platform/jobs.ts'
import { openLog } from '../src/platform/log.ts'
import { migrate } from '../src/platform/migrate.ts'
import { type Pack, readPack } from '../src/platform/pack.ts'
import { root } from '../src/platform/root.ts'
import { raw, sql } from '../src/platform/sql.ts'
import { openBench } from '../src/platform/work.ts'
import { claim, fillDemonstration } from '../src/setup.ts'
import { jobHandlers } from '../src/work.ts'
import { keepCopies, putBack, shapeOf } from './again.ts'
import { discard } from './run.ts'

export const today = '2026-11-22'
/** The folder of real open data beside the checkout, when it is there. */
export const shared = resolve(root, '..', 'shared')
export const haveShared = existsSync(join(shared, 'data', 'README.md'))
if (!haveShared)
  process.stdout.write('The real open data are not beside this checkout: tests that read them are skipped.\n')

export type Content = 'empty' | 'demo'

export interface TestStore {
  db: Database
  url: string
  close(): Promise<void>
}

const server = process.env.TEST_DATABASE_URL

/** A migrated database of its own: empty, or holding the demonstration city. On the embedded engine, or on the server in TEST_DATABASE_URL. */
export const openTestStore = (content: Content): Promise<TestStore> =>
  server ? onServer(server, content) : usedAgain(content)

// The database the last file of this process used, by what it held.
const spare = new Map<Content, TestStore>()

// Each file has connections of its own: what the program remembers, it remembers of a connection.
async function usedAgain(content: Content): Promise<TestStore> {
  const store = spare.get(content) ?? (await onEmbedded(content))
  spare.delete(content)
  const before = await shapeOf(store.db)
  const db = connect(store.url, { max: 4 })
  const close = async () => {
    await db.end()
    if (!spare.has(content) && (await shapeOf(store.db).catch(() => '')) === before) {
      await putBack(store.db)
      spare.set(content, store)
    } else await store.close()
  }
  return { db, url: store.url, close }
}

// What a template is made of; a change in any of it makes a new one.
const madeOf: Record<Content, string[]> = {
  empty: ['migrations', 'test/again.ts'],
  demo: [
    'migrations',
    'test/again.ts',
    'packs/demo',
    'src/lib/city',
    'src/lib/geo',
    'src/lib/stats',
    'src/platform/files',
    'src/features/framework/load',
    'src/features/framework/changes',
    'src/features/places/load',
    'src/features/evidence/import',
    'src/features/evidence/formats',
    'src/features/evidence/observations',
    'src/features/needs/signals',
    'src/features/needs/early',
    'src/features/places/calendars',
    'src/setup.ts',
    'src/story.ts',
    'src/publish.ts',
    'src/features/releases/demonstration.ts',
    'src/features/home/public/demonstration.ts',
    'src/story-file.ts',
    'src/story-needs.ts',
    'src/features/needs/health',
    'src/features/needs/horizon',
    'src/features/needs/research',
    'src/features/finder/feeds-in/demo',
    'src/features/finder/feeds-in/venues',
    'src/features/finder/entries',
    'src/features/finder/search',
  ],
}

function fingerprint(content: Content): string {
  // the city's sessions and questions are made around the day it is made on: one of last week is made anew
  const hash = createHash('sha256').update(content === 'demo' ? String(Math.floor(Date.now() / aWeekMs)) : '')
  const add = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (!/\.test\.ts$|\.njk$|views\.ts$|routes\.ts$/.test(path)) hash.update(path).update(readFileSync(path))
  }
  for (const name of madeOf[content]) if (existsSync(join(root, name))) add(join(root, name))
  return hash.digest('hex').slice(0, 16)
}

const aWeekMs = 7 * 86_400_000
const keepMs = 3_600_000 // templates of other states of the source
const cache = join(root, 'node_modules', '.cache', 'upstream-tests')

// Files run side by side and the first that needs a template makes it; the others wait.
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(cache, { recursive: true })
  const folder = join(cache, `${name}.making`)
  while (!takeLock(folder)) await new Promise(resolve => setTimeout(resolve, 200))
  try {
    return await work()
  } finally {
    releaseLock(folder)
  }
}

async function fill(db: Database, content: Content): Promise<void> {
  await migrate(db)
  if (content === 'empty') return
  await claim(db, readPack('demo'))
  await fillDemonstration(db, readPack('demo'), () => {})
  const { 'needs.early-notice': lists } = jobHandlers(db)
  if (lists) await workOff(db, { 'needs.early-notice': lists })
}

async function embeddedTemplate(content: Content): Promise<string> {
  const folder = join(cache, `${content}-${fingerprint(content)}`)
  return existsSync(folder) ? folder : await alone(content, () => makeEmbedded(content, folder))
}

// The socket of a database that is just closing is not copied with it.
const copy = (from: string, to: string) =>
  cpSync(from, to, { recursive: true, filter: path => !path.includes('.s.PGSQL') })

async function makeEmbedded(content: Content, folder: string): Promise<string> {
  if (existsSync(folder)) return folder
  for (const old of readdirSync(cache))
    if (old.startsWith(`${content}-`) && Date.now() - statSync(join(cache, old)).mtimeMs > keepMs)
      rmSync(join(cache, old), { recursive: true, force: true })
  const making = mkdtempSync(join(tmpdir(), 'upstream-template-'))
  const db = connect(await openEmbedded(making), { max: 2 })
  await fill(db, content)
  await keepCopies(db)
  await db.end()
  await closed(making, 60_000)
  copy(making, `${folder}.part`)
  renameSync(`${folder}.part`, folder)
  rmSync(making, { recursive: true, force: true })
  return folder
}

async function onEmbedded(content: Content): Promise<TestStore> {
  const folder = mkdtempSync(join(process.env.UPSTREAM_TEST_RUN ?? tmpdir(), 'upstream-test-'))
  copy(await embeddedTemplate(content), folder)
  const url = await openEmbedded(folder)
  const db = connect(url, { max: 1 })
  const close = async () => {
    await db.end()
    await discard(folder)
  }
  return { db, url, close }
}

const named = (url: string, database: string) => {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

const serverTemplate = (url: string, content: Content): Promise<string> =>
  alone(content, () => makeOnServer(url, content))

async function makeOnServer(url: string, content: Content): Promise<string> {
  const name = `upstream_${content}_${fingerprint(content)}`
  const admin = connect(url, { max: 1 })
  const found = await admin.run(sql`select 1 from pg_database where datname = ${name}`)
  if (found === 0) {
    await admin.run(raw(`create database "${name}_part"`))
    const db = connect(named(url, `${name}_part`), { max: 2 })
    await fill(db, content)
    await db.end()
    await admin.run(raw(`alter database "${name}_part" rename to "${name}"`))
  }
  await admin.end()
  return name
}

async function onServer(url: string, content: Content): Promise<TestStore> {
  const template = await serverTemplate(url, content)
  const name = `upstream_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const admin = connect(url, { max: 1 })
  await admin.run(raw(`create database "${name}" template "${template}"`))
  const db = connect(named(url, name), { max: 4 })
  const close = async () => {
    await db.end()
    await admin.run(raw(`drop database "${name}" with (force)`))
    await admin.end()
  }
  return { db, url: named(url, name), close }
}

export interface TestApp extends TestStore {
  app: FastifyInstance
  pack: Pack
  /** Every address, a line a method. */
  routes: { method: string; url: string }[]
  /** Asks as one of the roles ('public' has no cookie); an account is made for it if there is none. */
  ask(role: people.Role | `borough-lead:${string}`, options: InjectOptions): Promise<LightMyRequestResponse>
  get(role: people.Role | `borough-lead:${string}`, url: string): Promise<LightMyRequestResponse>
}

/** The whole app over a database of its own. `pack` is the demonstration unless said otherwise. */
export async function openTestApp(
  content: Content,
  packId = 'demo',
  signIn: people.Given = {},
  builders: readonly releases.Builder[] = [],
): Promise<TestApp> {
  const store = await openTestStore(content)
  const pack = readPack(packId)
  const bench = openBench()
  const log = openLog('fatal')
  const app = createApp({ db: store.db, pack, log, bench, today: () => today, secure: false, signIn, builders })
  const routes: TestApp['routes'] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url })
  })
  await app.ready()
  const cookies = new Map<string, string>()
  const cookieFor = async (who: string): Promise<string> => {
    const known = cookies.get(who)
    if (known) return known
    const [role = '', place] = who.split(':')
    const email = `${who.replace(':', '-').toLowerCase()}@tests.example`
    const invitation = people.Invitation.parse({ email, name: who, role, places: place ? [place] : [] })
    const token = await people.invite(store.db, 'tests', invitation)
    const answer = await app.inject({ method: 'POST', url: `/sign-in/${token}` })
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    cookies.set(who, cookie)
    return cookie
  }
  const ask: TestApp['ask'] = async (role, options) =>
    app.inject({
      ...options,
      headers: {
        accept: 'text/html',
        ...options.headers,
        ...(role === 'public' ? {} : { cookie: await cookieFor(role) }),
      },
    })
  const close = async () => {
    await app.close()
    await bench.close()
    await store.close()
  }
  return { ...store, app, pack, routes, ask, get: (role, url) => ask(role, { method: 'GET', url }), close }
}

/** Does the work that waits for the job process. */
export async function workOff(db: Db, handlers: Record<string, Handler>): Promise<void> {
  while (await workOnce(db, handlers));
}

/** Options of a posted form. */
export const form = (values: Record<string, string | number>): InjectOptions => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: new URLSearchParams(
    Object.entries(values).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString(),
})

/** What the form on a release's page sends: the seal of what stands there, and a reason for each piece of advice. */
export const decides = (html: string): Record<string, string> => ({
  seal: /name="seal" value="([^"]*)"/.exec(html)?.[1] ?? '',
  ...Object.fromEntries([...html.matchAll(/name="(reason-[^"]+)"/g)].map(([, name = '']) => [name, 'It may stand.'])),
})

/** The rest of a release's way: the job process checks it, an analyst checks it off, the director publishes it. */
export async function publishRelease(it: TestApp, id: number | string): Promise<void> {
  await workOff(it.db, releases.jobs(it.db))
  for (const [role, deed, page] of [
    ['analyst', 'check', ''],
    ['director', 'publish', '/publish'],
  ] as const) {
    const { body } = await it.get(role, `/releases/${id}${page}`)
    const answer = await it.ask(role, { ...form(decides(body)), url: `/releases/${id}/${deed}` })
    if (answer.statusCode !== 303)
      throw new Error(`${deed}: ${answer.statusCode} ${body.replace(/<[^>]+>/g, ' ').slice(0, 4_000)}`)
  }
}
