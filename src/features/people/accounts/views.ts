import { addDays, dayWords, londonDay } from '../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { List } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { flagNames, flags, roleNames, roles } from '../roles.ts'
import { flagWords, momentWords, placeWords, roleWords } from '../words.ts'
import type { Row as FlagRow } from './flags.ts'
import { eventWords } from './history.ts'
import { stateWords } from './list.ts'
import type { Event, Person } from './queries.ts'
import type { Row as RequestRow } from './requests.ts'
import { mayManage } from './rules.ts'

interface Crumb {
  text: string
  href?: string
}
const crumbs: Crumb[] = [{ text: 'Accounts', href: '/accounts' }]
type Typed = Record<string, unknown>

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

interface Item {
  value: string
  text: string
  checked: boolean
}

export interface Choices {
  boroughs: readonly { code: string; name: string }[]
  organisations: readonly string[]
}

const formPage = page<
  Wrong & {
    title: string
    lead: string
    breadcrumbs: Crumb[]
    /** An address that stands; empty when it is asked for. */
    fixedEmail: string
    email: string
    name: string
    /** Null where role and organisation are one's own. */
    roles: Item[] | null
    organisation: string
    organisations: readonly string[]
    places: Item[]
    programmes: string
    reason: string | null
    button: string
    cancel: string
  }
>('people/pages/account-form.njk')

export interface Form {
  actor: Actor
  choices: Choices
  typed?: Typed
  errors?: FieldError[]
}

const ticked = (typed: Typed, otherwise: readonly string[]): readonly unknown[] =>
  Array.isArray(typed.places) ? typed.places : typeof typed.places === 'string' ? [typed.places] : otherwise

function fields({ actor, choices, typed = {}, errors = [] }: Form, before?: Person) {
  const role = typedText(typed, 'role', before?.role)
  const chosen = ticked(typed, Object.keys(typed).length === 0 ? (before?.places ?? []) : [])
  const manage = mayManage(actor)
  const own = choices.boroughs.filter(one => manage || actor.places.includes(one.code))
  return {
    ...wrong(errors),
    name: typedText(typed, 'name', before?.name),
    roles: manage
      ? roles.filter(one => one !== 'public').map(value => ({ value, text: roleNames[value], checked: value === role }))
      : null,
    organisation: typedText(typed, 'organisation', before?.organisation ?? ''),
    organisations: choices.organisations,
    places: own.map(one => ({ value: one.code, text: one.name, checked: chosen.includes(one.code) })),
    programmes: typedText(typed, 'programmes', before?.programmes.join(', ')),
  }
}

export const invite = (form: Form) =>
  formPage({
    ...fields(form),
    title: 'Invite somebody',
    lead: 'They get a mail that says how to begin. It holds no link that signs in, and the invitation ends after 14 days.',
    breadcrumbs: crumbs,
    fixedEmail: '',
    email: typedText(form.typed ?? {}, 'email'),
    reason: null,
    button: 'Send the invitation',
    cancel: '/accounts',
  })

export const change = (form: Form, person: Person) =>
  formPage({
    ...fields(form, person),
    title: `Change ${person.name}`,
    lead: 'What changes counts from their next page on.',
    breadcrumbs: [...crumbs, { text: person.name, href: `/accounts/${person.id}` }],
    fixedEmail: person.email,
    email: person.email,
    reason: null,
    button: 'Save the change',
    cancel: `/accounts/${person.id}`,
  })

export const request = (form: Form) =>
  formPage({
    ...fields(form),
    // Whoever asks proposes a role; it is an administrator who gives it.
    roles: roles
      .filter(one => one !== 'public' && one !== 'administrator')
      .map(value => ({ value, text: roleNames[value], checked: value === typedText(form.typed ?? {}, 'role') })),
    places: form.choices.boroughs.map(one => ({
      value: one.code,
      text: one.name,
      checked: ticked(form.typed ?? {}, []).includes(one.code),
    })),
    title: 'Ask for an account',
    lead: 'An administrator reads it and answers. You are told by mail.',
    breadcrumbs: [{ text: 'Requests for accounts', href: '/accounts/requests' }],
    fixedEmail: '',
    email: typedText(form.typed ?? {}, 'email'),
    reason: typedText(form.typed ?? {}, 'reason'),
    button: 'Ask',
    cancel: '/accounts/requests',
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
}

export const person = ({ actor, person: one, flags: held, history, places, today, typed = {}, errors = [] }: Shown) =>
  personPage({
    ...wrong(errors),
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
    history: history.map(event => ({ at: momentWords(event.at), who: event.who, words: eventWords(event) })),
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

export const requests = (actor: Actor, rows: RequestRow[], errors: FieldError[] = []) =>
  requestsPage({
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
