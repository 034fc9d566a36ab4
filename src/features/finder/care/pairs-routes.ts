import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { doneOf } from '../../../platform/form.ts'
import { arrange, readQuery } from '../../../platform/list.ts'
import { smallForm, type Typed } from '../../../platform/small-form.ts'
import { knownNames } from '../../threads/index.ts'
import { lastPublic } from '../entries/public.ts'
import type { Rooms } from './frame.ts'
import * as service from './pairs.ts'
import * as queries from './pairs-queries.ts'
import * as views from './pairs-view.ts'
import { reasonFor, sameFor } from './schemas.ts'

const path = '/opportunities/duplicates'
const access = 'opportunities.approve'
const Ids = z.object({ one: z.uuid(), other: z.uuid() })
const done = {
  same: 'They are one entry now. The other one leads there.',
  different: 'Both stay. Nobody is asked about them again.',
  undone: 'It is taken back, and the pair waits to be looked at again.',
}
const pressAges = { field: 'ages', text: 'They say different ages: check which are right, and say so' }

/** Entries that may be one thing, for those who approve: they see both sides whoever runs them. */
export function pairRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get(path, { access }, async (req, reply) => {
    const query = readQuery(views.pairsList, req.query)
    return reply.page(
      views.showPairs(query, arrange(views.pairsList, await queries.list(db), query), doneOf(req.query, done)),
    )
  })
  app.get(`${path}/:one/:other`, { access }, async (req, reply) => reply.page(await show(rooms, await one(db, req))))

  const form = { access, find: (req: FastifyRequest) => one(db, req) }
  const shown = (_req: FastifyRequest, pair: queries.Pair, typed: Typed) => show(rooms, pair, typed)
  const doing = (req: FastifyRequest, pair: queries.Pair, note: string) => ({
    pair,
    by: req.actor.email,
    note,
    today: rooms.today(),
  })
  smallForm(app, {
    ...{ ...form, path: `${path}/:one/:other/same`, name: 'same', show: shown },
    schema: async () => sameFor(rooms.today(), await knownNames(db)),
    deed: async (req, pair, { keep, ages, reason }) => {
      if (views.hasOtherAges(pair) && ages !== 'yes') return [pressAges]
      await service.same(db, { ...doing(req, pair, reason), keptId: keep })
      return `${path}?done=same`
    },
  })
  smallForm(app, {
    ...{ ...form, path: `${path}/:one/:other/different`, name: 'different', show: shown },
    schema: async () => reasonFor(rooms.today(), await knownNames(db), 'Enter what makes them two things'),
    deed: async (req, pair, { reason }) => {
      await service.different(db, doing(req, pair, reason))
      return `${path}?done=different`
    },
  })
  smallForm(app, {
    ...{ ...form, path: `${path}/:one/:other/undo`, name: 'undo', show: shown },
    schema: async () => reasonFor(rooms.today(), await knownNames(db), 'Enter why it is taken back'),
    deed: async (req, pair, { reason }) => {
      await service.undo(db, doing(req, pair, reason))
      return `${path}?done=undone`
    },
  })
}

async function one(db: Rooms['db'], req: FastifyRequest): Promise<queries.Pair> {
  const asked = Ids.safeParse(req.params)
  const pair = asked.success ? await queries.find(db, asked.data.one, asked.data.other) : undefined
  if (!pair) throw notFound('That pair')
  return pair
}

async function show({ db, today }: Rooms, pair: queries.Pair, typed?: Typed) {
  const entries = [await lastPublic(db, pair.one), await lastPublic(db, pair.other)]
  return views.showPair({ pair, entries, today: today(), typed })
}
