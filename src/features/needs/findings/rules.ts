import type { Actor } from '../../../platform/http.ts'
import { type Store, sight } from '../../evidence/index.ts'
import { decide, type Subject } from '../../people/index.ts'
import { kindOf, measuresOf, placesOf } from './about.ts'
import type { Evidence, Finding } from './schemas.ts'

/** A finding is read by all who may see it, so its words and its reading say no more than an officer may see. */
export { officer as reader } from '../rules.ts'

/** What is about several boroughs is in no one borough's scope: it tells of others too. */
export function subjectOf({ evidence, madeBy }: Pick<Finding, 'evidence' | 'madeBy'>): Subject {
  const places = placesOf(evidence)
  const boroughs = [...new Set(places.map(place => place.boroughCode ?? place.code))]
  return {
    places: boroughs.length > 1 ? [] : [...new Set([...places.map(place => place.code), ...boroughs])],
    handledBy: madeBy === null ? [] : [madeBy],
  }
}

/** May this person see every measure of the evidence at the level its figures are of? */
export const seesEvidence = (actor: Actor, store: Store, evidence: Evidence): boolean =>
  measuresOf(evidence).every(({ code }) => {
    const measure = store.byCode.get(code)
    const seesAt = (place: ReturnType<typeof placesOf>[number]) =>
      measure !== undefined && sight(actor, measure, { ...place, kind: kindOf(evidence, place) }).see !== 'nothing'
    return placesOf(evidence).every(seesAt)
  })

/** A finding is seen by those the matrix lets see it, where they also see its measures there. */
export const mayView = (actor: Actor, store: Store, finding: Finding): boolean =>
  seesEvidence(actor, store, finding.evidence) && decide(actor, 'view', 'finding', subjectOf(finding)).allowed
