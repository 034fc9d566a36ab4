import { addMonths, lastDay, monthOfDay } from '../../../lib/dates.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, type Sight, type Store, seesSignals, sight, type Where } from '../../evidence/index.ts'
import type { Question } from './queries.ts'

export const whereIs = (question: Question): Where => ({
  kind: question.kind,
  code: question.placeCode,
  boroughCode: question.boroughCode,
})

/** Is a series whose last window ended in this month dead on that day? Nobody can say any more what changed, and a newer file would ask anew. */
export const isOver = (periodEnd: string, on: string): boolean => lastDay(addMonths(monthOfDay(periodEnd), 12)) < on

/** Asked of a series that was dead already, before such were left out. What was answered stays. */
export const isDead = ({ status, periodEnd, openedOn }: Pick<Question, 'status' | 'periodEnd' | 'openedOn'>): boolean =>
  status === 'open' && isOver(periodEnd, openedOn)

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
