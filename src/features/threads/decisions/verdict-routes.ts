import type { FastifyInstance, FastifyRequest } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import { readForm } from '../../../platform/form.ts'
import { beside } from '../records/view.ts'
import { Seen, type Verdict, verdictFor } from './asks.ts'
import type { Rooms } from './frame.ts'
import { askAgain, doing, mustBeDraft, one, reading } from './opened.ts'
import { missing } from './rules.ts'
import type { Decision } from './schemas.ts'
import * as service from './service.ts'
import { movedOn, verdict } from './verdict-view.ts'

/** Putting a decision to the director, and deciding it. */
export function verdictRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.post('/decisions/:id/propose', { access: 'decisions.edit' }, async (req, reply) => {
    const opened = await one(rooms, req, 'edit')
    mustBeDraft(opened)
    const { decision, where } = opened
    const around = await beside(db, req.actor, `decision/${decision.id}`)
    const [first] = missing(decision, around.because.length + around.hidden)
    if (first) throw conflict(`Not yet: ${first.text.charAt(0).toLowerCase()}${first.text.slice(1)}`)
    const panel = decision.kind === 'place' ? await rooms.panelOf(decision.places[0] ?? '') : null
    const read = { id: decision.id, version: versionOf(req) }
    await service.propose(db, doing(rooms, req, where), read, panel)
    return reply.redirect(`/decisions/${decision.id}`, 303)
  })

  app.get('/decisions/:id/decide', { access: 'decisions.decide' }, async (req, reply) => {
    const opened = await one(rooms, req, 'approve')
    if (opened.decision.status !== 'proposed') throw conflict('Only a decision that was put to you can be decided')
    const away = await askAgain(req, reply, opened)
    if (away) return away
    await reading(rooms, req, opened)
    return reply.page(verdict(opened.decision, { values: {}, errors: [] }))
  })

  app.post('/decisions/:id/decide', { access: 'decisions.decide' }, async (req, reply) => {
    const opened = await one(rooms, req, 'approve')
    const { decision, where } = opened
    const form = readForm(verdictFor(rooms.today()), req.body)
    const values = form.ok ? { ...form.data } : form.values
    if (decision.status !== 'proposed' || versionOf(req) !== decision.version) {
      await reading(rooms, req, opened)
      return reply.code(409).page(movedOn(decision, values))
    }
    const errors = form.ok ? afterReading(decision, form.data, rooms.today()) : form.errors
    if (!form.ok || errors.length) {
      await reading(rooms, req, opened)
      return reply.code(422).page(verdict(decision, { values, errors }))
    }
    const chosen = { ...form.data, reviewOn: form.data.reviewOn || null }
    if (await service.decide(db, doing(rooms, req, where), decision, chosen))
      return reply.redirect(`/decisions/${decision.id}`, 303)
    const now = await one(rooms, req, 'approve')
    await reading(rooms, req, now)
    return reply.code(409).page(movedOn(now.decision, values))
  })
}

/** The saving of the decision whose page sent this form. */
const versionOf = (req: FastifyRequest): number => Seen.parse(req.body ?? {}).version

const afterReading = (decision: Decision, { chosen, reviewOn }: Verdict, today: string) => [
  ...(chosen < decision.options.length ? [] : [{ field: 'chosen', text: 'Choose an option' }]),
  ...(reviewOn === '' || reviewOn > today
    ? []
    : [{ field: 'reviewOn', text: 'The review date must be in the future' }]),
]
