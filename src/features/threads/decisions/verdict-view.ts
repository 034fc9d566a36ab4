import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Decision } from './schemas.ts'

interface VerdictPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  version: number
  /** It is not waiting to be decided any more: what was typed is shown, to be copied. */
  closed: boolean
  options: { value: string; text: string; hint: { text: string }; checked: boolean }[]
  principles: { label: string; answer: string }[]
  values: { reason: string; publicPart: string; reviewOn: string }
  reviewHint: string
}
const verdictPage = page<VerdictPage>('threads/pages/decision-verdict.njk')

const movedWords = {
  proposed: 'Somebody changed this decision while you were reading. Read the options again, then choose.',
  other: 'This decision is not waiting to be decided any more. Nothing was kept; what you typed is below.',
}

/** What was typed meets another state of the decision than was read: the words stay, the choice is made anew. */
export const movedOn = (decision: Decision, values: Record<string, unknown>) =>
  verdict(decision, {
    values: { ...values, chosen: '' },
    errors: [{ field: 'chosen', text: movedWords[decision.status === 'proposed' ? 'proposed' : 'other'] }],
  })

export function verdict(
  decision: Decision,
  { values, errors }: { values: Record<string, unknown>; errors: FieldError[] },
) {
  const chosen = typedText(values, 'chosen')
  return verdictPage({
    ...wrong(errors),
    title: `Decide: ${decision.question}`,
    breadcrumbs: [
      { text: 'Decisions', href: '/decisions' },
      { text: decision.reference, href: `/decisions/${decision.id}` },
    ],
    action: `/decisions/${decision.id}/decide`,
    cancel: `/decisions/${decision.id}`,
    version: decision.version,
    closed: decision.status !== 'proposed',
    options: decision.options.map((option, k) => ({
      value: String(k),
      text: option.title,
      hint: { text: option.weigh },
      checked: chosen === String(k),
    })),
    principles: decision.principles,
    values: {
      reason: typedText(values, 'reason'),
      publicPart: typedText(values, 'publicPart', decision.publicPart),
      reviewOn: typedText(values, 'reviewOn'),
    },
    reviewHint:
      decision.kind === 'place'
        ? 'The choice of a place is looked at after 12 and 18 months in any case.'
        : 'Leave it empty when none is needed.',
  })
}
