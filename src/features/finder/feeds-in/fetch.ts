// The one way out, to feeds and to help lines: https, no private addresses, with limits of time and size. Nothing of ours is sent along.
import { lookup } from 'node:dns'
import { get as plain } from 'node:http'
import { type RequestOptions, get as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { createGunzip } from 'node:zlib'
import { isPrivate } from './addresses.ts'

export interface Fetched {
  ok: true
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}
export type Raw = (
  url: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Fetched | { ok: false; why: string }>

export interface Limits {
  timeoutMs: number
  mostBytes: number
  /** For tests and for a developer's own machine: http and addresses of this machine. */
  loopback: boolean
  /** HEAD: whether anybody answers, and nothing more. */
  method?: 'GET' | 'HEAD'
}
export const usualLimits: Limits = { timeoutMs: 30_000, mostBytes: 20_000_000, loopback: false }

const mostRedirects = 3

/** A fetcher with these limits. What goes wrong comes back as words; nothing is thrown. */
export const fetcher = (limits: Limits = usualLimits): Raw => {
  const follow = async (url: string, headers: Readonly<Record<string, string>>, left: number): ReturnType<Raw> => {
    const why = refused(url, limits)
    if (why) return { ok: false, why }
    const found = await once(url, headers, limits)
    const to = found.ok && found.status >= 300 && found.status < 400 ? found.headers.location : undefined
    if (to === undefined) return found
    if (left === 0 || !URL.canParse(to, url)) return { ok: false, why: 'The address sends us on and on. Check it' }
    return follow(new URL(to, url).href, headers, left - 1)
  }
  return (url, headers = {}) => follow(url, headers, mostRedirects)
}

/** Why an address is not asked, before anything is sent. */
export function refused(url: string, { loopback }: Pick<Limits, 'loopback'>): string {
  if (!URL.canParse(url)) return 'Enter a whole address, such as https://feeds.example.org/services'
  const { protocol, hostname, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (username !== '' || password !== '') return 'Leave the user name and password out of the address'
  if (protocol !== 'https:' && !(loopback && protocol === 'http:')) return 'The address must begin with https://'
  if (!loopback && (isPrivate(host) || /^localhost$|\.(localhost|local|internal)$/i.test(host)))
    return 'The address is one of a private network: feeds are public'
  return ''
}

// The address is looked up once and connected to as it was checked: it cannot be changed in between.
const guarded =
  (loopback: boolean): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      const list = Array.isArray(found) ? found : []
      const bad = !loopback && list.some(({ address }) => isPrivate(address))
      if (error || bad || list.length === 0)
        return done(error ?? new Error('The address leads to a private network'), '', 4)
      if (options.all) return done(null, list)
      return done(null, list[0]?.address ?? '', list[0]?.family)
    })

const once = (url: string, headers: Readonly<Record<string, string>>, limits: Limits): ReturnType<Raw> =>
  new Promise(resolve => {
    const fail = (why: string) => resolve({ ok: false, why })
    const options: RequestOptions = {
      method: limits.method ?? 'GET',
      headers: { 'user-agent': 'Upstream finder (open data reader)', 'accept-encoding': 'gzip', ...headers },
      lookup: guarded(limits.loopback),
      signal: AbortSignal.timeout(limits.timeoutMs),
      ...(isIP(new URL(url).hostname) && limits.loopback ? { lookup: undefined } : {}),
    }
    const request = (url.startsWith('https:') ? secure : plain)(url, options, answer => {
      // the head of a packed document has nothing to unpack
      const isPacked = answer.headers['content-encoding'] === 'gzip' && options.method !== 'HEAD'
      const stream = isPacked ? answer.pipe(createGunzip()) : answer
      const pieces: Buffer[] = []
      let bytes = 0
      stream.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes <= limits.mostBytes) return pieces.push(piece)
        request.destroy()
        return fail(
          `The feed sent more than ${Math.round(limits.mostBytes / 1_000_000)} MB in one page. Ask for smaller pages`,
        )
      })
      stream.on('error', () => fail('What the feed sent was cut off'))
      answer.on('aborted', () => fail('The feed took too long, or broke off'))
      stream.on('end', () =>
        resolve({
          ok: true,
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(answer.headers).map(([key, value]) => [key, String(value)])),
          body: Buffer.concat(pieces).toString('utf8'),
        }),
      )
    })
    request.on('error', error => fail(troubleWords(error)))
  })

const troubles: Readonly<Record<string, string>> = {
  ENOTFOUND: 'No such address on the internet. Check it',
  EAI_AGAIN: 'The address could not be looked up just now',
  ECONNREFUSED: 'Nobody answers at this address',
  ECONNRESET: 'The feed broke off',
  ABORT_ERR: 'The feed took too long to answer',
  CERT_HAS_EXPIRED: 'The feed’s certificate has run out. Tell the publisher',
}

function troubleWords(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'The feed took too long to answer'
  return troubles[code] ?? (code === '' ? error.message : `The feed could not be reached (${code})`)
}
