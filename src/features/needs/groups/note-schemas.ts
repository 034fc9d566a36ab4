import { z } from 'zod'

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

const text = (most: number, words: string) =>
  z
    .string({ error: words })
    .trim()
    .min(1, { error: words })
    .max(most, { error: `Use ${most.toLocaleString('en-GB')} characters or fewer` })

export const NoteForm = z.object({
  body: text(4_000, 'Write what must be known to read these figures fairly'),
  sources: text(2_000, 'Name the sources the note rests on'),
  asked: text(2_000, 'Say who was asked, and what they said'),
  misread: text(2_000, 'Say what may be misread, and by whom'),
  version: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})
export type NoteForm = z.output<typeof NoteForm>

export const ReasonForm = z.object({ reason: text(500, 'Say why the note no longer stands') })
