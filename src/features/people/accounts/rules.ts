import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { decide } from '../permission/decide.ts'
import type { Account, Invitation } from '../schemas.ts'

type Scope = Pick<Account, 'role' | 'organisation' | 'places' | 'programmes'>

/** Who may make any account there is. Others look after their own organisation. */
export const mayManage = (actor: Actor): boolean => decide(actor, 'create', 'account').allowed

/** May this person see and change this account? Within an organisation only accounts of one's own role: nobody reaches above themselves. */
export const mayEdit = (actor: Actor, account: Pick<Account, 'role' | 'organisation'>): boolean =>
  mayManage(actor) ||
  (decide(actor, 'edit', 'account', { organisation: account.organisation }).allowed && account.role === actor.role)

/** May this person open a closed account again: an administrator, or whoever closed it? */
export const mayReopen = (actor: Actor, account: { state: string }, closedBy: string | undefined): boolean =>
  account.state !== 'closed' || mayManage(actor) || (closedBy !== undefined && closedBy === actor.email)

const outside = (wanted: readonly string[], own: readonly string[]) => wanted.filter(code => !own.includes(code))

/** What stands against giving somebody this role and scope; empty when nothing does. */
export function wrongScope(actor: Actor, wanted: Scope, known: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = []
  const unknown = wanted.places.filter(code => !known.has(code))
  if (unknown.length) errors.push({ field: 'places', text: 'Choose places from the list' })
  if (wanted.role === 'borough-lead' && wanted.places.length === 0)
    errors.push({ field: 'places', text: 'Choose at least one place: a borough lead sees one or more' })
  if (mayManage(actor)) return errors
  if (!mayEdit(actor, wanted))
    errors.push({ field: 'role', text: 'You may invite people of your own organisation and role' })
  if (outside(wanted.places, actor.places).length)
    errors.push({ field: 'places', text: 'Choose among the places you answer for' })
  if (outside(wanted.programmes, actor.programmes).length)
    errors.push({ field: 'programmes', text: 'Name only programmes you answer for' })
  return errors
}

/** The role whose people somebody looks after in their own organisation: their own. */
export const ownRole = (actor: Actor): 'provider' | 'borough-lead' | undefined =>
  actor.role === 'provider' || actor.role === 'borough-lead' ? actor.role : undefined

/** Somebody who looks after their organisation gives their own role and organisation, whatever the form said. */
export const asGiven = (actor: Actor, wanted: Invitation): Invitation =>
  mayManage(actor) ? wanted : { ...wanted, role: ownRole(actor) ?? wanted.role, organisation: actor.organisation }
