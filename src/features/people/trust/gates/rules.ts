import { type Day, dayWords } from '../../../../lib/dates.ts'
import { type Gate, kinds } from './schemas.ts'

export type State = 'empty' | 'waiting' | 'late' | 'open'

/** `late`: its review has passed. It stays open, so that a date nobody watched does not stop figures people rely on (decision 0010). */
export function stateOf(gate: Gate, today: Day): State {
  if (gate.reference === null) return 'empty'
  if (gate.approvedAt === null) return 'waiting'
  return gate.reviewOn !== null && gate.reviewOn < today ? 'late' : 'open'
}

export const isOpen = (gate: Gate, today: Day): boolean => ['open', 'late'].includes(stateOf(gate, today))

export const stateWords: Readonly<Record<State, string>> = {
  empty: 'Closed: not filled in',
  waiting: 'Closed: waits for the director',
  late: 'Open, review late',
  open: 'Open',
}

/** What is asked of somebody who wants to use what is closed. */
export function remedyOf(gate: Gate): string {
  const name = kinds[gate.kind].toLowerCase()
  if (gate.reference !== null) return `Its ${name} waits for the director: see /gates/${gate.id}.`
  return `Have a ${name} signed, then enter its reference, owner, date and review date at /gates/${gate.id}, and ask the director to approve it.`
}

export const lateWords = (gate: Gate): string =>
  `The review of its ${kinds[gate.kind].toLowerCase()} was due on ${dayWords(gate.reviewOn ?? '')} and is late: see /gates/${gate.id}.`
