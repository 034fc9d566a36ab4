// What the forms of a decision send, and the addresses they stand at.
import { z } from 'zod'
import { dayField, RowId } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { kinds, mostOptions, parts } from './schemas.ts'

export const Id = z.object({ id: RowId })
export const ReviewId = Id.extend({ review: RowId })
export const CorrectionId = Id.extend({ correction: RowId })

export const Start = z.object({
  kind: z.enum(['general', 'place']).catch('general'),
  place: z.string().max(200).catch(''),
  because: z.string().max(200).catch(''),
})

/** Which saving of the decision somebody had before them; 0, which no decision has, where the form does not say. */
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .catch(0)
export const Seen = z.object({ version })

const long = (words: string) =>
  z
    .string({ error: `Write ${words.toLowerCase()} as text` })
    .trim()
    .max(5_000, { error: `${words} must be 5,000 characters or fewer` })
    .default('')
const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform(value => [value].flat().filter(Boolean))
const one = z.string().trim().max(100).catch('')

/** The draft as its form posts it: options come as `option1`, `weigh1`…, principles as `principle-CODE`. */
export const Draft = z.looseObject({
  kind: z.enum(kinds).catch('general'),
  question: z
    .string({ error: 'Enter the question to be decided' })
    .trim()
    .min(1, { error: 'Enter the question to be decided' })
    .max(300, { error: 'The question must be 300 characters or fewer' }),
  context: long('The background'),
  equality: long('The equality note'),
  publicPart: long('The public part'),
  confidentialPart: long('The confidential part'),
  strength: long('Community strength'),
  investment: long('Existing investment'),
  dissent: long('What people who were listened to say otherwise'),
  place: z.string().trim().max(200).default(''),
  areas: many,
  outcomes: many,
  aims: many,
  contextLevel: one,
  journeyStage: one,
  preventionLevel: one,
  ageBand: one,
  timeBand: one,
  version,
})
export type Draft = z.output<typeof Draft>

const most = 5_000
const choose = { error: 'Choose an option' }

export const results = ['go on', 'change', 'stop'] as const

export const verdictFor = (today: string) =>
  z.object({
    chosen: z
      .string(choose)
      .regex(/^\d$/, choose)
      .transform(Number)
      .refine(chosen => chosen < mostOptions, choose),
    reason: plainText(today, { missing: 'Enter the reason', most }),
    publicPart: plainText(today, { most }),
    reviewOn: z.union([z.literal(''), dayField('Enter a review date such as 2027-11-22')]).default(''),
    version,
  })
export type Verdict = z.output<ReturnType<typeof verdictFor>>

export const reviewFor = (today: string) =>
  z.object({
    result: z.enum(results, { error: 'Say whether to go on, change or stop' }),
    note: plainText(today, { missing: 'Enter what the review found', most }),
    early: z.literal('yes').optional().catch(undefined),
  })

export const reasonFor = (today: string, missing = 'Enter the reason') =>
  z.object({ reason: plainText(today, { missing, most }) })

export const correctionFor = (today: string) =>
  z.object({
    part: z.enum(parts, { error: 'Say which part is wrong' }),
    words: plainText(today, { missing: 'Enter what is wrong, and what is right', most }),
  })
