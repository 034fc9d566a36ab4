// What an officer does with people who ask to look after entries and whom no mailbox tells.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { badRequest, notFound } from '../../../../lib/errors.ts'
import { plainName } from '../../../../lib/typos.ts'
import { doneOf, RowId } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { nameLikeness } from '../../care/pairs-rules.ts'
import type { Rooms } from '../../rooms.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'

interface Shown {
  id: number
  email: string
  about: string
  asked: string
  /** Organisations it may be, the likeliest first. */
  known: { value: string; text: string; checked: boolean }[]
  called: string
}
const claimsPage = page<{
  title: string
  said: string
  claims: Shown[]
  more: number
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/claims.njk')

const access = 'opportunities.approve'
const mostShown = 20
const mostAlike = 5
const leastAlike = 0.5

const done = { yes: 'Let in. A mail tells them how to sign in.', no: 'Declined. They were told.' }
const Answer = z.object({
  answer: z.enum(['yes', 'no']),
  organisation: z.string().max(80).default(''),
  name: z.string().trim().max(120).default(''),
})

export function answerRoutes(app: FastifyInstance, { db, publicAddress: address }: Rooms): void {
  app.get('/opportunities/claims', { access }, async (req, reply) => {
    const waiting = await queries.waiting(db)
    const all = await organisations.list(db)
    return reply.page(
      claimsPage({
        title: 'People who ask to look after entries',
        said: doneOf(req.query, done),
        claims: waiting.slice(0, mostShown).map(claim => shownOf(claim, all)),
        more: Math.max(0, waiting.length - mostShown),
        breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      }),
    )
  })

  app.post('/opportunities/claims/:id', { access }, async (req: FastifyRequest, reply) => {
    const at = z.object({ id: RowId }).safeParse(req.params)
    if (!at.success) throw notFound('That request')
    const form = Answer.safeParse(req.body)
    if (!form.success) throw badRequest('Say yes or no')
    const { answer, organisation: key, name } = form.data
    if (answer === 'yes' && key === '' && name === '')
      throw badRequest('Choose which organisation they answer for, or write what a new one is called')
    const given = { id: at.data.id, by: req.actor.email, address }
    await (answer === 'yes' ? service.accept(db, given, key === '' ? { name } : { key }) : service.decline(db, given))
    return reply.redirect(`/opportunities/claims?done=${answer}`, 303)
  })
}

function shownOf(claim: queries.Claim, all: readonly organisations.Organisation[]): Shown {
  const { id, email, called, words, organisation, organisationKey, askedOn } = claim
  const known = alike(claim, all)
  return {
    id,
    email,
    about: [organisation ?? called, words].filter(Boolean).join(': ') || 'They did not say which',
    asked: dayWords(askedOn),
    known: known.map(({ key, name }) => ({ value: key, text: name, checked: key === organisationKey })),
    called: called || words.slice(0, 120),
  }
}

/** The organisation of the entry they came from; else those that are called nearly so. */
function alike({ organisationKey, called, words }: queries.Claim, all: readonly organisations.Organisation[]) {
  if (organisationKey !== null) return all.filter(({ key }) => key === organisationKey)
  const asked = plainName(called || words)
  return all
    .map(one => ({ one, like: nameLikeness(plainName(one.name), asked) }))
    .filter(({ like }) => like >= leastAlike)
    .sort((a, b) => b.like - a.like)
    .slice(0, mostAlike)
    .map(({ one }) => one)
}
