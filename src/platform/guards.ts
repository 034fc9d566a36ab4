// What is refused before a room is asked, and what browsers are told to refuse.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import { root } from './root.ts'

// What no page of ours uses: a script that got in could not either.
export const noPowers = [
  'accelerometer',
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map(power => `${power}=()`)
  .join(', ')

/** For the one page that may ask a telephone where it is, when somebody presses for it. The page itself is not told to us. */
export const onlyPlace = noPowers.replace('geolocation=()', 'geolocation=(self)')

// GOV.UK Frontend's template has one inline script (it marks that JavaScript works); its hash is allowed and nothing else inline is.
function inlineScriptHash(): string {
  const template = readFileSync(join(root, 'node_modules/govuk-frontend/dist/govuk/template.njk'), 'utf8')
  const script = /<script[^>]*>([^<]+)<\/script>/.exec(template)?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

export const policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", inlineScriptHash()],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'upgrade-insecure-requests': null,
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

// Fetch metadata first; browsers that do not send it are judged by Origin. Tools that send neither carry no cookie of ours by themselves.
export function refuseOtherSites(req: FastifyRequest): void {
  if (safe.has(req.method)) return
  const site = req.headers['sec-fetch-site']
  const origin = req.headers.origin
  const foreign =
    site !== undefined ? site !== 'same-origin' && site !== 'none' : origin !== undefined && hostOf(origin) !== req.host
  if (foreign) throw new AppError(403, 'This form was sent from another site')
}

// The database keeps no NUL and no half of a character in a text; nobody types one.
const unkeepable = /\0|\p{Surrogate}/u

export function refuseUnkeepable(req: FastifyRequest): void {
  const body = typeof req.body === 'object' && req.body !== null ? Object.values(req.body).flat() : [req.body]
  if (req.url.includes('%00') || body.some(value => typeof value === 'string' && unkeepable.test(value)))
    throw new AppError(400, 'It holds a character that cannot be kept. Type it again, or paste it as plain text.')
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '')
