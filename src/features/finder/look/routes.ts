import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import { AppError, notFound } from '../../../lib/errors.ts'
import { withoutTokens } from '../../../platform/answers.ts'
import { onlyPlace } from '../../../platform/guards.ts'
import type { Rooms } from '../rooms.ts'
import { addressOf } from './address.ts'
import { cellsOf, partsOf } from './areas.ts'
import { isAsked, readQuery } from './ask.ts'
import { entryCalendar, entryPage } from './entry.ts'
import { helpOfficeRoutes } from './help/office.ts'
import { helpNow } from './help/service.ts'
import { readHelp } from './help/words.ts'
import { sendKept } from './kept.ts'
import { isMachine, robots, unlisted } from './machines.ts'
import { groundOf } from './map.ts'
import { offline, workerScript } from './offline.ts'
import type { LookRooms } from './rooms.ts'
import { countMissing, helpAlone, isDanger, mapPicture, searchPage, told } from './search.ts'
import { plan, saved, ward, wards } from './sheets.ts'

/**
 * Requests a minute from one address to each of these pages. A school of a thousand stands behind one: two hundred who each search three times in the same
 * minute stay below it, and what it costs at its height is a tenth of what two cores answer.
 */
export const searchLimit = {
  max: 600,
  timeWindow: 60_000,
  errorResponseBuilder: () =>
    new AppError(429, 'Many people are looking from where you are. Wait a minute, then try again.'),
}
const open = { access: 'public', config: { rateLimit: searchLimit } }
const aDay = 'public, max-age=86400'

/** Whatever goes wrong, or however many ask from where they are: who typed words of danger is told who to ring. */
const helpAnyway =
  (rooms: LookRooms): NonNullable<RouteShorthandOptions['errorHandler']> =>
  (error, req, reply) => {
    if (!isDanger(rooms, req.query)) throw error
    if (!(error instanceof AppError)) req.log.error({ err: error, url: withoutTokens(req.url) }, 'request failed')
    return reply
      .code(200)
      .headers({ 'x-robots-tag': unlisted, 'permissions-policy': onlyPlace })
      .page(helpAlone(rooms, req.query))
  }

/** The pages for whoever looks for something to do or for help. Nothing about who looks is kept. */
export function lookRoutes(app: FastifyInstance, given: Rooms): void {
  const words = readHelp(given.pack)
  const rooms: LookRooms = {
    ...given,
    ...{ db: given.reads, writes: given.db },
    ...{ help: () => helpNow(given.reads, words), packHelp: words },
  }
  helpOfficeRoutes(app, given, words)
  app.get('/robots.txt', open, async (_req, reply) =>
    reply.header('cache-control', aDay).type('text/plain; charset=utf-8').send(robots),
  )
  app.get('/things-to-do', { ...open, errorHandler: helpAnyway(rooms) }, async (req, reply) => {
    if (isAsked(req.query)) reply.header('x-robots-tag', unlisted)
    return sendKept(
      req,
      reply.header('permissions-policy', onlyPlace),
      await searchPage(rooms, req.query, isMachine(req)),
    )
  })
  app.post('/things-to-do/missing', open, async (req, reply) => {
    if (!isMachine(req)) await countMissing(rooms, req.body)
    return reply.redirect(addressOf({ ...readQuery(req.body), page: undefined }, '/things-to-do/told'), 303)
  })
  app.get('/things-to-do/told', open, async (req, reply) => reply.page(told(req.query)))
  app.get('/things-to-do/map.svg', open, async (req, reply) => {
    const drawn = await mapPicture(rooms, req.query)
    return reply.header('cache-control', 'private, max-age=300').type('image/svg+xml').send(drawn)
  })
  app.get('/things-to-do/ground.json', open, async (_req, reply) => {
    const ground = await groundOf(rooms.db)
    if (ground === undefined) throw notFound('Map')
    return reply.header('cache-control', aDay).type('application/json; charset=utf-8').send(ground)
  })
  app.get('/things-to-do/cells.json', open, async (_req, reply) =>
    reply.header('cache-control', aDay).send(await cellsOf(rooms.db)),
  )
  app.get('/things-to-do/areas.json', open, async (_req, reply) =>
    reply.header('cache-control', aDay).send(await partsOf(rooms.db)),
  )
  app.get('/things-to-do/offline', open, async (req, reply) => reply.page(await offline(rooms, req.query)))
  app.get('/things-to-do/worker.js', open, async (_req, reply) =>
    // asked for with every visit, and anew when a build has changed it; it stands before the whole site, and touches its public pages alone
    reply
      .headers({ 'cache-control': 'no-cache', 'service-worker-allowed': '/' })
      .type('text/javascript; charset=utf-8')
      .send(workerScript()),
  )
  app.get('/things-to-do/plan', open, async (req, reply) => reply.page(await plan(rooms, req.query)))
  app.get('/things-to-do/saved', open, async (req, reply) =>
    reply.page(await saved(rooms, { lang: readQuery(req.query).lang ?? '' })),
  )
  app.post('/things-to-do/saved', open, async (req, reply) => reply.page(await saved(rooms, req.body)))
  app.get('/things-to-do/ward', open, async (req, reply) => reply.page(await wards(rooms, req.query)))
  app.get<{ Params: { code: string } }>('/things-to-do/ward/:code', open, async (req, reply) =>
    sendKept(req, reply, await ward(rooms, req.params.code, req.query)),
  )
  app.get('/things-to-do/:id', open, async (req, reply) => {
    const { status, page } = await entryPage(rooms, req.params, req.query)
    return sendKept(req, reply.code(status), page)
  })
  app.get('/things-to-do/:id/calendar.ics', open, async (req, reply) => {
    const { name, text } = await entryCalendar(rooms, req.params)
    const file = `${name.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}.ics`
    return reply
      .header('content-disposition', `inline; filename="${file}"`)
      .type('text/calendar; charset=utf-8')
      .send(text)
  })
}
