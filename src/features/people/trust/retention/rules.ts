import { countOf, deleting, type Later, type Rule } from '../../../../platform/retention.ts'
import { type Sql, sql } from '../../../../platform/sql.ts'
import { proposalsRule } from '../../proposals/index.ts'

const closedAccounts = (before: string): Sql =>
  sql`accounts where not active and closed_at < ${before}::date and email not like 'closed-%@account.invalid'`

/** A row stays, so that what the person did keeps somebody behind it; who that was goes. */
const closedNames: Rule = {
  name: 'closed-accounts',
  what: 'Names and addresses of closed accounts',
  keep: { days: 90 },
  least: { days: 1 },
  after: 'the account was closed',
  fate: 'strip',
  note: 'The account’s number, role and dates stay. The audit trail keeps the address for its own seven years: it shows who did what.',
  count: (db, before) => countOf(db, sql`select count(*)::integer as n from ${closedAccounts(before)}`),
  remove: (tx, before) =>
    tx.run(sql`
      update accounts set email = 'closed-' || id || '@account.invalid', name = 'Closed account', organisation = null, issuer = null, subject = null
      where id in (select id from ${closedAccounts(before)})`),
}

/** What this room keeps, and how long (ethics: sessions and sign-in logs 12 months). */
export const rules: readonly Rule[] = [
  deleting(
    {
      name: 'sessions',
      what: 'Sessions',
      keep: { months: 12 },
      least: { days: 1 },
      after: 'their end',
    },
    sql`sessions`,
    before => sql`ends_at < ${before}::date`,
  ),
  deleting(
    {
      name: 'sign-in-links',
      what: 'Sign-in links, used or not',
      keep: { months: 12 },
      least: { days: 1 },
      after: 'their end',
      note: 'A link is kept as a hash: it cannot be used again.',
    },
    sql`sign_in_links`,
    before => sql`expires_at < ${before}::date`,
  ),
  deleting(
    {
      name: 'sign-ins-begun',
      what: 'Sign-ins that were begun and never finished',
      keep: { days: 1 },
      least: { days: 1 },
      after: 'their end',
    },
    sql`sign_ins_begun`,
    before => sql`expires_at < ${before}::date`,
  ),
  deleting(
    {
      name: 'devices',
      what: 'Families of browsers an account signed in with',
      keep: { months: 12 },
      least: { days: 30 },
      after: 'they were last seen',
    },
    sql`account_devices`,
    before => sql`last_seen_at < ${before}::date`,
  ),
  deleting(
    {
      name: 'account-requests',
      what: 'Requests for accounts that were answered',
      keep: { months: 12 },
      least: { days: 30 },
      after: 'the answer',
      note: 'Requests nobody has answered stay.',
    },
    sql`account_requests`,
    before => sql`decided_at < ${before}::date`,
  ),
  deleting(
    {
      name: 'data-requests',
      what: 'Requests and complaints about personal data that are closed',
      keep: { months: 36 },
      least: { months: 12 },
      after: 'they were closed',
      note: 'A proposal of ours: the controller decides. What people wrote is not held here.',
    },
    sql`data_requests`,
    before => sql`closed_on < ${before}::date`,
  ),
  proposalsRule,
  closedNames,
]

/** Periods proposed for records whose room is not built yet, or whose removal is not. */
export const later: readonly Later[] = [
  { what: 'Incident room log', keep: '2 years from close', fate: 'strip roles, keep themes' },
  { what: 'Contact details of responders', keep: 'while in role, and 90 days', fate: 'delete' },
  { what: 'Tension readings', keep: '12 months', fate: 'keep the ward’s trend only' },
  { what: 'Raw notes of engagement', keep: '12 months after analysis', fate: 'keep themes and permitted quotes' },
  {
    what: 'Profiles of young assessors and the young people’s action group',
    keep: 'their term, and 12 months',
    fate: 'delete; scores stay, detached',
  },
  { what: 'Unsuccessful applications', keep: '3 years', fate: 'delete attachments, keep statistics' },
  { what: 'Awards and returns', keep: '7 years after the end', fate: 'archive' },
  { what: 'Safeguarding escalations (that there was one, never what was said)', keep: '12 months', fate: 'delete' },
]
