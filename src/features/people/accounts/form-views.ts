// The form of an account: to invite, to change, to ask for one.
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { roleNames, roles } from '../roles.ts'
import { type Crumb, crumbs, type Typed } from './frame.ts'
import type { Person } from './queries.ts'
import { mayManage } from './rules.ts'

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
