// The page before sending: all that was written, what is missing, and who looks at it next.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FieldError, readForm, seenVersion, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import { missingBeforeApproval } from '../../care/safeguarding.ts'
import type { Rooms } from '../../rooms.ts'
import type { Body } from '../../schemas.ts'
import { one } from '../office/frame.ts'
import { send } from '../office/sending.ts'
import type * as queries from '../queries.ts'
import { type Line, linesOf } from '../words.ts'
import { words } from './fields.ts'
import { tipOf } from './frame.ts'
import { missingOf, parts } from './parts.ts'
import { newest } from './save.ts'
import { crumbsOf } from './views.ts'

const checkPage = page<
  Wrong & {
    kicker: string
    title: string
    missing: { text: string; href: string }[]
    /** What would hold up its approval. */
    later: string[]
    tip: string
    groups: { title: string; href: string; lines: Line[] }[]
    may: boolean
    after: string
    action: string
    version: number
    back: string
    values: { note: string }
    breadcrumbs: { text: string; href: string }[]
  }
>('finder/entries/pages/check.njk')

/** Which part of the form asks for which line. */
const partOfLine: Readonly<Record<string, string>> = {
  name: 'what',
  summary: 'what',
  description: 'what',
  activities: 'what',
  activityWords: 'what',
  themes: 'what',
  image: 'what',
  closesOn: 'what',
  schedules: 'when',
  timesWords: 'when',
  venue: 'where',
  safe: 'where',
  onlineHref: 'where',
  serves: 'where',
  ages: 'who',
  gender: 'who',
  languages: 'who',
  access: 'who',
  accessWords: 'who',
  cost: 'who',
  food: 'who',
  capacity: 'who',
  waiting: 'who',
  join: 'join',
  href: 'join',
  phone: 'join',
  email: 'join',
  bring: 'join',
  meet: 'join',
  travel: 'join',
} // the rest: safety

const groupsOf = (entry: queries.Entry, body: Body) => {
  const lines = linesOf(body)
  return parts.map(({ key, title }) => ({
    title,
    href: `/opportunities/${entry.id}/edit/${key}`,
    lines: lines
      .filter(line => (partOfLine[line.key] ?? 'safety') === key && (line.text !== '' || key === 'what'))
      .filter(line => line.text !== '')
      .map(line => ({ ...line })),
  }))
}

const Note = (today: string) => z.object({ note: words(today, 300) })

export function checkRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const show = async (req: FastifyRequest, typed?: { values: Record<string, unknown>; errors: FieldError[] }) => {
    const entry = await one(db, req)
    const { version, body } = await newest(db, entry)
    const missing = missingOf(body, entry.kind)
    const href = `/opportunities/${entry.id}`
    return checkPage({
      kicker: body.name,
      title: 'Check it before you send it',
      missing: missing.map(({ part, text }) => ({ text, href: `${href}/edit/${part}` })),
      later: missing.length > 0 ? [] : missingBeforeApproval(body, entry.kind, today()).map(({ text }) => text),
      tip: tipOf(body),
      groups: groupsOf(entry, body),
      may: missing.length === 0,
      after:
        'A person reads it before anybody outside sees it. You get a mail when they have, if your organisation has a mailbox here.',
      action: `${href}/send`,
      version,
      back: href,
      values: { note: typedText(typed?.values ?? {}, 'note') },
      breadcrumbs: crumbsOf(entry, body.name),
      ...wrong(typed?.errors),
    })
  }

  app.get('/opportunities/:id/check', { access: 'opportunities.edit' }, async (req, reply) =>
    reply.page(await show(req)),
  )

  app.post('/opportunities/:id/send', { access: 'opportunities.edit' }, async (req, reply) => {
    const entry = await one(db, req)
    const form = readForm(Note(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, form))
    const { body } = await newest(db, entry)
    if (missingOf(body, entry.kind).length > 0) return reply.code(422).page(await show(req))
    const done = await send(db, {
      actor: req.actor,
      entry,
      body,
      note: form.data.note,
      seen: seenVersion(req.body),
      today: today(),
    })
    return reply.redirect(`/opportunities/${entry.id}?done=${done}`, 303)
  })
}
