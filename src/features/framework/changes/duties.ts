import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, type Duty, roleNames } from '../../people/index.ts'
import { open } from '../look/look.ts'
import { aboutOf } from './forms.ts'
import * as queries from './queries.ts'
import { mayDecide } from './service.ts'

/** Proposed changes of the framework that wait for this person: whoever proposed one does not decide it. */
export async function duties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!allows(actor, 'framework.approve')) return []
  const waiting = await queries.list(db, { state: 'waiting' })
  const mine = waiting.filter(proposal => mayDecide(actor, proposal).allowed)
  const look = mine.length > 0 ? await open(db, today) : undefined
  return mine.map(proposal => ({
    kind: 'Framework',
    title: `Decide a proposed change: ${aboutOf(look, proposal).about.text}`,
    href: `/framework/proposals/${proposal.id}`,
    note: proposal.reason,
    owner: roleNames.director,
    dueOn: null,
    since: proposal.proposedOn,
  }))
}
