import { addDays, type Day, daysBetween } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Subject } from '../../people/index.ts'
import { registers } from './kinds.ts'
import type { Entry, Typed } from './schemas.ts'
import { type Asked, askedFields, type Owner, type Register } from './spec.ts'

/** Days in which what people said is answered, unless the unit's setting says otherwise. */
export const answerDays = 60

/** Days an institution knows that its commitment is overdue before anybody can release that it is. */
export const headStartDays = 14

/** What permission needs to know of an entry. Whoever wrote in it, first or later, does not answer it. */
export const subjectOf = (entry: Pick<Entry, 'within' | 'organisation' | 'writers'>): Subject => ({
  places: entry.within,
  organisation: entry.organisation,
  handledBy: entry.writers,
})

export const isOpen = (entry: Pick<Entry, 'repliedOn' | 'droppedOn'>): boolean =>
  entry.repliedOn === null && entry.droppedOn === null

type Timed = Pick<Entry, 'repliedOn' | 'droppedOn' | 'dueOn'>

/** Days it is late; 0 where it is not, or needs no answer any more. */
export const daysLate = (entry: Timed, today: Day): number =>
  isOpen(entry) && entry.dueOn !== null ? Math.max(0, daysBetween(entry.dueOn, today)) : 0

export const states = ['waiting', 'overdue', 'answered', 'dropped'] as const
export type State = (typeof states)[number]

export function stateOf(entry: Timed, today: Day): State {
  if (entry.droppedOn !== null) return 'dropped'
  if (entry.repliedOn !== null) return 'answered'
  return daysLate(entry, today) > 0 ? 'overdue' : 'waiting'
}

/** Its state on its line among all records: what came of it, in the words of its register. */
export const lineState = (entry: Pick<Entry, 'outcome' | 'droppedOn'>): string =>
  entry.droppedOn !== null ? 'dropped' : (entry.outcome ?? 'waiting')

/** When it is due: what people said, after the unit's days; where a register asks, on the day it names. */
export function dueOf(register: Register, typed: Pick<Typed, 'dueOn'>, openedOn: Day, days: number): Day | null {
  if (register.asks.dueOn) return typed.dueOn || null
  return register.kind === 'you-said' ? addDays(openedOn, days) : null
}

/** Who answers: as chosen, as the register says, or of the organisation that promised. */
export function ownerOf(register: Register, typed: Pick<Typed, 'ownerRole'>, ofOrganisation?: Owner): Owner {
  const asked = register.asks.ownerRole && register.answering.find(role => role === typed.ownerRole)
  return asked || ofOrganisation || register.answering[0] || 'officer'
}

/** What a register still needs of what was typed. */
export function missing(register: Register, typed: Typed): FieldError[] {
  const fields: [field: 'title' | 'party' | Asked, text: string, fits: boolean][] = [
    ['title', register.what.missing, typed.title !== ''],
    ['party', register.party.missing, typed.party !== ''],
    ...asked(register).map(([field, text]): [Asked, string, boolean] => [field, text, fits(register, field, typed)]),
  ]
  const empty = fields.flatMap(([field, text, good]) => (good || text === '' ? [] : [{ field, text }]))
  const same = register.asks.after && typed.after !== '' && typed.after === typed.before
  return same ? [...empty, { field: 'after', text: 'Before and after are the same: say what is different' }] : empty
}

const asked = (register: Register): [Asked, string][] =>
  askedFields.flatMap((field): [Asked, string][] => {
    const words = register.asks[field]
    return words ? [[field, words.missing]] : []
  })

function fits(register: Register, field: Asked, typed: Typed): boolean {
  if (field === 'nature') return register.natures.some(({ value }) => value === typed.nature)
  if (field === 'ownerRole') return register.answering.some(role => role === typed.ownerRole)
  return typed[field] !== ''
}

/** The word of an outcome or a nature as it is read. */
export function wordOf(entry: Pick<Entry, 'register' | 'outcome' | 'nature'>, field: 'outcome' | 'nature'): string {
  const { reply, natures } = registers[entry.register]
  const choices = field === 'outcome' ? reply.outcomes : natures
  return choices.find(({ value }) => value === entry[field])?.text ?? ''
}
