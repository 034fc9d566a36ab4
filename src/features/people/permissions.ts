import type { Actor } from '../../platform/http.ts'

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

const everyone: readonly Role[] = roles
const signedIn: readonly Role[] = roles.filter(role => role !== 'public')
const partnership: readonly Role[] = ['borough-lead', 'officer', 'analyst', 'director']

/**
 * Which roles an access word opens. Routes name the word; the object itself (which place, which level) is decided by the room's `rules.ts`.
 * Place signals, raw observations and imports follow the permission matrix.
 */
const permissions = {
  public: everyone,
  'signed-in': signedIn,
  'places.read': partnership,
  'places.edit': ['officer', 'analyst'],
  'evidence.read': partnership,
  'evidence.import': ['analyst'],
  'signals.read': partnership,
  'signals.assess': ['analyst'],
  'questions.answer': ['borough-lead', 'officer', 'analyst'],
  'accounts.manage': ['administrator'],
  'audit.read': ['director', 'administrator'],
} satisfies Record<string, readonly Role[]>

export type Access = keyof typeof permissions
export const accessWords: ReadonlySet<string> = new Set(Object.keys(permissions))

const table: Record<string, readonly string[]> = permissions

/** May this person use a route with this access word? An unknown word opens nothing. */
export const allows = (actor: Actor, access: string): boolean => table[access]?.includes(actor.role) ?? false
