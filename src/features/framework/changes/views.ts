import { dayWords } from '../../../lib/dates.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Proposal } from './schemas.ts'

type Crumbs = { text: string; href?: string }[]
type Fault = { text: string } | undefined

export interface FormPage {
  title: string
  breadcrumbs: Crumbs
  lead: string
  now: string
  action: string
  button: string
  value: {
    label: string
    hint: string
    text: string
    rows: number
    options: { value: string; text: string; selected?: boolean }[]
  } | null
  startsOn: string | null
  reason: string
  reasonHint: string
  faults: { value: Fault; startsOn: Fault; reason: Fault }
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
}
export const formPage = page<FormPage>('framework/pages/form.njk')

/** The parts of a form page that are the same for every change. */
export const withErrors = (errors: FieldError[]): Pick<FormPage, 'faults' | 'errors' | 'errorSummary'> => ({
  errors,
  errorSummary: errorList(errors),
  faults: { value: errorOf(errors, 'value'), startsOn: errorOf(errors, 'startsOn'), reason: errorOf(errors, 'reason') },
})

export const changeWords: Record<Proposal['kind'], string> = {
  words: 'New words',
  answer: 'Answer to an open question',
  measure: 'A measure that answers it',
  'measure-off': 'No longer a measure of it',
  goal: 'A goal it serves',
  'goal-off': 'No longer a goal it serves',
}
export const stateWords: Record<Proposal['state'], string> = {
  waiting: 'Waiting for a decision',
  approved: 'Approved',
  declined: 'Declined',
}

export interface Line {
  href: string
  what: string
  about: string
  value: string
  state: string
  who: string
}
export const proposalsPage = page<{ title: string; breadcrumbs: Crumbs; lines: Line[] }>(
  'framework/pages/proposals.njk',
)

export const lineOf = (proposal: Proposal, about: string, value: string): Line => ({
  href: `/framework/proposals/${proposal.id}`,
  what: changeWords[proposal.kind],
  about,
  value,
  state: stateWords[proposal.state],
  who: `${proposal.proposer}, ${dayWords(proposal.proposedOn)}`,
})

interface ProposalPage {
  title: string
  breadcrumbs: Crumbs
  facts: { term: string; text: string; href: string }[]
  form: { verdict: string; reason: string; faults: { verdict: Fault; reason: Fault } } | null
  why: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
}
export const proposalPage = page<ProposalPage>('framework/pages/proposal.njk')

export interface Asked {
  proposal: Proposal
  about: { text: string; href: string }
  value: string
  now: string
  /** Empty where this person may decide it; otherwise why not. */
  why: string
  typed?: { verdict: string; reason: string; errors: FieldError[] }
}

export function showProposal({ proposal, about, value, now, why, typed }: Asked) {
  const errors = typed?.errors ?? []
  const fact = (term: string, text: string | null, href = '') => (text ? [{ term, text, href }] : [])
  return proposalPage({
    title: changeWords[proposal.kind],
    breadcrumbs: [
      { text: 'Framework', href: '/framework' },
      { text: 'Proposed changes', href: '/framework/proposals' },
      { text: changeWords[proposal.kind] },
    ],
    facts: [
      ...fact('About', about.text, about.href),
      ...fact('Now', now),
      ...fact('Proposed', value),
      ...fact('From', proposal.startsOn ? dayWords(proposal.startsOn) : null),
      ...fact('Reason', proposal.reason),
      ...fact('Proposed by', `${proposal.proposer}, ${dayWords(proposal.proposedOn)}`),
      ...fact('State', stateWords[proposal.state]),
      ...fact('Decided by', proposal.decidedOn ? `${proposal.decider}, ${dayWords(proposal.decidedOn)}` : null),
      ...fact('Why', proposal.decisionReason),
    ],
    form:
      proposal.state === 'waiting' && why === ''
        ? {
            verdict: typed?.verdict ?? '',
            reason: typed?.reason ?? '',
            faults: { verdict: errorOf(errors, 'verdict'), reason: errorOf(errors, 'reason') },
          }
        : null,
    why: proposal.state === 'waiting' ? why : '',
    errors,
    errorSummary: errorList(errors),
  })
}
