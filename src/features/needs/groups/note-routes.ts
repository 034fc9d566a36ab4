import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm, typedText, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, decide } from '../../people/index.ts'
import { knownNames } from '../../threads/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Grouping, groupingsOf } from './groupings.ts'
import * as queries from './note-queries.ts'
import { type Note, noteFormFor, reasonFormFor } from './note-schemas.ts'
import * as service from './note-service.ts'
import { editNote, noteView, type Permitted } from './note-views.ts'

const About = z.object({ grouping: z.string().max(120) })
const Agreed = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) })
const Body = z.record(z.string(), z.unknown()).catch({})

/** The context note of a grouping: written by one person, agreed by another, withdrawn when it no longer stands. */
export function noteRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const doing = (req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })
  const back = (reply: FastifyReply, { id }: Grouping) => reply.redirect(`/analyses/groups/note?grouping=${id}`, 303)

  app.get('/analyses/groups/note', { access: 'context-notes.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req.actor, groupingOf(rooms, req.query))),
  )

  app.get('/analyses/groups/note/edit', { access: 'context-notes.write' }, async (req, reply) =>
    reply.page(await form(rooms, groupingOf(rooms, req.query))),
  )

  app.post('/analyses/groups/note/edit', { access: 'context-notes.write' }, async (req, reply) => {
    const grouping = groupingOf(rooms, req.body)
    const found = readForm(noteFormFor(rooms.today(), await namesIn(rooms, grouping)), req.body)
    if (!found.ok) return reply.code(422).page(await form(rooms, grouping, Body.parse(req.body), found.errors))
    await service.write(db, doing(req), grouping.id, found.data)
    return back(reply, grouping)
  })

  app.post('/analyses/groups/note/agree', { access: 'context-notes.agree' }, async (req, reply) => {
    const grouping = groupingOf(rooms, req.body)
    const draft = await noteIn(rooms, grouping, 'draft')
    const verdict = agreeing(req.actor, draft)
    if (!verdict.allowed) throw forbidden(verdict.why)
    await service.agree(db, doing(req), draft, versionOf(req.body))
    return back(reply, grouping)
  })

  app.post('/analyses/groups/note/withdraw', { access: 'context-notes.withdraw' }, async (req, reply) => {
    const grouping = groupingOf(rooms, req.body)
    const note = await noteIn(rooms, grouping, 'agreed')
    const found = readForm(reasonFormFor(rooms.today(), await namesIn(rooms, grouping)), req.body)
    if (!found.ok)
      return reply
        .code(422)
        .page(await shown(rooms, req.actor, grouping, typedText(Body.parse(req.body), 'reason'), found.errors))
    await service.withdraw(db, doing(req), note, found.data.reason)
    return back(reply, grouping)
  })
}

/** Names that are no person's: of places, bodies and the groups themselves. */
const namesIn = async ({ db }: Rooms, { groups }: Grouping): Promise<string[]> => [
  ...(await knownNames(db)),
  ...groups.map(({ name }) => name),
]

/** The version that was read; one that cannot be is nobody's, and the service says that the note moved. */
const versionOf = (body: unknown): number => Agreed.catch({ version: 0 }).parse(body).version

function groupingOf({ pack }: Rooms, asked: unknown): Grouping {
  const about = About.safeParse(asked)
  const found = about.success ? groupingsOf(pack).find(one => one.id === about.data.grouping) : undefined
  if (!found) throw notFound('That grouping')
  return found
}

async function noteIn({ db }: Rooms, { id }: Grouping, status: 'draft' | 'agreed'): Promise<Note> {
  const note = await queries.find(db, id, status)
  if (!note) throw notFound(status === 'draft' ? 'A draft of that note' : 'That note')
  return note
}

const agreeing = (actor: Actor, { writers }: Note) => decide(actor, 'approve', 'context-note', { handledBy: writers })

async function shown({ db }: Rooms, actor: Actor, grouping: Grouping, reason = '', errors: FieldError[] = []) {
  const [agreed, draft] = [await queries.find(db, grouping.id, 'agreed'), await queries.find(db, grouping.id, 'draft')]
  const verdict = draft ? agreeing(actor, draft) : undefined
  const may: Permitted = {
    write: allows(actor, 'context-notes.write'),
    withdraw: allows(actor, 'context-notes.withdraw'),
    agree: verdict?.allowed ?? false,
    why: verdict && !verdict.allowed && allows(actor, 'context-notes.agree') ? verdict.why : '',
  }
  return noteView({ grouping, agreed, draft, history: await queries.history(db, grouping.id) }, may, reason, errors)
}

async function form({ db }: Rooms, grouping: Grouping, typed?: Record<string, unknown>, errors: FieldError[] = []) {
  const kept = (await queries.find(db, grouping.id, 'draft')) ?? (await queries.find(db, grouping.id, 'agreed'))
  const value = (field: 'body' | 'sources' | 'asked' | 'misread') =>
    typed ? typedText(typed, field) : (kept?.[field] ?? '')
  return editNote({
    title: `Write the context note: ${grouping.title.toLowerCase()}`,
    grouping: grouping.id,
    figures: `/analyses/groups/note?grouping=${grouping.id}`,
    values: { body: value('body'), sources: value('sources'), asked: value('asked'), misread: value('misread') },
    version: kept?.status === 'draft' ? kept.version : 0,
    ...wrong(errors),
  })
}
