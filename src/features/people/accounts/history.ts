import type { Event } from './queries.ts'

const words: Record<string, string> = {
  'account.invited': 'Invited',
  'account.invited-again': 'Invited again',
  'account.changed': 'Changed',
  'account.closed': 'Closed',
  'account.opened-again': 'Opened again',
  'account.bound': 'First signed in with their work account',
  'account.unbound': 'Work account let go of',
  'account.sign-in-reset': 'Sign-in reset',
  'account.flag-given': 'Given beside their role',
  'account.flag-taken': 'Taken away',
  'account.requested': 'Asked for',
  'account.request-accepted': 'Request accepted',
  'account.request-declined': 'Request declined',
  'codes.set-up': 'Authenticator set up',
  'codes.removed': 'Authenticator removed',
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'session.ended-everywhere': 'Signed out everywhere',
  'sign-in.link-sent': 'A link to sign in was sent',
  'sign-in.wrong-code': 'A wrong code was entered',
}

/** An audit row of an account, for people. What has no words yet is told as it is kept. */
export function eventWords({ what, detail }: Pick<Event, 'what' | 'detail'>): string {
  const said = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key.replaceAll('-', ' ')} ${valueWords(value)}`)
  return [words[what] ?? what, ...said].join(', ').replace(', ', said.length ? ': ' : ', ')
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length ? value.join(' ') : 'none'
  if (typeof value === 'object' && value !== null && 'from' in value && 'to' in value)
    return `from ${valueWords(value.from)} to ${valueWords(value.to)}`
  return value === null ? 'none' : String(value)
}
