import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'

/** What a person may propose: other words, an answer to an open question, a measure or goal of an item, or to take one away. */
export const changeKinds = ['words', 'answer', 'measure', 'measure-off', 'goal', 'goal-off'] as const
export type ChangeKind = (typeof changeKinds)[number]

export const Proposal = z.object({
  id: z.number(),
  kind: z.enum(changeKinds),
  code: z.string(),
  value: z.string(),
  reason: z.string(),
  startsOn: z.string().nullable(),
  proposedBy: z.string(),
  /** In words: role and name. */
  proposer: z.string(),
  proposerId: z.number().nullable(),
  proposedOn: z.string(),
  state: z.enum(['waiting', 'approved', 'declined']),
  decidedBy: z.string().nullable(),
  decider: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decisionReason: z.string().nullable(),
})
export type Proposal = z.output<typeof Proposal>

export interface Change {
  kind: ChangeKind
  code: string
  value: string
  reason: string
  /** The first day of new words. */
  startsOn: string | null
}

const text = (enter: string, most: number) =>
  z
    .string({ error: enter })
    .trim()
    .min(1, { error: enter })
    .max(most, { error: `Use ${most.toLocaleString('en-GB')} characters or fewer` })
const reason = text('Enter the reason', 2_000)

/** The forms, one for each kind of change. */
export const WordsForm = z.object({
  value: text('Enter the new words', 500),
  startsOn: dayField('Enter the first day of the new words'),
  reason,
})
export const AnswerForm = z.object({ value: text('Enter the answer', 2_000), reason })
export const ChoiceForm = (what: string) => z.object({ value: text(`Choose a ${what}`, 120), reason })
export const VerdictForm = z.object({
  verdict: z.enum(['approve', 'decline'], { error: 'Choose whether to approve it' }),
  reason: z.string().trim().max(2_000, { error: 'Use 2,000 characters or fewer' }).default(''),
})
export type Verdict = z.output<typeof VerdictForm>
