// "Report a problem": a page of buttons for anybody, without an account and without script.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { readForm, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { knownNames } from '../../threads/index.ts'
import { publicEntry } from '../entries/public.ts'
import type { Rooms } from '../rooms.ts'
import { EntryId } from '../schemas.ts'
import { dangerIn } from '../search/find.ts'
import { tell } from './reports.ts'
import { Reason, type Reason as ReasonName, reasonNames, reasons, toldFor } from './schemas.ts'

interface ProblemPage extends Wrong {
  title: string
  name: string
  href: string
  action: string
  buttons: { value: ReasonName; text: string }[]
  words: string
}
const problemPage = page<ProblemPage>('finder/care/pages/problem.njk')
const sentPage = page<{ title: string; href: string; notSafe: boolean }>('finder/care/pages/problem-sent.njk')

const Sent = z.object({ reason: Reason.optional().catch(undefined) }).catch({ reason: undefined })
const Typed = z.record(z.string(), z.unknown()).catch({})

// A person tells of one thing, or of a few; a machine is stopped soon.
const tells = { max: 20, timeWindow: '10 minutes' }

export function problemRoutes(app: FastifyInstance, rooms: Rooms): void {
  const path = '/things-to-do/:id/problem'
  app.get(path, { access: 'public' }, async (req, reply) => reply.page(await ask(rooms, req)))

  app.post(path, { access: 'public', config: { rateLimit: tells } }, async (req, reply) => {
    const { id } = await entryOf(rooms, req)
    const read = readForm(toldFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!read.ok) return reply.code(422).page(await ask(rooms, req, wrong(read.errors)))
    // words of danger are told of as such, whichever button was pressed
    const reason = (await dangerIn(rooms.db, read.data.words)).lines.length > 0 ? 'not-safe' : read.data.reason
    await tell(rooms.db, {
      ...read.data,
      reason,
      entryId: id,
      today: rooms.today(),
      publicAddress: rooms.publicAddress,
    })
    return reply.redirect(`/things-to-do/${id}/problem/sent?reason=${reason}`, 303)
  })

  app.get(`${path}/sent`, { access: 'public' }, async (req, reply) => {
    const { id } = await entryOf(rooms, req)
    const notSafe = Sent.parse(req.query).reason === 'not-safe'
    return reply.page(sentPage({ title: 'Thank you for telling us', href: `/things-to-do/${id}`, notSafe }))
  })
}

async function entryOf({ db }: Rooms, req: FastifyRequest) {
  const asked = EntryId.safeParse(req.params)
  const entry = asked.success ? await publicEntry(db, asked.data.id) : undefined
  if (!entry) throw notFound('That page')
  return entry
}

async function ask(rooms: Rooms, req: FastifyRequest, errors: Wrong = wrong()) {
  const { id, body } = await entryOf(rooms, req)
  return problemPage({
    title: 'What is wrong?',
    name: body.name,
    href: `/things-to-do/${id}`,
    action: `/things-to-do/${id}/problem`,
    buttons: reasons.filter(reason => reason !== 'other').map(value => ({ value, text: reasonNames[value] })),
    words: typedText(Typed.parse(req.body), 'words'),
    ...errors,
  })
}
