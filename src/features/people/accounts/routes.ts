import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { doneOf, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, listView, readQuery } from '../../../platform/list.ts'
import { requireFresh } from '../fresh.ts'
import type { Options } from '../options.ts'
import { Id } from '../schemas.ts'
import * as flags from './flags.ts'
import * as forms from './form-views.ts'
import { accountList } from './list.ts'
import * as queries from './queries.ts'
import { mayEdit, mayManage, mayReopen, ownRole } from './rules.ts'
import { NewAccount, NewFlag, Scope } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const mostEvents = 50
const careful = { access: 'accounts.edit', preHandler: requireFresh } as const
const managing = { access: 'accounts.manage', preHandler: requireFresh } as const

const done = {
  invited: 'They are invited: a mail tells them how to begin.',
  changed: 'The account is changed.',
  closed: 'The account is closed. Its sessions, its links to sign in and the link of its calendar have ended.',
  opened: 'A mail tells them how to begin.',
  reset: 'How they sign in is reset. Their sessions, links to sign in and the link of their calendar have ended.',
  'flag-given': 'It is given, and counts from their next page on.',
  'flag-taken': 'It is taken away, and counts from their next page on.',
}

/** Who is signed in with what they may choose among. */
export async function byOf(db: Db, req: FastifyRequest, options: Options) {
  const boroughs = await options.boroughs(db)
  const by: service.By = {
    actor: req.actor,
    known: new Set(boroughs.map(one => one.code)),
    address: options.address,
    endFeed: options.endFeed,
  }
  const organisations = mayManage(req.actor) ? await queries.organisations(db) : []
  return { by, form: { actor: req.actor, choices: { boroughs, organisations } } }
}

export function routes(app: FastifyInstance, db: Db, options: Options): void {
  lists(app, db, options)
  inviting(app, db, options)
  changing(app, db, options)
  ending(app, db, options)
  flagging(app, db, options)
}

// Another organisation's account is answered as one there is not.
async function find(db: Db, req: FastifyRequest, options: Options): Promise<queries.Person> {
  const asked = Id.safeParse(req.params)
  const person = asked.success ? await queries.find(db, asked.data.id, options.today()) : undefined
  if (!person || !mayEdit(req.actor, person)) throw notFound('That account')
  return person
}

function lists(app: FastifyInstance, db: Db, options: Options): void {
  const found = async (req: FastifyRequest) => {
    const rows = (await queries.list(db, options.today())).filter(person => mayEdit(req.actor, person))
    const organisations = [...new Set(rows.flatMap(row => row.organisation ?? []))].sort()
    const spec = accountList(req.actor, organisations, await placeNames(db, options))
    const query = readQuery(spec, req.query)
    return { spec, query, found: arrange(spec, rows, query) }
  }

  app.get('/accounts', { access: 'accounts.edit' }, async (req, reply) => {
    const { spec, query, found: rows } = await found(req)
    const waiting = mayManage(req.actor) ? await queries.waitingRequests(db) : 0
    return reply.page(views.list(req.actor, listView(spec, query, rows), waiting))
  })

  app.get('/accounts.csv', { access: 'accounts.edit' }, async (req, reply) => {
    const { spec, found: rows } = await found(req)
    const { columns, rows: lines } = csvOf(spec, rows.all)
    return reply.csv('upstream-accounts', columns, lines)
  })

  app.get('/accounts/:id', { access: 'accounts.edit' }, async (req, reply) => {
    const person = await find(db, req, options)
    return reply.page(views.person({ ...(await shown(db, req, options, person)), said: doneOf(req.query, done) }))
  })
}

async function shown(db: Db, req: FastifyRequest, options: Options, person: queries.Person) {
  const today = options.today()
  const held = await flags.list(db, person.id, today)
  const [history, places] = [await queries.history(db, person.email, mostEvents), await placeNames(db, options)]
  const reopen = mayReopen(req.actor, person, await queries.closedBy(db, person.email))
  return { actor: req.actor, person, flags: held, today, history, places, reopen }
}

const placeNames = async (db: Db, options: Options) =>
  new Map((await options.boroughs(db)).map(one => [one.code, one.name]))

