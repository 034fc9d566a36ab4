// One decision as somebody asks for it: whether they may, how much of it they are shown, and all its page needs.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { recordRead } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Typed } from '../../../platform/small-form.ts'
import type { Page } from '../../../platform/view.ts'
import { decide, mayEver, requireFresh } from '../../people/index.ts'
import { findByCode } from '../../places/index.ts'
import { choicesOf } from '../records/choices.ts'
import { beside, recordsAt } from '../records/view.ts'
import { Id } from './asks.ts'
import { coordinateWords } from './coordinates.ts'
import * as corrections from './corrections.ts'
import { type Rooms, type Where, whereOf } from './frame.ts'
import * as notes from './notes.ts'
import * as queries from './queries.ts'
import { missing, subjectOf } from './rules.ts'
import type { Decision } from './schemas.ts'
import { type May, show } from './show-view.ts'

export interface Opened {
  decision: Decision
  where: Where
  /** Whole, or the public part alone. */
  form: string
}

export async function one(rooms: Rooms, req: FastifyRequest, verb: string): Promise<Opened> {
  const asked = Id.safeParse(req.params)
  const decision = asked.success ? await queries.find(rooms.db, asked.data.id) : undefined
  if (!decision) throw notFound('That decision')
  const where = await whereOf(rooms.db, decision.places)
  const subject = subjectOf(decision, where.above)
  // somebody who may not see it is not told that it is there
  if (!decide(req.actor, 'view', 'decision', subject).allowed) throw notFound('That decision')
  const answer = decide(req.actor, verb, 'decision', subject)
  if (!answer.allowed) throw forbidden(answer.why)
  return { decision, where, form: answer.form }
}

export const mustBeDraft = ({ decision }: Opened): void => {
  if (decision.status !== 'draft') throw conflict('Only a draft can be changed')
}

export const doing = (rooms: Rooms, req: FastifyRequest, where: Where) => ({
  actor: req.actor,
  today: rooms.today(),
  above: where.above,
})

const isRestricted = ({ decision, form }: Opened) => form === 'whole' && decision.confidentialPart !== ''

/** Whoever opens a confidential part shows again who they are, when that was long ago, and comes back; undefined when nothing is asked. */
export const askAgain = async (req: FastifyRequest, reply: FastifyReply, opened: Opened) =>
  isRestricted(opened) ? requireFresh(req, reply) : undefined

/** Before any page is sent that holds more than the public part. */
export const reading = async ({ db }: Rooms, req: FastifyRequest, { decision, form }: Opened): Promise<void> => {
  if (form === 'whole') await recordRead(db, req.actor.email, `decision/${decision.id}`)
}

/** Records this person may see, by key or by the address of their page. */
export async function becauseOf({ db }: Rooms, req: FastifyRequest, given: unknown) {
  return (await recordsAt(db, req.actor, given)).map(({ key, title }) => ({ key, title }))
}

/** A place that a link named by its code alone, as the form names places; what is no code stands as it is. */
export async function placeNamed(db: Db, given: string): Promise<string> {
  const place = given === '' ? undefined : await findByCode(db, given)
  return place ? `${place.name} (${place.code})` : given
}

/** Where a decision begins that follows from one record: at the first place that record is about; nowhere where that is the whole city. */
export async function placeOfOne({ db }: Rooms, req: FastifyRequest, given: unknown): Promise<string> {
  const [only, ...more] = await recordsAt(db, req.actor, given)
  const code = more.length === 0 ? only?.places[0] : undefined
  const place = code === undefined ? undefined : await findByCode(db, code)
  return place && place.kind !== 'city' ? `${place.name} (${place.code})` : ''
}

/** The decision's page, as far as this person may read it; a small form that could not be read is open on it. */
export async function shown(rooms: Rooms, req: FastifyRequest, opened: Opened, typed?: Typed): Promise<Page> {
  const { db } = rooms
  const { decision, where, form } = opened
  await reading(rooms, req, opened)
  const around = await beside(db, req.actor, `decision/${decision.id}`)
  const lacking = missing(decision, around.because.length + around.hidden)
  const may = mayOf(req, opened, lacking.length === 0)
  return show({
    decision,
    where,
    whole: form === 'whole',
    withheld: isRestricted(opened) && !req.actor.fresh,
    beside: around,
    reviews: await queries.reviews(db, decision.id),
    notes: form === 'whole' ? await notes.list(db, decision.id) : [],
    corrections: await corrections.list(db, decision.id),
    me: req.actor.accountId,
    history: form === 'whole' ? await notes.history(db, decision.id) : [],
    missing: may.edit ? lacking : [],
    coordinates: coordinateWords(decision, await choicesOf(db)),
    today: rooms.today(),
    may,
    typed,
  })
}

function mayOf(req: FastifyRequest, { decision, where }: Opened, ready: boolean): May {
  const subject = subjectOf(decision, where.above)
  const may = (verb: string) => decide(req.actor, verb, 'decision', subject)
  const edits = may('edit').allowed
  const approve = may('approve')
  const { status } = decision
  const waits = status === 'proposed'
  return {
    edit: edits && status === 'draft',
    drop: edits && (status === 'draft' || waits),
    propose: edits && status === 'draft' && ready,
    decide: approve.allowed && waits,
    sendBack: approve.allowed && waits,
    review: edits && status === 'decided',
    correct: edits && status === 'decided',
    reopen: approve.allowed && status === 'decided',
    whyNot: waits && !approve.allowed && mayEver(req.actor, 'approve', 'decision') ? approve.why : '',
  }
}
