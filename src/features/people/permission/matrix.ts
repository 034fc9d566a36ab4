import type { Flag, Role } from '../roles.ts'

/*
 * The permission matrix: what each role may do with each kind of record. A cell is permits separated by spaces, each
 * `verb`, `verb:form` (how much is shown) or `verb[condition+condition]` (when). Conditions are decided in `decide.ts`.
 * The table follows the product's permission matrix row by row; `matrix.test.ts` holds that table as printed and compares every cell.
 */

type Cells = Partial<Record<Role, string>>

const everyone = (permits: string): Cells => ({
  public: permits,
  'young-assessor': permits,
  provider: permits,
  'borough-lead': permits,
  officer: permits,
  analyst: permits,
  director: permits,
  administrator: permits,
})

/** Rows of the product's matrix, in its order. */
const printed = {
  'released-record': { ...everyone('view'), director: 'view publish' },
  opportunity: {
    ...everyone('view'),
    provider: 'view create edit[own]',
    'borough-lead': 'view create edit[scope]',
    officer: 'view edit approve',
  },
  'safe-venue': { provider: 'view[own]', 'borough-lead': 'view[scope]', officer: 'view', director: 'view' },
  'help-link': { ...everyone('view'), officer: 'view create edit', administrator: 'view edit' },
  observation: {
    'borough-lead': 'view:aggregate[scope]',
    officer: 'view:aggregate',
    analyst: 'view create edit',
    director: 'view:aggregate',
  },
  signal: { 'borough-lead': 'view[scope]', officer: 'view', analyst: 'view create edit', director: 'view approve' },
  'needs-draft': {
    'borough-lead': 'view[scope] create edit[scope]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view approve publish',
  },
  theme: {
    public: 'view[released]',
    'young-assessor': 'view[own-panel] create[own-panel]',
    provider: 'view[released]',
    'borough-lead': 'view[scope] create edit[scope]',
    officer: 'view create edit',
    analyst: 'view edit',
    director: 'view',
  },
  comment: {
    public: 'create',
    'young-assessor': 'create',
    provider: 'create',
    'borough-lead': 'view[scope]',
    officer: 'view edit approve',
    analyst: 'view',
    director: 'view',
  },
  'young-peoples-space': { 'young-assessor': 'create edit view', officer: 'view reply', director: 'view reply' },
  plan: {
    public: 'view[released]',
    'young-assessor': 'view[released]',
    provider: 'view[released]',
    'borough-lead': 'view[scope] view[released] view[shared] create edit[scope]',
    officer: 'view comment',
    analyst: 'view',
    director: 'view approve',
  },
  'plan-review': {
    'borough-lead': 'view[own]',
    officer: 'view create edit',
    analyst: 'view',
    director: 'view approve',
  },
  'practice-card': {
    public: 'view',
    'young-assessor': 'view',
    provider: 'view create[draft]',
    'borough-lead': 'view create adopt',
    officer: 'view edit publish',
    analyst: 'view edit',
    director: 'view approve',
  },
  round: {
    public: 'view[open]',
    'young-assessor': 'view[open]',
    provider: 'view[open]',
    'borough-lead': 'view[open]',
    officer: 'view create edit',
    analyst: 'view',
    director: 'view approve publish',
  },
  'own-application': {
    provider: 'view[own] create edit[own]',
    'borough-lead': 'view[own] create edit[own]',
    officer: 'view',
    analyst: 'view',
    director: 'view',
  },
  'application-to-assess': {
    'young-assessor': 'view:summary[assigned]',
    'borough-lead': 'view[assigned+panel]',
    officer: 'view edit:notes',
    analyst: 'view',
    director: 'view',
  },
  score: {
    'young-assessor': 'create view[own] view[closed]',
    provider: 'view:feedback',
    'borough-lead': 'create[panel]',
    officer: 'create view[submitted]',
    analyst: 'view[closed]',
    director: 'view',
  },
  'funding-decision': {
    public: 'view[released]',
    'young-assessor': 'view[released]',
    provider: 'view[own]',
    'borough-lead': 'view[scope]',
    officer: 'view recommend',
    director: 'view approve',
  },
  award: {
    public: 'view[released]',
    'young-assessor': 'view[released]',
    provider: 'view[own]',
    'borough-lead': 'view[scope]',
    officer: 'view create edit',
    analyst: 'view',
    director: 'view approve',
  },
  return: {
    provider: 'view[own] create edit[own]',
    'borough-lead': 'view[scope+agreed]',
    officer: 'view query',
    analyst: 'view',
    director: 'view:aggregate',
  },
  'flow-count': { provider: 'create[own]', officer: 'view', analyst: 'view', director: 'view' },
  incident: {
    provider: 'view:tasks[invited]',
    'borough-lead': 'view[scope] create edit[scope]',
    officer: 'view[duty] create[duty] edit[duty]',
    director: 'view',
  },
  tension: {
    provider: 'create[invited]',
    'borough-lead': 'create view[scope]',
    officer: 'view',
    analyst: 'view:aggregate',
    director: 'view',
  },
  'fund-request': {
    public: 'view[released]',
    'borough-lead': 'view[scope] create edit[scope]',
    officer: 'view triage approve[delegated]',
    director: 'view approve',
  },
  'framework-result': {
    public: 'view[released]',
    'young-assessor': 'view[released]',
    provider: 'view[own]',
    'borough-lead': 'view[scope]',
    officer: 'view',
    analyst: 'view create edit',
    director: 'view approve publish',
  },
  fact: {
    public: 'view[released]',
    'young-assessor': 'view',
    provider: 'view',
    'borough-lead': 'view propose',
    officer: 'view create',
    analyst: 'view approve',
    director: 'view',
  },
  release: {
    'borough-lead': 'view[own] publish[own+checked]',
    officer: 'view prepare',
    analyst: 'view check',
    director: 'view publish',
    administrator: 'withdraw',
  },
  'media-line': {
    public: 'view[released]',
    'young-assessor': 'view propose',
    provider: 'view',
    'borough-lead': 'view',
    officer: 'view create edit',
    director: 'view approve',
  },
  'policy-ask': {
    public: 'view[released]',
    'young-assessor': 'view challenge',
    provider: 'view[released]',
    'borough-lead': 'view',
    officer: 'view create edit',
    analyst: 'view',
    director: 'view approve',
  },
  account: {
    provider: 'edit[own-organisation]',
    'borough-lead': 'edit[own-organisation]',
    officer: 'request',
    administrator: 'view create edit',
  },
  audit: { 'borough-lead': 'view[own-organisation]', officer: 'view[own]', director: 'view', administrator: 'view' },
  governance: { analyst: 'view:frameworks edit:frameworks', director: 'view approve', administrator: 'view edit' },
} as const satisfies Record<string, Cells>

