// What is said of an organisation, by itself or an officer, once a second person has read it; and how far its small changes are trusted.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, RowId, readForm, seenVersion } from '../../../../platform/form.ts'
import { arrange, type List, listView, readQuery } from '../../../../platform/list.ts'
import { plainText } from '../../../../platform/plain.ts'
import { smallForm } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { allows, decide } from '../../../people/index.ts'
import type { Rooms } from './frame.ts'
import { approveChange, askChange, refuseChange, takeBackChange } from './organisation-changes.ts'
import { formFor, organisationList } from './organisation-fields.ts'
import { shownPage } from './organisation-page.ts'

type Organisation = organisations.Organisation

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

const decidePath = '/opportunities/organisations/:key/changes/:change'
const decideAccess = 'opportunities.approve'

function decideRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.post(`${decidePath}/approve`, { access: decideAccess }, async (req, reply) => {
    const one = await changeOf(db, req)
    await approveChange(db, { ...making(rooms, req), ...one })
    return reply.redirect(`/opportunities/organisations/${one.organisation.key}?done=approved`, 303)
  })
  withReason(app, rooms, 'refuse', 'Say what must be put right', async said => {
    await refuseChange(db, said)
    return 'refused'
  })
  withReason(app, rooms, 'back', 'Say why you take it back', async said =>
    (await takeBackChange(db, said)) ? 'back' : 'asked',
  )
}

const making = ({ today, publicAddress: address }: Rooms, req: FastifyRequest) => ({
  ...{ by: req.actor.email, seen: seenVersion(req.body), today: today(), address },
})

/** One press that asks for a reason; `deed` says what was done. */
function withReason(
  app: FastifyInstance,
  rooms: Rooms,
  name: string,
  missing: string,
  deed: (said: Parameters<typeof takeBackChange>[1]) => Promise<string>,
): void {
  const { db, today } = rooms
  smallForm(app, {
    ...{ path: `${decidePath}/${name}`, access: decideAccess, name },
    schema: () => z.object({ reason: plainText(today(), { missing, most: 500 }) }),
    find: req => changeOf(db, req),
    show: (req, { organisation }, typed) => shownPage(db, req, organisation, { typed }),
    deed: async (req, one, { reason }) => {
      const done = await deed({ ...making(rooms, req), ...one, reason })
      return `/opportunities/organisations/${one.organisation.key}?done=${done}`
    },
  })
}
