// One offer or request as somebody asks for it: whether they may, and all its page needs.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import { RowId } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import type { Typed } from '../../../../platform/small-form.ts'
import { allows, decide } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import * as queries from './queries.ts'
import { isOpen, subjectOf } from './rules.ts'
import type { Offer, Request } from './schemas.ts'
import { keysOf } from './service.ts'
import { showOffer } from './views.ts'

const Ids = z.object({ id: RowId, request: RowId.optional() })

export interface Opened {
  offer: Offer
  /** Those this person may see. */
  requests: Request[]
}

const may = (actor: Actor, verb: string, one: Request) => decide(actor, verb, 'support-request', subjectOf(one)).allowed

export const seen = (actor: Actor, requests: readonly Request[]): Request[] =>
  requests.filter(one => may(actor, 'view', one))

export async function opened({ db }: Pick<Rooms, 'db'>, { actor, params }: FastifyRequest): Promise<Opened> {
  const ids = Ids.safeParse(params)
  const offer = ids.success ? await queries.offer(db, ids.data.id) : undefined
  if (!offer) throw notFound('That offer')
  return { offer, requests: seen(actor, await queries.requests(db, offer.id)) }
}

/** One request, for who may do this with it. Who may not see it is not told that it is there. */
export async function openedFor(rooms: Pick<Rooms, 'db'>, req: FastifyRequest, verb: 'approve' | 'edit') {
  const found = await opened(rooms, req)
  const ids = Ids.safeParse(req.params)
  const request = found.requests.find(one => ids.success && one.id === ids.data.request)
  if (!request) throw notFound('That request')
  const answer = decide(req.actor, verb, 'support-request', subjectOf(request))
  if (!answer.allowed) throw forbidden(answer.why)
  return { ...found, request }
}

/** Boroughs this person may ask for. */
export const askable = async ({ db }: Pick<Rooms, 'db'>, actor: Actor) =>
  (await queries.boroughs(db)).filter(
    ({ code }) => decide(actor, 'create', 'support-request', { places: [code] }).allowed,
  )

export async function shown(rooms: Rooms, { actor }: FastifyRequest, { offer, requests }: Opened, typed?: Typed) {
  const today = rooms.today()
  const boroughs = allows(actor, 'offer-requests.create') ? await askable(rooms, actor) : []
  const request = new Map(requests.map(one => [one.id, mayOf(actor, one)]))
  const open = isOpen(offer, today)
  return showOffer({
    ...{ offer, requests, boroughs, today, typed },
    may: { edit: allows(actor, 'offers.edit') && offer.closedOn === null, ask: open && boroughs.length > 0, request },
    own: actor.role === 'borough-lead',
    // what became of other boroughs' requests is not in what a lead may see
    history: await queries.history(rooms.db, keysOf(offer, requests)),
  })
}

const mayOf = (actor: Actor, one: Request) => ({
  decide: one.state === 'asked' && may(actor, 'approve', one),
  finish: (one.state === 'allocated' || one.state === 'used') && may(actor, 'edit', one),
  withdraw: one.state === 'asked' && may(actor, 'edit', one),
})
