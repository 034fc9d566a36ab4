import type { Actor } from '../../../platform/http.ts'
import { confidential, flagPermits, type Kind, matrix } from './matrix.ts'

/** What a rule needs to know of one record. What is left out counts as "no": a record that does not say it is released is not. */
export interface Subject {
  /** Codes of the places it is about: ward, borough… each with those above it. */
  places?: readonly string[]
  organisation?: string | null
  ownerId?: number | null
  /** Accounts asked to look at it. */
  assigned?: readonly number[]
  invited?: readonly string[]
  /** Accounts that scored, prepared or proposed it: they do not also decide it. */
  handledBy?: readonly number[]
  panel?: readonly number[]
  released?: boolean
  shared?: boolean
  open?: boolean
  draft?: boolean
  closed?: boolean
  submitted?: boolean
  agreed?: boolean
  checked?: boolean
  /** Within what a director has delegated. */
  delegated?: boolean
}

export type Decision = { allowed: true; form: string } | { allowed: false; why: string }

interface Permit {
  verb: string
  form: string
  when: readonly string[]
}

const shape = /^([a-z]+)(?::([a-z-]+))?(?:\[([a-z+-]+)\])?$/

/** A cell of the matrix as permits. A cell that cannot be read stops the start. */
export function permitsOf(cell: string): Permit[] {
  return cell
    .split(' ')
    .filter(Boolean)
    .map(text => {
      const found = shape.exec(text)
      if (!found?.[1]) throw new RangeError(`A permit looks like view:aggregate[scope], not "${text}"`)
      const when = found[3]?.split('+') ?? []
      for (const word of when) if (!(word in conditions)) throw new RangeError(`"${word}" is not a condition`)
      return { verb: found[1], form: found[2] ?? 'whole', when }
    })
}

const has = (list: readonly number[] | undefined, id: number | null) => id !== null && (list?.includes(id) ?? false)

const conditions: Record<string, (actor: Actor, subject: Subject) => boolean> = {
  scope: (actor, { places }) => places?.some(code => actor.places.includes(code)) ?? false,
  own: (actor, { ownerId, organisation }) =>
    (ownerId != null && ownerId === actor.accountId) || (organisation != null && organisation === actor.organisation),
  'own-organisation': (actor, { organisation }) => organisation != null && organisation === actor.organisation,
  'own-panel': (actor, { panel }) => has(panel, actor.accountId),
  panel: (actor, { panel }) => has(panel, actor.accountId),
  assigned: (actor, { assigned }) => has(assigned, actor.accountId),
  invited: (actor, { invited }) => actor.organisation !== null && (invited?.includes(actor.organisation) ?? false),
  duty: actor => actor.flags.includes('incident-duty'),
  released: (_, subject) => subject.released === true,
  shared: (_, subject) => subject.shared === true,
  open: (_, subject) => subject.open === true,
  draft: (_, subject) => subject.draft === true,
  closed: (_, subject) => subject.closed === true,
  submitted: (_, subject) => subject.submitted === true,
  agreed: (_, subject) => subject.agreed === true,
  checked: (_, subject) => subject.checked === true,
  delegated: (_, subject) => subject.delegated === true,
}

const cellOf = (role: string, kind: Kind): string =>
  Object.entries(matrix[kind]).find(([who]) => who === role)?.[1] ?? ''

/** All that a person's role and flags permit with a kind of record, before any record is looked at. */
export function permits(actor: Actor, kind: Kind): Permit[] {
  const ofFlags = Object.entries(flagPermits).flatMap(([flag, cells]) =>
    actor.flags.includes(flag) ? permitsOf(cells[kind] ?? '') : [],
  )
  return [...permitsOf(cellOf(actor.role, kind)), ...ofFlags]
}

/** May this person's role do this at all, with some record of the kind? For routes and navigation; the record itself is asked with `decide`. */
export const mayEver = (actor: Actor, verb: string, kind: Kind): boolean =>
  permits(actor, kind).some(permit => permit.verb === verb) || glass(actor, verb, kind) !== undefined

/** Whoever scored, prepared or proposed a thing does not also approve, publish or answer it. */
const deciding: ReadonlySet<string> = new Set(['approve', 'publish', 'check', 'reply'])

/**
 * The one question of permission: may this person do this with this record, and how much of it are they shown?
 * Pure: all it needs is in the actor and the subject. Whole beats a part; a confidential kind opens to an administrator only while the glass is broken.
 */
export function decide(actor: Actor, verb: string, kind: Kind, subject: Subject = {}): Decision {
  const found = permits(actor, kind).filter(permit => permit.verb === verb)
  if (found.length === 0) return glass(actor, verb, kind) ?? { allowed: false, why: 'Your role does not open this' }
  const good = found.filter(permit => permit.when.every(word => conditions[word]?.(actor, subject) ?? false))
  const best = good.find(permit => permit.form === 'whole') ?? good[0]
  if (!best) return { allowed: false, why: 'This is outside what you answer for' }
  if (deciding.has(verb) && has(subject.handledBy, actor.accountId))
    return { allowed: false, why: 'A second person must do this: you prepared or scored it' }
  return { allowed: true, form: best.form }
}

const glass = (actor: Actor, verb: string, kind: Kind): Decision | undefined =>
  verb === 'view' && actor.role === 'administrator' && confidential.has(kind) && actor.glass.includes(kind)
    ? { allowed: true, form: 'whole' }
    : undefined
