// Looking after what stands in the finder: an organisation asks by its mailbox, and an officer answers those we cannot know (answer.ts).
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type FieldError, readForm, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import { Email } from '../../../people/index.ts'
import { type Frame, frameOf } from '../../look/frame.ts'
import { type Tongue, tongueOf } from '../../look/words/index.ts'
import type { Rooms } from '../../rooms.ts'
import { words } from '../form/fields.ts'
import { publicEntry } from '../public.ts'
import { claimAddress, claimPath } from './address.ts'
import { answerRoutes } from './answer.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'

type Values = Record<'email' | 'organisation' | 'words', string>
const askPage = page<Frame & Wrong & { lead: string; entry: string; values: Values }>('finder/entries/pages/claim.njk')
const sentPage = page<Frame & { lead: string; outbox: boolean; again: string }>('finder/entries/pages/claim-sent.njk')

// One network cannot fill the list of a day.
const asks = { max: 30, timeWindow: '1 day' }
// The answer comes no sooner than this, so that its time does not tell whether a mailbox is known.
const leastMs = 250
const pause = () => new Promise(resolve => setTimeout(resolve, leastMs))

const path = claimPath
const sent = `${path}/sent`
const full = `${path}/full`
const From = z
  .object({ entry: z.uuid().optional().catch(undefined), lang: z.string().optional().catch(undefined) })
  .catch({ entry: undefined, lang: undefined })

/** Whoever comes from an entry has said whose it is by that; anybody else names their organisation. */
const Asked = (today: string, t: Tongue, isKnown: boolean) =>
  z.object({
    organisation: words(today, 120, isKnown ? undefined : t.say('claim.organisation.wrong')),
    words: words(today, 200),
    email: z
      .string()
      .trim()
      .max(200)
      .refine(text => Email.safeParse(text).success, { error: t.say('claim.email.wrong') })
      .pipe(Email),
  })

export function claimRoutes(app: FastifyInstance, rooms: Rooms): void {
  asking(app, rooms)
  answerRoutes(app, rooms)
}

function asking(app: FastifyInstance, { db, pack, today, publicAddress: address }: Rooms): void {
  const show = async (asked: unknown, typed: Record<string, unknown> = {}, errors?: FieldError[]) => {
    const { entry, lang } = From.parse(asked ?? {})
    const found = entry === undefined ? undefined : await publicEntry(db, entry)
    const t = tongueOf(lang)
    const title = found ? t.say('claim.title.own', { name: found.body.name }) : t.say('claim.title')
    return askPage({
      ...frameOf({ t, title, here: code => claimAddress({ entry: found?.id, lang: code }) }),
      lead: t.say(found ? 'claim.lead.own' : 'claim.lead'),
      entry: found?.id ?? '',
      values: {
        email: typedText(typed, 'email'),
        organisation: typedText(typed, 'organisation'),
        words: typedText(typed, 'words'),
      },
      ...wrong(errors),
    })
  }

  app.get(path, { access: 'public' }, async (req, reply) => reply.page(await show(req.query)))

  app.post(path, { access: 'public', config: { rateLimit: asks } }, async (req, reply) => {
    const { entry, lang } = From.parse(req.body ?? {})
    const form = readForm(Asked(today(), tongueOf(lang), entry !== undefined), req.body)
    if (!form.ok) return reply.code(422).page(await show(req.body, form.values, form.errors))
    const { organisation: called, ...said } = form.data
    // said to everybody alike, so that it does not tell whose mailbox is known
    const isFull = await queries.isFull(db)
    await Promise.all([service.ask(db, { ...said, called, entry, address }), pause()])
    return reply.redirect(claimAddress({ lang: tongueOf(lang).code }, isFull ? full : sent), 303)
  })

  for (const here of [sent, full])
    app.get(here, { access: 'public' }, async (req, reply) => {
      const t = tongueOf(From.parse(req.query ?? {}).lang)
      const frame = frameOf({ t, title: t.say('claim.sent.title'), here: lang => claimAddress({ lang }, here) })
      const lead = t.say(here === full ? 'claim.sent.full' : 'claim.sent.lead')
      return reply.page(sentPage({ ...frame, lead, outbox: pack.demonstration, again: claimAddress({ lang: t.code }) }))
    })
}
