import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../lib/dates.ts'
import { badRequest, forbidden } from '../../../../lib/errors.ts'
import { doneOf, seenVersion } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { csvOf, type List, listView, readQuery } from '../../../../platform/list.ts'
import { plainText } from '../../../../platform/plain.ts'
import { smallForm } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import { allows, decide } from '../../../people/index.ts'
import { goBack } from '../approved.ts'
import { subjectOf } from '../rules.ts'
import * as service from '../service.ts'
import { deedForms, entryShown, mayDeed, verbFor } from './entry.ts'
import { one, type Rooms, scopeOf } from './frame.ts'
import { entryList } from './list.ts'
import * as listed from './list-queries.ts'
import { organisationRoutes } from './organisations.ts'
import { reviewRoutes } from './review.ts'

const access = 'opportunities.edit'

const listPage = page<{
  title: string
  lead: string
  list: List
  add: { text: string; href: string }[]
  links: { text: string; href: string }[]
}>('finder/entries/pages/entries.njk')

const doneWords: Readonly<Record<string, string>> = {
  sent: 'Sent. A person reads it before it is public.',
  public: 'Sent, and public now: a small change by an organisation that is trusted.',
  photo: 'Sent, with its photo. A person looks at both before they are public.',
  'photo-draft': 'The photo is kept with the draft. Check the draft, and send it when it is whole.',
  saved: 'Kept with the draft.',
  approved: 'Approved. It is public now.',
  'approved-away': 'Approved. The entry itself is still taken down: show it again when it should be public.',
  refused: 'Sent back, with your reason.',
  hide: 'Hidden. The public does not see it any more.',
  show: 'Shown again.',
  close: 'Closed.',
  reopen: 'Opened again.',
  back: 'The earlier version is public again.',
  'back-sent': 'The earlier version was sent to be approved.',
}

/** The working side of the finder: every entry somebody answers for. */
export function officeRoutes(app: FastifyInstance, rooms: Rooms): void {
  listRoutes(app, rooms)
  organisationRoutes(app, rooms)
  entryRoutes(app, rooms)
  reviewRoutes(app, rooms)
}

/** The other pages of this room, for those they open to. */
const linksFor = (actor: Actor): { text: string; href: string }[] => [
  { text: 'From a spreadsheet', href: '/opportunities/spreadsheet' },
  { text: 'Mentoring', href: '/opportunities/mentoring' },
  { text: 'Employers’ pledges', href: '/opportunities/pledges' },
  ...(allows(actor, 'opportunities.approve')
    ? [
        { text: 'Waiting to be approved', href: '/opportunities?state=waiting' },
        { text: 'People who ask', href: '/opportunities/claims' },
        { text: 'Organisations', href: '/opportunities/organisations' },
      ]
    : []),
  ...(actor.organisation !== null &&
  decide(actor, 'edit', 'opportunity', { organisation: actor.organisation }).allowed &&
  !allows(actor, 'opportunities.approve')
    ? [{ text: 'Your organisation', href: `/opportunities/organisations/${actor.organisation}` }]
    : []),
]

function listRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const wantedOf = (req: FastifyRequest): listed.Wanted => ({
    scope: scopeOf(req.actor),
    today: today(),
    soon: addDays(today(), 30),
  })

  app.get('/opportunities', { access }, async (req, reply) => {
    const wanted = wantedOf(req)
    const spec = entryList(await listed.choices(db, wanted.scope))
    const query = readQuery(spec, req.query)
    const total = await listed.count(db, query, wanted)
    const rows = await listed.page(db, query, wanted, total)
    return reply.page(
      listPage({
        title: 'Things to do and places to get help',
        lead: 'What stands in the finder, and what waits to stand there. Nothing is public until a second person has approved it.',
        list: listView(spec, query, { rows, total }),
        add: allows(req.actor, 'opportunities.create')
          ? [
              { text: 'Add an entry', href: '/opportunities/new' },
              { text: 'Post a job', href: '/opportunities/new/job' },
            ]
          : [],
        links: linksFor(req.actor),
      }),
    )
  })

  app.get('/opportunities.csv', { access }, async (req, reply) => {
    const wanted = wantedOf(req)
    const spec = entryList(await listed.choices(db, wanted.scope))
    const found = csvOf(spec, await listed.all(db, readQuery(spec, req.query), wanted))
    return reply.csv('opportunities', found.columns, found.rows)
  })
}

const deeds = { hide: service.hide, show: service.show, close: service.close, reopen: service.reopen }
const Back = z.object({ to: z.coerce.number().int().min(1).max(1_000_000) })

function entryRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/opportunities/:id', { access }, async (req, reply) =>
    reply.page(
      await entryShown(db, {
        actor: req.actor,
        entry: await one(db, req),
        today: today(),
        said: doneOf(req.query, doneWords),
      }),
    ),
  )

  for (const deed of deedForms)
    smallForm(app, {
      path: `/opportunities/:id/${deed}`,
      access,
      name: deed,
      schema: () => z.object({ reason: plainText(today(), { missing: 'Say why', most: 300 }) }),
      find: async req => {
        const entry = await one(db, req)
        if (!decide(req.actor, verbFor(deed), 'opportunity', subjectOf(entry)).allowed)
          throw forbidden(service.mustApproveAgain)
        return entry
      },
      show: (req, entry, typed) => entryShown(db, { actor: req.actor, entry, today: today(), typed }),
      deed: async (req, entry, { reason }) => {
        if (!mayDeed(req.actor, entry, deed))
          return [{ field: 'reason', text: 'It is in another state by now. Open it again' }]
        const mayApprove = decide(req.actor, 'approve', 'opportunity', subjectOf(entry)).allowed
        await deeds[deed](db, { id: entry.id, by: req.actor.email, reason, today: today(), mayApprove })
        return `/opportunities/${entry.id}?done=${deed}`
      },
    })

  app.post('/opportunities/:id/back', { access }, async (req, reply) => {
    const entry = await one(db, req)
    const to = Back.safeParse(req.body)
    if (!to.success) throw badRequest('Choose a version to go back to')
    const mayApprove = decide(req.actor, 'approve', 'opportunity', subjectOf(entry)).allowed
    const given = {
      id: entry.id,
      version: to.data.to,
      seen: seenVersion(req.body),
      by: req.actor.email,
      mayApprove,
      today: today(),
    }
    const { isPublic } = await goBack(db, given)
    return reply.redirect(`/opportunities/${entry.id}?done=${isPublic ? 'back' : 'back-sent'}`, 303)
  })
}
