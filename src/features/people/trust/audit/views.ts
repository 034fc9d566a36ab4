import { plural } from '../../../../lib/words.ts'
import { type Found, type List, type ListSpec, listView, type Query } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import { momentWords } from '../../words.ts'
import type { Check } from './check-queries.ts'
import type { Row } from './queries.ts'
import type { Scope } from './scope.ts'

interface AuditPage {
  title: string
  lead: string
  list: List
  notes: string[]
  mayCheck: boolean
  checks: { href: string; text: string; words: string; sound: boolean }[]
}
const pageOf = page<AuditPage>('people/trust/pages/audit.njk')

const leads = (scope: Scope) => {
  if (scope.everything)
    return 'Who changed, read or took away what, and when. Rows are never changed; none younger than seven years is removed.'
  if (scope.organisation) return 'What people of your organisation changed, read or took away, and when.'
  return 'What you changed, read or took away, and when.'
}

/** "In progress", "No fault in 812 rows", "3 faults". */
export function resultWords(check: Check): string {
  if (check.error !== null) return `It could not be finished: ${check.error}`
  if (check.rows === null) return 'Not finished yet'
  if (check.faults.length === 0) return `No fault in ${plural(check.rows, 'row')}`
  return `${plural(check.faults.length, 'fault')} in ${plural(check.rows, 'row')}`
}

export const isSound = (check: Check): boolean => check.rows !== null && check.faults.length === 0

export const auditPage = (given: {
  spec: ListSpec<Row>
  query: Query
  found: Found<Row>
  scope: Scope
  checks: readonly Check[]
  notes: string[]
}) =>
  pageOf({
    title: 'Audit trail',
    lead: leads(given.scope),
    list: listView(given.spec, given.query, given.found),
    notes: given.notes,
    mayCheck: given.scope.everything,
    checks: given.checks.map(check => ({
      href: `/audit/checks/${check.id}`,
      text: momentWords(check.askedAt),
      words: `${resultWords(check)}${check.askedBy === 'nightly' ? ', by the program, every night' : ''}`,
      sound: isSound(check),
    })),
  })
