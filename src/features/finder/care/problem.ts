// "Report a problem": a page of buttons for anybody, without an account and without script, in every language of the finder.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { knownNames } from '../../threads/index.ts'
import { publicEntry } from '../entries/public.ts'
import { addressOf, finder } from '../look/address.ts'
import { type Frame, frameOf } from '../look/frame.ts'
import { isolated, type Tongue, tongueOf } from '../look/words/index.ts'
import type { Rooms } from '../rooms.ts'
import { EntryId } from '../schemas.ts'
import { dangerIn } from '../search/danger.ts'
import { tell } from './reports.ts'
import { Reason, type Reason as ReasonName, reasons, toldFor } from './schemas.ts'

interface ProblemPage extends Wrong, Frame {
  href: string
  back: string
  lead: string
  help: string
  action: string
  buttons: { value: ReasonName; text: string }[]
  words: string
}
const problemPage = page<ProblemPage>('finder/care/pages/problem.njk')
interface SentPage extends Frame {
  href: string
  home: string
  help: string
  notSafe: boolean
}
const sentPage = page<SentPage>('finder/care/pages/problem-sent.njk')

const Sent = z.object({ reason: Reason.optional().catch(undefined) }).catch({ reason: undefined })
const Typed = z.record(z.string(), z.unknown()).catch({})

// A person tells of one thing, or of a few; a machine is stopped soon.
const tells = { max: 20, timeWindow: '10 minutes' }

/** An address in the language of the page. */
const inTongue = (t: Tongue, path: string) => addressOf({ lang: t.code === 'en' ? undefined : t.code }, path)

export function problemRoutes(app: FastifyInstance, rooms: Rooms): void {
  const path = '/things-to-do/:id/problem'
  app.get(path, { access: 'public' }, async (req, reply) => reply.page(await ask(rooms, req)))

  app.post(path, { access: 'public', config: { rateLimit: tells } }, async (req, reply) => {
    const { id } = await entryOf(rooms, req)
    const read = readForm(toldFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!read.ok) return reply.code(422).page(await ask(rooms, req, read.errors))
    // words of danger are told of as such, whichever button was pressed
    const reason = (await dangerIn(rooms.db, read.data.words)).lines.length > 0 ? 'not-safe' : read.data.reason
    await tell(rooms.db, {
      ...read.data,
      reason,
      entryId: id,
      today: rooms.today(),
      publicAddress: rooms.publicAddress,
    })
    const t = tongueIn(req.body)
    const sent = new URLSearchParams({ reason, ...(t.code === 'en' ? {} : { lang: t.code }) })
    return reply.redirect(`${finder}/${id}/problem/sent?${sent}`, 303)
  })

  app.get(`${path}/sent`, { access: 'public' }, async (req, reply) => {
    const { id } = await entryOf(rooms, req)
    return reply.page(showSent(id, Sent.parse(req.query).reason, tongueIn(req.query)))
  })
}

function showSent(id: string, reason: ReasonName | undefined, t: Tongue) {
  const sent = `${finder}/${id}/problem/sent${reason ? `?reason=${reason}` : ''}`
  return sentPage({
    ...frameOf({
      t,
      title: t.say('problem.sent.title'),
      here: lang => (lang ? `${sent}${reason ? '&' : '?'}lang=${lang}` : sent),
    }),
    href: inTongue(t, `${finder}/${id}`),
    home: inTongue(t, finder),
    help: inTongue(t, '/help'),
    notSafe: reason === 'not-safe',
  })
}

async function entryOf({ db }: Rooms, req: FastifyRequest) {
  const asked = EntryId.safeParse(req.params)
  const entry = asked.success ? await publicEntry(db, asked.data.id) : undefined
  if (!entry) throw notFound('That page')
  return entry
}

async function ask(rooms: Rooms, req: FastifyRequest, errors: FieldError[] = []) {
  const { id, body } = await entryOf(rooms, req)
  const typed = Typed.parse(req.body)
  const t = tongueIn(req.method === 'POST' ? typed : req.query)
  const [action, name] = [`${finder}/${id}/problem`, isolated(t, body.name)]
  return problemPage({
    ...frameOf({ t, title: t.say('problem.title'), here: lang => addressOf({ lang }, action) }),
    href: inTongue(t, `${finder}/${id}`),
    back: t.say('problem.back', { name }),
    lead: t.say('problem.lead', { name }),
    help: inTongue(t, '/help'),
    action,
    buttons: reasons.filter(each => each !== 'other').map(value => ({ value, text: t.say(`problem.${value}`) })),
    words: typedText(typed, 'words'),
    ...wrong(errors.map(error => ({ ...error, text: errorWords(error, typed, t) }))),
  })
}

const tongueIn = (sent: unknown): Tongue => tongueOf(Typed.parse(sent).lang)

/** What is wrong with what was typed: in English to the word that is too much, else what to leave out. */
function errorWords({ field, text }: FieldError, typed: Record<string, unknown>, t: Tongue): string {
  if (t.code === 'en') return text
  if (field !== 'words') return t.say('problem.reason.wrong')
  return t.say(typedText(typed, 'words').trim() === '' ? 'problem.words.missing' : 'problem.words.wrong')
}
