import type { Actor } from '../../platform/http.ts'
import { type Decision, decide, type Subject } from '../people/index.ts'
import type { Edition } from './schemas.ts'

/** What permission needs to know of an edition: whoever prepared or checked it does not also publish it. */
export const subjectOf = (edition: Pick<Edition, 'preparedBy' | 'checkedBy' | 'state'>): Subject => ({
  ownerId: edition.preparedBy,
  checked: edition.state === 'checked',
  released: edition.state === 'published' || edition.state === 'superseded',
  handledBy: [edition.preparedBy, edition.checkedBy].flatMap(id => id ?? []),
})

export const mayView = (actor: Actor, edition: Edition): Decision =>
  decide(actor, 'view', 'release', subjectOf(edition))
export const mayPrepare = (actor: Actor): Decision => decide(actor, 'prepare', 'release')
export const mayCheck = (actor: Actor, edition: Edition): Decision =>
  decide(actor, 'check', 'release', { ...subjectOf(edition), handledBy: [edition.preparedBy ?? 0] })
export const mayPublish = (actor: Actor, edition: Edition): Decision =>
  decide(actor, 'publish', 'release', subjectOf(edition))

/** Taking back is urgent: an administrator may, and whoever may publish, even what they had a hand in. */
export function mayWithdraw(actor: Actor, edition: Edition): Decision {
  const asAdministrator = decide(actor, 'withdraw', 'release')
  return asAdministrator.allowed
    ? asAdministrator
    : decide(actor, 'publish', 'release', { ...subjectOf(edition), handledBy: [], ownerId: null })
}
