import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { badRequest, conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { recordRead } from '../../../platform/audit.ts'
import { readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { decide, mayEver } from '../../people/index.ts'
import { list as listRecords } from '../records/queries.ts'
import { visible } from '../records/rules.ts'
import { link } from '../records/service.ts'
import { beside } from '../records/view.ts'
import { read, typing } from './form.ts'
import { areas, outcomes, type Rooms, seen, type Where, whereOf } from './frame.ts'
import { decisionsList } from './list.ts'
import * as queries from './queries.ts'
import { missing, subjectOf } from './rules.ts'
import { type Decision, reasonFor, reviewFor, type Verdict, verdictFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Id = z.object({ id: z.coerce.number().int().positive() })
const ReviewId = Id.extend({ review: z.coerce.number().int().positive() })
const Start = z.object({
  kind: z.enum(['general', 'place']).catch('general'),
  place: z.string().max(200).catch(''),
  because: z.string().max(200).catch(''),
})
const Key = z.object({
  key: z.string({ error: 'Choose a record' }).trim().min(3, { error: 'Choose a record' }).max(200),
})

interface Opened {
  decision: Decision
  where: Where
  form: string
}

/** Decisions: draft, put to the director, decided by somebody else, reviewed. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const doing = (req: FastifyRequest, where: Where) => ({ actor: req.actor, today: rooms.today(), above: where.above })

  app.get('/decisions', { access: 'decisions.read' }, async (req, reply) => {
    const rows = await seen(db, req.actor, await queries.list(db))
    const query = readQuery(decisionsList, req.query)
    return reply.page(
      views.showList(query, arrange(decisionsList, rows, query), mayEver(req.actor, 'create', 'decision')),
    )
  })

  app.get('/decisions.csv', { access: 'decisions.read' }, async (req, reply) => {
    const rows = await seen(db, req.actor, await queries.list(db))
    const found = csvOf(decisionsList, arrange(decisionsList, rows, readQuery(decisionsList, req.query)).all)
    return reply.csv('decisions', found.columns, found.rows)
  })

  app.get('/decisions/new', { access: 'decisions.edit' }, async (req, reply) => {
    const start = Start.parse(req.query)
    const because = await becauseOf(rooms, req, start.because)
    return reply.page(
      views.edit({ ...(await typing(rooms, { place: start.place })), ...frameOfNew(start.kind), because }),
    )
  })

  app.post('/decisions', { access: 'decisions.edit' }, async (req, reply) => {
    const body = z.record(z.string(), z.unknown()).catch({}).parse(req.body)
    const because = await becauseOf(rooms, req, [body.because ?? []].flat().map(String))
    const found = await read(rooms, body)
    if (!found.ok) {
      const typed = await typing(rooms, { body, errors: found.errors })
      return reply.code(422).page(views.edit({ ...typed, ...frameOfNew(String(body.kind ?? 'general')), because }))
    }
    const where = await whereOf(db, found.draft.places)
    const start = { kind: found.kind, draft: found.draft, because: because.map(each => each.key) }
    return reply.redirect(`/decisions/${await service.open(db, doing(req, where), start)}`, 303)
  })

  app.get('/decisions/:id', { access: 'decisions.read' }, async (req, reply) => {
    const opened = await one(rooms, req, 'view')
    if (opened.form === 'whole') await recordRead(db, req.actor.email, `decision/${opened.decision.id}`)
    return reply.page(views.show(await shown(rooms, req, opened)))
  })

  app.get('/decisions/:id/edit', { access: 'decisions.edit' }, async (req, reply) => {
    const { decision, where } = await draft(rooms, req)
    const place = decision.places[0] ? `${where.names[0]?.name ?? ''} (${decision.places[0]})` : ''
    return reply.page(views.edit({ ...(await typing(rooms, { decision, place })), ...frameOf(decision) }))
  })

  app.post('/decisions/:id/edit', { access: 'decisions.edit' }, async (req, reply) => {
    const { decision } = await draft(rooms, req)
    const found = await read(rooms, req.body)
    if (!found.ok) {
      const body = z.record(z.string(), z.unknown()).catch({}).parse(req.body)
      const typed = await typing(rooms, { decision, body, errors: found.errors })
      return reply.code(422).page(views.edit({ ...typed, ...frameOf(decision) }))
    }
    const where = await whereOf(db, found.draft.places)
    await service.save(db, doing(req, where), decision, found.version, found.draft)
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.post('/decisions/:id/because', { access: 'decisions.edit' }, async (req, reply) => {
    const { decision } = await one(rooms, req, 'edit')
    const form = readForm(Key, req.body)
    const [found] = form.ok ? await becauseOf(rooms, req, form.data.key) : []
    if (!found) throw badRequest('No record has this address. Copy the address of its page, such as /questions/12.')
    await db.transaction(tx => link(tx, found.key, `decision/${decision.id}`, req.actor.email))
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.post('/decisions/:id/propose', { access: 'decisions.edit' }, async (req, reply) => {
    const { decision, where } = await draft(rooms, req)
    const around = await beside(db, req.actor, `decision/${decision.id}`)
    const [first] = missing(decision, around.because.length + around.hidden)
    if (first) throw conflict(`Not yet: ${first.text.charAt(0).toLowerCase()}${first.text.slice(1)}`)
    const panel = decision.kind === 'place' ? await rooms.panelOf(decision.places[0] ?? '') : null
    await service.propose(db, doing(req, where), decision.id, panel)
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  for (const [path, verb, deed] of [
    ['send-back', 'approve', service.sendBack],
    ['drop', 'edit', service.drop],
  ] as const)
    app.post(`/decisions/:id/${path}`, { access: 'decisions.read' }, async (req, reply) => {
      const { decision, where } = await one(rooms, req, verb)
      const form = readForm(reasonFor(rooms.today()), req.body)
      if (!form.ok) throw badRequest(form.errors[0]?.text ?? 'Enter the reason')
      await deed(db, doing(req, where), decision.id, form.data.reason)
      return reply.redirect(`/decisions/${decision.id}`, 303)
    })

  app.get('/decisions/:id/decide', { access: 'decisions.decide' }, async (req, reply) => {
    const { decision } = await proposed(rooms, req)
    return reply.page(views.verdict(decision, { values: {}, errors: [] }))
  })

  app.post('/decisions/:id/decide', { access: 'decisions.decide' }, async (req, reply) => {
    const { decision, where } = await proposed(rooms, req)
    const form = readForm(verdictFor(rooms.today()), req.body)
    const errors = form.ok ? afterReading(decision, form.data, rooms.today()) : form.errors
    if (!form.ok || errors.length)
      return reply.code(422).page(views.verdict(decision, { values: form.ok ? form.data : form.values, errors }))
    const { reviewOn } = form.data
    await service.decide(db, doing(req, where), decision, { ...form.data, reviewOn: reviewOn || null })
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.post('/decisions/:id/reviews/:review', { access: 'decisions.edit' }, async (req, reply) => {
    const { decision, where } = await one(rooms, req, 'edit')
    const due = (await queries.reviews(db, decision.id)).find(each => each.id === ReviewId.parse(req.params).review)
    if (!due) throw notFound('That review')
    const form = readForm(reviewFor(rooms.today()), req.body)
    if (!form.ok) throw badRequest(form.errors[0]?.text ?? 'Enter what the review found')
    await service.review(db, doing(req, where), due, form.data)
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })
}

const frameOfNew = (kind: string) => ({
  title: kind === 'place' ? 'Choose a place: a new decision' : 'A new decision',
  action: '/decisions',
  cancel: '/decisions',
  kind,
  version: 1,
})
const frameOf = (decision: Decision) => ({
  title: `Edit: ${decision.reference}`,
  action: `/decisions/${decision.id}/edit`,
  cancel: `/decisions/${decision.id}`,
  kind: decision.kind,
  version: decision.version,
  because: [],
})

const afterReading = (decision: Decision, verdict: Verdict, today: string) => [
  ...(verdict.chosen < decision.options.length ? [] : [{ field: 'chosen', text: 'Choose an option' }]),
  ...(verdict.reviewOn === '' || verdict.reviewOn > today
    ? []
    : [{ field: 'reviewOn', text: 'The review date must be in the future' }]),
]

/** Records this person may see, by key or by the address of their page. */
async function becauseOf(
  { db }: Rooms,
  req: FastifyRequest,
  given: string | string[],
): Promise<{ key: string; title: string }[]> {
  const keys = [given]
    .flat()
    .map(text => text.replace(/^https?:\/\/[^/]+/, '').trim())
    .filter(Boolean)
  if (keys.length === 0) return []
  const found = await listRecords(db, { keysOrHrefs: keys })
  return visible(req.actor, found).map(({ key, title }) => ({ key, title }))
}

async function one(rooms: Rooms, req: FastifyRequest, verb: string): Promise<Opened> {
  const asked = Id.safeParse(req.params)
  const decision = asked.success ? await queries.find(rooms.db, asked.data.id) : undefined
  if (!decision) throw notFound('That decision')
  const where = await whereOf(rooms.db, decision.places)
  const subject = subjectOf(decision, where.above)
  // somebody who may not see it is not told that it is there
  if (!decide(req.actor, 'view', 'decision', subject).allowed) throw notFound('That decision')
  const answer = decide(req.actor, verb, 'decision', subject)
  if (!answer.allowed) throw forbidden(answer.why)
  return { decision, where, form: answer.form }
}

async function draft(rooms: Rooms, req: FastifyRequest): Promise<Opened> {
  const opened = await one(rooms, req, 'edit')
  if (opened.decision.status !== 'draft') throw conflict('Only a draft can be changed')
  return opened
}

async function proposed(rooms: Rooms, req: FastifyRequest): Promise<Opened> {
  const opened = await one(rooms, req, 'approve')
  if (opened.decision.status !== 'proposed') throw conflict('Only a decision that was put to you can be decided')
  return opened
}

async function shown(rooms: Rooms, req: FastifyRequest, { decision, where, form }: Opened): Promise<views.Shown> {
  const around = await beside(rooms.db, req.actor, `decision/${decision.id}`)
  const subject = subjectOf(decision, where.above)
  const may = (verb: string) => decide(req.actor, verb, 'decision', subject)
  const lacking = missing(decision, around.because.length + around.hidden)
  const approve = may('approve')
  const { status } = decision
  const labels = async (codes: readonly string[], choices: Promise<{ code: string; label: string }[]>) =>
    (await choices).filter(choice => codes.includes(choice.code)).map(choice => choice.label)
  return {
    decision,
    where,
    form,
    beside: around,
    reviews: await queries.reviews(rooms.db, decision.id),
    history: await queries.history(rooms.db, decision.id),
    missing: may('edit').allowed && status === 'draft' ? lacking : [],
    words: {
      areas: await labels(decision.areas, areas(rooms.db)),
      outcomes: await labels(decision.outcomes, outcomes(rooms.db)),
    },
    today: rooms.today(),
    may: {
      edit: may('edit').allowed && status === 'draft',
      propose: may('edit').allowed && status === 'draft' && lacking.length === 0,
      decide: approve.allowed && status === 'proposed',
      sendBack: approve.allowed && status === 'proposed',
      review: may('edit').allowed && status === 'decided',
      link: may('edit').allowed && status !== 'dropped',
      whyNot: status === 'proposed' && !approve.allowed && mayEver(req.actor, 'approve', 'decision') ? approve.why : '',
    },
  }
}
