import { addDays, dayWords, londonDay } from '../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { List } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { flagNames, flags } from '../roles.ts'
import { flagWords, momentWords, placeWords, roleWords, whoWords } from '../words.ts'
import type { Row as FlagRow } from './flags.ts'
import { type Crumb, crumbs, type Typed } from './frame.ts'
import { eventWords } from './history.ts'
import { stateWords } from './list.ts'
import type { Event, Person } from './queries.ts'
import type { Row as RequestRow } from './requests.ts'
import { mayManage } from './rules.ts'

const listPage = page<{ title: string; lead: string; list: List; waiting: string; manage: boolean }>(
  'people/pages/accounts.njk',
)
export const list = (actor: Actor, found: List, waiting: number) =>
  listPage({
    title: 'Accounts',
    lead: mayManage(actor)
      ? 'Who may sign in, and what they answer for.'
      : `People of your organisation${actor.organisation ? `, ${actor.organisation}` : ''}, with the same role as you.`,
    list: found,
    waiting:
      waiting === 0 ? '' : waiting === 1 ? '1 request waits for an answer' : `${waiting} requests wait for an answer`,
    manage: mayManage(actor),
  })

interface FlagLine {
  id: number
  text: string
  when: string
}

const personPage = page<
  Wrong & {
    title: string
    breadcrumbs: Crumb[]
    id: number
    facts: { term: string; text: string }[]
    state: string
    self: boolean
    reopen: boolean
    said: string
    manage: boolean
    resettable: boolean
    flags: FlagLine[]
    flagChoices: { value: string; text: string; selected: boolean }[]
    until: string
    today: string
    history: { at: string; who: string; words: string }[]
  }
>('people/pages/person.njk')

export interface Shown {
  actor: Actor
  person: Person
  flags: FlagRow[]
  history: Event[]
  /** Names of places by code. */
  places: ReadonlyMap<string, string>
  today: string
  typed?: Typed
  errors?: FieldError[]
  /** May whoever looks open it again? */
  reopen: boolean
  said?: string
}

export const person = ({
  actor,
  person: one,
  flags: held,
  history,
  places,
  today,
  reopen,
  said = '',
  typed = {},
  errors = [],
}: Shown) =>
  personPage({
    ...wrong(errors),
    reopen,
    said,
    title: one.name,
    breadcrumbs: crumbs,
    id: one.id,
    facts: factsOf(one, places),
    state: one.state,
    self: one.id === actor.accountId,
    manage: mayManage(actor),
    resettable: one.codes || one.bound,
    flags: held.map(flag => ({ id: flag.id, text: flagWords(flag.flag), when: flagTime(flag) })),
    flagChoices: [
      { value: '', text: 'Choose', selected: false },
      ...flags.map(value => ({ value, text: flagNames[value], selected: value === typedText(typed, 'flag') })),
    ],
    until: typedText(typed, 'until'),
    today: addDays(today, 90),
    history: history.map(event => ({ at: momentWords(event.at), who: whoWords(event), words: eventWords(event) })),
  })

function flagTime({ from, until, inForce }: FlagRow): string {
  const end = until === null ? 'until it is taken away' : `until ${dayWords(until)}, that day included`
  return inForce ? end : `from ${dayWords(from)}, ${end}`
}

function factsOf(one: Person, places: ReadonlyMap<string, string>) {
  const until = one.invitedUntil === null ? '' : dayWords(londonDay(new Date(one.invitedUntil)))
  const state = one.state === 'invited' ? `Invited; the invitation ends on ${until}` : stateWords[one.state]
  return [
    { term: 'State', text: state },
    { term: 'Email', text: one.email },
    { term: 'Role', text: roleWords(one.role) },
    { term: 'Organisation', text: one.organisation ?? 'None' },
    { term: 'Places', text: placeWords(one, places) },
    { term: 'Programmes', text: one.programmes.join(', ') || 'None named' },
    {
      term: 'Signs in',
      text: `${one.bound ? 'By work account or link' : 'By link'}${one.codes ? ', with a code' : ''}`,
    },
    { term: 'Last signed in', text: one.lastSeen === null ? 'Not in the last 12 months' : momentWords(one.lastSeen) },
  ]
}

const surePage = page<
  Wrong & { title: string; breadcrumbs: Crumb[]; text: string; action: string; button: string; cancel: string }
>('people/pages/account-sure.njk')

export const sure = (one: Person, what: 'close' | 'reset', errors: FieldError[] = []) =>
  surePage({
    ...wrong(errors),
    ...{
      close: {
        title: `Close the account of ${one.name}?`,
        text: 'They are signed out at once and cannot sign in. Their records and their history stay. You can open the account again.',
        button: 'Close the account',
      },
      reset: {
        title: `Reset how ${one.name} signs in?`,
        text: 'Their authenticator and their work account are let go of, and they are signed out everywhere. A link by mail is then enough. Speak to them first, by a way you trust: somebody else may be asking.',
        button: 'Reset it',
      },
    }[what],
    breadcrumbs: [...crumbs, { text: one.name, href: `/accounts/${one.id}` }],
    action: `/accounts/${one.id}/${what}`,
    cancel: `/accounts/${one.id}`,
  })

const requestsPage = page<
  Wrong & {
    title: string
    said: string
    breadcrumbs: Crumb[]
    manage: boolean
    requests: {
      id: number
      name: string
      words: string
      reason: string
      asked: string
      state: string
      waiting: boolean
    }[]
  }
>('people/pages/account-requests.njk')

export const requests = (actor: Actor, rows: RequestRow[], said = '', errors: FieldError[] = []) =>
  requestsPage({
    said,
    ...wrong(errors),
    title: 'Requests for accounts',
    breadcrumbs: mayManage(actor) ? crumbs : [],
    manage: mayManage(actor),
    requests: rows.map(row => ({
      id: row.id,
      name: `${row.name} (${row.email})`,
      words: [roleWords(row.role), row.organisation, row.places.join(', ')].filter(Boolean).join('; '),
      reason: row.reason,
      asked: `Asked by ${row.askedBy}, ${momentWords(row.askedAt)}`,
      state: row.decision === null ? 'Waiting' : row.decision === 'accepted' ? 'Invited' : 'Declined',
      waiting: row.decision === null,
    })),
  })
