/** The eight roles of the permission matrix. The public is everyone without an account. */
export const roles = [
  'public',
  'young-assessor',
  'provider',
  'borough-lead',
  'officer',
  'analyst',
  'director',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  public: 'Member of the public',
  'young-assessor': 'Young assessor',
  provider: 'Provider',
  'borough-lead': 'Borough lead',
  officer: 'VRU officer',
  analyst: 'VRU analyst',
  director: 'VRU director',
  administrator: 'Administrator',
}

/** What a person may be beside their role. Each may have an end date; after it the flag is gone. */
export const flags = [
  'incident-duty',
  'safeguarding-lead',
  'reference-group',
  'data-steward',
  'evaluator',
  'notifier',
] as const
export type Flag = (typeof flags)[number]

export const flagNames: Record<Flag, string> = {
  'incident-duty': 'Incident duty',
  'safeguarding-lead': 'Safeguarding lead',
  'reference-group': 'Partnership Reference Group member',
  'data-steward': 'Data steward',
  evaluator: 'Evaluator, until an end date',
  notifier: 'Notifier: may only create alerts',
}
