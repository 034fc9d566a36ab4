// What makes a register: the four of them are in kinds.ts.

export const registerKinds = ['you-said', 'challenge', 'commitment', 'systems-change'] as const
export type RegisterKind = (typeof registerKinds)[number]

/** Roles an answer can wait for. */
export const owners = ['officer', 'analyst', 'director', 'borough-lead', 'provider'] as const
export type Owner = (typeof owners)[number]

/** Fields a register may ask beside what, who, where and why, in their order. */
export const askedFields = [
  'nature',
  'before',
  'after',
  'evidence',
  'changedOn',
  'ownerRole',
  'organisation',
  'dueOn',
] as const
export type Asked = (typeof askedFields)[number]

export interface Words {
  label: string
  hint: string
  /** What is said when it is left empty; it may be where this is empty too. */
  missing: string
}
interface Choice {
  value: string
  text: string
}

export interface Register {
  kind: RegisterKind
  path: string
  title: string
  lead: string
  noun: readonly [one: string, many: string]
  /** The button that begins one, and the heading of its form. */
  add: string
  what: Words
  party: Words & { term: string }
  asks: Partial<Record<Asked, Words>>
  natures: readonly Choice[]
  /** Roles the form lets answer; the first where it does not ask. */
  answering: readonly Owner[]
  reply: { heading: string; label: string; hint: string; button: string; outcomes: readonly Choice[] }
  empty: string
}
