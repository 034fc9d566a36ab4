import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'

/** What is kept. 'Expired' and 'superseded' are not: they follow from the day and from another fact (`stateOf`). */
export const statuses = ['proposed', 'stated then', 'current', 'withdrawn'] as const

export const StatedIn = z.object({
  document: z.string(),
  section: z.string(),
  lines: z.array(z.number().int()).optional(),
})
export type StatedIn = z.output<typeof StatedIn>

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
  status: z.enum(statuses),
  checkedOn: z.string().nullable(),
  reviewBy: z.string().nullable(),
  supersededBy: z.number().nullable(),
  reason: z.string(),
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

const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(value => value !== undefined && value !== '')

const value = z
  .string({ error: 'Enter the figure' })
  .trim()
  .min(1, { error: 'Enter the figure' })
  .transform(text => Number(text.replace(/^£/, '').replaceAll(/[,\s]/g, '')))
  .pipe(z.number({ error: 'The figure must be a number, such as 1,877' }).min(-1e15).max(1e15))

const webAddress = z
  .string()
  .trim()
  .max(500, { error: 'The address must be 500 characters or fewer' })
  .refine(text => text === '' || (/^https?:\/\//.test(text) && URL.canParse(text)), {
    error: 'The address must start with https://',
  })
  .default('')

const dayAfter = (today: string, missing: string) =>
  z.iso
    .date({ error: missing })
    .refine(day => day > today, { error: 'The review date must be in the future' })
    .refine(day => day < `${Number(today.slice(0, 4)) + 6}`, { error: 'Review it within five years' })

/** A fact as its form posts it. */
export const draftFor = (today: string) =>
  z.object({
    statement: plainText(today, { missing: 'Enter what the figure says', most: 300 }),
    value,
    unit: plainText(today, { missing: 'Enter what is counted, such as people or percent', most: 60 }),
    period: plainText(today, {
      missing: 'Enter the period the figure is for. No figure is kept without one',
      most: 120,
    }),
    geography: plainText(today, { missing: 'Enter where the figure is for', most: 120 }),
    definition: plainText(today),
    source: plainText(today, { missing: 'Enter who published the figure, and where', most: 300 }),
    sourceAddress: webAddress,
    licence: plainText(today, { most: 120 }),
    comparison: plainText(today, { most: 40 }),
    caution: plainText(today, { most: 500 }),
    approximate: ticked,
    planned: ticked,
    reviewBy: dayAfter(today, 'Enter the day it is to be checked again, such as 2027-11-22'),
  })
export type Draft = z.output<ReturnType<typeof draftFor>>

export const approvalFor = (today: string) =>
  z.object({ reviewBy: dayAfter(today, 'Enter the day it is to be checked again, such as 2027-11-22') })

export const reasonFor = (today: string) => z.object({ reason: plainText(today, { missing: 'Enter the reason' }) })

export const renewalFor = (today: string) => approvalFor(today).extend(reasonFor(today).shape)

export const successorFor = (today: string) =>
  reasonFor(today).extend({
    by: z
      .string({ error: 'Enter the number of the fact that takes its place' })
      .trim()
      .transform(text => Number(/(\d{1,9})$/.exec(text)?.[1] ?? Number.NaN))
      .pipe(z.number({ error: 'Enter the number of the fact that takes its place' }).int().positive()),
  })

export const useFor = (today: string) =>
  z.object({
    kind: z.enum(useKinds, { error: 'Choose where it is used' }),
    title: plainText(today, { missing: 'Enter where it is used', most: 200 }),
    address: z
      .string()
      .trim()
      .max(500, { error: 'The address must be 500 characters or fewer' })
      .refine(text => text === '' || text.startsWith('/') || /^https?:\/\//.test(text), {
        error: 'The address must start with https:// or with /',
      })
      .default(''),
  })
