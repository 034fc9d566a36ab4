import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { allows } from '../../people/index.ts'
import { stations } from '../assets.ts'
import { packed } from '../find/packed.ts'
import { boroughs } from '../find/queries.ts'
import * as choice from './choice.ts'
import * as steps from './choose-views.ts'
import { drawGround, ground } from './drawing.ts'
import type { Typed } from './frame.ts'
import * as queries from './queries.ts'
import { Choice, Chosen, Drawn, EditedHub, NewHub, Redrawn, Retirement } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Params = z.object({ code: z.string().max(20) })
const largestDrawing = 5_000_000

/** Fields of a form, with an uploaded file's text in the field it was chosen for. A file takes the place of pasted text. */
async function fieldsOf(req: FastifyRequest): Promise<Record<string, unknown>> {
  if (!req.isMultipart()) return z.record(z.string(), z.unknown()).catch({}).parse(req.body)
  const fields: Record<string, unknown> = {}
  for await (const part of req.parts({ limits: { fileSize: largestDrawing, fieldSize: largestDrawing } }))
    if (part.type === 'file') {
      const text = (await part.toBuffer()).toString('utf8')
      if (text.trim() !== '') fields.area = text
    } else if (part.fieldname !== 'area' || fields.area === undefined) fields[part.fieldname] = part.value
  return fields
}

export function routes(app: FastifyInstance, db: Db, options: { today(): string }): void {
  drawing(app, db)
  newNeighbourhood(app, db, options)
  newHub(app, db, options)
  edit(app, db, options)
  retire(app, db, options)
  app.get('/places/:code/members', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req)
    const [members, history] = [await queries.members(db, place), await queries.history(db, place.code)]
    return reply.page(views.members(place, members, history, allows(req.actor, 'places.edit')))
  })
}

async function find(db: Db, req: FastifyRequest): Promise<queries.Own> {
  const place = await queries.findOwn(db, Params.parse(req.params).code)
  if (!place) throw notFound('Neighbourhood or transport hub')
  return place
}

async function findInUse(db: Db, req: FastifyRequest): Promise<queries.Own> {
  const place = await find(db, req)
  if (place.validTo !== null) throw conflict('This place is retired. Make a new one if it is needed again.')
  return place
}

const done = (reply: FastifyReply, made: { code: string }) => reply.redirect(`/places/${made.code}/members`, 303)

function drawing(app: FastifyInstance, db: Db): void {
  // What the map for drawing stands on: centres and names. The boundaries come from /boundaries.
  app.get('/places/drawing.json', { access: 'places.edit' }, async (req, reply) => {
    const text = JSON.stringify(await ground(db))
    const { encoding, body } = await packed({ text }, req.headers['accept-encoding'], ['gzip'])
    if (encoding !== '') reply.header('content-encoding', encoding)
    return reply.header('vary', 'accept-encoding').type('application/json; charset=utf-8').send(body)
  })
}

function newNeighbourhood(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
  const again = async (reply: FastifyReply, typed: Typed, errors: FieldError[]) => {
    const asked = Choice.parse(typed)
    if (asked.how === 'drawn') return reply.code(400).page(steps.draw(await drawGround(db), typed, errors))
    const lsoas = await choice.lsoasOfWards(db, asked.ward)
    return reply
      .code(400)
      .page(steps.choose({ lsoas, chosen: tickedIn(typed), typed, errors, borough: asked.borough, wards: asked.ward }))
  }

  app.get('/places/new-neighbourhood', { access: 'places.edit' }, async (req, reply) => {
    const asked = Choice.parse(req.query)
    if (asked.how === 'drawn') return reply.page(steps.draw(await drawGround(db), {}, []))
    if (asked.ward.length > 0) {
      const lsoas = await choice.lsoasOfWards(db, asked.ward)
      return reply.page(
        steps.choose({ lsoas, chosen: [], typed: {}, errors: [], borough: asked.borough, wards: asked.ward }),
      )
    }
    if (asked.borough === '') return reply.page(steps.start(await boroughs(db)))
    return reply.page(
      steps.wards(await choice.wardsOf(db, asked.borough), asked.borough, '/places/new-neighbourhood', noWard(req)),
    )
  })

  app.post('/places/new-neighbourhood', { access: 'places.edit' }, async (req, reply) => {
    const fields = await fieldsOf(req)
    const by = { actor: req.actor, today: today() }
    const made =
      Choice.parse(fields).how === 'drawn'
        ? await parsed(Drawn, fields, input => service.drawNeighbourhood(db, by, input))
        : await parsed(Chosen, fields, input => service.chooseNeighbourhood(db, by, input))
    return made.ok ? done(reply, made) : again(reply, fields, made.errors)
  })
}

