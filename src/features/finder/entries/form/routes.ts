import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, seenVersion } from '../../../../platform/form.ts'
import { allows } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import type { Body } from '../../schemas.ts'
import { mayEdit, one } from '../office/frame.ts'
import type * as queries from '../queries.ts'
import * as service from '../service.ts'
import { hasPostcodes, unknownPostcodes } from '../where-queries.ts'
import { checkRoutes } from './check.ts'
import { newRoutes } from './new.ts'
import type { Part } from './part.ts'
import { nextOf, partNamed } from './parts.ts'
import { newest, save, seenBody } from './save.ts'
import { readTimes, withTimes } from './times.ts'
import * as views from './views.ts'
import { noPostcodes, unknownPostcode } from './where.ts'

const access = 'opportunities.edit'

/** The form to write an entry: page by page, each kept as a draft when it is left. */
export function formRoutes(app: FastifyInstance, rooms: Rooms): void {
  newRoutes(app, rooms)
  partRoutes(app, rooms)
  timeRoutes(app, rooms)
  checkRoutes(app, rooms)
  copyRoute(app, rooms)
}

function partOf(req: FastifyRequest): Part {
  const found = partNamed(z.object({ part: z.string() }).parse(req.params).part)
  if (!found) throw notFound('That page')
  return found
}

function partRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/opportunities/:id/edit/:part', { access }, async (req, reply) => {
    const entry = await one(db, req)
    const { version, body } = await newest(db, entry)
    const part = partOf(req)
    const tip = part.key === 'where' && !(await hasPostcodes(db)) ? noPostcodes : ''
    return reply.page(views.partPage({ entry, part, body, version, today: today(), tip }))
  })

  app.post('/opportunities/:id/edit/:part', { access }, async (req, reply) => {
    const [entry, part, seen] = [await one(db, req), partOf(req), seenVersion(req.body)]
    const body = await seenBody(db, entry, seen)
    const read = part.read(req.body, body, { today: today(), kind: entry.kind })
    const shown = { entry, part, body, version: seen, today: today(), typed: req.body }
    const errors = read.ok ? await wrongPlace(db, part, req.body, body, read.body) : read.errors
    if (!read.ok || errors.length > 0) return reply.code(422).page(views.partPage({ ...shown, errors }))
    const kept = await save(db, req.actor, entry, seen, read.body)
    if (kept.ok) return reply.redirect(after(entry, part, req.body), 303)
    const { newest: theirs } = kept
    return reply.code(409).page(views.partPage({ ...shown, version: theirs.version, theirs, mine: kept.typed }))
  })
}

// What the database alone can tell of a page.
async function wrongPlace(db: Db, { key }: Part, typed: unknown, before: Body, after: Body): Promise<FieldError[]> {
  if (key !== 'where') return []
  const [was, postcode] = [before.venue?.postcode, after.venue?.postcode ?? '']
  return unknownPostcode(typed, { was, postcode, unknown: await unknownPostcodes(db, [postcode]) })
}

const Onward = z.object({ onward: z.literal('check') })
const after = ({ id }: queries.Entry, { key }: Part, body: unknown): string => {
  const next = Onward.safeParse(body).success ? 'check' : nextOf(key)
  return next === 'check' ? `/opportunities/${id}/check` : `/opportunities/${id}/edit/${next}`
}

const At = z.object({ at: z.union([z.literal('new'), z.coerce.number().int().min(0).max(59)]) })

/** Which series of times the address names: none for a new one. */
function atOf(req: FastifyRequest, body: Body): number | undefined {
  const { success, data } = At.safeParse(req.params)
  if (!success || (data.at !== 'new' && !body.schedules[data.at])) throw notFound('That time')
  return data.at === 'new' ? undefined : data.at
}

function timeRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const back = (entry: queries.Entry) => `/opportunities/${entry.id}/edit/when`

  app.get('/opportunities/:id/times/:at', { access }, async (req, reply) => {
    const entry = await one(db, req)
    const { version, body } = await newest(db, entry)
    return reply.page(views.timePage({ entry, body, version, at: atOf(req, body), today: today() }))
  })

  const keep = async (req: FastifyRequest, change: (body: Body, at: number | undefined) => Body | FieldError[]) => {
    const [entry, seen] = [await one(db, req), seenVersion(req.body)]
    const body = await seenBody(db, entry, seen)
    const at = atOf(req, body)
    const changed = change(body, at)
    const shown = { entry, body, at, version: seen, today: today(), typed: req.body }
    if (Array.isArray(changed)) return { page: views.timePage({ ...shown, errors: changed }), code: 422, entry }
    const kept = await save(db, req.actor, entry, seen, changed)
    if (kept.ok) return { page: undefined, code: 303, entry }
    const { newest: theirs } = kept
    const still = at === undefined || theirs.body.schedules[at] ? at : undefined
    return {
      page: views.timePage({ ...shown, at: still, version: theirs.version, theirs, mine: kept.typed }),
      code: 409,
      entry,
    }
  }

  app.post('/opportunities/:id/times/:at', { access }, async (req, reply) => {
    const done = await keep(req, (body, at) => {
      const read = readTimes(req.body)
      return read.ok ? withTimes(body, at, read.schedule) : read.errors
    })
    return done.page ? reply.code(done.code).page(done.page) : reply.redirect(back(done.entry), 303)
  })

  app.post('/opportunities/:id/times/:at/remove', { access }, async (req, reply) => {
    const done = await keep(req, (body, at) => withTimes(body, at))
    return done.page ? reply.code(done.code).page(done.page) : reply.redirect(back(done.entry), 303)
  })
}

/** What repeats in another place, or next year, is copied and changed. */
function copyRoute(app: FastifyInstance, { db }: Rooms): void {
  app.post('/opportunities/:id/copy', { access: 'opportunities.create' }, async (req, reply) => {
    const entry = await one(db, req)
    if (!allows(req.actor, 'opportunities.create') || !mayEdit(req.actor, entry)) throw notFound('That entry')
    const { body } = await newest(db, entry)
    const { id } = await service.enter(db, {
      by: req.actor.email,
      kind: entry.kind,
      organisationId: entry.organisationId,
      boroughId: entry.boroughId,
      body: { ...body, name: `Copy of ${body.name}`.slice(0, 120), image: null },
      note: '',
      verdict: 'draft',
    })
    return reply.redirect(`/opportunities/${id}/edit/what`, 303)
  })
}
