// A change that waits, and those that were decided, as pages show them. Pure.
import { dayWords } from '../../../lib/dates.ts'
import { type Small, small, type Typed } from '../../../platform/small-form.ts'
import type { Fields, Proposal } from './queries.ts'
import { needsTwo, ownBefore, secondPerson, writtenOver } from './service.ts'

export interface Line {
  label: string
  was: string
  text: string
}

/** The fields that say something else than what stands. */
export const changesIn = (now: Fields, to: Fields): Fields =>
  Object.fromEntries(Object.entries(to).filter(([name, value]) => (now[name] ?? '') !== (value ?? '')))

/** What a change makes different, field by field, in the order of `labels`. */
export const differences = (labels: Readonly<Record<string, string>>, was: Fields, to: Fields): Line[] =>
  Object.entries(labels)
    .filter(([name]) => name in to && (was[name] ?? '') !== (to[name] ?? ''))
    .map(([name, label]) => ({ label, was: was[name] ?? '', text: to[name] ?? '' }))

export interface Waits {
  id: number
  lead: string
  /** Why it is asked for, where that is said. */
  reason: string
  lines: Line[]
  /** Why this person does not decide; empty where they do. */
  whyNot: string
  href: string
  /** The version of the record that stands on the page. */
  version: number
  refuse: Small
}

interface Shown {
  labels: Readonly<Record<string, string>>
  now: Fields
  version: number
  /** Where its forms lead to: the address of the record. */
  href: string
  mayDecide: boolean
  /** Did they write some of it? */
  isWriter: boolean
  typed?: Typed | undefined
}

/** The change that waits, for whoever may look at it. */
export const waitsOf = (one: Proposal, shown: Shown): Waits => ({
  id: one.id,
  lead: `Sent by ${one.who}, ${dayWords(one.madeOn)}.`,
  reason: one.reason,
  lines: differences(shown.labels, shown.now, one.draft),
  whyNot: shown.isWriter ? secondPerson : shown.mayDecide ? '' : 'A second person reads it before it is public.',
  href: `${shown.href}/changes/${one.id}`,
  version: shown.version,
  refuse: small('refuse', ['reason'], shown.typed),
})

export interface Decided {
  id: number
  words: string
  who: string
  reason: string
  lines: Line[]
  /** How what stood before is put back; null where it is not. */
  back: { hint: string; button: string; whyNot: string; form: Small } | null
}

/** Whoever may take a change back. */
export interface Taking {
  by: string
  /** The fields that two people put back. */
  twice: ReadonlySet<string>
  typed?: Typed | undefined
}

const stateWords: Readonly<Record<Proposal['state'], string>> = {
  waiting: 'Waits',
  approved: 'Approved',
  refused: 'Sent back',
  replaced: 'Written over by a later one',
  withdrawn: 'Withdrawn',
}

/** What was decided, the newest first. Only the newest that was approved is taken back: what came before it others built on. */
export function decidedOf(
  all: readonly Proposal[],
  labels: Readonly<Record<string, string>>,
  taking: Taking | undefined,
): Decided[] {
  const last = all.find(({ state }) => state === 'approved')?.id
  return all
    .filter(({ state }) => state !== 'waiting')
    .map(one => ({
      id: one.id,
      words: `${stateWords[one.state]}, ${dayWords(one.decidedOn ?? one.madeOn)}`,
      who: one.decider === null ? one.who : `${one.who}; ${stateWords[one.state].toLowerCase()} by ${one.decider}`,
      reason: one.reason,
      lines: differences(labels, one.was ?? {}, one.draft),
      back: taking && one.id === last ? backOf(all, one, taking) : null,
    }))
}

const atOnce = { hint: 'What stood before is public again at once.', button: 'Take it back' }
const byTwo = {
  hint: 'It is how people are reached or let in, so a second person must approve what stood before.',
  button: 'Ask for what stood before',
}

function backOf(all: readonly Proposal[], one: Proposal, { by, twice, typed }: Taking): Decided['back'] {
  const isTwo = needsTwo(one, twice)
  const isOwn = !isTwo && writtenOver(all, one).includes(by.toLowerCase())
  return { ...(isTwo ? byTwo : atOnce), whyNot: isOwn ? ownBefore : '', form: small('back', ['reason'], typed) }
}