function inviting(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/accounts/invite', careful, async (req, reply) =>
    reply.page(forms.invite((await byOf(db, req, options)).form)),
  )

  app.post('/accounts/invite', careful, async (req, reply) => {
    const { by, form } = await byOf(db, req, options)
    const read = readForm(NewAccount.partial({ role: true }), req.body)
    const role = read.ok && (read.data.role ?? ownRole(req.actor))
    const made = read.ok && role ? await service.invite(db, by, { ...read.data, role }) : undefined
    if (made?.ok) return reply.redirect(`/accounts/${made.id}?done=invited`, 303)
    const errors = made?.errors ?? (read.ok ? noRole : read.errors)
    return reply.code(400).page(forms.invite({ ...form, typed: typed(req.body), errors }))
  })
}

const FlagId = z.object({ flag: Id.shape.id })
const noRole = [{ field: 'role', text: 'Choose a role' }]
const typed = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null ? { ...body } : {})

function changing(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/accounts/:id/edit', careful, async (req, reply) => {
    const person = await find(db, req, options)
    return reply.page(forms.change((await byOf(db, req, options)).form, person))
  })

  app.post('/accounts/:id/edit', careful, async (req, reply) => {
    const person = await find(db, req, options)
    const { by, form } = await byOf(db, req, options)
    const read = readForm(Scope.partial({ role: true }), req.body)
    const role = read.ok && (read.data.role ?? ownRole(req.actor))
    const made = read.ok && role ? await service.change(db, by, person, { ...read.data, role }) : undefined
    if (made?.ok) return reply.redirect(`/accounts/${person.id}?done=changed`, 303)
    const errors = made?.errors ?? (read.ok ? noRole : read.errors)
    return reply.code(400).page(forms.change({ ...form, typed: typed(req.body), errors }, person))
  })
}

function ending(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/accounts/:id/close', careful, async (req, reply) =>
    reply.page(views.sure(await find(db, req, options), 'close')),
  )

  app.post('/accounts/:id/close', careful, async (req, reply) => {
    const person = await find(db, req, options)
    const closed = await service.close(db, (await byOf(db, req, options)).by, person)
    return closed.ok
      ? reply.redirect(`/accounts/${person.id}?done=closed`, 303)
      : reply.code(409).page(views.sure(person, 'close', closed.errors))
  })

  app.post('/accounts/:id/open', careful, async (req, reply) => {
    const person = await find(db, req, options)
    if (person.state === 'active') return reply.redirect(`/accounts/${person.id}`, 303)
    const opened = await service.reopen(db, (await byOf(db, req, options)).by, person)
    if (opened.ok) return reply.redirect(`/accounts/${person.id}?done=opened`, 303)
    const again = { ...(await shown(db, req, options, person)), errors: opened.errors }
    return reply.code(409).page(views.person(again))
  })

  app.get('/accounts/:id/reset', managing, async (req, reply) =>
    reply.page(views.sure(await find(db, req, options), 'reset')),
  )

  app.post('/accounts/:id/reset', managing, async (req, reply) => {
    const person = await find(db, req, options)
    await service.resetSignIn(db, (await byOf(db, req, options)).by, person)
    return reply.redirect(`/accounts/${person.id}?done=reset`, 303)
  })
}

function flagging(app: FastifyInstance, db: Db, options: Options): void {
  app.post('/accounts/:id/flags', managing, async (req, reply) => {
    const person = await find(db, req, options)
    const read = readForm(NewFlag, req.body)
    const { by } = await byOf(db, req, options)
    const made = read.ok
      ? await service.giveFlag(db, by, person, { ...read.data, from: options.today() })
      : { ok: false as const, errors: read.errors }
    if (made.ok) return reply.redirect(`/accounts/${person.id}?done=flag-given`, 303)
    const again = { ...(await shown(db, req, options, person)), typed: typed(req.body), errors: made.errors }
    return reply.code(400).page(views.person(again))
  })

  app.post('/accounts/:id/flags/:flag/end', managing, async (req, reply) => {
    const person = await find(db, req, options)
    const asked = FlagId.safeParse(req.params)
    const { by } = await byOf(db, req, options)
    if (!asked.success || !(await service.endFlag(db, by, person, asked.data.flag, options.today())))
      throw notFound('That flag')
    return reply.redirect(`/accounts/${person.id}?done=flag-taken`, 303)
  })
}
