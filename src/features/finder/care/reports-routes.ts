import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { doneOf, RowId } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { smallForm, type Typed } from '../../../platform/small-form.ts'
import { knownNames } from '../../threads/index.ts'
import { hide } from '../entries/service.ts'
import { mayApprove, maySee, type Rooms } from './frame.ts'
import * as service from './reports.ts'
import * as queries from './reports-queries.ts'
import * as views from './reports-view.ts'
import { reasonFor, resolvedFor } from './schemas.ts'

const path = '/opportunities/reports'
const access = 'opportunities.edit'
const Id = z.object({ id: RowId })
const done = { resolved: 'The answer is kept.', hidden: 'The entry is down. Nobody outside sees it any more.' }

/** What people told of, for whoever answers for the entries. */
export function reportRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get(path, { access }, async (req, reply) => {
    const query = readQuery(views.reportsList, req.query)
    const found = arrange(views.reportsList, await seen(rooms, req), query)
    return reply.page(views.showList(query, found, doneOf(req.query, done)))
  })

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const found = arrange(views.reportsList, await seen(rooms, req), readQuery(views.reportsList, req.query))
    const file = csvOf(views.reportsList, found.all)
    return reply.csv('problems', file.columns, file.rows)
  })

  app.get(`${path}/:id`, { access }, async (req, reply) => reply.page(await shown(req, await one(db, req))))

  smallForm(app, {
    ...{ path: `${path}/:id/resolve`, access, name: 'resolve' },
    schema: async () => resolvedFor(rooms.today(), await knownNames(db)),
    find: req => one(db, req),
    show: shown,
    deed: async (req, report, data) => {
      await service.resolve(db, report.id, data, { by: req.actor.email, today: rooms.today() })
      return `${path}?done=resolved`
    },
  })

  smallForm(app, {
    ...{ path: `${path}/:id/hide`, access: 'opportunities.approve', name: 'hide' },
    schema: async () => reasonFor(rooms.today(), await knownNames(db), 'Enter why it is taken down'),
    find: req => approvable(db, req),
    show: shown,
    deed: async (req, report, { reason }) => {
      await hide(db, { id: report.entryId, by: req.actor.email, reason, today: rooms.today() })
      return `${path}/${report.id}?done=hidden`
    },
  })
}

const seen = async ({ db, today }: Rooms, { actor }: FastifyRequest) =>
  (await queries.list(db, views.since(today()))).filter(report => maySee(actor, report))

/** One, for who may see it; others are not told that it is there. */
async function one(db: Rooms['db'], req: FastifyRequest): Promise<queries.Report> {
  const asked = Id.safeParse(req.params)
  const report = asked.success ? await queries.find(db, asked.data.id) : undefined
  if (!report || !maySee(req.actor, report)) throw notFound('That problem')
  return report
}

async function approvable(db: Rooms['db'], req: FastifyRequest): Promise<queries.Report> {
  const report = await one(db, req)
  if (!mayApprove(req.actor, report)) throw forbidden('Only whoever approves entries takes them down here')
  return report
}

const shown = async (req: FastifyRequest, report: queries.Report, typed?: Typed) =>
  views.showReport({
    report,
    mayApprove: mayApprove(req.actor, report),
    said: doneOf(req.query, done),
    typed,
  })
