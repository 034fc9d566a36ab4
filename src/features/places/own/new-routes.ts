// Making a neighbourhood or a hub.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { stations } from '../assets.ts'
import { packed } from '../find/packed.ts'
import { boroughs } from '../find/queries.ts'
import * as choice from './choice.ts'
import * as steps from './choose-views.ts'
import { drawGround, ground } from './drawing.ts'
import type { Typed } from './frame.ts'
import { done, fieldsOf, parsed, tickedIn } from './request.ts'
import { Choice, Chosen, Drawn, NewHub } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export function drawing(app: FastifyInstance, db: Db): void {
  // What the map for drawing stands on: centres and names. The boundaries come from /boundaries.
  app.get('/places/drawing.json', { access: 'places.edit' }, async (req, reply) => {
    const text = JSON.stringify(await ground(db))
    const { encoding, body } = await packed({ text }, req.headers['accept-encoding'], ['gzip'])
    if (encoding !== '') reply.header('content-encoding', encoding)
    return reply.header('vary', 'accept-encoding').type('application/json; charset=utf-8').send(body)
  })
}

export function newNeighbourhood(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
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
    if (asked.borough === '') return reply.page(steps.start(await boroughs(db), noBorough(req)))
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

/** Sent the first page without a borough. */
const noBorough = (req: FastifyRequest): FieldError[] =>
  z.object({ borough: z.literal('') }).safeParse(req.query).success
    ? [{ field: 'borough', text: 'Choose the borough that most of it lies in' }]
    : []

/** Sent the wards' page without a tick. */
const noWard = (req: FastifyRequest): FieldError[] =>
  z.object({ asked: z.literal('wards') }).safeParse(req.query).success
    ? [{ field: 'ward', text: 'Choose at least one ward' }]
    : []

export function newHub(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
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
