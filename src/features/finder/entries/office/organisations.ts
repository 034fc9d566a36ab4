// What is said of an organisation, by itself or an officer; and how far its small changes are trusted.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { doneOf, type FieldError, readForm, seenVersion } from '../../../../platform/form.ts'
import { arrange, type List, listView, readQuery } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { allows, decide } from '../../../people/index.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import type { Rooms } from './frame.ts'
import { fieldsFor, formFor, organisationList } from './organisation-fields.ts'

type Organisation = organisations.Organisation

const organisationPage = page<{
  title: string
  lead: string
  action: string
  version: number
  fields: Filled[]
  entries: string
  trust: { words: string; value: string; button: string } | null
  said: string
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/organisation.njk')
const listPage = page<{ title: string; lead: string; list: List; add: never[]; links: never[] }>(
  'finder/entries/pages/entries.njk',
)

const Key = z.object({ key: z.string().regex(/^[a-z0-9][a-z0-9-]*$/) })

/** One organisation, for whoever answers for it. */
async function oneOf(db: Db, req: FastifyRequest): Promise<Organisation> {
  const asked = Key.safeParse(req.params)
  const found = asked.success ? await organisations.findByKey(db, asked.data.key) : undefined
  if (!found || !decide(req.actor, 'edit', 'opportunity', { organisation: found.key }).allowed)
    throw notFound('That organisation')
  return found
}

const trustOf = ({ trust, trustedBy }: Organisation) =>
  trust === 'trusted'
    ? {
        words: `Corrections of times, costs and descriptions are public at once, on the word of ${trustedBy ?? 'an officer'}. Where it is, who may come and how people are kept safe are read first.`,
        value: 'new',
        button: 'Read all its changes first again',
      }
    : {
        words: 'Every change is read before it is public.',
        value: 'trusted',
        button: 'Let small changes be public at once',
      }

const done = { saved: 'Saved.', trust: 'Kept, with your name.' }

export function organisationRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const show = (req: FastifyRequest, organisation: Organisation, typed?: { values: unknown; errors: FieldError[] }) => {
    const mayApprove = allows(req.actor, 'opportunities.approve')
    const values = Object.fromEntries(
      Object.entries(organisation).map(([key, value]) => [key, value === null ? '' : String(value)]),
    )
    return organisationPage({
      title: organisation.name,
      lead: 'What stands here is public with every entry. Contacts are a team’s, never one person’s.',
      action: `/opportunities/organisations/${organisation.key}`,
      version: organisation.version,
      fields: filled(fieldsFor(mayApprove), typed ? { typed: typed.values } : values, typed?.errors),
      entries: `/opportunities?organisation=${organisation.key}`,
      trust: mayApprove ? trustOf(organisation) : null,
      said: doneOf(req.query, done),
      breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      ...wrongIn(typed?.errors),
    })
  }

  app.get('/opportunities/organisations', { access: 'opportunities.approve' }, async (req, reply) => {
    const query = readQuery(organisationList, req.query)
    const found = arrange(organisationList, await organisations.list(db), query)
    const list = listView(organisationList, query, found)
    return reply.page(
      listPage({ title: 'Organisations', lead: 'Who runs what stands in the finder.', list, add: [], links: [] }),
    )
  })

  app.get('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) =>
    reply.page(show(req, await oneOf(db, req))),
  )

  app.post('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) => {
    const organisation = await oneOf(db, req)
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(show(req, organisation, { values: req.body, errors: form.errors }))
    const { mailDomain, ...told } = form.data
    const may = allows(req.actor, 'opportunities.approve') && mailDomain !== undefined
    const seen = seenVersion(req.body)
    const kept = await organisations.change(db, {
      by: req.actor.email,
      id: organisation.id,
      seen,
      told: may ? { ...told, mailDomain } : told,
    })
    if (!kept.ok) return reply.code(422).page(show(req, organisation, { values: req.body, errors: kept.errors }))
    return reply.redirect(`/opportunities/organisations/${organisation.key}?done=saved`, 303)
  })

  app.post('/opportunities/organisations/:key/trust', { access: 'opportunities.approve' }, async (req, reply) => {
    const organisation = await oneOf(db, req)
    const trust = z.object({ trust: z.enum(['new', 'trusted']) }).safeParse(req.body)
    if (trust.success)
      await organisations.trust(db, {
        by: req.actor.email,
        id: organisation.id,
        trust: trust.data.trust,
        today: today(),
      })
    return reply.redirect(`/opportunities/organisations/${organisation.key}?done=trust`, 303)
  })
}
