import { page } from '../../platform/view.ts'
import { roleNames } from './roles.ts'
import type { Account } from './schemas.ts'

const whatTheySee: Record<string, string> = {
  'young-assessor': 'What young assessors will use. Nothing is open to them yet.',
  provider: 'What providers will use. Nothing is open to them yet.',
  'borough-lead': 'Signals and place pages of one borough; other boroughs with small numbers hidden',
  officer: 'Signals, maps and place pages, with small numbers hidden',
  analyst: 'Everything: data, imports, signals, maps and place pages with true values',
  director: 'Signals, maps and place pages, with small numbers hidden',
  administrator: 'Accounts; no figures',
}

// As a visitor would go through them: who sees most first, who sees no figure last.
const tour = ['analyst', 'director', 'officer', 'borough-lead', 'provider', 'young-assessor', 'administrator']
const byTour = (a: Account, b: Account) => tour.indexOf(a.role) - tour.indexOf(b.role)

export const demoSignInPage = page<{
  title: string
  next: string
  people: { email: string; name: string; sees: string }[]
}>('people/pages/demo-sign-in.njk')
export const signInPage = page<{ title: string }>('people/pages/sign-in.njk')
export const linkPage = page<{ title: string; token: string; good: boolean }>('people/pages/link.njk')
export const accountsPage = page<{
  title: string
  accounts: { name: string; email: string; role: string; places: string; active: boolean }[]
}>('people/pages/accounts.njk')

export const demoSignIn = (accounts: Account[], next: string) =>
  demoSignInPage({
    title: 'Sign in to the demonstration',
    next,
    people: accounts.toSorted(byTour).map(a => ({ email: a.email, name: a.name, sees: whatTheySee[a.role] ?? '' })),
  })

export const accounts = (found: Account[]) =>
  accountsPage({
    title: 'Accounts',
    accounts: found.map(a => ({
      name: a.name,
      email: a.email,
      role: roleNames[a.role],
      places: a.places.join(', '),
      active: a.active,
    })),
  })
