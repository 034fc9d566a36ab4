// Every change of the basket of offers, each with its audit row. False, or words, where somebody was there first or it cannot be.
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import * as queries from './queries.ts'
import { isOpen, leftOf } from './rules.ts'
import type { NewOffer, Offer, Request } from './schemas.ts'

export interface Doing {
  actor: Actor
  today: string
}

const offerKey = (id: number) => `offer/${id}`
const requestKey = (id: number) => `offer-request/${id}`
export const keysOf = (offer: Offer, requests: readonly Request[]): string[] => [
  offerKey(offer.id),
  ...requests.map(one => requestKey(one.id)),
]

export const open = (db: Db, { actor }: Doing, offer: NewOffer): Promise<number> =>
  db.transaction(async tx => {
    const id = await queries.add(tx, offer, actor.email)
    await record(tx, actor.email, 'offer.opened', offerKey(id), {
      title: offer.title,
      capacity: offer.capacity,
      unit: offer.unit,
    })
    return id
  })

/** Words where it cannot be: less than is allocated already, or somebody saved it meanwhile. */
export const change = (
  db: Db,
  { actor }: Doing,
  { id }: Offer,
  to: NewOffer,
): Promise<{ field: string; text: string } | undefined> =>
  db.transaction(async tx => {
    const before = await queries.held(tx, id)
    if (before && to.capacity < before.taken)
      return { field: 'capacity', text: `${before.taken} are allocated already: enter no less` }
    if (!before || (await queries.change(tx, id, to.version ?? 0, to)) === 0) return { field: 'title', text: moved }
    const { title, detail, unit, capacity, startsOn, endsOn } = before
    await record(tx, actor.email, 'offer.changed', offerKey(id), {
      before: { title, detail, unit, capacity, startsOn, endsOn },
    })
    return undefined
  })

export const moved = 'Somebody changed this meanwhile. Look at it as it stands now, then send yours again.'

export const close = (
  db: Db,
  { actor, today }: Doing,
  { id }: Offer,
  version: number,
  reason: string,
): Promise<boolean> =>
  step(db, actor, offerKey(id), 'offer.closed', { reason }, tx => queries.close(tx, id, version, reason, today))

/** Undefined where the offer has closed meanwhile. */
export const ask = (
  db: Db,
  { actor, today }: Doing,
  offerId: number,
  said: { borough: string; asked: number; purpose: string },
): Promise<number | undefined> =>
  db.transaction(async tx => {
    const offer = await queries.held(tx, offerId)
    if (!offer || !isOpen(offer, today)) return undefined
    const id = await queries.ask(tx, { ...said, offerId, by: actor.email, byId: actor.accountId, today })
    await record(tx, actor.email, 'offer-request.asked', requestKey(id), {
      borough: said.borough,
      asked: said.asked,
      offer: offer.title,
    })
    return id
  })

/** Allocates what is left and no more; the offer is held, so that two officers never give the same twice. Words where it cannot be. */
export const decide = (
  db: Db,
  { actor, today }: Doing,
  request: Request,
  said: { verdict: 'allocate' | 'decline'; allocated: string; reason: string; version: number },
): Promise<{ field: string; text: string } | undefined> =>
  db.transaction(async tx => {
    const offer = await queries.held(tx, request.offerId)
    const allocated = said.verdict === 'allocate' ? Number(said.allocated) : null
    const left = offer ? leftOf(offer) : 0
    if (allocated !== null && allocated > left)
      return { field: 'allocated', text: `Only ${left} ${request.unit} are left` }
    const state = allocated === null ? ('declined' as const) : ('allocated' as const)
    const decided = { state, allocated, reason: said.reason, by: actor.email, today }
    if ((await queries.decide(tx, request.id, said.version, decided)) === 0) return { field: 'verdict', text: moved }
    await record(tx, actor.email, `offer-request.${state}`, requestKey(request.id), { allocated, reason: said.reason })
    return undefined
  })

/** What was used may be put right later; what it said before is in the audit trail. */
export const finish = (
  db: Db,
  { actor, today }: Doing,
  request: Request,
  { used, result, version }: { used: number; result: string; version: number },
): Promise<boolean> => {
  const before = request.resultOn === null ? {} : { before: { used: request.used, result: request.result } }
  return step(db, actor, requestKey(request.id), 'offer-request.used', { used, ...before }, tx =>
    queries.finish(tx, request.id, version, { used, result, today }),
  )
}

export const withdraw = (
  db: Db,
  { actor }: Doing,
  { id }: Request,
  version: number,
  reason: string,
): Promise<boolean> =>
  step(db, actor, requestKey(id), 'offer-request.withdrawn', { reason }, tx =>
    queries.withdraw(tx, id, version, reason),
  )

const step = (
  db: Db,
  actor: Actor,
  object: string,
  what: string,
  detail: Record<string, unknown>,
  deed: (tx: Db) => Promise<number>,
): Promise<boolean> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) return false
    await record(tx, actor.email, what, object, detail)
    return true
  })
