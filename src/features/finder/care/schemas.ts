import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'

export const reasons = ['closed', 'wrong-time', 'wrong-address', 'not-safe', 'other'] as const
export const Reason = z.enum(reasons)
export type Reason = z.output<typeof Reason>

export const reasonNames: Readonly<Record<Reason, string>> = {
  closed: 'It has closed or moved',
  'wrong-time': 'The day or time is wrong',
  'wrong-address': 'The place is wrong',
  'not-safe': 'It is not safe',
  other: 'Something else',
}

export const outcomes = ['put-right', 'was-right', 'taken-down'] as const
export const Outcome = z.enum(outcomes, { error: 'Choose what came of it' })
export type Outcome = z.output<typeof Outcome>
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  'put-right': 'It is put right',
  'was-right': 'It was right already',
  'taken-down': 'It is taken down',
}

/** What a press of one of the buttons sends. Words only with "something else", and nobody's name in them. */
export const toldFor = (today: string, known: readonly string[]) =>
  z
    .object({
      reason: z.enum(reasons, { error: 'Choose what is wrong' }),
      words: plainText(today, { most: 300, known }),
    })
    .refine(({ reason, words }) => reason !== 'other' || words !== '', {
      error: 'Enter what is wrong in a few words',
      path: ['words'],
    })
    .transform(({ reason, words }) => ({ reason, words: reason === 'other' ? words : '' }))
export type Told = z.output<ReturnType<typeof toldFor>>

export const resolvedFor = (today: string, known: readonly string[]) =>
  z.object({
    outcome: Outcome,
    note: plainText(today, { missing: 'Enter what was found and done', most: 500, known }),
  })
export type Resolved = z.output<ReturnType<typeof resolvedFor>>

export const reasonFor = (today: string, known: readonly string[], missing: string) =>
  z.object({ reason: plainText(today, { missing, most: 300, known }) })

export const sameFor = (today: string, known: readonly string[]) =>
  z.object({
    keep: z.uuid({ error: 'Choose which of the two stays' }),
    ages: z.literal('yes').optional().catch(undefined),
    reason: plainText(today, { missing: 'Enter how you know that they are one thing', most: 300, known }),
  })
