import type { Actor } from '../../../platform/http.ts'
import { type Measure, type Sight, type Store, seesSignals, sight, type Where } from '../../evidence/index.ts'
import type { Question } from './queries.ts'

export const whereIs = (question: Question): Where => ({
  kind: question.kind,
  code: question.placeCode,
  boroughCode: question.boroughCode,
})

export interface Seen {
  question: Question
  measure: Measure
  see: Sight
}

/** The question with what this person may see of it; undefined when its place or measure is not theirs to see. */
export function opened(actor: Actor, store: Store, question: Question): Seen | undefined {
  const measure = store.byId.get(question.measureId)
  if (!measure || !seesSignals(actor, whereIs(question))) return undefined
  const see = sight(actor, measure, whereIs(question))
  return see.see === 'nothing' ? undefined : { question, measure, see }
}
