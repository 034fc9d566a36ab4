import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { findShown, newest, type Shown } from '../../../platform/mail/index.ts'
import { page } from '../../../platform/view.ts'
import type { Options } from '../options.ts'
import { Id } from '../schemas.ts'
import { momentWords } from '../words.ts'

const most = 50

const outboxPage = page<{ title: string; mails: { href: string; to: string; subject: string; at: string }[] }>(
  'people/pages/outbox.njk',
)
const mailPage = page<{
  title: string
  breadcrumbs: { text: string; href: string }[]
  to: string
  at: string
  parts: { text: string; href: string }[]
}>('people/pages/mail.njk')

/** Where the demonstration shows its mails. Nothing here is real, so anybody may look. Registered only when the pack is one. */
export function routes(app: FastifyInstance, db: Db, { address }: Options): void {
  app.get('/outbox', { access: 'public' }, async (_req, reply) => {
    const mails = await newest(db, most)
    return reply.page(outboxPage({ title: 'Outbox of the demonstration', mails: mails.map(lineOf) }))
  })

  app.get('/outbox/:id', { access: 'public' }, async (req, reply) => {
    const asked = Id.safeParse(req.params)
    const mail = asked.success ? await findShown(db, asked.data.id) : undefined
    if (!mail) throw notFound('That mail')
    return reply.page(
      mailPage({
        title: mail.subject,
        breadcrumbs: [{ text: 'Outbox', href: '/outbox' }],
        to: mail.to,
        at: momentWords(mail.at),
        parts: partsOf(mail.body ?? '', address),
      }),
    )
  })
}

const lineOf = ({ id, to, subject, at }: Shown) => ({ href: `/outbox/${id}`, to, subject, at: momentWords(at) })

/** The text with our own addresses as links: `href` is empty for plain words. */
function partsOf(body: string, address: string): { text: string; href: string }[] {
  const ours = (part: string) => part.startsWith(`${address}/`)
  return body
    .split(/(https?:\/\/\S+)/)
    .filter(part => part !== '')
    .map(part => ({ text: part, href: ours(part) ? part.slice(address.length) : '' }))
}
