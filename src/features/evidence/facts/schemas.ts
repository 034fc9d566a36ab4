import { z } from 'zod'

/** What is kept. 'Expired' and 'superseded' are not: they follow from the day and from another fact (`stateOf`). */
export const statuses = ['proposed', 'stated then', 'current', 'withdrawn'] as const

export const StatedIn = z.object({
  document: z.string(),
  section: z.string(),
  lines: z.array(z.number().int()).optional(),
})
export type StatedIn = z.output<typeof StatedIn>

/** How a figure was come by. Those kept before this was asked, and those of a strategy, do not say. */
export const bases = ['count', 'survey', 'estimate'] as const
export const basisNames: Record<(typeof bases)[number], string> = {
  count: 'Counted in full, or from records of everybody',
  survey: 'Asked or counted in a part: a survey or a sample',
  estimate: 'Worked out another way: a model or an estimate',
}

export const Fact = z.object({
  id: z.number(),
  code: z.string().nullable(),
  statement: z.string(),
  value: z.number(),
  unit: z.string(),
  period: z.string().min(1),
  periodStated: z.boolean(),
  geography: z.string(),
  definition: z.string(),
  source: z.string(),
  sourceAddress: z.string().nullable(),
  licence: z.string(),
  statedIn: StatedIn.nullable(),
  approximate: z.boolean(),
  planned: z.boolean(),
  comparison: z.string(),
  caution: z.string(),
  basis: z.enum([...bases, 'not said']),
  /** Ends of the interval in the fact's own unit, and its level in percent: together or not at all. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number().nullable(),
  /** How many were asked. */
  sample: z.number().nullable(),
  method: z.string(),
  status: z.enum(statuses),
  checkedOn: z.string().nullable(),
  reviewBy: z.string().nullable(),
  supersededBy: z.number().nullable(),
  reason: z.string(),
  /** Why it went, in words fit for everybody; and the day. Empty where no release ever held it. */
  publicReason: z.string(),
  endedOn: z.string().nullable(),
  proposedBy: z.number().nullable(),
  approvedBy: z.number().nullable(),
  openedOn: z.string(),
})
export type Fact = z.output<typeof Fact>

export const useKinds = ['page', 'card', 'document', 'release'] as const
export const useNames: Record<(typeof useKinds)[number], string> = {
  page: 'A page',
  card: 'A card or image',
  document: 'A paper, speech or document',
  release: 'A release',
}

export const Use = z.object({
  id: z.number(),
  kind: z.enum(useKinds),
  title: z.string(),
  address: z.string(),
  addedOn: z.string(),
  removedOn: z.string().nullable(),
})
export type Use = z.output<typeof Use>
