// What an officer does with people who ask to look after entries and whom no mailbox tells.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { badRequest, notFound } from '../../../../lib/errors.ts'
import { plainName } from '../../../../lib/typos.ts'
import type { Db } from '../../../../platform/db.ts'
import { doneOf, type FieldError, RowId, type Wrong, wrong } from '../../../../platform/form.ts'
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
  isNew: boolean
  called: string
  isTeams: boolean
}
const claimsPage = page<
  Wrong & {
    title: string
    said: string
    claims: Shown[]
    more: number
    breadcrumbs: { text: string; href: string }[]
  }
>('finder/entries/pages/claims.njk')

const path = '/opportunities/claims'
const access = 'opportunities.approve'
const mostShown = 20
const mostAlike = 5
const leastAlike = 0.5

const done = { yes: 'Let in. A mail tells them how to sign in.', no: 'Declined. They were told.' }
const Answer = z.object({
  answer: z.enum(['yes', 'no']),
  /** '': none of those that are shown. */
  organisation: z.string().max(80).optional(),
  name: z.string().trim().max(120).default(''),
  mailbox: z.literal('team').optional().catch(undefined),
})
type Answer = z.output<typeof Answer>

export function answerRoutes(app: FastifyInstance, { db, publicAddress: address }: Rooms): void {
  app.get(path, { access }, async (req, reply) => reply.page(await show(db, doneOf(req.query, done))))

  app.post(`${path}/:id`, { access }, async (req: FastifyRequest, reply) => {
    const at = z.object({ id: RowId }).safeParse(req.params)
    if (!at.success) throw notFound('That request')
    const form = Answer.safeParse(req.body)
    if (!form.success) throw badRequest('Say yes or no')
    const given = { id: at.data.id, by: req.actor.email, address }
    if (form.data.answer === 'no') await service.decline(db, given)
    else {
      const kept = await admit(db, given, form.data)
      if (!kept.ok)
        return reply.code(422).page(await show(db, '', { id: given.id, form: form.data, errors: kept.errors }))
    }
    return reply.redirect(`${path}?done=${form.data.answer}`, 303)
  })
}

async function admit(db: Db, given: service.Answering, form: Answer): Promise<service.Accepted> {
  const claim = await queries.find(db, given.id)
  const isAsked = claim !== undefined && alike(claim, await organisations.list(db)).length > 0
  if (isAsked && form.organisation === undefined)
    return wrongAnswer('organisation', 'Choose which organisation they answer for')
  if (form.organisation) return service.accept(db, given, { key: form.organisation })
  if (form.name === '') return wrongAnswer('name', 'Enter what the new organisation is called')
  return service.accept(db, given, { name: form.name, isTeams: form.mailbox === 'team' })
}

const wrongAnswer = (field: string, text: string): service.Accepted => ({ ok: false, errors: [{ field, text }] })

/** What was sent for one of them, and what is wrong with it. */
interface Tried {
  id: number
  form: Answer
  errors: readonly FieldError[]
}

async function show(db: Db, said: string, tried?: Tried) {
  const waiting = await queries.waiting(db)
  const all = await organisations.list(db)
  const shown = waiting.filter(({ id }, i) => i < mostShown || id === tried?.id)
  return claimsPage({
    title: 'People who ask to look after entries',
    said,
    claims: shown.map(claim => shownOf(claim, all, claim.id === tried?.id ? tried.form : undefined)),
    more: waiting.length - shown.length,
    breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
    // each of them has its own fields
    ...wrong(tried?.errors.map(({ field, text }) => ({ field: `${field}-${tried.id}`, text }))),
  })
}

function shownOf(claim: queries.Claim, all: readonly organisations.Organisation[], form: Answer | undefined): Shown {
  const { id, email, called, words, organisation, organisationKey, askedOn } = claim
  const chosen = form ? form.organisation : organisationKey
  // what a new one was to be called may be here already
  const known = [...new Set([...alike(claim, all), ...(form ? alike({ ...claim, called: form.name }, all) : [])])]
  return {
    id,
    email,
    about: [organisation ?? called, words].filter(Boolean).join(': ') || 'They did not say which',
    asked: dayWords(askedOn),
    known: known.map(({ key, name }) => ({ value: key, text: name, checked: key === chosen })),
    isNew: chosen === '',
    called: form?.name ?? (called || words.slice(0, 120)),
    isTeams: form?.mailbox === 'team',
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
