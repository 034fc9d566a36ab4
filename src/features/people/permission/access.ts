import type { Actor } from '../../../platform/http.ts'
import { mayEver, permits } from './decide.ts'
import type { Kind } from './matrix.ts'

/** What must be permitted, and how much of it where a part would not do. */
type Word = readonly [verb: string, kind: Kind, form?: 'whole']

/**
 * What the word beside a route means: somebody who may do this with some record of this kind may ask. Which record is decided by the
 * room, with `decide`. A new word without its kind in the matrix does not compile; a route with an unknown word stops the start.
 */
const words = {
  public: ['view', 'page'],
  'signed-in': ['view', 'session'],
  'places.read': ['view', 'place'],
  'places.edit': ['edit', 'place'],
  'evidence.read': ['view', 'source'],
  'evidence.import': ['create', 'observation'],
  'signals.read': ['view', 'signal'],
  'signals.assess': ['create', 'signal'],
  'facts.read': ['view', 'fact'],
  'facts.approve': ['approve', 'fact'],
  'findings.read': ['view', 'finding'],
  'findings.create': ['create', 'finding'],
  'findings.agree': ['approve', 'finding'],
  'agendas.read': ['view', 'agenda'],
  'agendas.edit': ['edit', 'agenda'],
  'context-notes.read': ['view', 'context-note'],
  'context-notes.write': ['create', 'context-note'],
  'context-notes.agree': ['approve', 'context-note'],
  'context-notes.withdraw': ['withdraw', 'context-note'],
  'background.read': ['view', 'background-note'],
  'background.write': ['create', 'background-note'],
  'background.agree': ['approve', 'background-note'],
  'background.withdraw': ['withdraw', 'background-note'],
  'harm-indexes.read': ['view', 'harm-index'],
  'harm-indexes.load': ['create', 'harm-index'],
  'reviews.read': ['view', 'review'],
  'reviews.create': ['create', 'review'],
  'reviews.edit': ['edit', 'review'],
  'reviews.check': ['approve', 'review'],
  'recommendations.answer': ['answer', 'recommendation'],
  'assessment.read': ['view', 'needs-draft'],
  'assessment.create': ['create', 'needs-draft'],
  'assessment.edit': ['edit', 'needs-draft'],
  'assessment.freeze': ['approve', 'needs-draft'],
  'editions.read': ['view', 'assessment-edition'],
  'horizon.read': ['view', 'horizon'],
  'horizon.create': ['create', 'horizon'],
  'horizon.edit': ['edit', 'horizon'],
  'research.read': ['view', 'research'],
  'research.create': ['create', 'research'],
  'research.edit': ['edit', 'research'],
  'exchange.read': ['view', 'exchange'],
  'exchange.create': ['create', 'exchange'],
  'exchange.edit': ['edit', 'exchange'],
  'opportunities.create': ['create', 'opportunity'],
  'opportunities.edit': ['edit', 'opportunity'],
  'opportunities.approve': ['approve', 'opportunity'],
  'help-links.edit': ['edit', 'help-link'],
  'offers.read': ['view', 'support-offer'],
  'offers.edit': ['edit', 'support-offer'],
  'offer-requests.create': ['create', 'support-request'],
  'offer-requests.edit': ['edit', 'support-request'],
  'offer-requests.decide': ['approve', 'support-request'],
  'questions.answer': ['edit', 'question'],
  'decisions.read': ['view', 'decision'],
  'decisions.edit': ['edit', 'decision'],
  'decisions.decide': ['approve', 'decision'],
  'threads.read': ['view', 'thread'],
  'threads.edit': ['edit', 'thread'],
  'calendar.edit': ['edit', 'calendar-date'],
  'tasks.read': ['view', 'task'],
  'tasks.create': ['create', 'task'],
  'tasks.edit': ['edit', 'task'],
  'registers.read': ['view', 'register'],
  'you-said.read': ['view', 'you-said'],
  'you-said.create': ['create', 'you-said'],
  'you-said.edit': ['edit', 'you-said'],
  'you-said.reply': ['reply', 'you-said'],
  'challenge.read': ['view', 'challenge'],
  'challenge.create': ['create', 'challenge'],
  'challenge.edit': ['edit', 'challenge'],
  'challenge.reply': ['reply', 'challenge'],
  'commitment.read': ['view', 'commitment'],
  'commitment.create': ['create', 'commitment'],
  'commitment.edit': ['edit', 'commitment'],
  'commitment.reply': ['reply', 'commitment'],
  'systems-change.read': ['view', 'systems-change'],
  'systems-change.create': ['create', 'systems-change'],
  'systems-change.edit': ['edit', 'systems-change'],
  'systems-change.reply': ['reply', 'systems-change'],
  'framework.read': ['view', 'framework'],
  'framework.edit': ['edit', 'framework'],
  'framework.approve': ['approve', 'framework'],
  'releases.read': ['view', 'release'],
  'releases.prepare': ['prepare', 'release'],
  'releases.check': ['check', 'release'],
  'releases.publish': ['publish', 'release'],
  'releases.handle': ['edit', 'release-draft'],
  'releases.withdraw': ['create', 'release-withdrawal'],
  'accounts.manage': ['create', 'account'],
  'accounts.edit': ['edit', 'account'],
  'accounts.request': ['request', 'account'],
  'accounts.requests': ['view', 'account-request'],
  'glass.break': ['create', 'glass-breaking'],
  'glass.read': ['view', 'glass-breaking'],
  'audit.read': ['view', 'audit'],
  'governance.read': ['view', 'governance', 'whole'], // the analyst's part of governance, frameworks, has words of its own
  'governance.edit': ['edit', 'governance', 'whole'],
  'governance.approve': ['approve', 'governance', 'whole'],
  'data-requests.read': ['view', 'data-request'],
  'data-requests.create': ['create', 'data-request'],
  'data-requests.edit': ['edit', 'data-request'],
  'data-requests.approve': ['approve', 'data-request'],
} as const satisfies Record<string, Word>

export type Access = keyof typeof words
export const accessWords: ReadonlySet<string> = new Set(Object.keys(words))

const table: Record<string, Word> = words

/** May this person use a route with this access word? An unknown word opens nothing. */
export function allows(actor: Actor, access: string): boolean {
  const word = table[access]
  if (!word) return false
  const [verb, kind, form] = word
  return form === undefined
    ? mayEver(actor, verb, kind)
    : permits(actor, kind).some(permit => permit.verb === verb && permit.form === form)
}
