// Who may see and do what in the care of entries.
import type { Actor } from '../../../platform/http.ts'
import { decide } from '../../people/index.ts'
import { subjectOf } from '../entries/rules.ts'
import type { Report } from './reports-queries.ts'

export type { Rooms } from '../rooms.ts'

interface Whose {
  organisationKey: string
  boroughCode: string | null
}

/** Whoever answers for an entry: its organisation, its borough, officers. */
export const mayEdit = (actor: Actor, entry: Whose): boolean =>
  decide(actor, 'edit', 'opportunity', subjectOf(entry)).allowed

/** Whoever approves entries. */
export const mayApprove = (actor: Actor, entry: Whose): boolean =>
  decide(actor, 'approve', 'opportunity', subjectOf(entry)).allowed

/** Whoever answers for it sees what people tell of it. That it is not safe, and words of one's own, are for those who approve alone: they may be about who runs it. */
export const maySee = (actor: Actor, report: Report): boolean =>
  report.reason === 'not-safe' || report.reason === 'other' ? mayApprove(actor, report) : mayEdit(actor, report)
