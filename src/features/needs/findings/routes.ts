import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm, seenVersion } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { openEvidence } from '../../evidence/index.ts'
import { allows, decide } from '../../people/index.ts'
import { beside, choicesOf, coordinateFacts, known, type NextStep } from '../../threads/index.ts'
import type { Looking } from '../analyses/view.ts'
import { basisOf, basisOfKept, movedMeanwhile } from './basis.ts'
import { figuresFile } from './figures-csv.ts'
import { valuesOf } from './form-view.ts'
import { newForm, oldForm } from './forms.ts'
import { findingsList } from './list.ts'
import * as queries from './queries.ts'
import { changesNow, type Read, read, readNow } from './read.ts'
import { mayView, subjectOf } from './rules.ts'
import { draftFor, type Finding, reasonFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Id = z.object({ id: z.string().regex(/^\d{1,9}$/) })
const Body = z.record(z.string(), z.unknown()).catch({})

/** Findings: made of a mark, agreed by a second person, read with the figures as they were seen. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  readRoutes(app, rooms)
  makeRoutes(app, rooms)
  stateRoutes(app, rooms)
}

function readRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/findings', { access: 'findings.read' }, async (req, reply) => {
    const query = readQuery(findingsList, req.query)
    return reply.page(views.showList(query, arrange(findingsList, await readable(rooms, req), query)))
  })

  app.get('/findings.csv', { access: 'findings.read' }, async (req, reply) => {
    const rows = arrange(findingsList, await readable(rooms, req), readQuery(findingsList, req.query)).all
    const found = csvOf(findingsList, rows)
    return reply.csv('findings', found.columns, found.rows)
  })

  app.get('/findings/:id', { access: 'findings.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )

  app.get('/findings/:id.csv', { access: 'findings.read' }, async (req, reply) => {
    const finding = await one(rooms, req, 'view')
    const { seen } = await read(rooms.db, await openEvidence(rooms.db), req.actor, finding)
    if (seen?.kind !== 'reading') throw notFound('Figures of that finding to take away')
    const { columns, rows } = figuresFile(seen, finding.statement)
    return reply.csv(`finding-${finding.id}`, columns, rows)
  })
}

const Words = z.record(z.string(), z.string()).catch({})

/** The words of a view's own address stand beside its name; those of a mark are read as they are. */
function fromAddress(query: unknown): unknown {
  const { view, ...words } = Words.parse(query)
  return view === undefined ? query : { view, asked: new URLSearchParams(words).toString() }
}

const doing = (rooms: Looking, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function makeRoutes(app: FastifyInstance, rooms: Looking): void {
  const { db } = rooms
  app.get('/findings/new', { access: 'findings.create' }, async (req, reply) => {
    const basis = await basisOf(rooms, req.actor, fromAddress(req.query))
    return reply.page(await newForm(rooms, basis, { ...basis.begins, statement: basis.statement }))
  })

  app.post('/findings', { access: 'findings.create' }, async (req, reply) => {
    const basis = await basisOf(rooms, req.actor, req.body)
    const body = Body.parse(req.body)
    const form = readForm(draftFor(rooms.today()), req.body)
    const errors = form.ok
      ? [...movedMeanwhile(basis, body.seen), ...basis.wrong(form.data.statement)].slice(0, 1)
      : form.errors
    if (!form.ok || errors.length) return reply.code(422).page(await newForm(rooms, basis, body, errors))
    const draft = { ...form.data, ...known(form.data, await choicesOf(db)) }
    return reply.redirect(`/findings/${await service.make(db, doing(rooms, req), basis.made, draft)}`, 303)
  })

  app.get('/findings/:id/edit', { access: 'findings.create' }, async (req, reply) => {
    const finding = await draft(rooms, req)
    return reply.page(await oldForm(rooms, finding, valuesOf(finding)))
  })

  app.post('/findings/:id/edit', { access: 'findings.create' }, async (req, reply) => {
    const finding = await draft(rooms, req)
    const form = readForm(draftFor(rooms.today()), req.body)
    const errors = form.ok ? (await basisOfKept(rooms, finding)).wrong(form.data.statement) : form.errors
    if (!form.ok || errors.length)
      return reply.code(422).page(await oldForm(rooms, finding, Body.parse(req.body), errors))
    const kept = { ...form.data, ...known(form.data, await choicesOf(db), finding) }
    await service.save(db, doing(rooms, req), finding.id, kept)
    return reply.redirect(`/findings/${finding.id}`, 303)
  })
}

function stateRoutes(app: FastifyInstance, rooms: Looking): void {
  app.post('/findings/:id/agree', { access: 'findings.agree' }, async (req, reply) => {
    const finding = await one(rooms, req, 'approve')
    await service.agree(rooms.db, doing(rooms, req), finding.id, seenVersion(req.body))
    return reply.redirect(`/findings/${finding.id}`, 303)
  })

  app.post('/findings/:id/stands', { access: 'findings.create' }, async (req, reply) => {
    const finding = await one(rooms, req, 'edit')
    const store = await openEvidence(rooms.db)
    await service.stand(rooms.db, doing(rooms, req), finding.id, await changesNow(rooms, store, finding), store.version)
    return reply.redirect(`/findings/${finding.id}`, 303)
  })

  app.post('/findings/:id/drop', { access: 'findings.create' }, async (req, reply) => {
    const finding = await one(rooms, req, 'edit')
    const form = readForm(reasonFor(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(await shown(rooms, req, finding, form.errors))
    await service.drop(rooms.db, doing(rooms, req), finding.id, form.data.reason)
    return reply.redirect(`/findings/${finding.id}`, 303)
  })
}

async function readable({ db }: Looking, req: FastifyRequest): Promise<Read[]> {
  const store = await openEvidence(db)
  const mine = (await queries.list(db)).filter(finding => mayView(req.actor, store, finding))
  return Promise.all(mine.map(finding => read(db, store, req.actor, finding)))
}

/** One finding, for who may do this with it. Who may not see it is not told that it is there. */
async function one({ db }: Looking, req: FastifyRequest, verb: string): Promise<Finding> {
  const found = Id.safeParse(req.params)
  const finding = found.success ? await queries.find(db, Number(found.data.id)) : undefined
  if (!finding || !mayView(req.actor, await openEvidence(db), finding)) throw notFound('That finding')
  const answer = decide(req.actor, verb, 'finding', subjectOf(finding))
  if (!answer.allowed) throw forbidden(answer.why)
  return finding
}

async function draft(rooms: Looking, req: FastifyRequest): Promise<Finding> {
  const finding = await one(rooms, req, 'edit')
  if (finding.status !== 'draft') throw conflict('Only a draft can be changed')
  return finding
}

async function shown(rooms: Looking, req: FastifyRequest, finding: Finding, errors: FieldError[] = []) {
  const { db } = rooms
  const found = await readNow(rooms, await openEvidence(db), req.actor, finding)
  const around = await beside(db, req.actor, `finding/${finding.id}`)
  return views.show({
    ...found,
    exhibit: await queries.exhibitOf(db, finding.id),
    beside: { ...around, steps: [...putSteps(req, finding), ...around.steps] },
    history: await queries.history(db, finding.id),
    may: mayOf(req, found),
    coordinates: coordinateFacts(await choicesOf(db), finding),
    errors,
  })
}

const putSteps = ({ actor }: FastifyRequest, { id, status }: Finding): NextStep[] =>
  status !== 'dropped' && allows(actor, 'assessment.edit')
    ? [{ text: 'Put it into an assessment', href: `/assessment/put?finding=${id}` }]
    : []

function mayOf(req: FastifyRequest, { finding, revised, stands }: Read): views.May {
  const may = (verb: string) => decide(req.actor, verb, 'finding', subjectOf(finding)).allowed
  const edits = may('edit')
  return {
    edit: edits && finding.status === 'draft',
    drop: edits && finding.status !== 'dropped',
    agree: may('approve') && finding.status === 'draft',
    stand: edits && revised && finding.status === 'agreed' && !stands,
  }
}
