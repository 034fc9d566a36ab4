import { plural } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { flagWords, momentWords, roleWords } from '../words.ts'
import type { Listed } from './queries.ts'

interface Fact {
  term: string
  text: string
}

const accountPage = page<{
  title: string
  said: string
  facts: Fact[]
  sessions: { id: number; device: string; how: string; since: string; seen: string; ends: string; here: boolean }[]
  codes: { has: boolean; words: string; possible: boolean }
}>('people/pages/account.njk')

export interface Codes {
  has: boolean
  /** Recovery codes not used yet. */
  left: number
  /** Has this installation a key to keep secrets under? */
  possible: boolean
}

export const account = (
  actor: Actor,
  sessions: Listed[],
  codes: Codes,
  places: ReadonlyMap<string, string>,
  said: string,
) =>
  accountPage({
    title: 'Your account',
    said,
    facts: factsOf(actor, places),
    sessions: sessions.map(({ id, device, how, since, seen, ends }) => ({
      id,
      device,
      how: `By ${how}`,
      since: momentWords(since),
      seen: momentWords(seen),
      ends: momentWords(ends),
      here: id === actor.sessionId,
    })),
    codes: { has: codes.has, possible: codes.possible, words: codeWords(codes) },
  })

function factsOf(actor: Actor, places: ReadonlyMap<string, string>): Fact[] {
  const facts = [
    { term: 'Name', text: actor.name },
    { term: 'Email', text: actor.email },
    { term: 'Role', text: roleWords(actor.role) },
    { term: 'Organisation', text: actor.organisation ?? '' },
    { term: 'Places', text: actor.places.map(code => places.get(code) ?? code).join(', ') },
    { term: 'Programmes', text: actor.programmes.join(', ') },
    { term: 'Also', text: actor.flags.map(flagWords).join(', ') },
  ]
  return facts.filter(fact => fact.text !== '')
}

function codeWords({ has, left, possible }: Codes): string {
  if (has) return `Set up. Signing in by link asks for a code too. You have ${plural(left, 'recovery code')} left.`
  if (possible) return 'Not set up. With an authenticator on your telephone, a link alone does not open your account.'
  return 'Not possible here yet: this installation has no key to keep secrets under. Whoever runs it can set SECRETS_KEY.'
}