/** Sent the wards' page without a tick. */
const noWard = (req: FastifyRequest): FieldError[] =>
  z.object({ asked: z.literal('wards') }).safeParse(req.query).success
    ? [{ field: 'ward', text: 'Choose at least one ward' }]
    : []

const tickedIn = (typed: Typed) =>
  z
    .object({ lsoa: z.union([z.string(), z.array(z.string())]).transform(one => [one].flat()) })
    .catch({ lsoa: [] })
    .parse(typed).lsoa

function newHub(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
  app.get('/places/new-hub', { access: 'places.edit' }, async (req, reply) =>
    reply.page(
      views.newHub(await stations(db), z.object({ station: z.string() }).catch({ station: '' }).parse(req.query), []),
    ),
  )

  app.post('/places/new-hub', { access: 'places.edit' }, async (req, reply) => {
    const form = readForm(NewHub, req.body)
    const all = await stations(db)
    if (!form.ok) return reply.code(400).page(views.newHub(all, form.values, form.errors))
    const made = await service.makeHub(db, { actor: req.actor, today: today() }, form.data, all)
    return made.ok ? done(reply, made) : reply.code(400).page(views.newHub(all, { ...form.data }, made.errors))
  })
}

function edit(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
  app.get('/places/:code/edit', { access: 'places.edit' }, async (req, reply) =>
    reply.page(await editPage(db, await findInUse(db, req), req)),
  )

  app.post('/places/:code/edit', { access: 'places.edit' }, async (req, reply) => {
    const place = await findInUse(db, req)
    const fields = await fieldsOf(req)
    const made = await save(db, { actor: req.actor, today: today() }, place, fields)
    if (made.ok) return done(reply, made)
    return reply.code(400).page(await editAgain(db, place, fields, made.errors))
  })
}

function save(db: Db, by: service.By, place: queries.Own, fields: Record<string, unknown>): Promise<service.Made> {
  if (place.kind === 'hub') return parsed(EditedHub, fields, input => service.editHub(db, by, place, input))
  if (place.drawn) return parsed(Redrawn, fields, input => service.redrawNeighbourhood(db, by, place, input))
  return parsed(Chosen, fields, input => service.rechoose(db, by, place, input))
}

async function parsed<T>(
  schema: z.ZodType<T>,
  fields: unknown,
  work: (input: T) => Promise<service.Made>,
): Promise<service.Made> {
  const form = readForm(schema, fields)
  return form.ok ? work(form.data) : { ok: false, errors: form.errors }
}

async function editPage(db: Db, place: queries.Own, req: FastifyRequest) {
  if (place.kind === 'hub') return views.editHub(place, {}, [])
  if (place.drawn) return steps.draw(await drawGround(db, place.id), {}, [], place)
  const borough = place.boroughCode ?? ''
  const members = await queries.members(db, place)
  const own = [...new Set(members.flatMap(member => member.wardCode ?? []))]
  const asked = Choice.parse(req.query)
  if (z.object({ wards: z.literal('other') }).safeParse(req.query).success && asked.ward.length === 0)
    return steps.wards(await choice.wardsOf(db, borough), borough, `/places/${place.code}/edit`, [], own)
  const wards = asked.ward.length > 0 ? [...new Set([...own, ...asked.ward])] : own
  const lsoas = await choice.lsoasOfWards(db, wards)
  return steps.choose({
    lsoas,
    chosen: members.map(member => member.code),
    typed: {},
    errors: [],
    borough,
    wards,
    place,
  })
}

async function editAgain(db: Db, place: queries.Own, typed: Typed, errors: FieldError[]) {
  if (place.kind === 'hub') return views.editHub(place, typed, errors)
  if (place.drawn) return steps.draw(await drawGround(db, place.id), typed, errors, place)
  const { ward } = Choice.parse(typed)
  const lsoas = await choice.lsoasOfWards(db, ward)
  return steps.choose({
    lsoas,
    chosen: tickedIn(typed),
    typed,
    errors,
    borough: place.boroughCode ?? '',
    wards: ward,
    place,
  })
}

function retire(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
  app.get('/places/:code/retire', { access: 'places.edit' }, async (req, reply) =>
    reply.page(views.retire(await findInUse(db, req), {}, [])),
  )

  app.post('/places/:code/retire', { access: 'places.edit' }, async (req, reply) => {
    const place = await findInUse(db, req)
    const form = readForm(Retirement, req.body)
    if (!form.ok) return reply.code(400).page(views.retire(place, form.values, form.errors))
    await service.retire(db, { actor: req.actor, today: today() }, place, form.data)
    return done(reply, place)
  })
}
