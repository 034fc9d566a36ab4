// OpenActive: sport and physical activity for apps that know how to find and book them (RPDE 1.0).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Cursor } from '../../entries/public.ts'
import { newestChange } from '../changed.ts'
import { feeds, options } from '../door.ts'
import { ccBy, type Given } from '../entry.ts'
import { sendJson } from '../send.ts'
import { seriesItems } from './feed.ts'
import type { Item } from './page.ts'
import { cacheOf, readCursor, rpdePage } from './page.ts'
import { sessionItems } from './sessions.ts'

export const base = '/api/openactive'

export function activeRoutes(app: FastifyInstance, given: Given): void {
  const address = `${given.publisher.address}${base}`
  feeds(app, base, api => {
    api.get('/', options, (req, reply) => sendJson(req, reply, dataset(address, given), ld))
    const feed = (name: string, items: (given: Given, after: Cursor | undefined) => Promise<Item[]>) =>
      api.get(`/${name}`, options, async (req, reply) => page(req, reply, given, `${address}/${name}`, items))
    feed('session-series', seriesItems)
    feed('scheduled-sessions', sessionItems)
  })
}

const ld = { type: 'application/ld+json; charset=utf-8' }

async function page(
  req: FastifyRequest,
  reply: FastifyReply,
  given: Given,
  address: string,
  read: (given: Given, after: Cursor | undefined) => Promise<Item[]>,
) {
  const asked = readCursor(req.query)
  // before the items: what changes meanwhile is then sent once more, not lost
  const modified = await newestChange(given)
  const items = await read(given, asked)
  return sendJson(req, reply, rpdePage(address, items, asked), { cache: cacheOf(items), modified })
}

/** What programs read first: which feeds there are, whose they are, and under which licence. */
const dataset = (address: string, { publisher }: Given) => ({
  '@context': ['https://schema.org/', 'https://openactive.io/'],
  '@type': 'Dataset',
  '@id': address,
  url: address,
  name: `${publisher.unit}: sport and physical activity`,
  description: `Sessions in ${publisher.city}. ${publisher.watermark}`.trim(),
  license: ccBy,
  inLanguage: ['en-GB'],
  documentation: 'https://developer.openactive.io/',
  publisher: { '@type': 'Organization', name: publisher.unit, url: publisher.address },
  distribution: [
    download(address, 'SessionSeries', 'session-series'),
    download(address, 'ScheduledSession', 'scheduled-sessions'),
  ],
})

const download = (address: string, kind: string, name: string) => ({
  '@type': 'DataDownload',
  name: kind,
  additionalType: `https://openactive.io/${kind}`,
  encodingFormat: 'application/vnd.openactive.rpde+json; version=1',
  contentUrl: `${address}/${name}`,
})
