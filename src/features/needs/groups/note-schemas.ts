import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'

export const Note = z.object({
  id: z.number(),
  grouping: z.string(),
  body: z.string(),
  sources: z.string(),
  asked: z.string(),
  misread: z.string(),
  status: z.enum(['draft', 'agreed', 'replaced', 'withdrawn']),
  reason: z.string(),
  version: z.number(),
  writers: z.array(z.number()),
  writtenBy: z.string(),
  writtenOn: z.string(),
  agreedBy: z.string().nullable(),
  agreedOn: z.string().nullable(),
})
export type Note = z.output<typeof Note>

const version = z.coerce.number().int().min(0).max(1_000_000).catch(0)

/** What a person writes: it tells who nobody is. `known` are names of places, bodies and groups; a source may have its author's. */
export const noteFormFor = (today: string, known: readonly string[]) =>
  z.object({
    body: plainText(today, { known, most: 4_000, missing: 'Write what must be known to read these figures fairly' }),
    sources: plainText(today, { most: 2_000, missing: 'Name the sources the note rests on' }),
    asked: plainText(today, { known, most: 2_000, missing: 'Say who was asked, and what they said' }),
    misread: plainText(today, { known, most: 2_000, missing: 'Say what may be misread, and by whom' }),
    version,
  })
export type NoteForm = z.output<ReturnType<typeof noteFormFor>>

export const reasonFormFor = (today: string, known: readonly string[]) =>
  z.object({ reason: plainText(today, { known, most: 500, missing: 'Say why the note no longer stands' }) })
