// What is on as a plain list that another site may frame: the only page of ours that may be. It has no form and knows nobody.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timesAhead } from '../../../../lib/schedule/ahead.ts'
import { hoursWords, longDay } from '../../../../lib/schedule/words.ts'
import { withoutTokens } from '../../../../platform/answers.ts'
import { page } from '../../../../platform/view.ts'
import type { PublicEntry } from '../../entries/public.ts'
import { options, statusOf } from '../door.ts'
import { entryAddress, type Given, type Told, venueOf } from '../entry.ts'
import { told } from '../told.ts'
import { chosen, readChoice } from './calendar.ts'

const [daysAhead, most] = [14, 30]

interface Line {
  name: string
  summary: string
  when: string
  /** Empty where it is nowhere, or nobody may know. */
  where: string
  href: string
}
const embedPage = page<{
  title: string
  notice: string
  lines: Line[]
  more: { text: string; href: string }
  help: string
  /** Why there is no list. */
  sorry: string
}>('finder/pages/embed.njk')

export function embedRoutes(app: FastifyInstance, given: Given): void {
  app.get('/embed/things-to-do', { ...options, errorHandler: sorry(given) }, async (req, reply) => {
    const choice = await readChoice(given, req.query)
    const entries = await chosen(given, choice)
    const { publisher } = given
    const view = {
      title: choice.name,
      notice: publisher.watermark,
      lines: nextOf(entries, await told(given, entries)),
      more: { text: 'See all things to do', href: `${publisher.address}/things-to-do` },
      help: `${publisher.address}/help`,
      sorry: '',
    }
    return mayBeFramed(reply).page(embedPage(view))
  })
}

/** In the frame of another site a visitor reads a sentence and goes on; whoever set up the frame reads what is wrong with it. */
const sorry =
  ({ publisher }: Given) =>
  (error: unknown, req: FastifyRequest, reply: FastifyReply) => {
    const status = statusOf(error)
    if (status >= 500) req.log.error({ err: error, url: withoutTokens(req.url) }, 'request failed')
    const shown = {
      ...{ title: 'Things to do', notice: publisher.watermark, lines: [] },
      more: { text: 'See all things to do', href: `${publisher.address}/things-to-do` },
      help: `${publisher.address}/help`,
      sorry: status < 500 && error instanceof Error ? error.message : 'Try again in a minute.',
    }
    return mayBeFramed(reply.code(status).header('cache-control', 'no-store')).page(embedPage(shown))
  }

const mayBeFramed = (reply: FastifyReply): FastifyReply => {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.removeHeader('x-frame-options')
  return reply.header('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'))
}

/** The soonest first; what does not take place in the next fortnight is left to the finder itself. */
function nextOf(entries: readonly PublicEntry[], words: Told): Line[] {
  const { publisher } = words
  return entries
    .flatMap(entry => {
      const [next] = timesAhead(entry.body.schedules, words, daysAhead, words.factsOf(entry.boroughCode))
      return next ? [{ entry, next }] : []
    })
    .sort((a, b) => (a.next.day === b.next.day ? a.next.starts - b.next.starts : a.next.day < b.next.day ? -1 : 1))
    .slice(0, most)
    .map(({ entry, next }) => ({
      name: entry.body.name,
      summary: entry.body.summary,
      where: whereOf(entry),
      when: `${longDay(next.day)}, ${hoursWords(next.starts, next.ends)}${next.sure ? '' : ' (check first)'}`,
      href: entryAddress(publisher, entry.id),
    }))
}

function whereOf(entry: PublicEntry): string {
  const venue = venueOf(entry)
  return [...new Set([venue?.name || venue?.address, venue?.locality, venue?.postcode])].filter(Boolean).join(', ')
}
