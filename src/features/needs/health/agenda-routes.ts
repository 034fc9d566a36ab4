import type { FastifyInstance, FastifyRequest } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { beside } from '../../threads/index.ts'
import { historyOf, listRoutes, oneOf } from '../register.ts'
import type { Rooms } from '../signals/ask.ts'
import { freeze } from './agenda-figures.ts'
import * as queries from './agenda-queries.ts'
import { type Agenda, closingFor, Frozen, notesFor } from './agenda-schemas.ts'
import * as service from './agenda-service.ts'
import * as views from './agenda-views.ts'

const at = '/analyses/health/agendas'

/** Agendas: opened by a month's data, talked over, closed with what is done about it. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  listRoutes(
    app,
    { access: 'agendas.read', spec: views.agendasList, rows: () => queries.list(db) },
    (_req, query, found) => views.showList(query, found),
  )
  app.get(`${at}/:id`, { access: 'agendas.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )
  changes(app, rooms)
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function changes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.post(`${at}/:id`, { access: 'agendas.edit' }, async (req, reply) => {
    const agenda = await one(rooms, req, 'edit')
    const form = readForm(notesFor(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(await shown(rooms, req, agenda, form))
    await service.save(db, doing(rooms, req), agenda, form.data)
    return reply.redirect(service.hrefOf(agenda.id), 303)
  })

  app.post(`${at}/:id/close`, { access: 'agendas.edit' }, async (req, reply) => {
    const agenda = await one(rooms, req, 'edit')
    if (agenda.status === 'closed') throw conflict('This agenda is closed already')
    const form = readForm(closingFor(rooms.today()), req.body)
    const errors = form.ok ? unsaid(agenda, form.data.noAction) : form.errors
    if (!form.ok || errors.length) {
      const values = form.ok ? { ...form.data } : form.values
      return reply.code(422).page(await shown(rooms, req, agenda, { values, errors }))
    }
    await service.close(db, doing(rooms, req), agenda, form.data.noAction)
    return reply.redirect(service.hrefOf(agenda.id), 303)
  })

  app.post(`${at}/:id/reopen`, { access: 'agendas.edit' }, async (req, reply) => {
    const agenda = await one(rooms, req, 'edit')
    await service.reopen(db, doing(rooms, req), agenda)
    return reply.redirect(service.hrefOf(agenda.id), 303)
  })
}

const unsaid = ({ actions }: Agenda, noAction: string): FieldError[] =>
  actions === 0 && noAction === '' ? [{ field: 'noAction', text: 'Add an action, or enter why there is none' }] : []

const one = ({ db }: Rooms, req: FastifyRequest, verb: string): Promise<Agenda> =>
  oneOf(req, verb, {
    kind: 'agenda',
    words: 'That agenda',
    find: id => queries.find(db, id),
    subject: async agenda => ({ places: [agenda.placeCode] }),
  })

async function shown(rooms: Rooms, req: FastifyRequest, agenda: Agenda, typed?: views.Shown['typed']) {
  const { db } = rooms
  const edits = decide(req.actor, 'edit', 'agenda', { places: [agenda.placeCode] }).allowed
  return views.show({
    agenda,
    revised: await isRevised(rooms, agenda),
    beside: await beside(db, req.actor, `agenda/${agenda.id}`),
    history: await historyOf(db, `agenda/${agenda.id}`, views.deeds),
    may: { edit: edits && agenda.status === 'open', reopen: edits && agenda.status === 'closed' },
    typed,
  })
}

/** Do the files of today say something else of its month than those it was opened with? */
async function isRevised({ db, today }: Rooms, { sourceId, month, figures }: Agenda): Promise<boolean> {
  const found = await service.lookFor(db, today(), sourceId, month, figures.measure)
  if (found?.end !== month) return true
  const now = Frozen.parse(await freeze({ db }, found)) // the database keeps its keys in another order
  return JSON.stringify([now.figures, now.tables]) !== JSON.stringify([figures.figures, figures.tables])
}
