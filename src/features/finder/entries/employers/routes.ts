// What employers have promised young people, and what came of it: counts of vacancies, starts and who is still there after three months.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../../lib/errors.ts'
import { plural } from '../../../../lib/words.ts'
import { record } from '../../../../platform/audit.ts'
import { type FieldError, RowId, readForm, seenVersion } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { arrange, csvOf, type List, listView, readQuery } from '../../../../platform/list.ts'
import { sql } from '../../../../platform/sql.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { decide } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import { fieldsOf, formFor, pledgeList, valuesOf } from './pledges.ts'
import * as queries from './queries.ts'

const access = 'opportunities.edit'
const listPage = page<{
  title: string
  lead: string
  list: List
  add: { text: string; href: string }[]
  links: never[]
}>('finder/entries/pages/entries.njk')
const formPage = page<{
  title: string
  lead: string
  action: string
  version: number
  cancel: string
  fields: Filled[]
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/counts.njk')

const isOfficer = (actor: Actor): boolean => decide(actor, 'edit', 'opportunity', {}).allowed
const mayEdit = (actor: Actor, organisation: string): boolean =>
  decide(actor, 'edit', 'opportunity', { organisation }).allowed
const scopeOf = (actor: Actor) =>
  isOfficer(actor)
    ? sql`true`
    : actor.organisation !== null && mayEdit(actor, actor.organisation)
      ? sql`g.key = ${actor.organisation}`
      : sql`false`

export function pledgeRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const knownTo = async (actor: Actor) => (isOfficer(actor) ? organisations.list(db) : [])
  const show = async (
    req: FastifyRequest,
    pledge: queries.Pledge | undefined,
    typed?: { values: unknown; errors: FieldError[] },
  ) =>
    formPage({
      title: pledge ? `What ${pledge.organisation} promised` : 'A new pledge',
      lead:
        pledge && pledge.open > 0
          ? `${plural(pledge.open, 'job')} of theirs in the finder now.`
          : 'Counts, never names.',
      action: pledge ? `/opportunities/pledges/${pledge.id}` : '/opportunities/pledges/new',
      version: pledge?.version ?? 0,
      cancel: '/opportunities/pledges',
      fields: filled(
        fieldsOf(pledge ? [] : await knownTo(req.actor)),
        typed ? { typed: typed.values } : pledge ? valuesOf(pledge) : { pledgedOn: today() },
        typed?.errors,
      ),
      breadcrumbs: [
        { text: 'Opportunities', href: '/opportunities' },
        { text: 'Pledges', href: '/opportunities/pledges' },
      ],
      ...wrongIn(typed?.errors),
    })

  app.get('/opportunities/pledges', { access }, async (req, reply) => {
    const query = readQuery(pledgeList, req.query)
    const found = arrange(pledgeList, await queries.list(db, scopeOf(req.actor)), query)
    const may = isOfficer(req.actor) || mayEdit(req.actor, req.actor.organisation ?? '')
    return reply.page(
      listPage({
        title: 'What employers have promised',
        lead: 'Pledges of jobs, apprenticeships and placements, and what came of them.',
        list: listView(pledgeList, query, found),
        add: may ? [{ text: 'Add a pledge', href: '/opportunities/pledges/new' }] : [],
        links: [],
      }),
    )
  })

  app.get('/opportunities/pledges.csv', { access }, async (req, reply) => {
    const rows = await queries.list(db, scopeOf(req.actor))
    const found = csvOf(pledgeList, arrange(pledgeList, rows, readQuery(pledgeList, req.query)).all)
    return reply.csv('pledges', found.columns, found.rows)
  })

  app.get('/opportunities/pledges/new', { access }, async (req, reply) => reply.page(await show(req, undefined)))

  app.post('/opportunities/pledges/new', { access }, async (req, reply) => {
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, undefined, { values: req.body, errors: form.errors }))
    const key = isOfficer(req.actor) ? form.data.organisation : (req.actor.organisation ?? '')
    const organisation = await organisations.findByKey(db, key)
    if (!organisation || !mayEdit(req.actor, key)) {
      const errors = [
        {
          field: isOfficer(req.actor) ? 'organisation' : 'pledge',
          text: isOfficer(req.actor)
            ? 'Choose an employer'
            : 'Post a job first, so that your organisation is known here',
        },
      ]
      return reply.code(422).page(await show(req, undefined, { values: req.body, errors }))
    }
    await queries.makePledge(db, organisation, form.data, req.actor.email)
    return reply.redirect('/opportunities/pledges', 303)
  })

  const one = async (req: FastifyRequest): Promise<queries.Pledge> => {
    const at = z.object({ id: RowId }).safeParse(req.params)
    const found = at.success ? await queries.find(db, at.data.id) : undefined
    if (!found || !mayEdit(req.actor, found.organisationKey)) throw notFound('That pledge')
    return found
  }

  app.get('/opportunities/pledges/:id', { access }, async (req, reply) => reply.page(await show(req, await one(req))))

  app.post('/opportunities/pledges/:id', { access }, async (req, reply) => {
    const pledge = await one(req)
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, pledge, { values: req.body, errors: form.errors }))
    const seen = seenVersion(req.body)
    await db.transaction(async tx => {
      if ((await queries.update(tx, pledge.id, seen, form.data)) === 0)
        throw conflict('Somebody changed this pledge meanwhile. Open it again and look before you go on.')
      const { vacancies, starts, sustained, countedOn } = form.data
      await record(tx, req.actor.email, 'pledge.changed', `employer-pledge/${pledge.id}`, {
        vacancies,
        starts,
        sustained,
        countedOn,
      })
    })
    return reply.redirect('/opportunities/pledges', 303)
  })
}
