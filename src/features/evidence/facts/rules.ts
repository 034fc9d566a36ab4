import type { Day } from '../../../lib/dates.ts'
import type { Subject } from '../../people/index.ts'
import type { Fact } from './schemas.ts'

export const states = ['proposed', 'stated then', 'current', 'expired', 'superseded', 'withdrawn'] as const
export type State = (typeof states)[number]
export const stateNames: Record<State, string> = {
  proposed: 'Waiting to be checked',
  'stated then': 'As stated then',
  current: 'Current',
  expired: 'Expired: past its review date',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
}

type Told = Pick<Fact, 'status' | 'reviewBy' | 'supersededBy'>

/** What a fact is on a day. It is asked of the date, so that nothing has to run for a fact to go. */
export function stateOf({ status, reviewBy, supersededBy }: Told, today: Day): State {
  if (status === 'withdrawn' || status === 'proposed') return status
  if (supersededBy !== null) return 'superseded'
  return reviewBy !== null && reviewBy < today ? 'expired' : status
}

/** May the fact stand on a page, a card or in a file on this day? */
export const isInForce = (fact: Told, today: Day): boolean => ['current', 'stated then'].includes(stateOf(fact, today))

/** Was it in force once, and is no longer? Then nobody may be invited to quote it, and where it stands is put right. */
export const hasGone = (state: State): boolean => ['expired', 'superseded', 'withdrawn'].includes(state)

/** For permission: a fact is open to the public while a release holds it and it is in force. */
export const subjectOf = (fact: Fact, today: Day, released: boolean): Subject => ({
  released: released && isInForce(fact, today),
  handledBy: fact.proposedBy === null ? [] : [fact.proposedBy],
})
