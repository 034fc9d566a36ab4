// The worker that stands between a telephone and the site, so that what was read lately can be read again without a signal. The network comes
// first; what is kept is shown only when it fails, with the hour it is from. It knows nothing of who reads, and keeps only what the server lets it.
import {
  dated,
  keepUnlessLeft,
  madeAt,
  mayAskAgain,
  offlineAddress,
  pagesName,
  patienceMs,
  planFor,
  type Shell,
  shellName,
  tooMany,
} from './finder-keep.ts'

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Waiting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Clients {
  claim(): Promise<void>
  matchAll(which: { type: 'window' }): Promise<readonly { url: string }[]>
}
declare const self: { upstreamShell: Shell; skipWaiting(): Promise<void>; clients: Clients }
const waits = (event: Event): event is Waiting => 'waitUntil' in event
const asks = (event: Event): event is Asked => waits(event) && 'respondWith' in event

const shell = self.upstreamShell
const [shellHere, pagesHere] = [shellName + shell.version, pagesName + shell.version]

const on = (name: string, work: (event: Event) => Promise<unknown>) =>
  addEventListener(name, event => waits(event) && event.waitUntil(work(event)))

on('install', async () => {
  await fillShell()
  await self.skipWaiting()
})
on('activate', async () => {
  const ours = (name: string) => name.startsWith(shellName) || name.startsWith(pagesName)
  const old = (await caches.keys()).filter(name => ours(name) && name !== shellHere && name !== pagesHere)
  await Promise.all(old.map(name => caches.delete(name)))
  await self.clients.claim()
})
// who leaves this site quickly leaves none of its pages behind, nor one that was on its way then
let left = 0
on('message', async event => {
  if (!('data' in event)) return
  if (event.data === 'open') await keepOpen()
  if (event.data !== 'leave') return
  left += 1
  await caches.delete(pagesHere)
})

/** The first page of a first visit came before this worker: it is asked for once more, as what nobody waits for and nothing counts. */
async function keepOpen(): Promise<void> {
  const [leftBefore, pages] = [left, await self.clients.matchAll({ type: 'window' })]
  const urls = pages.map(({ url }) => url).filter(url => mayAskAgain(url, location.origin))
  const asked = urls.map(async url => keep(url, await fetch(url, { headers: { purpose: 'prefetch' } }), leftBefore))
  await Promise.allSettled(asked)
}

addEventListener('fetch', event => {
  if (!asks(event)) return
  const plan = planFor(event.request, location.origin, shell)
  if (plan === 'file') event.respondWith(fileFor(event.request))
  if (plan === 'page') event.respondWith(pageFor(event))
})

/** Pages are asked for without a cookie: as any visitor sees them, whoever is signed in. */
async function fillShell(): Promise<void> {
  const kept = await caches.open(shellHere)
  await kept.addAll(shell.files)
  await kept.addAll(shell.pages.map(url => new Request(url, { credentials: 'omit', cache: 'no-store' })))
}

const fileFor = async (request: Request): Promise<Response> =>
  (await (await caches.open(shellHere)).match(request)) ?? fetch(request)

async function pageFor(event: Asked): Promise<Response> {
  const [{ request }, leftBefore] = [event, left]
  const kept = await keptFor(request.url)
  const answer = fetch(request).then(found => {
    event.waitUntil(keep(request.url, found.clone(), leftBefore))
    return found
  })
  try {
    return await (kept ? Promise.race([answer, impatience()]) : answer)
  } catch {
    event.waitUntil(answer.catch(() => undefined))
    return kept ? whole(kept) : offline(request.url)
  }
}

const impatience = () => new Promise<never>((_, fail) => setTimeout(fail, patienceMs))

const keptFor = async (url: string): Promise<Response | undefined> =>
  (await (await caches.open(pagesHere)).match(url)) ?? (await (await caches.open(shellHere)).match(url))

async function keep(url: string, answer: Response, leftBefore: number): Promise<void> {
  const pages = await caches.open(pagesHere)
  const hasLeft = () => left !== leftBefore
  if (!(await keepUnlessLeft(pages, { url, answer, hasLeft }))) return
  const kept = await Promise.all(
    (await pages.matchAll()).map(async one => ({ url: one.url, made: madeAt(one.headers) })),
  )
  await Promise.all(tooMany(kept, Date.now()).map(old => pages.delete(old)))
  await refreshShell()
}

const aDayMs = 24 * 3_600_000

/** Numbers to ring change: once a day they are fetched again. */
async function refreshShell(): Promise<void> {
  const help = await (await caches.open(shellHere)).match(shell.pages[0] ?? '')
  if (!help || Date.now() - madeAt(help.headers) > aDayMs) await fillShell()
}

async function whole(kept: Response): Promise<Response> {
  const headers = new Headers(kept.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  return new Response(dated(await kept.text(), madeAt(kept.headers), Date.now()), { headers })
}

/** The page that says there is no signal, in the language of the page that was asked for. */
async function offline(url: string): Promise<Response> {
  const [kept, lang] = [await caches.open(shellHere), new URL(url).searchParams.get('lang')]
  const found = (lang && (await kept.match(`${offlineAddress}?lang=${lang}`))) || (await kept.match(offlineAddress))
  return found || Response.error()
}
