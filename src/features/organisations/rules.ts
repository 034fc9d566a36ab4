import { isOpenDomain, isPersonal, personalWords } from './mailboxes.ts'
import type { Organisation } from './schemas.ts'

/** What somebody says of an organisation; the rest is ours. */
export type Told = Pick<
  Organisation,
  'name' | 'description' | 'kind' | 'charityNumber' | 'companyNumber' | 'website' | 'email' | 'phone' | 'mailDomain'
>

/** 'St Mary’s Youth Club (Hackney)' is 'st-marys-youth-club-hackney'. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '') || 'organisation'

/** The first of 'club', 'club-2', 'club-3'… that nobody has. */
export function freeKey(slug: string, taken: ReadonlySet<string>): string {
  let key = slug
  for (let n = 2; taken.has(key); n++) key = `${slug}-${n}`
  return key
}

/** What is wrong with its contacts, field by field. */
export function wrongContacts({ email, mailDomain }: Pick<Told, 'email' | 'mailDomain'>) {
  const errors: { field: string; text: string }[] = []
  if (email && isPersonal(email)) errors.push({ field: 'email', text: personalWords })
  if (mailDomain && isOpenDomain(mailDomain))
    errors.push({
      field: 'mailDomain',
      text: 'Enter a domain that only this organisation has, or leave it empty: anybody may have a mailbox at this one',
    })
  return errors
}

/** How people reach it, and who is let in by it: never put back by one person alone (docs/decisions/0013). */
export const contacts: ReadonlySet<string> = new Set(['email', 'phone', 'website', 'mailDomain'])

/** What of a change is public at once where the organisation is trusted (docs/decisions/0013): what it does, never who it is or how to reach it. */
const small: ReadonlySet<string> = new Set(['description'])

export const isSmallChange = (fields: readonly string[]): boolean =>
  fields.length > 0 && fields.every(field => small.has(field))
