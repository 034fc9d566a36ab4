import { addMonths, type Day } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Subject } from '../../people/index.ts'
import { type Decision, mostOptions, type Option, type Principle } from './schemas.ts'

/** What permission needs to know of a decision. Whoever prepared it, proposed it or saved words of it does not decide it. */
export const subjectOf = (
  decision: Pick<Decision, 'places' | 'preparedBy' | 'proposedBy' | 'editedBy'>,
  above: readonly string[] = [],
): Subject => ({
  places: [...decision.places, ...above],
  ownerId: decision.preparedBy,
  handledBy: [...new Set([decision.preparedBy, decision.proposedBy, ...decision.editedBy])].filter(id => id !== null),
})

// Half of a character that a machine cut off cannot be kept.
const textOf = (value: unknown): string => (typeof value === 'string' ? value.replace(/\p{Cs}/gu, '').trim() : '')

/** Options as the form posts them: `option1` with `weigh1`, in order, empty ones left out. */
export function optionsOf(form: Record<string, unknown>): Option[] {
  return Array.from({ length: mostOptions }, (_, k) => ({
    title: textOf(form[`option${k + 1}`]),
    weigh: textOf(form[`weigh${k + 1}`]),
  })).filter(option => option.title !== '' || option.weigh !== '')
}

/** What was answered to each guiding principle, kept with the words of the prompt as they stood. */
export const principlesOf = (
  form: Record<string, unknown>,
  prompts: readonly { code: string; label: string }[],
): Principle[] => prompts.map(({ code, label }) => ({ code, label, answer: textOf(form[`principle-${code}`]) }))

/** Why it began, for its line in the threads: the first of its public words, which all who may see the line may read. */
export const becauseOf = ({ publicPart }: Pick<Decision, 'publicPart'>): string | null =>
  publicPart.length <= 300 ? publicPart || null : `${publicPart.slice(0, 300).replace(/\s+\S*$/, '')}…`

/** What is still missing before a decision can be put to the director: each with the field where it is put right. */
export function missing(decision: Decision, because: number): FieldError[] {
  const place = decision.kind === 'place'
  const wants: [boolean, string, string][] = [
    [
      decision.options.filter(option => option.title).length >= 2,
      'option1',
      'Enter at least two options, one of which may be to do nothing',
    ],
    [
      because > 0 || decision.context !== '',
      'context',
      'Say what it is because of: add evidence, or write the background',
    ],
    [
      decision.principles.every(principle => principle.answer !== ''),
      firstEmpty(decision),
      'Answer every guiding principle',
    ],
    [decision.equality !== '', 'equality', 'Enter the equality note: who may gain, who may be left out'],
    [!place || decision.places.length > 0, 'place', 'Choose the place'],
    [!place || decision.strength !== '', 'strength', 'Enter the community’s strengths'],
    [!place || decision.investment !== '', 'investment', 'Enter what is already invested there'],
    [!place || decision.dissent !== '', 'dissent', 'Enter what people say otherwise, or that nobody does'],
  ]
  return wants.flatMap(([met, field, text]) => (met ? [] : [{ field, text }]))
}

const firstEmpty = (decision: Decision) =>
  `principle-${decision.principles.find(principle => principle.answer === '')?.code ?? ''}`

const later = (day: Day, months: number): Day => {
  const month = addMonths(day.slice(0, 7), months)
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
  return `${month}-${String(Math.min(Number(day.slice(8, 10)), last)).padStart(2, '0')}`
}

/** Reviews dated from a decision: the choice of a place is looked at after 12 and 18 months; any decision on the day it names. */
export function reviewsOf(
  decision: Pick<Decision, 'kind'>,
  decidedOn: Day,
  reviewOn: Day | null,
): { dueOn: Day; label: string }[] {
  const named = reviewOn ? [{ dueOn: reviewOn, label: 'Review' }] : []
  if (decision.kind === 'general') return named
  const fixed = [12, 18].map(months => ({ dueOn: later(decidedOn, months), label: `Review after ${months} months` }))
  return [...fixed, ...named.filter(review => !fixed.some(each => each.dueOn === review.dueOn))].sort((a, b) =>
    a.dueOn.localeCompare(b.dueOn),
  )
}
