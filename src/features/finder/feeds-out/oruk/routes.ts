// Open Referral UK 3.0 (HSDS-UK 3.0): everything public in the finder, for anybody's program. `strict` below it gives the profile's fields alone.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { lastChange } from '../changed.ts'
import type { Part } from '../compact.ts'
import { feeds, options } from '../door.ts'
import { type Given, ogl } from '../entry.ts'
import { type Said, sendJson, sendStream } from '../send.ts'
import { type Ask, readAsk } from './ask.ts'
import * as lists from './lists.ts'
import { openapi } from './openapi.ts'
import { pageOf } from './page.ts'
import type { Thing } from './profile.ts'
import { taxonomyParts, termOf, termParts } from './terms.ts'

export const base = '/api/open-referral'
const profilePage = 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md'

const WithId = z.object({ id: z.string() })
const idOf = (req: FastifyRequest) => WithId.parse(req.params).id
const ndjson = { type: 'application/x-ndjson; charset=utf-8' }

export function orukRoutes(app: FastifyInstance, given: Given): void {
  feeds(app, base, api => {
    mount(api, '', given, false)
    mount(api, '/strict', given, true)
  })
}

function mount(api: FastifyInstance, below: string, given: Given, strict: boolean): void {
  const askOf = (req: FastifyRequest) => readAsk(req.query, strict)
  const about = front(`${given.publisher.address}${base}${below}`, given, strict)
  for (const url of below === '' ? ['/'] : [below, `${below}/`])
    api.get(url, options, (req, reply) => sendJson(req, reply, about))
  const described = openapi(`${given.publisher.address}${base}${below}`, given.publisher, strict)
  api.get(`${below}/openapi.json`, options, (req, reply) => sendJson(req, reply, described))

  api.get(`${below}/services`, options, async (req, reply) => {
    const ask = askOf(req)
    if (ask.format === 'ndjson') return flow(req, reply, given, lists.linesFrom(given, ask, lists.services))
    if (ask.minimal) return flow(req, reply, given, lists.minimal(given, ask), {})
    return answer(req, reply, await lists.pageFrom(given, ask, lists.services))
  })
  api.get(`${below}/services/:id`, options, async (req, reply) =>
    answer(req, reply, await lists.oneFrom(given, askOf(req), lists.services, idOf(req))),
  )
  api.get(`${below}/service_at_locations`, options, async (req, reply) => {
    const ask = askOf(req)
    if (ask.format === 'ndjson') return flow(req, reply, given, lists.linesFrom(given, ask, lists.serviceAtLocations))
    return answer(req, reply, await lists.pageFrom(given, ask, lists.serviceAtLocations))
  })
  api.get(`${below}/service_at_locations/:id`, options, async (req, reply) =>
    answer(req, reply, await lists.oneFrom(given, askOf(req), lists.serviceAtLocations, idOf(req))),
  )
  api.get(`${below}/organizations`, options, async (req, reply) => {
    const ask = askOf(req)
    if (ask.format === 'ndjson') return flow(req, reply, given, lists.organizationLines(given, ask))
    return answer(req, reply, await lists.organizationPage(given, ask))
  })
  api.get(`${below}/organizations/:id`, options, async (req, reply) =>
    answer(req, reply, await lists.oneOrganization(given, askOf(req), idOf(req))),
  )
  taxonomies(api, below, askOf)
}

function taxonomies(api: FastifyInstance, below: string, askOf: (req: FastifyRequest) => Ask): void {
  api.get(`${below}/taxonomies`, options, async (req, reply) => {
    const ask = askOf(req)
    const words = (ask.search ?? '').toLowerCase()
    return fixed(
      req,
      reply,
      ask,
      'taxonomy',
      taxonomyParts().filter(each => String(each.name).toLowerCase().includes(words)),
    )
  })
  api.get(`${below}/taxonomies/:id`, options, async (req, reply) => {
    const id = idOf(req).toLowerCase()
    const found = taxonomyParts().find(each => each.id === id)
    if (!found) throw notFound('That taxonomy')
    return sendJson(req, reply, { ...found, taxonomy_terms: termParts({ taxonomy: id }) })
  })
  api.get(`${below}/taxonomy_terms`, options, async (req, reply) => {
    const ask = askOf(req)
    const wanted = { taxonomy: ask.taxonomy_id, parent: ask.parent_id, topOnly: ask.top_only, search: ask.search ?? '' }
    return fixed(req, reply, ask, 'taxonomy_term', termParts(wanted))
  })
  api.get(`${below}/taxonomy_terms/:id`, options, async (req, reply) => {
    const found = termOf(idOf(req))
    if (!found) throw notFound('That taxonomy term')
    return sendJson(req, reply, found)
  })
}

const answer = (req: FastifyRequest, reply: FastifyReply, { body, modified }: lists.Answer<object>) =>
  sendJson(req, reply, body, { modified })

/** All of them as they are read. */
async function flow(
  req: FastifyRequest,
  reply: FastifyReply,
  given: Given,
  pieces: AsyncIterable<string>,
  type: Said = ndjson,
) {
  const { modified, tag } = await lastChange(given, req.url)
  return sendStream(req, reply, pieces, { ...type, modified, state: tag })
}

/** A page of a list that is part of the program. */
function fixed(req: FastifyRequest, reply: FastifyReply, ask: Ask, thing: Thing, all: readonly Part[]) {
  const parts = all.map(each => lists.asAsked(ask, thing, each))
  if (ask.format === 'ndjson') return sendStream(req, reply, lines(parts), ndjson)
  const from = (ask.page - 1) * ask.size
  const contents = parts.slice(from, from + ask.size)
  return sendJson(req, reply, pageOf(contents, { total: parts.length, page: ask.page, size: ask.size }))
}

async function* lines(parts: readonly Part[]): AsyncGenerator<string> {
  for (const each of parts) yield `${JSON.stringify(each)}\n`
}

const front = (address: string, { publisher }: Given, strict: boolean) => ({
  version: 'HSDS-UK-3.0',
  profile: profilePage,
  openapi_url: `${address}/openapi.json`,
  ...(strict
    ? {}
    : {
        'x-licence': ogl,
        'x-publisher': publisher.unit,
        'x-open-data': `${publisher.address}/open-data`,
        ...(publisher.watermark ? { 'x-notice': publisher.watermark } : {}),
      }),
})
