import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'
import { bases, useKinds } from './schemas.ts'

const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(value => value !== undefined && value !== '')

const plainNumber = (text: string) => Number(text.replace(/^£/, '').replaceAll(/[,%\s]/g, ''))
const figure = z.number({ error: 'The figure must be a number, such as 1,877' }).min(-1e15).max(1e15)
const value = z
  .string({ error: 'Enter the figure' })
  .trim()
  .min(1, { error: 'Enter the figure' })
  .transform(plainNumber)
  .pipe(figure)

/** A number that may be left out. */
const maybe = (rule: z.ZodType<number, number>) =>
  z
    .string()
    .trim()
    .default('')
    .transform(text => (text === '' ? null : plainNumber(text)))
    .pipe(rule.nullable())

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
  draftOf(today).superRefine((draft, context) => {
    for (const [field, message] of uncertain(draft)) context.addIssue({ code: 'custom', path: [field], message })
  })
export type Draft = z.output<ReturnType<typeof draftOf>>

const nullableNumber = z.number().nullable()

/** A draft as it is kept while it waits: read back from the database, not from a form. */
export const Kept: z.ZodType<Draft> = z.object({
  statement: z.string(),
  value: z.number(),
  unit: z.string(),
  period: z.string(),
  geography: z.string(),
  definition: z.string(),
  source: z.string(),
  sourceAddress: z.string(),
  licence: z.string(),
  comparison: z.string(),
  caution: z.string(),
  approximate: z.boolean(),
  planned: z.boolean(),
  basis: z.enum([...bases, 'not said']),
  lower: nullableNumber,
  upper: nullableNumber,
  level: nullableNumber,
  sample: nullableNumber,
  method: z.string(),
  reviewBy: z.string(),
})

const draftOf = (today: string) =>
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
    basis: z.enum([...bases, 'not said']).catch('not said'),
    lower: maybe(figure),
    upper: maybe(figure),
    level: maybe(
      z
        .number({ error: 'The level must be a number of percent, such as 95' })
        .min(50, { error: 'The level must be 50 percent or more' })
        .lt(100, { error: 'The level must be under 100 percent' }),
    ),
    sample: maybe(
      z
        .number({ error: 'How many were asked must be a number' })
        .int({ error: 'How many were asked must be a whole number' })
        .min(1, { error: 'At least one must have been asked' })
        .max(2_000_000_000, { error: 'That is more than live on a continent' }),
    ),
    method: plainText(today, { most: 500 }),
    reviewBy: dayAfter(today, 'Enter the day it is to be checked again, such as 2027-11-22'),
  })

type Sure = Pick<
  z.output<ReturnType<typeof draftOf>>,
  'value' | 'unit' | 'basis' | 'lower' | 'upper' | 'level' | 'sample' | 'method'
>

/** What is missing of how sure the figure is: a share says how it was come by, and one from a survey never stands without interval or sample. */
function uncertain({ value: at, unit, basis, lower, upper, level, sample, method }: Sure): [string, string][] {
  const wrongs: [string, string][] = []
  const share = /^(percent\b|%)/i.test(unit)
  if (share && basis === 'not said') wrongs.push(['basis', 'Choose how this share was come by'])
  if ((lower === null) !== (upper === null))
    wrongs.push([lower === null ? 'lower' : 'upper', 'Enter both ends of the interval, or neither'])
  if (lower !== null && upper !== null && !(lower <= at && at <= upper))
    wrongs.push(['lower', 'The figure must lie inside its interval'])
  if (lower !== null && upper !== null && level === null)
    wrongs.push(['level', 'Enter how sure the interval is, such as 95'])
  if (basis === 'survey' && lower === null && upper === null) {
    if (sample === null) wrongs.push(['sample', 'Enter the interval, or how many were asked'])
    else if (method === '')
      wrongs.push(['method', 'Enter how they were chosen: without an interval a reader has only this'])
  }
  return wrongs
}

export const approvalFor = (today: string) =>
  z.object({ reviewBy: dayAfter(today, 'Enter the day it is to be checked again, such as 2027-11-22') })

export const reasonFor = (today: string) => z.object({ reason: plainText(today, { missing: 'Enter the reason' }) })

export const renewalFor = (today: string) => approvalFor(today).extend(reasonFor(today).shape)

/** Why a fact goes. Where the public has read it, it is told why too, in words of their own. */
export const endFor = (today: string, wasPublic: boolean) =>
  reasonFor(today).extend({
    publicReason: plainText(today, {
      ...(wasPublic && { missing: 'Enter what readers of the public page are told' }),
      most: 300,
    }),
  })
export type End = z.output<ReturnType<typeof endFor>>

export const successorFor = (today: string, wasPublic: boolean) =>
  endFor(today, wasPublic).extend({
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
