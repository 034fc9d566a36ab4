// The basket of offers: what is left, what may be done, and in which words. Pure.
import type { Day } from '../../../../lib/dates.ts'
import type { Subject } from '../../../people/index.ts'
import type { Offer, Request, State } from './schemas.ts'

export const leftOf = ({ capacity, taken }: Pick<Offer, 'capacity' | 'taken'>): number => capacity - taken

/** Can it be asked for today? It may be asked for before it begins. */
export const isOpen = ({ closedOn, endsOn }: Pick<Offer, 'closedOn' | 'endsOn'>, today: Day): boolean =>
  closedOn === null && endsOn >= today

export const stateWords: Record<State, string> = {
  asked: 'Waits for an answer',
  allocated: 'Allocated',
  declined: 'Declined',
  withdrawn: 'Taken back',
  used: 'Result recorded',
}

/** Whoever asked does not decide. */
export const subjectOf = ({ boroughCode, askedById }: Pick<Request, 'boroughCode' | 'askedById'>): Subject => ({
  places: [boroughCode],
  handledBy: askedById === null ? [] : [askedById],
})

export interface Use {
  allocated: number
  used: number
}

/** What some requests got and used together. */
export const useOf = (requests: readonly Request[]): Use => ({
  allocated: requests.reduce((sum, one) => sum + (one.allocated ?? 0), 0),
  used: requests.reduce((sum, one) => sum + (one.used ?? 0), 0),
})
