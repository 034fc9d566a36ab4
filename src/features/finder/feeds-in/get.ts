// Asks a feed for one document: politely, and without believing what comes back.
import type { Fetched, Raw } from './fetch.ts'

export type Got =
  | { ok: true; json: unknown; etag: string; lastModified: string }
  | { ok: true; unchanged: true }
  | { ok: false; why: string; status?: number }

export interface Asker {
  raw: Raw
  /** Waits so many milliseconds; tests do not. */
  wait(ms: number): Promise<void>
}

const tries = 4
const longestWaitMs = 60_000
const firstWaitMs = 1_000

/** A JSON document. Asks again after a pause where the feed is busy or broken (429, 5xx), up to four times in all. */
export async function getJson(asker: Asker, url: string, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
  let [last, code] = ['', 0]
  for (let at = 0; at < tries; at++) {
    const found = await asker.raw(url, { accept: 'application/json', ...headers })
    if (!found.ok) return { ok: false, why: found.why }
    const { status } = found
    if (status === 304) return { ok: true, unchanged: true }
    if (status === 200) return read(found)
    code = status
    last = `The feed answered ${status}${statusWords[status] ?? ''}`
    if (status !== 429 && status < 500) break
    if (at < tries - 1) await asker.wait(pause(found, at))
  }
  return { ok: false, why: last, status: code }
}

const statusWords: Readonly<Record<number, string>> = {
  401: ': it asks for a key. Ask the publisher for an open address',
  403: ': it does not let us in. Ask the publisher',
  404: ': there is nothing at this address. Check it',
  410: ': it says that it is gone. Ask the publisher for another address',
  429: ': it asks us to slow down',
}

/** What it asks for (Retry-After, in seconds), else one second, two, four. */
function pause({ headers }: Fetched, at: number): number {
  const seconds = Number(headers['retry-after'])
  const ms = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : firstWaitMs * 2 ** at
  return Math.min(ms, longestWaitMs)
}

function read({ body, headers }: Fetched): Got {
  const text = body.replace(/^\uFEFF/, '')
  if (/^\s*</.test(text))
    return { ok: false, why: 'The feed answered with a web page, not with data. Check the address' }
  try {
    const json: unknown = JSON.parse(text)
    return { ok: true, json, etag: headers.etag ?? '', lastModified: headers['last-modified'] ?? '' }
  } catch {
    return { ok: false, why: 'What the feed sent is not JSON, or it was cut off' }
  }
}

/** Work on each, so many at a time, in order. */
export async function inTurn<T, U>(all: readonly T[], most: number, work: (one: T) => Promise<U>): Promise<U[]> {
  const done: U[] = []
  for (let at = 0; at < all.length; at += most) done.push(...(await Promise.all(all.slice(at, at + most).map(work))))
  return done
}
