// What is said of an organisation, by itself or an officer, once a second person has read it; and how far its small changes are trusted.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { doneOf, type FieldError, RowId, readForm, seenVersion } from '../../../../platform/form.ts'
import { arrange, type List, listView, readQuery } from '../../../../platform/list.ts'
import { plainText } from '../../../../platform/plain.ts'
import { smallErrors, smallForm, type Typed } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { allows, decide, proposals } from '../../../people/index.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import type { Rooms } from './frame.ts'
import { approveChange, askChange, refuseChange, takeBackChange } from './organisation-changes.ts'
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
  waits: proposals.Waits | null
  waitsId: number
  decided: proposals.Decided[]
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

const done = {
  sent: 'Sent. A second person reads it before it is public.',
  public: 'Saved, and public now: a small change by an organisation that is trusted.',
  same: 'Nothing changes: this is what stands there.',
  trust: 'Kept, with your name.',
  approved: 'Approved. It is public now, with every entry.',
  refused: 'Sent back, with your reason.',
  back: 'Taken back. What stood before is public again.',
}

const textOf = (fields: proposals.Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))

interface Shown {
  form?: { values: unknown; errors: FieldError[] }
  typed?: Typed
}

async function shownPage(db: Db, req: FastifyRequest, organisation: Organisation, { form, typed }: Shown = {}) {
  const mayApprove = allows(req.actor, 'opportunities.approve')
  const object = organisations.objectOf(organisation)
  const [waits, all] = [await proposals.waiting(db, object), await proposals.history(db, object)]
  const href = `/opportunities/organisations/${organisation.key}`
  const now = organisations.fieldsOf(organisation)
  // the mail domain lets people in: those who do not decide on it are not told it
  const { mailDomain, ...open } = organisations.fieldNames
  const labels = mayApprove ? { ...open, mailDomain } : open
  return organisationPage({
    title: organisation.name,
    lead: 'What stands here is public with every entry. Contacts are a team’s, never one person’s. A second person reads each change before it is public.',
    action: href,
    version: organisation.version,
    fields: filled(
      fieldsFor(mayApprove),
      form ? { typed: form.values } : textOf({ ...now, ...waits?.draft }),
      form?.errors,
    ),
    entries: `/opportunities?organisation=${organisation.key}`,
    trust: mayApprove ? trustOf(organisation) : null,
    waits: waits
      ? proposals.waitsOf(waits, {
          labels,
          now,
          version: organisation.version,
          href,
          mayDecide: mayApprove,
          isWriter: (await proposals.writers(db, object)).includes(req.actor.email.toLowerCase()),
          typed,
        })
      : null,
    waitsId: waits?.id ?? 0,
    decided: proposals.decidedOf(all, labels, mayApprove && !waits),
    said: doneOf(req.query, done),
    breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
    ...wrongIn(form?.errors),
    ...(typed ? { errors: typed.errors, errorSummary: smallErrors(typed) } : {}),
  })
}

export function organisationRoutes(app: FastifyInstance, rooms: Rooms): void {
  listRoute(app, rooms)
  editRoutes(app, rooms)
  decideRoutes(app, rooms)
}

function listRoute(app: FastifyInstance, { db }: Rooms): void {
  app.get('/opportunities/organisations', { access: 'opportunities.approve' }, async (req, reply) => {
    const query = readQuery(organisationList, req.query)
    const found = arrange(organisationList, await organisations.list(db), query)
    const list = listView(organisationList, query, found)
    return reply.page(
      listPage({ title: 'Organisations', lead: 'Who runs what stands in the finder.', list, add: [], links: [] }),
    )
  })
}

const Seen = z.object({ waits: RowId }).catch({ waits: 0 })

function editRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) =>
    reply.page(await shownPage(db, req, await oneOf(db, req))),
  )

  app.post('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) => {
    const organisation = await oneOf(db, req)
    const again = async (errors: FieldError[]) =>
      reply.code(422).page(await shownPage(db, req, organisation, { form: { values: req.body, errors } }))
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return again(form.errors)
    const { mailDomain, ...told } = form.data
    const mayDomain = allows(req.actor, 'opportunities.approve') && mailDomain !== undefined
    const asked = await askChange(db, today(), {
      by: req.actor.email,
      id: organisation.id,
      seen: seenVersion(req.body),
      waits: Seen.parse(req.body).waits,
      told: mayDomain ? { ...told, mailDomain } : told,
      isOwn: req.actor.organisation === organisation.key,
    })
    if (!asked.ok) return again(asked.errors)
    return reply.redirect(`/opportunities/organisations/${organisation.key}?done=${asked.what}`, 303)
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

const Change = z.object({ change: RowId })

/** The organisation and the change its address names. */
async function changeOf(db: Db, req: FastifyRequest): Promise<{ organisation: Organisation; change: number }> {
  const organisation = await oneOf(db, req)
  const asked = Change.safeParse(req.params)
  if (!asked.success) throw notFound('That change')
  return { organisation, change: asked.data.change }
}

function decideRoutes(app: FastifyInstance, { db, today, publicAddress: address }: Rooms): void {
  const access = 'opportunities.approve'
  const path = '/opportunities/organisations/:key/changes/:change'
  for (const [verb, done, act] of [
    ['approve', 'approved', approveChange],
    ['back', 'back', takeBackChange],
  ] as const)
    app.post(`${path}/${verb}`, { access }, async (req, reply) => {
      const { organisation, change } = await changeOf(db, req)
      const seen = seenVersion(req.body)
      await act(db, { by: req.actor.email, organisation, change, seen, today: today(), address })
      return reply.redirect(`/opportunities/organisations/${organisation.key}?done=${done}`, 303)
    })

  smallForm(app, {
    path: `${path}/refuse`,
    access,
    name: 'refuse',
    schema: () => z.object({ reason: plainText(today(), { missing: 'Say what must be put right', most: 500 }) }),
    find: req => changeOf(db, req),
    show: (req, { organisation }, typed) => shownPage(db, req, organisation, { typed }),
    deed: async (req, { organisation, change }, { reason }) => {
      await refuseChange(db, { by: req.actor.email, organisation, change, reason, address })
      return `/opportunities/organisations/${organisation.key}?done=refused`
    },
  })
}
