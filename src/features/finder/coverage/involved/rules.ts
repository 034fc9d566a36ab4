// Which networks are for whom, where; and the one thing to do next. Pure.
import type { PublicEntry } from '../../entries/public.ts'
import type { Role } from './roles.ts'

export interface Step {
  text: string
  href: string
}

type Reach = Pick<PublicEntry, 'boroughCode'> & { body: Pick<PublicEntry['body'], 'serves' | 'online'> }

/** Is it for this borough: by the places it says it serves, else by where it is; one that is online and names no place is for everybody. */
export function serves({ boroughCode, body }: Reach, borough: string): boolean {
  if (body.serves.length > 0) return body.serves.includes(borough)
  return boroughCode === borough || (boroughCode === null && body.online)
}

/** Is it for people in this role? */
export const isFor = (
  { body }: { body: Pick<PublicEntry['body'], 'themes' | 'minAge' | 'maxAge'> },
  { networks }: Role,
): boolean =>
  networks !== null &&
  body.themes.includes(networks.theme) &&
  (body.minAge ?? 0) <= networks.age &&
  (body.maxAge ?? 120) >= networks.age

const places = (entry: Reach, boroughs: readonly string[]) => boroughs.findIndex(code => serves(entry, code))

/** The networks for a role in these boroughs: nearest borough first, those with a place before those online, then by name. */
export const networksFor = (entries: readonly PublicEntry[], role: Role, boroughs: readonly string[]): PublicEntry[] =>
  entries
    .filter(entry => isFor(entry, role) && places(entry, boroughs) >= 0)
    .sort(
      (a, b) =>
        places(a, boroughs) - places(b, boroughs) ||
        Number(a.body.online) - Number(b.body.online) ||
        a.body.name.localeCompare(b.body.name, 'en-GB'),
    )

/** How to join, in one step: by its own page, its number, its mailbox; else where more stands about it. */
export function joinStep({ id, body: { join, name } }: Pick<PublicEntry, 'id' | 'body'>): Step {
  if (join.href) return { text: `Join ${name}`, href: join.href }
  if (join.phone) return { text: `Call ${join.phone}`, href: `tel:${join.phone.replace(/[^\d+]/g, '')}` }
  if (join.email) return { text: `Write to ${join.email}`, href: `mailto:${join.email}` }
  return { text: `See when and where to come`, href: `/things-to-do/${id}` }
}

const mostHelp = 2

/** Who helps with a worry: those in these boroughs first, then those elsewhere that can be called; who answers one number stands there once. */
export function helpFor(entries: readonly PublicEntry[], theme: string, boroughs: readonly string[]): PublicEntry[] {
  const far = (entry: PublicEntry) => Number(places(entry, boroughs) < 0)
  const found = entries
    .filter(entry => entry.body.themes.includes(theme) && (far(entry) === 0 || numberOf(entry) !== ''))
    .sort((a, b) => far(a) - far(b) || a.body.name.localeCompare(b.body.name, 'en-GB'))
  const first = new Map(found.toReversed().map(entry => [numberOf(entry) || entry.id, entry.id]))
  return found.filter(entry => first.get(numberOf(entry) || entry.id) === entry.id).slice(0, mostHelp)
}

export const numberOf = ({ body, organisation }: PublicEntry): string => body.join.phone || (organisation.phone ?? '')
