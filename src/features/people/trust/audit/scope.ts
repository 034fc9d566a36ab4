import type { Actor } from '../../../../platform/http.ts'
import { decide, type Subject } from '../../permission/decide.ts'

/** Which rows of the audit trail somebody may see, for the search itself. */
export interface Scope {
  everything: boolean
  /** Rows of this account. */
  accountId: number | null
  /** Rows written by people who were of this partner organisation then. */
  organisation: string | null
}

/** Roles whose rows belong to their organisation; those of the unit's own staff belong to the person alone. */
export const partnerRoles = ['provider', 'borough-lead'] as const

/** What a permission decision needs to know of a row: whose it is. */
export const subjectOf = (row: {
  ownerId: number | null
  role: string | null
  organisation: string | null
}): Subject => ({
  ownerId: row.ownerId,
  organisation: partnerRoles.some(role => role === row.role) ? row.organisation : null,
})

const may = (actor: Actor, subject: Subject) => decide(actor, 'view', 'audit', subject).allowed

/** May this person see the whole trail, and so check the chain? */
export const seesAll = (actor: Actor): boolean => may(actor, {})

export const scopeOf = (actor: Actor): Scope => ({
  everything: seesAll(actor),
  accountId: may(actor, { ownerId: actor.accountId }) ? actor.accountId : null,
  organisation: may(actor, { organisation: actor.organisation }) ? actor.organisation : null,
})

/** Asked once more of each row that was found: a search that finds too much shows nothing too much. */
export const mayView = (actor: Actor, row: Parameters<typeof subjectOf>[0]): boolean => may(actor, subjectOf(row))
