import { z } from 'zod'

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
  /** Why another place's figure stands here. */
  note: z.string().default(''),
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
  aims: z.array(z.string()),
  contextLevel: z.string().nullable(),
  journeyStage: z.string().nullable(),
  preventionLevel: z.string().nullable(),
  ageBand: z.string().nullable(),
  timeBand: z.string().nullable(),
  strength: z.string(),
  investment: z.string(),
  dissent: z.string(),
  panel: Panel.nullable(),
  status: z.enum(statuses),
  preparedBy: z.number().nullable(),
  proposedBy: z.number().nullable(),
  /** Accounts that saved words of it. */
  editedBy: z.array(z.number()),
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

export const mostOptions = 6

export const parts = ['public', 'rest'] as const
/** A correction beside the words it corrects. It counts once a second person agreed. */
export const Correction = z.object({
  id: z.number(),
  part: z.enum(parts),
  words: z.string(),
  madeBy: z.number(),
  role: z.string(),
  madeOn: z.string(),
  settledByRole: z.string().nullable(),
  settledOn: z.string().nullable(),
  agreed: z.boolean().nullable(),
})
export type Correction = z.output<typeof Correction>

/** What was said when a decision went back to its writers, or was opened again: with what had been decided, as it stood. */
export const Verdict = z.object({
  chosen: z.string(),
  reason: z.string(),
  publicPart: z.string(),
  decidedOn: z.string(),
  decidedByRole: z.string(),
  /** What had been corrected in it by then, or was to be. */
  corrections: z.array(Correction),
})
export type Verdict = z.output<typeof Verdict>
export const Note = z.object({
  id: z.number(),
  kind: z.enum(['sent-back', 'reopened']),
  reason: z.string(),
  verdict: Verdict.nullable(),
  role: z.string(),
  madeOn: z.string(),
})
export type Note = z.output<typeof Note>
