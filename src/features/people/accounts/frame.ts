export interface Crumb {
  text: string
  href?: string
}
export const crumbs: Crumb[] = [{ text: 'Accounts', href: '/accounts' }]

/** What was typed, to be shown again. */
export type Typed = Record<string, unknown>
