import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { type Duty, decide, mayEver } from '../../../people/index.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Request } from './schemas.ts'

/** Requests to answer, for officers; results to record once the offer is over, for the borough that had it. */
export async function offerDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!mayEver(actor, 'approve', 'support-request') && !mayEver(actor, 'edit', 'support-request')) return []
  const requests = await queries.requests(db)
  const may = (verb: string, one: Request) => decide(actor, verb, 'support-request', subjectOf(one)).allowed
  return requests.flatMap(one => {
    if (one.state === 'asked' && may('approve', one)) return [toAnswer(one)]
    return one.state === 'allocated' && one.endsOn < today && may('edit', one) ? [toRecord(one)] : []
  })
}

const kind = 'Offer'
const hrefOf = ({ offerId, id }: Request) => `/offers/${offerId}#request-${id}`

const toAnswer = (one: Request): Duty => ({
  kind,
  title: `Answer ${one.borough}, who ask for ${one.asked} ${one.unit} of ${one.offer}`,
  href: hrefOf(one),
  note: one.purpose,
  owner: 'VRU officer',
  dueOn: null,
  since: one.askedOn,
})

const toRecord = (one: Request): Duty => ({
  kind,
  title: `Record what ${one.borough} used of ${one.offer}, and what came of it`,
  href: hrefOf(one),
  note: `${one.allocated ?? 0} ${one.unit} were allocated.`,
  owner: 'Borough lead',
  dueOn: null,
  since: one.endsOn,
})
