import { z } from 'zod'

export const kinds = ['term', 'holiday', 'bank holiday'] as const
export const SpanKind = z.enum(kinds)
export type SpanKind = z.output<typeof SpanKind>

/** Days of one kind, both ends included. Without a borough they are the whole city's. */
export const Span = z.object({
  borough: z.string().nullable(),
  kind: SpanKind,
  title: z.string(),
  from: z.string(),
  to: z.string(),
})
export type Span = z.output<typeof Span>

/** What one person put in at one time. */
export const Load = z.object({
  id: z.number(),
  title: z.string(),
  source: z.string(),
  madeBy: z.string(),
  madeOn: z.string(),
  spans: z.number(),
  undoneBy: z.string().nullable(),
  undoneOn: z.string().nullable(),
  undoneReason: z.string().nullable(),
})
export type Load = z.output<typeof Load>

/** Hours of some days that people plan by: weekdays from 4 to 7 in the evening, say. */
export const Band = z.object({
  name: z.string(),
  /** 1 Monday to 7 Sunday. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  /** First hour, and the hour it ends at. */
  from: z.number().int().min(0).max(23),
  to: z.number().int().min(1).max(24),
  owner: z.string(),
  setBy: z.string(),
  setOn: z.string(),
})
export type Band = z.output<typeof Band>

/** The band until somebody sets another: when schools are out and parents not yet home. */
export const usualBand: Band = {
  name: 'Weekdays 4pm to 7pm',
  days: [1, 2, 3, 4, 5],
  from: 16,
  to: 19,
  owner: 'VRU analyst',
  setBy: '',
  setOn: '',
}

const needs = (words: string) => z.string({ error: words }).trim().min(1, { error: words })

export const NewLoad = z.object({
  title: needs('Enter a title, such as “Term dates 2026/27, Hounslow”').max(200),
  source: needs('Enter where the dates are from, such as the council’s page').max(300),
  lines: needs('Enter lines, or choose a file').max(2_000_000),
  step: z.enum(['preview', 'save']).catch('preview'),
})
export type NewLoad = z.output<typeof NewLoad>

export const Undo = z.object({ reason: needs('Say why these dates are taken back').max(500) })

const hour = (words: string, least: number, most: number) =>
  z.coerce.number({ error: words }).int({ error: words }).min(least, { error: words }).max(most, { error: words })

export const NewBand = z
  .object({
    days: z.enum(['weekdays', 'weekends', 'every day'], { error: 'Choose the days' }),
    from: hour('Enter the first hour, 0 to 23', 0, 23),
    to: hour('Enter the hour it ends, 1 to 24', 1, 24),
    owner: needs('Enter who answers for this setting').max(100),
    reason: needs('Say why the hours change').max(500),
  })
  .refine(band => band.to > band.from, { error: 'The band must end after it begins', path: ['to'] })
export type NewBand = z.output<typeof NewBand>
