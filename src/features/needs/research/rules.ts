import { whole } from '../../../lib/words.ts'
import type { Item, Visit } from './schemas.ts'

export const stages = ['open', 'commissioned', 'unpublished', 'published', 'stopped'] as const
export type Stage = (typeof stages)[number]
export const stageNames: Record<Stage, string> = {
  open: 'Open question',
  commissioned: 'Being answered',
  unpublished: 'Answered, not published',
  published: 'Published',
  stopped: 'Stopped',
}

/** How far a question has come: said by what is written of it. */
export function stageOf(item: Pick<Item, 'stoppedReason' | 'publishedOn' | 'receivedOn' | 'supplier'>): Stage {
  if (item.publishedOn !== null) return 'published'
  if (item.receivedOn !== null) return 'unpublished'
  if (item.stoppedReason !== '') return 'stopped'
  return item.supplier === '' ? 'open' : 'commissioned'
}

/** The day somebody is to act on it next; none once it is published or stopped. */
export function nextDay(item: Item): string | null {
  const stage = stageOf(item)
  if (stage === 'unpublished') return item.reviewOn
  return stage === 'published' || stage === 'stopped' ? null : item.dueOn
}

/** "£12,500", "£99.50"; nothing where it is not known. */
export function costWords(pence: number | null): string {
  if (pence === null) return ''
  const part = pence % 100
  return `£${whole(Math.floor(pence / 100))}${part ? `.${String(part).padStart(2, '0')}` : ''}`
}

/** What a visit came to. */
export function outcomeOf(visit: Pick<Visit, 'result' | 'tried' | 'noAction' | 'actions'>): string {
  if (visit.result !== '') return 'Result known'
  if (visit.tried !== '') return 'Being tried'
  if (visit.actions > 0) return 'To be tried'
  return visit.noAction ? 'No action' : 'Nothing yet'
}
