import type { Actor } from '../../../platform/http.ts'
import { allows, decide } from '../../people/index.ts'
import { registers } from '../registers/kinds.ts'
import { type RegisterKind, registerKinds } from '../registers/spec.ts'
import { kindOf, subjectOf } from './rules.ts'
import type { Record } from './schemas.ts'

/** A step a person may take from a record, with the record already named as what it is because of. */
export interface NextStep {
  text: string
  href: string
}

const answered = (kind: RegisterKind): string[] =>
  registers[kind].reply.outcomes.map(({ value }) => value).filter(value => value !== 'not shown')

/** The states in which a record can be part of a release. */
const releasable: { [kind: string]: readonly string[] } = {
  finding: ['agreed'],
  decision: ['decided'],
  fact: ['current'],
  'assessment-edition': ['frozen'],
  ...Object.fromEntries(registerKinds.map(kind => [kind, answered(kind)])),
}
const gone: ReadonlySet<string> = new Set(['dropped', 'withdrawn', 'superseded'])

/** What may follow from a record, as far as this person may do it. Nothing follows from what was dropped or taken back. */
export function nextSteps(actor: Actor, record: Record): NextStep[] {
  if (gone.has(record.state.split(',')[0] ?? '')) return []
  const kind = kindOf(record.key)
  const key = encodeURIComponent(record.key)
  const steps: (NextStep & { may: boolean })[] = [
    {
      text: kind === 'decision' ? 'Open the decision that follows' : 'Decide on this',
      href: `/decisions/new?because=${key}`,
      may: allows(actor, 'decisions.edit'),
    },
    { text: 'Open a task', href: `/tasks/new?because=${key}`, may: allows(actor, 'tasks.create') },
    {
      text: 'Record a rule, practice or budget that changed',
      href: `${registers['systems-change'].path}/new?because=${key}`,
      may: (kind === 'decision' || kind === 'task') && allows(actor, 'systems-change.create'),
    },
    {
      text: 'Prepare a release',
      href: `/releases/new?chosen=${key}`,
      may: allows(actor, 'releases.prepare') && (releasable[kind] ?? []).includes(record.state),
    },
  ]
  return steps.filter(step => step.may).map(({ text, href }) => ({ text, href }))
}

/** What may be begun at a place, which is no record itself: nothing came before it but the place, and what was seen of it. */
export const placeSteps = (actor: Actor, code: string, seen = ''): NextStep[] => [
  ...(allows(actor, 'decisions.edit')
    ? [{ text: 'Decide on this place', href: `/decisions/new?kind=place&place=${encodeURIComponent(code)}` }]
    : []),
  ...(allows(actor, 'tasks.create')
    ? [
        {
          text: 'Open a task',
          href: `/tasks/new?${new URLSearchParams({ place: code, ...(seen ? { reason: seen.slice(0, 300) } : {}) })}`,
        },
      ]
    : []),
]

/** The verbs that change a record, where it is not "edit". */
const changing: { [kind: string]: readonly string[] } = { release: ['prepare'], fact: ['create', 'approve'] }

/** May this person change the record, and so say what it is because of and what followed? */
export function mayLink(actor: Actor, record: Record): boolean {
  const kind = kindOf(record.key)
  return (changing[kind] ?? ['edit']).some(verb => decide(actor, verb, kind, subjectOf(record)).allowed)
}