/** Kinds the product's matrix does not name: decided here, in its spirit. */
const added = {
  page: everyone('view'),
  session: {
    'young-assessor': 'view',
    provider: 'view',
    'borough-lead': 'view',
    officer: 'view',
    analyst: 'view',
    director: 'view',
    administrator: 'view',
  },
  place: { 'borough-lead': 'view', officer: 'view edit', analyst: 'view edit', director: 'view' },
  source: { 'borough-lead': 'view', officer: 'view', analyst: 'view create edit', director: 'view' },
  question: { 'borough-lead': 'view[scope] edit[scope]', officer: 'view edit', analyst: 'view edit', director: 'view' },
  finding: { 'borough-lead': 'view[scope]', officer: 'view', analyst: 'view create edit', director: 'view approve' },
  // Opened by a month of hospital data; its figures hold no more than an officer may see.
  agenda: { 'borough-lead': 'view', officer: 'view edit', analyst: 'view edit', director: 'view' },
  // Of published reviews: outside the unit they are read once a second person has checked them, and each borough answers for itself.
  review: {
    'borough-lead': 'view[agreed]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view approve',
  },
  recommendation: {
    'borough-lead': 'view[agreed] answer[agreed+scope]',
    officer: 'view create edit answer',
    analyst: 'view create edit answer',
    director: 'view',
  },
  // A frozen edition of a needs assessment: read by those who read its draft; it is never changed.
  'assessment-edition': { 'borough-lead': 'view[scope]', officer: 'view', analyst: 'view', director: 'view' },
  horizon: {
    'borough-lead': 'view[scope]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit',
  },
  research: {
    'borough-lead': 'view',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit',
  },
  exchange: {
    'borough-lead': 'view',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit',
  },
  framework: { 'borough-lead': 'view', officer: 'view', analyst: 'view edit', director: 'view approve' },
  decision: {
    public: 'view:public-part[released]',
    'young-assessor': 'view:public-part[released]',
    provider: 'view:public-part[released]',
    'borough-lead': 'view:public-part[scope] view:public-part[released]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit approve',
  },
  thread: {
    'borough-lead': 'view[scope]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit',
  },
  // What must be said with figures by group; agreed by somebody who did not write it.
  'context-note': {
    'borough-lead': 'view',
    officer: 'view create approve withdraw',
    analyst: 'view create approve withdraw',
    director: 'view approve withdraw',
  },
  // History, drug markets, adverse childhood experiences: of places and populations, each with its source.
  'background-note': {
    'borough-lead': 'view',
    officer: 'view create approve withdraw',
    analyst: 'view create approve withdraw',
    director: 'view approve withdraw',
  },
  'harm-index': { 'borough-lead': 'view', officer: 'view', analyst: 'view create', director: 'view' },
  'calendar-date': { officer: 'view edit', director: 'view edit' },
  task: {
    'borough-lead': 'view[scope] edit[scope]',
    officer: 'view create edit',
    analyst: 'view create edit',
    director: 'view create edit',
  },
  // The page that leads to the registers somebody may open.
  register: { provider: 'view', 'borough-lead': 'view', officer: 'view', analyst: 'view', director: 'view' },
  'you-said': {
    'borough-lead': 'view[scope] create[scope] edit[scope] reply[scope]',
    officer: 'view create edit reply',
    analyst: 'view create edit',
    director: 'view create edit reply',
  },
  // The unit is challenged: its director replies, and can neither change nor drop what was put to them.
  challenge: { 'borough-lead': 'view[scope]', officer: 'view create edit', analyst: 'view', director: 'view reply' },
  // An institution sees and answers its own; what others promised it reads once that is released.
  commitment: {
    provider: 'view[own-organisation] reply[own-organisation]',
    'borough-lead': 'view[own-organisation] reply[own-organisation]',
    officer: 'view create edit reply',
    analyst: 'view',
    director: 'view create edit reply',
  },
  'systems-change': {
    'borough-lead': 'view[scope] create[scope] edit[scope]',
    officer: 'view create edit',
    analyst: 'view create edit reply',
    director: 'view create edit reply',
  },
  // What the unit offers boroughs: all see how much there is and how much is left; each asks, and says what came of it, for itself.
  'support-offer': { 'borough-lead': 'view', officer: 'view create edit', analyst: 'view', director: 'view' },
  'support-request': {
    'borough-lead': 'view[scope] create[scope] edit[scope]',
    officer: 'view approve',
    analyst: 'view',
    director: 'view',
  },
  'data-request': { officer: 'view create edit', director: 'view approve', administrator: 'view create edit' },
  'account-request': { officer: 'view create', administrator: 'view approve' },
  // Of a release that is not out: sending it back, having it checked again. Of one that is: taking it back.
  'release-draft': { 'borough-lead': 'edit[own]', officer: 'edit', analyst: 'edit', director: 'edit' },
  'release-withdrawal': { director: 'create', administrator: 'create' },
  'glass-breaking': { director: 'view', administrator: 'view create' },
} as const satisfies Record<string, Cells>

export const matrix = { ...printed, ...added }
export type Kind = keyof typeof matrix
export const kinds = Object.keys(matrix).filter((kind): kind is Kind => kind in matrix)
export const printedKinds = Object.keys(printed)

/** What a flag adds to its holder's role. */
export const flagPermits: Record<Flag, Partial<Record<Kind, string>>> = {
  'incident-duty': {}, // read by the condition `duty`
  'safeguarding-lead': { comment: 'view edit', incident: 'view' },
  'reference-group': {
    plan: 'view[released]',
    thread: 'view[released]',
    register: 'view',
    challenge: 'view create',
  },
  'data-steward': { governance: 'view edit', 'data-request': 'view edit', source: 'view edit' },
  evaluator: { 'framework-result': 'view', return: 'view:aggregate', award: 'view[released]' },
  notifier: { incident: 'create' },
}

/** Kinds whose content is confidential: an administrator sees it only by breaking the glass; reading it is in the audit trail. */
export const confidential: ReadonlySet<Kind> = new Set<Kind>([
  'own-application',
  'application-to-assess',
  'score',
  'incident',
  'tension',
  'safe-venue',
  'decision',
])
