import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'

export const kinds = ['general', 'place'] as const
export const kindNames: Record<(typeof kinds)[number], string> = { general: 'Decision', place: 'Choice of a place' }
export const statuses = ['draft', 'proposed', 'decided', 'dropped'] as const
export const statusNames: Record<(typeof statuses)[number], string> = {
  draft: 'Draft',
  proposed: 'Waiting to be decided',
  decided: 'Decided',
  dropped: 'Dropped',
}

export const Option = z.object({ title: z.string(), weigh: z.string() })
export type Option = z.output<typeof Option>
export const Principle = z.object({ code: z.string(), label: z.string(), answer: z.string() })
export type Principle = z.output<typeof Principle>

/** One line of the panel of measures of a place: every measure beside the others, none added to another. */
export const PanelLine = z.object({
  measure: z.string(),
  value: z.string(),
  period: z.string(),
  change: z.string(),
  level: z.string(),
  source: z.string(),
})
export const Panel = z.object({ asAt: z.string(), place: z.string(), lines: z.array(PanelLine) })
export type Panel = z.output<typeof Panel>

export const Decision = z.object({
  id: z.number(),
  reference: z.string(),
  kind: z.enum(kinds),
  question: z.string(),
  context: z.string(),
  options: z.array(Option),
  chosen: z.number().nullable(),
  reason: z.string(),
  principles: z.array(Principle),
  equality: z.string(),
  publicPart: z.string(),
  confidentialPart: z.string(),
  places: z.array(z.string()),
  areas: z.array(z.string()),
  outcomes: z.array(z.string()),
  strength: z.string(),
  investment: z.string(),
  dissent: z.string(),
  panel: Panel.nullable(),
  status: z.enum(statuses),
  preparedBy: z.number().nullable(),
  proposedBy: z.number().nullable(),
  proposedOn: z.string().nullable(),
  decidedBy: z.number().nullable(),
  decidedByRole: z.string().nullable(),
  decidedOn: z.string().nullable(),
  reviewOn: z.string().nullable(),
  droppedReason: z.string().nullable(),
  version: z.number(),
  openedOn: z.string(),
})
export type Decision = z.output<typeof Decision>

export const Review = z.object({
  id: z.number(),
  decisionId: z.number(),
  dueOn: z.string(),
  label: z.string(),
  doneOn: z.string().nullable(),
  result: z.string().nullable(),
  note: z.string(),
})
export type Review = z.output<typeof Review>

const long = (words: string) =>
  z
    .string()
    .trim()
    .max(5_000, { error: `${words} must be 5,000 characters or fewer` })
    .default('')
const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform(value => [value].flat().filter(Boolean))

export const mostOptions = 6

/** The draft as its form posts it: options come as `option1`, `weigh1`…, principles as `principle-CODE`. */
export const Draft = z.looseObject({
  kind: z.enum(kinds).default('general'),
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
  version: z.coerce.number().int().default(1),
})
export type Draft = z.output<typeof Draft>

const most = 5_000

export const results = ['go on', 'change', 'stop'] as const

export const verdictFor = (today: string) =>
  z.object({
    chosen: z.coerce
      .number({ error: 'Choose an option' })
      .int({ error: 'Choose an option' })
      .min(0, { error: 'Choose an option' }),
    reason: plainText(today, { missing: 'Enter the reason', most }),
    publicPart: plainText(today, { most }),
    reviewOn: z.union([z.literal(''), z.iso.date({ error: 'Enter a review date such as 2027-11-22' })]).default(''),
  })
export type Verdict = z.output<ReturnType<typeof verdictFor>>

export const reviewFor = (today: string) =>
  z.object({
    result: z.enum(results, { error: 'Say whether to go on, change or stop' }),
    note: plainText(today, { missing: 'Enter what the review found', most }),
  })

export const reasonFor = (today: string) =>
  z.object({ reason: plainText(today, { missing: 'Enter the reason', most }) })
