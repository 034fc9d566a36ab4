import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'

export const topics = ['history', 'drug markets', 'adverse childhood experiences', 'other'] as const
export type Topic = (typeof topics)[number]
export const topicNames: Record<Topic, string> = {
  history: 'History',
  'drug markets': 'Drug markets',
  'adverse childhood experiences': 'Adverse childhood experiences',
  other: 'Other',
}
export const statuses = ['draft', 'agreed', 'withdrawn'] as const
export const statusNames: Record<(typeof statuses)[number], string> = {
  draft: 'Draft',
  agreed: 'Agreed',
  withdrawn: 'Withdrawn',
}

export const Note = z.object({
  id: z.number(),
  topic: z.enum(topics),
  place: z.string().nullable(),
  placeName: z.string().nullable(),
  title: z.string(),
  body: z.string(),
  sourceTitle: z.string(),
  publisher: z.string(),
  address: z.string(),
  sourceYear: z.number(),
  rights: z.string(),
  status: z.enum(statuses),
  reason: z.string(),
  version: z.number(),
  writers: z.array(z.number()),
  writtenOn: z.string(),
  agreedOn: z.string().nullable(),
})
export type Note = z.output<typeof Note>

/** What a person writes. There is no field for a person, and none for a number of one: a note is of populations and places. */
export const formFor = (today: string) =>
  z.object({
    topic: z.enum(topics, { error: 'Choose what the note is about' }),
    title: plainText(today, { missing: 'Enter a title', most: 120 }),
    body: plainText(today, { missing: 'Enter what is known, in words anybody would understand', most: 2_000 }),
    sourceTitle: plainText(today, { missing: 'Enter the title of the source', most: 300 }),
    publisher: plainText(today, { missing: 'Enter who published it', most: 200 }),
    address: z
      .union([z.literal(''), z.url({ protocol: /^https?$/ })], {
        error: 'Enter a web address that starts with https://',
      })
      .default(''),
    sourceYear: z.coerce
      .number({ error: 'Enter the year of the source, such as 2019' })
      .int({ error: 'Enter the year of the source, such as 2019' })
      .min(1500, { error: 'Enter the year of the source, such as 2019' })
      .max(Number(today.slice(0, 4)), { error: 'The source cannot be of a year to come' }),
    rights: plainText(today, { missing: 'Say under which rights its words or figures are used', most: 200 }),
    version: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  })
export type NoteForm = z.output<ReturnType<typeof formFor>>

export const reasonFor = (today: string) =>
  z.object({ reason: plainText(today, { missing: 'Enter why it no longer stands', most: 500 }) })
