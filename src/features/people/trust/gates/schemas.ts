import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { day, OwnerRole, words, wordsOrNone } from '../words.ts'

export const kinds = {
  DPIA: 'Data protection impact assessment',
  EIA: 'Equality impact assessment',
} as const
export const GateKind = z.enum(['DPIA', 'EIA'], { error: 'Choose which assessment it needs' })
export type GateKind = z.output<typeof GateKind>

export const Gate = z.object({
  id: z.number(),
  object: z.string(),
  kind: GateKind,
  title: z.string(),
  reference: z.string().nullable(),
  ownerRole: z.string().nullable(),
  signedOn: z.string().nullable(),
  reviewOn: z.string().nullable(),
  note: z.string(),
  filledBy: z.number().nullable(),
  approvedAt: z.string().nullable(),
})
export type Gate = z.output<typeof Gate>

const object = /^(source|feature)\/[a-z0-9][a-z0-9-]{0,118}$/

/** What must be assessed before it is used. */
export const Need = z.object({
  object: z.string({ error: 'Enter what it is for' }).trim().regex(object, {
    error: 'Enter source/ or feature/ and its id, such as source/hospital-assault-attendances or feature/map',
  }),
  kind: GateKind,
  title: z
    .string({ error: 'Enter a title' })
    .trim()
    .min(1, { error: 'Enter a title' })
    .max(200, { error: 'Use 200 characters or fewer' }),
})
export type Need = z.output<typeof Need>

export const filledFor = (today: Day) =>
  z
    .object({
      reference: words(today, 'Enter the reference of the signed assessment', 200),
      ownerRole: OwnerRole,
      signedOn: day('Enter the day it was signed, such as 2026-11-02'),
      reviewOn: day('Enter the day it is reviewed by, such as 2027-11-02'),
      note: wordsOrNone(today, 1_000),
    })
    .superRefine(({ signedOn, reviewOn }, context) => {
      if (signedOn > today)
        context.addIssue({
          code: 'custom',
          path: ['signedOn'],
          message: 'The day it was signed must be today or earlier',
        })
      if (reviewOn <= signedOn)
        context.addIssue({
          code: 'custom',
          path: ['reviewOn'],
          message: 'The review must come after the day it was signed',
        })
    })
export type Filled = z.output<ReturnType<typeof filledFor>>

/** A gate of a demonstration: invented, and said to be so. */
export const SeededGate = Need.extend({
  reference: z.string().startsWith('Invented'),
  ownerRole: OwnerRole,
  signedOn: z.iso.date(),
  reviewOn: z.iso.date(),
  note: z.string(),
})
export type SeededGate = z.output<typeof SeededGate>
