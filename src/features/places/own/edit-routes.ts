// Changing a neighbourhood or a hub.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { FieldError } from '../../../platform/form.ts'
import * as choice from './choice.ts'
import * as steps from './choose-views.ts'
import { drawGround } from './drawing.ts'
import * as changes from './edit-service.ts'
import type { Typed } from './frame.ts'
import * as queries from './queries.ts'
import { done, fieldsOf, findInUse, parsed, tickedIn } from './request.ts'
import { Choice, Chosen, EditedHub, Redrawn } from './schemas.ts'
import type { By, Made } from './service.ts'
import * as views from './views.ts'

export function edit(app: FastifyInstance, db: Db, { today }: { today(): string }): void {
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

function save(db: Db, by: By, place: queries.Own, fields: Record<string, unknown>): Promise<Made> {
  if (place.kind === 'hub') return parsed(EditedHub, fields, input => changes.editHub(db, by, place, input))
  if (place.drawn) return parsed(Redrawn, fields, input => changes.redrawNeighbourhood(db, by, place, input))
  return parsed(Chosen, fields, input => changes.rechoose(db, by, place, input))
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
