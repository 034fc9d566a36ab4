import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isDay } from '../../../../lib/dates.ts'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { findJob } from '../../../../platform/jobs.ts'
import { csvOf, type Query, readQuery } from '../../../../platform/list.ts'
import { Id } from '../../schemas.ts'
import * as checks from './check-queries.ts'
import { checkPage, progressOf } from './check-view.ts'
import * as service from './checks.ts'
import { auditList } from './list.ts'
import * as queries from './queries.ts'
import { mayView, scopeOf, seesAll } from './scope.ts'
import { auditPage } from './views.ts'

const Follow = z.object({ follow: z.string().catch('') }).catch({ follow: '' })
const Hash = z.object({ hash: z.string().trim().toLowerCase().max(200).catch('') }).catch({ hash: '' })

/** Rows of a file; a longer search is narrowed first. */
const mostInFile = 100_000

export function routes(app: FastifyInstance, db: Db): void {
  app.get('/audit', { access: 'audit.read' }, async (req, reply) => {
    const all = seesAll(req.actor)
    const { spec, query, search, notes } = await read(db, req)
    const total = await queries.count(db, search)
    const rows = (await queries.find(db, search, query, total)).filter(row => mayView(req.actor, row))
    const asked = all ? await checks.recent(db) : []
    return reply.page(auditPage({ spec, query, found: { rows, total }, scope: search.scope, checks: asked, notes }))
  })

  app.get('/audit.csv', { access: 'audit.read' }, async (req, reply) => {
    const { spec, query, search } = await read(db, req)
    const rows = await queries.findMany(db, search, query, mostInFile)
    const found = csvOf(
      spec,
      rows.filter(row => mayView(req.actor, row)),
    )
    return reply.csv('audit', found.columns, found.rows)
  })

  app.post('/audit/checks', { access: 'audit.read' }, async (req, reply) => {
    requireAll(req)
    return reply.redirect(`/audit/checks/${await service.ask(db, req.actor.email)}`, 303)
  })

  app.get('/audit/checks/:id', { access: 'audit.read' }, async (req, reply) => {
    const check = await one(db, req)
    const job = check.jobId === null ? undefined : await findJob(db, check.jobId)
    const { hash } = Hash.parse(req.query)
    const rows = await checks.rowsOf(db, [...new Set(check.faults.map(fault => fault.auditId))])
    const link = hash ? await checks.findHash(db, hash) : undefined
    const follow = Follow.parse(req.query).follow === 'on'
    return reply.page(checkPage({ check, job, rows, hash, link, follow }))
  })

  app.get('/audit/checks/:id/status', { access: 'audit.read' }, async (req, reply) => {
    const check = await one(db, req)
    const job = check.jobId === null ? undefined : await findJob(db, check.jobId)
    return reply.header('cache-control', 'private, no-store').send(progressOf(check, job))
  })
}

function requireAll(req: FastifyRequest): void {
  if (!seesAll(req.actor)) throw forbidden('Only those who see the whole audit trail can check its chain')
}

async function one(db: Db, req: FastifyRequest): Promise<checks.Check> {
  requireAll(req)
  const asked = Id.safeParse(req.params)
  const check = asked.success ? await checks.find(db, asked.data.id) : undefined
  if (!check) throw notFound('That check')
  return check
}

async function read(db: Db, req: FastifyRequest) {
  const acts = (await queries.acts(db)).map(each => each.what)
  // what others did is not told by the list of choices either
  const spec = auditList(seesAll(req.actor) ? acts : [])
  const query = readQuery(spec, req.query)
  const word = (key: string) => query.filters[key]?.[0] ?? ''
  const day = (key: string) => (isDay(word(key)) ? word(key) : '')
  const search: queries.Search = {
    scope: scopeOf(req.actor),
    act: word('act'),
    kind: word('kind'),
    who: word('who'),
    object: word('object'),
    words: word('words'),
    from: day('from'),
    to: day('to'),
  }
  return { spec, query, search, notes: dayNotes(query) }
}

const dayNotes = (query: Query): string[] =>
  ['from', 'to'].flatMap(key => {
    const typed = query.filters[key]?.[0] ?? ''
    return typed && !isDay(typed) ? [`“${typed}” is not a day, so it was left out. Write it like 2026-11-30.`] : []
  })
