import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { allows } from '../../people/index.ts'
import { choicesOf } from '../records/choices.ts'
import { knownNames } from '../records/names.ts'
import { recordsAt } from '../records/view.ts'
import { changeRoutes } from './change-routes.ts'
import { read } from './form.ts'
import { form } from './form-view.ts'
import { answeredWithin, doing, one, organisations, type Rooms, seen, shown } from './frame.ts'
import { registers } from './kinds.ts'
import { registerList } from './list.ts'
import { overview } from './overview.ts'
import { typedFor } from './schemas.ts'
import * as service from './service.ts'
import { type Register, registerKinds } from './spec.ts'
import * as views from './views.ts'

const Start = z.object({ because: z.string().max(200).catch(''), place: z.string().max(200).catch('') })
const Body = z.record(z.string(), z.unknown()).catch({})
const Because = z.object({ because: z.string().max(200).catch('') }).catch({ because: '' })

/** What the unit owes an answer to: what people said, challenges, commitments, and changes of a rule, practice or budget. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/registers', { access: 'registers.read' }, async (req, reply) => {
    const open = openTo(req)
    if (open.length === 0) throw notFound('A register')
    return reply.page(overview(open, await seen(rooms.db, req.actor, open), rooms.today()))
  })
  for (const kind of registerKinds) {
    listRoutes(app, rooms, registers[kind])
    newRoutes(app, rooms, registers[kind])
    changeRoutes(app, rooms, registers[kind])
  }
}

const openTo = ({ actor }: FastifyRequest): Register[] =>
  registerKinds.filter(kind => allows(actor, `${kind}.read`)).map(kind => registers[kind])

function listRoutes(app: FastifyInstance, rooms: Rooms, register: Register): void {
  const { kind, path } = register
  const access = `${kind}.read`
  app.get(path, { access }, async (req, reply) => {
    const spec = registerList(register, rooms.today())
    const query = readQuery(spec, req.query)
    const found = arrange(spec, await seen(rooms.db, req.actor, [register]), query)
    const mayAdd = allows(req.actor, `${kind}.create`)
    return reply.page(views.showList({ register, open: openTo(req), spec, query, found, mayAdd }))
  })

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const spec = registerList(register, rooms.today())
    const rows = await seen(rooms.db, req.actor, [register])
    const found = csvOf(spec, arrange(spec, rows, readQuery(spec, req.query)).all)
    return reply.csv(kind, found.columns, found.rows)
  })

  app.get(`${path}/:id`, { access }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, register, 'view'))),
  )
}

function newRoutes(app: FastifyInstance, rooms: Rooms, register: Register): void {
  const { kind, path } = register
  app.get(`${path}/new`, { access: `${kind}.create` }, async (req, reply) =>
    reply.page(await blank(rooms, req, register, Start.parse(req.query))),
  )

  app.post(path, { access: `${kind}.create` }, async (req, reply) => {
    const given = readForm(typedFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!given.ok) return again(rooms, req, reply, register, given.errors)
    const [because] = await recordsAt(rooms.db, req.actor, Because.parse(req.body).because)
    const unsaid = because || given.data.reason ? [] : [newWithout]
    const found = await read(rooms, req.actor, { register, typed: given.data })
    if (!found.ok || unsaid.length)
      return again(rooms, req, reply, register, [...(found.ok ? [] : found.errors), ...unsaid])
    const entry = { ...found.kept, because: because ? '' : given.data.reason }
    const keys = because ? [because.key] : []
    const id = await service.open(rooms.db, doing(rooms, req, found.where), kind, entry, keys)
    return reply.redirect(`${path}/${id}`, 303)
  })
}

const newWithout: FieldError = {
  field: 'reason',
  text: 'Enter why it is new, or open it from the record it is because of',
}

const again = async (
  rooms: Rooms,
  req: FastifyRequest,
  reply: FastifyReply,
  register: Register,
  errors: FieldError[],
) => reply.code(422).page(await blank(rooms, req, register, Body.parse(req.body), errors))

async function blank(
  { db }: Rooms,
  req: FastifyRequest,
  register: Register,
  values: Record<string, unknown>,
  errors: FieldError[] = [],
) {
  const [because] = await recordsAt(db, req.actor, Because.parse(values).because)
  return form({
    register,
    values: { ...values, because: because?.key ?? '' },
    because: because?.title ?? '',
    options: await choicesOf(db),
    organisations: await organisations(db),
    days: await answeredWithin(db),
    errors,
  })
}
