import { z } from 'zod'
import type { Day } from '../../lib/dates.ts'
import { plainText } from '../../platform/plain.ts'
import { hasUnseen, unseenWords } from './checks/characters.ts'
import { Releasable } from './contract.ts'

export const states = ['draft', 'checked', 'published', 'superseded', 'withdrawn', 'dropped'] as const
export type State = (typeof states)[number]
export const stateWords: Record<State, string> = {
  draft: 'Being prepared',
  checked: 'Checked, waiting for the director',
  published: 'Published',
  superseded: 'Replaced by a later edition',
  withdrawn: 'Withdrawn',
  dropped: 'Given up',
}

export const Check = z.object({
  id: z.string(),
  title: z.string(),
  result: z.enum(['pass', 'fail', 'advice']),
  text: z.string(),
  remedy: z.string(),
})
export type Check = z.output<typeof Check>

export const Kept = z.object({
  counts: z.string(),
  place: z.string(),
  period: z.string(),
  groups: z.array(z.object({ key: z.string(), parts: z.array(z.string()) })),
  apart: z.enum(['no', 'rest', 'all']),
  least: z.number(),
  most: z.number().nullable(),
  hidden: z.boolean(),
  under: z.number(),
})

/** Why a piece of advice may stand: written by who checked it off. */
export const Reasoned = z.object({ id: z.string(), reason: z.string() })
export type Reasoned = z.output<typeof Reasoned>

export const Edition = z.object({
  id: z.number(),
  releaseId: z.number(),
  slug: z.string(),
  edition: z.number(),
  state: z.enum(states),
  title: z.string(),
  summary: z.string(),
  chosen: z.array(z.string()),
  checks: z.array(Check).nullable(),
  preparedBy: z.number().nullable(),
  preparedByName: z.string().nullable(),
  preparedOn: z.string(),
  checkedBy: z.number().nullable(),
  checkedByName: z.string().nullable(),
  checkedOn: z.string().nullable(),
  publishedByName: z.string().nullable(),
  publishedOn: z.string().nullable(),
  publishedAt: z.string().nullable(),
  correction: z.string().nullable(),
  withdrawnOn: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  sha256: z.string().nullable(),
  reasons: z.array(Reasoned).nullable(),
})
export type Edition = z.output<typeof Edition>

/** What a person is asked for when a release is prepared or corrected. */
export const NewRelease = z.object({
  title: z
    .string({ error: 'Enter a title' })
    .trim()
    .min(1, { error: 'Enter a title' })
    .max(150, { error: 'The title must be 150 characters or fewer' })
    .refine(text => !hasUnseen(text), { error: unseenWords }),
  summary: z
    .string({ error: 'Enter a summary' })
    .trim()
    .min(1, { error: 'Enter a summary of one or two sentences' })
    .max(1_000, { error: 'The summary must be 1,000 characters or fewer' })
    .refine(text => !hasUnseen(text), { error: unseenWords }),
  chosen: z
    .union([z.string().transform(one => [one]), z.array(z.string())], { error: 'Choose what the release holds' })
    .pipe(z.array(z.string().max(200)).min(1, { error: 'Choose what the release holds' }).max(2_000)),
})
export type NewRelease = z.output<typeof NewRelease>

/** What everybody reads: it must be there, be shown, and tell nobody who a person is. */
const publicWords = (today: Day, missing: string, most: number) =>
  plainText(today, { missing, most }).refine(text => !hasUnseen(text), { error: unseenWords })

/** The correction stands at the top of the page, in its log and in the feed. */
export const Correction = (today: Day) =>
  NewRelease.extend({ correction: publicWords(today, 'Say what was wrong and what is right now', 2_000) })
export type Correction = z.output<ReturnType<typeof Correction>>

/** Why something is withdrawn, which is public, or sent back. */
export const Reason = (today: Day, missing = 'Say why it is withdrawn') =>
  z.object({ reason: publicWords(today, missing, 1_000) })

/** A draft as it is kept between preparing and publishing: true figures. */
export const Draft = z.array(Releasable)

export const Document = z.object({
  id: z.number(),
  title: z.string(),
  summary: z.string(),
  period: z.string(),
  body: z.string(),
  sources: z.string(),
  licence: z.string(),
  method: z.string(),
  version: z.number(),
  writtenOn: z.string(),
})
export type Document = z.output<typeof Document>
