import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { day, OwnerRole, words } from '../words.ts'

export const kindWords = {
  access: 'Access: a copy of what is held',
  rectification: 'Correction of something wrong',
  erasure: 'Erasure',
  restriction: 'Restriction of use',
  objection: 'Objection',
  complaint: 'Complaint',
} as const
const RequestKind = z.enum(['access', 'rectification', 'erasure', 'restriction', 'objection', 'complaint'], {
  error: 'Choose what was asked for',
})
export type RequestKind = z.output<typeof RequestKind>

export const states = ['open', 'refusal-proposed', 'answered', 'refused', 'withdrawn'] as const
export const stateWords: Readonly<Record<(typeof states)[number], string>> = {
  open: 'Open',
  'refusal-proposed': 'Refusal waits for the director',
  answered: 'Answered',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
}

export const DataRequest = z.object({
  id: z.number(),
  kind: RequestKind,
  receivedOn: z.string(),
  dueOn: z.string(),
  heldAt: z.string(),
  ownerRole: z.string(),
  extendedTo: z.string().nullable(),
  extensionReason: z.string(),
  state: z.enum(states),
  outcome: z.string(),
  proposedBy: z.number().nullable(),
  closedOn: z.string().nullable(),
})
export type DataRequest = z.output<typeof DataRequest>

export const newFor = (today: Day) =>
  z.object({
    kind: RequestKind,
    receivedOn: day('Enter the day it was received, such as 2026-11-02').refine(text => text <= today, {
      error: 'The day it was received must be today or earlier',
    }),
    heldAt: words(today, 'Enter where the letters and mails are held', 200),
    ownerRole: OwnerRole,
  })
export type NewRequest = z.output<ReturnType<typeof newFor>>

export const extensionFor = (today: Day) =>
  z.object({ extensionReason: words(today, 'Enter why it needs longer', 500) })

export const outcomeFor = (today: Day) =>
  z.object({
    outcome: words(today, 'Enter what came of it', 1_000),
    how: z.enum(['answered', 'refuse', 'withdrawn'], { error: 'Choose how it ends' }),
  })
export type Outcome = z.output<ReturnType<typeof outcomeFor>>
