import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { doneOf } from '../../../platform/form.ts'
import { arrange, readQuery } from '../../../platform/list.ts'
import { lastPublic, publicEntry } from '../entries/public.ts'
import { type Tongue, tongueOf } from '../look/words/index.ts'
import { EntryId } from '../schemas.ts'
import { mayEdit, type Rooms } from './frame.ts'
import * as service from './reviews.ts'
import * as queries from './reviews-queries.ts'
import * as views from './reviews-view.ts'
import { showAsked, showThanks } from './still-right-view.ts'

const path = '/opportunities/reviews'
const access = 'opportunities.edit'
const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Done = z.object({ done: z.literal('right') })
const Said = z.object({ lang: z.string().optional().catch(undefined) }).catch({ lang: undefined })
const done = { right: 'Thank you. It is kept that this is still right.' }

// A person opens a link or two; whoever tries links by chance is stopped soon.
const tries = { max: 60, timeWindow: '1 minute' }

/** "Is it still right?": by the link of a mail without an account, and for whoever answers for entries. */
export function reviewRoutes(app: FastifyInstance, rooms: Rooms): void {
  byLink(app, rooms)
  const { db } = rooms
  app.get(path, { access }, async (req, reply) => {
    const spec = views.dueList(rooms.today())
    const mine = (await queries.dueBy(db, addDays(rooms.today(), 45))).filter(entry => mayEdit(req.actor, entry))
    const query = readQuery(spec, req.query)
    return reply.page(views.showDue(spec, query, arrange(spec, mine, query), doneOf(req.query, done)))
  })

  app.get(`${path}/:id`, { access }, async (req, reply) => {
    const entry = await dueOf(rooms, req)
    return reply.page(await asked(rooms, entry.id, `${path}/${entry.id}`))
  })

  app.post(`${path}/:id`, { access }, async (req, reply) => {
    const entry = await dueOf(rooms, req)
    await service.confirm(db, { id: entry.id, by: req.actor.email, today: rooms.today() })
    return reply.redirect(`${path}?done=right`, 303)
  })
}

function byLink(app: FastifyInstance, rooms: Rooms): void {
  const link = '/still-right/:token'
  app.get(link, { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const { token, id } = await linkOf(rooms, req)
    const found = await asked(rooms, id, `/still-right/${token}`, tongueOf(Said.parse(req.query).lang))
    return reply.header('cache-control', 'private, no-store').page(found)
  })

  app.post(link, { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const { token } = await linkOf(rooms, req)
    await service.confirmByLink(rooms.db, token, rooms.today())
    const { code } = tongueOf(Said.parse(req.body).lang)
    return reply.redirect(`/still-right?done=right${code === 'en' ? '' : `&lang=${code}`}`, 303)
  })

  app.get('/still-right', { access: 'public' }, async (req, reply) => {
    if (!Done.safeParse(req.query).success) throw notFound('That link: open the whole of it, as it stands in the mail')
    return reply.page(showThanks(tongueOf(Said.parse(req.query).lang)))
  })
}

async function linkOf({ db, today }: Rooms, req: FastifyRequest) {
  const asked = Token.safeParse(req.params)
  const link = asked.success ? await queries.findLink(db, service.hashOf(asked.data.token), today()) : undefined
  if (!asked.success || !link) throw notFound('That link')
  return { token: asked.data.token, id: link.id }
}

async function dueOf({ db }: Rooms, req: FastifyRequest): Promise<queries.Due> {
  const id = EntryId.safeParse(req.params)
  const entry = id.success ? await queries.findDue(db, id.data.id) : undefined
  if (!entry || !mayEdit(req.actor, entry)) throw notFound('That entry')
  return entry
}

/** By a link, in the language asked for; inside, in English. */
async function asked({ db, today }: Rooms, id: string, action: string, t?: Tongue) {
  const entry = (await queries.findDue(db, id)) && (await lastPublic(db, id))
  if (!entry) throw notFound('That page')
  const isHidden = (await publicEntry(db, id)) === undefined
  return showAsked(entry, { action, t, today: today(), isHidden, missing: await service.missingAgain(db, id, today()) })
}
