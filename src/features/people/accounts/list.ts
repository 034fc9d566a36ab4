import { dayWords, londonDay } from '../../../lib/dates.ts'
import { escapeHtml } from '../../../lib/markdown/text.ts'
import type { Actor } from '../../../platform/http.ts'
import { defineList, type Option } from '../../../platform/list.ts'
import { roleNames, roles } from '../roles.ts'
import { flagWords, placeWords, roleWords } from '../words.ts'
import type { Person, State } from './queries.ts'
import { mayManage } from './rules.ts'

export const stateWords: Record<State, string> = {
  active: 'Active',
  invited: 'Invited',
  lapsed: 'Invitation ended',
  closed: 'Closed',
}

const hasNotCome: readonly State[] = ['invited', 'lapsed']

function seenWords({ lastSeen, state }: Person): string {
  if (lastSeen !== null) return dayWords(londonDay(new Date(lastSeen)))
  return hasNotCome.includes(state) ? 'Not yet' : 'Not in 12 months'
}

const roleOptions: Option[] = roles.filter(role => role !== 'public').map(value => ({ value, text: roleNames[value] }))
const stateOptions: Option[] = Object.entries(stateWords).map(([value, text]) => ({ value, text }))

/** The list of accounts as this person sees it: who looks after one organisation needs neither role nor organisation. */
export const accountList = (actor: Actor, organisations: readonly string[], places: ReadonlyMap<string, string>) =>
  defineList<Person>({
    path: '/accounts',
    noun: ['account', 'accounts'],
    caption: 'Accounts',
    columns: [
      {
        key: 'name',
        title: 'Name',
        value: row => row.name,
        html: row =>
          `<a class="govuk-link" href="/accounts/${row.id}">${escapeHtml(row.name)}</a><small>${escapeHtml(row.email)}</small>`,
        sortable: true,
        head: true,
      },
      { key: 'email', title: 'Email', value: row => row.email, csvOnly: true },
      { key: 'role', title: 'Role', value: row => row.role, text: row => roleWords(row.role), sortable: true },
      {
        key: 'organisation',
        title: 'Organisation',
        value: row => row.organisation,
        text: row => row.organisation ?? 'None',
        sortable: true,
      },
      {
        key: 'places',
        title: 'Places',
        value: row => row.places.join(' '),
        text: row => placeWords(row, places),
        sortable: true,
      },
      {
        key: 'flags',
        title: 'Also',
        value: row => row.flags.join(' '),
        text: row => row.flags.map(flagWords).join(', ') || 'Nothing',
      },
      { key: 'state', title: 'State', value: row => row.state, text: row => stateWords[row.state], sortable: true },
      {
        key: 'last-signed-in',
        title: 'Last signed in',
        value: row => (row.lastSeen === null ? null : londonDay(new Date(row.lastSeen))),
        text: seenWords,
        sortable: true,
      },
    ],
    filters: [
      { kind: 'search', key: 'q', title: 'Name or email' },
      ...(mayManage(actor)
        ? [
            { kind: 'many' as const, key: 'role', title: 'Role', options: roleOptions },
            {
              kind: 'choice' as const,
              key: 'organisation',
              title: 'Organisation',
              options: organisations.map(value => ({ value, text: value })),
            },
          ]
        : []),
      { kind: 'many', key: 'state', title: 'State', options: stateOptions },
    ],
    sort: { key: 'name', dir: 'asc' },
    empty: { title: 'No accounts yet.', text: 'Invite somebody: they get a mail that tells them how to begin.' },
  })
