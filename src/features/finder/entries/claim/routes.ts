// Looking after what stands in the finder: an organisation asks by its mailbox, and an officer answers those we cannot know.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { badRequest, notFound } from '../../../../lib/errors.ts'
import { doneOf, type FieldError, RowId, readForm, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { Email } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import { words } from '../form/fields.ts'
import { publicEntry } from '../public.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'

const askPage = page<
  Wrong & { title: string; lead: string; entry: string; asksWho: boolean; values: { email: string; words: string } }
>('finder/entries/pages/claim.njk')
const sentPage = page<{ title: string; outbox: boolean }>('finder/entries/pages/claim-sent.njk')
const claimsPage = page<{
  title: string
  said: string
  claims: { id: number; email: string; about: string; asked: string; organisation: string }[]
  organisations: { value: string; text: string }[]
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/claims.njk')

const asks = { max: 20, timeWindow: '10 minutes' }
// The answer comes no sooner than this, so that its time does not tell whether a mailbox is known.
const leastMs = 250
const pause = () => new Promise(resolve => setTimeout(resolve, leastMs))

const From = z.object({ entry: z.uuid().optional().catch(undefined) }).catch({})
const Asked = (today: string) =>
  z.object({ email: Email, words: words(today, 200), entry: z.uuid().optional().catch(undefined) })

export function claimRoutes(app: FastifyInstance, rooms: Rooms): void {
  asking(app, rooms)
  answering(app, rooms)
}

function asking(app: FastifyInstance, { db, pack, today, publicAddress: address }: Rooms): void {
  const show = async (sent: unknown, typed: Record<string, unknown> = {}, errors?: FieldError[]) => {
    const { entry } = From.parse(sent ?? {})
    const found = entry === undefined ? undefined : await publicEntry(db, entry)
    return askPage({
      title: found ? `Is “${found.body.name}” yours?` : 'List what your organisation runs',
      lead: found
        ? 'Say that it is yours, and you can keep it right. We send a link to your mailbox. You need no password.'
        : 'Ask to add what you run for young people, or to keep right what is listed already. It costs nothing. We send a link to your mailbox. You need no password.',
      entry: found?.id ?? '',
      asksWho: !found,
      values: { email: typedText(typed, 'email'), words: typedText(typed, 'words') },
      ...wrong(errors),
    })
  }

  app.get('/opportunities/claim', { access: 'public' }, async (req, reply) => reply.page(await show(req.query)))

  app.post('/opportunities/claim', { access: 'public', config: { rateLimit: asks } }, async (req, reply) => {
    const form = readForm(Asked(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req.body, form.values, form.errors))
    await Promise.all([service.ask(db, { ...form.data, entry: form.data.entry, address }), pause()])
    return reply.redirect('/opportunities/claim/sent', 303)
  })

  app.get('/opportunities/claim/sent', { access: 'public' }, async (_req, reply) =>
    reply.page(sentPage({ title: 'Look in your mailbox', outbox: pack.demonstration })),
  )
}

const done = { yes: 'Let in. A link is on its way to them.', no: 'Declined. They were told.' }
const Answer = z.object({ answer: z.enum(['yes', 'no']), organisation: z.string().max(80).default('') })

function answering(app: FastifyInstance, { db, publicAddress: address }: Rooms): void {
  const access = 'opportunities.approve'

  app.get('/opportunities/claims', { access }, async (req, reply) =>
    reply.page(
      claimsPage({
        title: 'People who ask to look after entries',
        said: doneOf(req.query, done),
        claims: (await queries.waiting(db)).map(({ id, email, words, organisation, organisationKey, askedOn }) => ({
          id,
          email,
          about: [organisation, words].filter(Boolean).join(': ') || 'They did not say which',
          asked: dayWords(askedOn),
          organisation: organisationKey ?? '',
        })),
        organisations: (await organisations.list(db)).map(({ key, name }) => ({ value: key, text: name })),
        breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      }),
    ),
  )

  app.post('/opportunities/claims/:id', { access }, async (req: FastifyRequest, reply) => {
    const at = z.object({ id: RowId }).safeParse(req.params)
    if (!at.success) throw notFound('That request')
    const form = Answer.safeParse(req.body)
    if (!form.success) throw badRequest('Say yes or no')
    if (form.data.answer === 'yes' && form.data.organisation === '')
      throw badRequest('Choose which organisation they answer for')
    const given = { id: at.data.id, by: req.actor.email, address }
    await (form.data.answer === 'yes' ? service.accept(db, given, form.data.organisation) : service.decline(db, given))
    return reply.redirect(`/opportunities/claims?done=${form.data.answer}`, 303)
  })
}
