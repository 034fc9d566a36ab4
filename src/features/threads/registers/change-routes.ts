import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { smallForm } from '../../../platform/small-form.ts'
import { choicesOf } from '../records/choices.ts'
import { knownNames } from '../records/names.ts'
import { read, unsaid } from './form.ts'
import { form, valuesOf } from './form-view.ts'
import { answeredWithin, doing, type Opened, one, organisations, type Rooms, shown } from './frame.ts'
import { isOpen } from './rules.ts'
import { reasonFor, replyFor, typedFor } from './schemas.ts'
import * as service from './service.ts'
import type { Register } from './spec.ts'

const Body = z.record(z.string(), z.unknown()).catch({})
const moved = 'Somebody changed this meanwhile. Look at it as it stands now, then send yours again.'

/** What becomes of an entry: changed, answered, dropped, asked for again. What somebody else saved meanwhile is never lost. */
export function changeRoutes(app: FastifyInstance, rooms: Rooms, register: Register): void {
  const { kind, path } = register
  app.get(`${path}/:id/edit`, { access: `${kind}.edit` }, async (req, reply) => {
    const opened = await find(rooms, req, register, 'edit', true)
    return reply.page(await changing(rooms, opened, valuesOf(opened.entry, opened.where)))
  })

  app.post(`${path}/:id/edit`, { access: `${kind}.edit` }, async (req, reply) => {
    const opened = await find(rooms, req, register, 'edit', true)
    const wrong = await changed(rooms, req, opened)
    if (wrong.length === 0) return reply.redirect(`${path}/${opened.entry.id}`, 303)
    return reply.code(422).page(await changing(rooms, opened, Body.parse(req.body), wrong))
  })
  endRoutes(app, rooms, register)
}

async function changed(rooms: Rooms, req: FastifyRequest, opened: Opened): Promise<FieldError[]> {
  const { register, entry } = opened
  const given = readForm(typedFor(rooms.today(), await knownNames(rooms.db)), req.body)
  if (!given.ok) return given.errors
  const typed = given.data
  const found = await read(rooms, req.actor, { register, typed, before: entry })
  const wordless = unsaid(entry, register, typed)
  if (!found.ok) return [...found.errors, ...wordless]
  if (wordless.length) return wordless
  const { version, reason } = typed
  const kept = await service.change(rooms.db, doing(rooms, req, found.where), entry, { ...found.kept, version, reason })
  return kept ? [] : [{ field: 'title', text: moved }]
}

function endRoutes(app: FastifyInstance, rooms: Rooms, register: Register): void {
  const { kind, path, reply } = register
  const pageOf = ({ entry }: Opened) => `${path}/${entry.id}`
  const show = (req: FastifyRequest, opened: Opened, typed: Parameters<typeof shown>[3]) =>
    shown(rooms, req, opened, typed)
  const outcomes = reply.outcomes.map(({ value }) => value)

  smallForm(app, {
    path: `${path}/:id/reply`,
    access: `${kind}.reply`,
    name: 'reply',
    schema: async () => replyFor(rooms.today(), await knownNames(rooms.db), outcomes),
    find: req => find(rooms, req, register, 'reply', true),
    show,
    deed: async (req, opened, answer) =>
      (await service.reply(rooms.db, doing(rooms, req, opened.where), opened.entry, answer))
        ? pageOf(opened)
        : [{ field: 'reply', text: moved }],
  })
  const ends = [
    { name: 'drop', isDrop: true, deed: service.drop, missing: 'Enter why it is dropped' },
    { name: 'reopen', isDrop: false, deed: service.reopen, missing: 'Enter why it is asked for again' },
  ]
  for (const { name, isDrop, deed, missing } of ends)
    smallForm(app, {
      path: `${path}/:id/${name}`,
      access: `${kind}.edit`,
      name,
      schema: async () => reasonFor(rooms.today(), await knownNames(rooms.db), missing),
      find: req => find(rooms, req, register, 'edit', isDrop),
      show,
      deed: async (req, opened, said) =>
        (await deed(rooms.db, doing(rooms, req, opened.where), opened.entry, said))
          ? pageOf(opened)
          : [{ field: 'reason', text: moved }],
    })
}

async function find(
  rooms: Rooms,
  req: FastifyRequest,
  register: Register,
  verb: string,
  mustBeOpen: boolean,
): Promise<Opened> {
  const opened = await one(rooms, req, register, verb)
  if (isOpen(opened.entry) === mustBeOpen) return opened
  throw conflict(mustBeOpen ? 'It is answered or dropped already: open its page again' : 'It still waits for an answer')
}

const changing = async (
  { db }: Rooms,
  { register, entry }: Opened,
  values: Record<string, unknown>,
  errors: FieldError[] = [],
) =>
  form({
    register,
    entry,
    // the version of the entry as it is shown, so that who was told of a change can send theirs again
    values: { ...values, version: entry.version },
    because: '',
    options: await choicesOf(db),
    organisations: await organisations(db),
    days: await answeredWithin(db),
    errors,
  })
