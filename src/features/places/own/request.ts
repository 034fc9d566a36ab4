// What the routes of neighbourhoods and hubs share.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import { readForm } from '../../../platform/form.ts'
import type { Typed } from './frame.ts'
import * as queries from './queries.ts'
import type { Made } from './service.ts'

const Params = z.object({ code: z.string().max(20) })
const largestDrawing = 5_000_000

/** Fields of a form, with an uploaded file's text in the field it was chosen for. A file takes the place of pasted text. */
export async function fieldsOf(req: FastifyRequest): Promise<Record<string, unknown>> {
  if (!req.isMultipart()) return z.record(z.string(), z.unknown()).catch({}).parse(req.body)
  const fields: Record<string, unknown> = {}
  for await (const part of req.parts({ limits: { fileSize: largestDrawing, fieldSize: largestDrawing } }))
    if (part.type === 'file') {
      const text = (await part.toBuffer()).toString('utf8')
      if (text.trim() !== '') fields.area = text
    } else if (part.fieldname !== 'area' || fields.area === undefined) fields[part.fieldname] = part.value
  return fields
}

export async function find(db: Db, req: FastifyRequest): Promise<queries.Own> {
  const place = await queries.findOwn(db, partsOf(Params, req.params, 'That place').code)
  if (!place) throw notFound('That neighbourhood or transport hub')
  return place
}

export async function findInUse(db: Db, req: FastifyRequest): Promise<queries.Own> {
  const place = await find(db, req)
  if (place.validTo !== null) throw conflict('This place is retired. Bring it back before you change it.')
  return place
}

export const done = (reply: FastifyReply, made: { code: string }) => reply.redirect(`/places/${made.code}/members`, 303)

/** Small areas that were ticked, to be ticked again. */
export const tickedIn = (typed: Typed) =>
  z
    .object({ lsoa: z.union([z.string(), z.array(z.string())]).transform(one => [one].flat()) })
    .catch({ lsoa: [] })
    .parse(typed).lsoa

/** Reads a form and does the work, or says what is wrong with it. */
export async function parsed<T>(
  schema: z.ZodType<T>,
  fields: unknown,
  work: (input: T) => Promise<Made>,
): Promise<Made> {
  const form = readForm(schema, fields)
  return form.ok ? work(form.data) : { ok: false, errors: form.errors }
}
