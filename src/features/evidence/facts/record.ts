import type { FastifyRequest } from 'fastify'
import { forbidden } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { decide, mayEver } from '../../people/index.ts'
import { beside } from '../../threads/index.ts'
import { differenceOf } from './difference.ts'
import { waiting } from './edit-queries.ts'
import { whyNot } from './edits.ts'
import { keyOf, type Opened, type Rooms } from './frame.ts'
import * as queries from './queries.ts'
import { isInForce, subjectOf } from './rules.ts'
import type { Fact } from './schemas.ts'
import * as views from './views.ts'

// Either verb will do, so the route's word is that of reading and these are asked in the room.
export const adds = ['create', 'propose'] as const
export const uses = ['create', 'approve'] as const
const may = (actor: Actor, verbs: readonly string[]) => verbs.some(verb => mayEver(actor, verb, 'fact'))
export function demand(actor: Actor, verbs: readonly string[]): void {
  if (!may(actor, verbs)) throw forbidden('Your role does not open this')
}

/** A reader for whom only what is released is open. */
export const isOpen = (actor: Actor): boolean => !decide(actor, 'view', 'fact').allowed

/** The page of one fact, for the person who asks. */
export async function shown(
  rooms: Rooms,
  req: FastifyRequest,
  { fact, release }: Opened,
  typed?: views.Shown['typed'],
) {
  const { db } = rooms
  const today = rooms.today()
  const open = isOpen(req.actor)
  const successor = fact.supersededBy === null ? undefined : await queries.find(db, fact.supersededBy)
  return views.show({
    fact,
    release,
    uses: open ? [] : await queries.uses(db, fact.id),
    releases: open ? [] : await queries.inReleases(db, fact.id),
    history: open ? [] : await queries.history(db, fact.id),
    beside: open ? null : await beside(db, req.actor, keyOf(fact)),
    successor: open ? undefined : successor,
    ...(open ? {} : await changeOf(rooms, req.actor, fact)),
    may: mayOf(req.actor, fact, today),
    open,
    today,
    typed,
  })
}

/** The change that waits, and whether this person may propose or agree one. */
async function changeOf({ db }: Rooms, actor: Actor, fact: Fact): Promise<Pick<views.Shown, 'edit' | 'mayPropose'>> {
  const edit = await waiting(db, fact.id)
  const whyNotChange = await whyNot(db, fact)
  const handledBy = edit?.proposedBy ? [edit.proposedBy] : []
  return {
    edit: edit && {
      ...edit,
      difference: differenceOf(fact, edit.draft),
      may: decide(actor, 'approve', 'fact', { handledBy }).allowed,
      why: whyNotChange,
    },
    mayPropose: !edit && whyNotChange === '' && may(actor, adds),
  }
}

function mayOf(actor: Actor, fact: Fact, today: string): views.May {
  const approve = decide(actor, 'approve', 'fact', subjectOf(fact, today, false))
  const judges = mayEver(actor, 'approve', 'fact')
  return {
    approve: approve.allowed && fact.status === 'proposed',
    renew: judges && fact.status === 'current' && fact.supersededBy === null,
    withdraw: judges && fact.status !== 'withdrawn',
    supersede: judges && isInForce(fact, today),
    use: may(actor, uses),
    whyNot: fact.status === 'proposed' && judges && !approve.allowed ? approve.why : '',
  }
}
