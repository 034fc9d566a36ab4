import type { Actor } from '../../../platform/http.ts'
import { type Store, sight } from '../../evidence/index.ts'
import { decide, type Subject } from '../../people/index.ts'
import { whereOf } from '../rules.ts'
import type { Evidence, Finding } from './schemas.ts'

export const subjectOf = ({ evidence: { place }, madeBy }: Pick<Finding, 'evidence' | 'madeBy'>): Subject => ({
  places: [...new Set([place.code, place.boroughCode ?? place.code])],
  handledBy: madeBy === null ? [] : [madeBy],
})

/** What a finding is called where its statement is not shown. */
export const titleOf = ({ place, measure }: Evidence): string => `Finding: ${place.name}, ${measure.name.toLowerCase()}`

/** A finding is seen by those the matrix lets see it, where they also see the measure at that place. */
export function mayView(actor: Actor, store: Store, finding: Finding): boolean {
  const measure = store.byId.get(finding.measureId)
  const { place } = finding.evidence
  const sees = measure !== undefined && sight(actor, measure, whereOf(place)).see !== 'nothing'
  return sees && decide(actor, 'view', 'finding', subjectOf(finding)).allowed
}
