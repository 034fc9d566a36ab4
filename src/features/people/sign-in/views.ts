import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Options } from '../options.ts'
import type { Account } from '../schemas.ts'

const whatTheySee: Record<string, string> = {
  'young-assessor': 'Their week, a calendar and a search; what they will read and score is not built yet',
  provider:
    'The things to do and help their own organisation offers: write, change, say that it is still right; nothing of others, and no figures about places',
  'borough-lead': 'Signals and place pages of one borough; other boroughs with small numbers hidden',
  officer:
    'Signals, maps and place pages, with small numbers hidden; approves what providers write for the finder, and its help lines',
  analyst: 'Everything: data, imports, signals, maps and place pages with true values',
  director: 'Signals, maps and place pages, with small numbers hidden; who opened confidential records, and why',
  administrator: 'Accounts; no figures',
}

// As a visitor would go through them: who sees most first, who sees no figure last.
const tour = ['analyst', 'director', 'officer', 'borough-lead', 'provider', 'young-assessor', 'administrator']
const byTour = (a: Account, b: Account) => tour.indexOf(a.role) - tour.indexOf(b.role) || a.id - b.id

interface Ways {
  next: string
  /** By mail? */
  mail: boolean
  /** The name of the organisation's own sign-in; empty when there is none. */
  provider: string
  providerHref: string
}

export const waysOf = ({ mail, provider }: Options, next: string, again = false): Ways => ({
  next,
  mail,
  provider: provider?.name ?? '',
  providerHref: `/sign-in/work?${new URLSearchParams({ next, ...(again ? { again: 'yes' } : {}) })}`,
})

const signInPage = page<Ways & Wrong & { title: string; email: string; demonstration: boolean }>(
  'people/pages/sign-in.njk',
)

export const signIn = (
  options: Options,
  next: string,
  typed: Record<string, unknown> = {},
  errors: FieldError[] = [],
) =>
  signInPage({
    ...wrong(errors),
    ...waysOf(options, next),
    title: 'Sign in',
    email: typedText(typed, 'email'),
    demonstration: options.demonstration,
  })

const demoSignInPage = page<Ways & { title: string; people: { email: string; name: string; sees: string }[] }>(
  'people/pages/demo-sign-in.njk',
)

export const demoSignIn = (options: Options, accounts: Account[], next: string) =>
  demoSignInPage({
    ...waysOf(options, next),
    title: 'Sign in to the demonstration',
    people: accounts
      .filter(account => account.active)
      .toSorted(byTour)
      .map(a => ({ email: a.email, name: a.name, sees: whatTheySee[a.role] ?? '' })),
  })

const sentPage = page<{ title: string; minutes: number; outbox: boolean }>('people/pages/sent.njk')
export const sent = (minutes: number, outbox: boolean) => sentPage({ title: 'Check your mail', minutes, outbox })

const linkPage = page<{ title: string; token: string; good: boolean }>('people/pages/link.njk')
export const link = (token: string, good: boolean) =>
  linkPage({ title: good ? 'Sign in' : 'This link no longer works', token, good })

const codePage = page<Wrong & { title: string; words: string; action: string; next: string }>('people/pages/code.njk')

export const code = (errors: FieldError[] = []) =>
  codePage({
    ...wrong(errors),
    title: 'Enter your code',
    words: 'Your link is good. Now enter the code that your authenticator shows, or one of your recovery codes.',
    action: '/sign-in/code',
    next: '',
  })

const againPage = page<Ways & Wrong & { title: string; email: string; codes: boolean; demonstration: boolean }>(
  'people/pages/again.njk',
)

export const again = (
  options: Options,
  shown: { next: string; email: string; codes: boolean },
  errors: FieldError[] = [],
) =>
  againPage({
    ...wrong(errors),
    ...waysOf(options, shown.next, true),
    title: 'Sign in again',
    email: shown.email,
    codes: shown.codes,
    demonstration: options.demonstration,
  })

const refusedPage = page<{ title: string; name: string }>('people/pages/refused.njk')
export const refused = (name: string) => refusedPage({ title: 'You could not be signed in', name })

const awayPage = page<{ title: string; name: string; mail: boolean }>('people/pages/provider-away.njk')
export const away = ({ provider, mail }: Options) =>
  awayPage({ title: 'Your organisation’s sign-in does not answer', name: provider?.name ?? '', mail })

const staffPage = page<{ title: string; hidden: { name: string; value: string }[]; people: Account[] }>(
  'people/pages/staff-provider.njk',
)
export const staff = (hidden: { name: string; value: string }[], people: Account[]) =>
  staffPage({ title: 'Invented staff sign-in', hidden, people })
