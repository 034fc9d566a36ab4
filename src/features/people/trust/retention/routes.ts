import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { firstKept, type Rule } from '../../../../platform/retention.ts'
import { allows } from '../../permission/access.ts'
import { periodFor } from './period.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export interface RetentionOptions {
  today(): Day
  rules: readonly Rule[]
}

const Name = z.object({ name: z.string() })
const Done = z.object({ done: z.enum(['asked', 'set']).or(z.literal('')).catch('') }).catch({ done: '' })

export const mayEdit = (actor: Actor): boolean => allows(actor, 'governance.edit')

export function routes(app: FastifyInstance, db: Db, { rules, today }: RetentionOptions): void {
  const find = (params: unknown): Rule => {
    const asked = Name.safeParse(params)
    const rule = rules.find(each => asked.success && each.name === asked.data.name)
    if (!rule) throw notFound('That rule')
    return rule
  }

  app.get('/retention', { access: 'governance.read' }, async (req, reply) => {
    const states = await Promise.all(rules.map(rule => stateOf(db, rule, today())))
    const [last, next] = [await queries.lastOfEach(db), await queries.waiting(db, service.runKind)]
    const { done } = Done.parse(req.query)
    return reply.page(views.listPage({ states, last, next: next?.runAt, mayEdit: mayEdit(req.actor), done }))
  })

  app.get('/retention/proof.csv', { access: 'governance.read' }, async (_req, reply) => {
    const rows = (await queries.proofs(db)).map(one => [
      one.runId,
      one.ranAt,
      one.rule,
      one.before,
      one.removed,
      one.error,
      one.ranBy,
    ])
    return reply.csv('what-was-removed', ['run', 'at', 'rule', 'before', 'removed', 'error', 'by'], rows)
  })

  app.post('/retention/run', { access: 'governance.edit' }, async (req, reply) => {
    await service.askNow(db, req.actor.email)
    return reply.redirect('/retention?done=asked', 303)
  })

  app.get('/retention/:name', { access: 'governance.edit' }, async (req, reply) => {
    const rule = find(req.params)
    return reply.page(views.formPage(await stateOf(db, rule, today())))
  })

  app.post('/retention/:name', { access: 'governance.edit' }, async (req, reply) => {
    const rule = find(req.params)
    const form = readForm(periodFor(rule, today()), req.body)
    const again = async (values: Record<string, unknown>, errors: FieldError[]) =>
      reply.code(422).page(views.formPage(await stateOf(db, rule, today()), values, errors))
    if (!form.ok) return again(form.values, form.errors)
    await service.setPeriod(db, rule, req.actor.email, form.data.keep, form.data.reason)
    return reply.redirect('/retention?done=set', 303)
  })
}

async function stateOf(db: Db, rule: Rule, today: Day): Promise<views.State> {
  const keep = await service.keepOf(db, rule, today)
  const before = firstKept(today, keep)
  return { rule, keep, before, count: await rule.count(db, before) }
}
