// The page of whoever approves: what the public reads now beside what it would read, field by field.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords, londonDay } from '../../../../lib/dates.ts'
import { conflict, forbidden } from '../../../../lib/errors.ts'
import { seenVersion, type Wrong, wrong } from '../../../../platform/form.ts'
import { plainText } from '../../../../platform/plain.ts'
import { type Small, small, smallErrors, smallForm, type Typed } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import { type Missing, missingBeforeApproval } from '../../care/safeguarding.ts'
import { unseenWords } from '../blank.ts'
import { tipOf } from '../form/frame.ts'
import { newest } from '../form/save.ts'
import { crumbsOf } from '../form/views.ts'
import * as queries from '../queries.ts'
import { moved } from '../service.ts'
import { type Difference, differences, kindNames, type Line, linesOf } from '../words.ts'
import { mayApprove, one, type Rooms, shownBody } from './frame.ts'
import { written } from './history.ts'
import { approve, refuse } from './sending.ts'

const access = 'opportunities.approve'

const reviewPage = page<
  Wrong & {
    kicker: string
    title: string
    lead: string
    note: string
    tip: string
    unseen: string
    missing: readonly Missing[]
    before: boolean
    changes: Difference[]
    same: Line[]
    whyNot: string
    stays: string
    href: string
    version: number
    refuse: Small
    breadcrumbs: { text: string; href: string }[]
  }
>('finder/entries/pages/review.njk')

async function shown({ db, today }: Rooms, req: FastifyRequest, entry: queries.Entry, typed?: Typed) {
  const now = await newest(db, entry)
  const open = entry.publicVersion === null ? undefined : await queries.version(db, entry.id, entry.publicVersion)
  const show = (body: typeof now.body) => shownBody(req.actor, entry, body)
  const changes = differences(open && show(open.body), show(now.body))
  const changed = new Set(changes.map(line => line.key))
  const answer = await mayApprove(db, req.actor, entry, now.version)
  const author = (await written(db, entry.id))[0]?.who ?? ''
  return reviewPage({
    kicker: `${kindNames[entry.kind]} · ${entry.organisation}${entry.borough ? ` · ${entry.borough}` : ''}`,
    title: titleOf(now, open !== undefined),
    lead: leadOf(now, author),
    note: now.note,
    tip: tipOf(now.body),
    unseen: now.body.image ? unseenWords(now.body) : '',
    missing: missingBeforeApproval(now.body, entry.kind, today()),
    before: open !== undefined,
    changes,
    same: linesOf(show(now.body)).filter(line => line.text !== '' && !changed.has(line.key)),
    whyNot: now.verdict !== 'waiting' ? 'Nothing waits to be approved here' : answer.allowed ? '' : answer.why,
    stays:
      entry.state === 'hidden' || entry.state === 'closed'
        ? `This entry is ${entry.state}. It stays so when you approve the change.`
        : '',
    href: `/opportunities/${entry.id}`,
    version: now.version,
    refuse: small('refuse', ['reason'], typed),
    breadcrumbs: crumbsOf(entry, now.body.name),
    ...wrong(),
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
  })
}

const titleOf = ({ verdict, body }: queries.Version, wasPublic: boolean): string =>
  `${verdict === 'draft' ? 'Not sent yet' : wasPublic ? 'What changes' : 'New'}: ${body.name}`

const leadOf = ({ verdict, madeAt }: queries.Version, author: string): string =>
  `${verdict === 'draft' ? 'Written' : 'Sent'} by ${author}, ${dayWords(londonDay(new Date(madeAt)))}.${verdict === 'draft' ? ' It is a draft: nobody has sent it to be approved.' : ''}`

/** The version that stood on the page: nobody agrees to what they did not see. */
async function deciding({ db }: Rooms, req: FastifyRequest): Promise<{ entry: queries.Entry; version: number }> {
  const [entry, version] = [await one(db, req), seenVersion(req.body)]
  const answer = await mayApprove(db, req.actor, entry, version)
  if (!answer.allowed) throw forbidden(answer.why)
  if (version !== entry.lastVersion) throw conflict(moved)
  return { entry, version }
}

export function reviewRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db, today, publicAddress: address } = rooms

  app.get('/opportunities/:id/review', { access }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(db, req))),
  )

  app.post('/opportunities/:id/approve', { access }, async (req, reply) => {
    const found = await deciding(rooms, req)
    await approve(db, { actor: req.actor, ...found, today: today(), address })
    const done = found.entry.state === 'hidden' || found.entry.state === 'closed' ? 'approved-away' : 'approved'
    return reply.redirect(`/opportunities/${found.entry.id}?done=${done}`, 303)
  })

  smallForm(app, {
    path: '/opportunities/:id/refuse',
    access,
    name: 'refuse',
    schema: () => z.object({ reason: plainText(today(), { missing: 'Say what must be put right', most: 500 }) }),
    find: req => deciding(rooms, req),
    show: (req, { entry }, typed) => shown(rooms, req, entry, typed),
    deed: async (req, found, { reason }) => {
      await refuse(db, { actor: req.actor, ...found, today: today(), address, reason })
      return `/opportunities/${found.entry.id}?done=refused`
    },
  })
}
