import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'
import { Reading } from '../analyses/reading.ts'

const Table = z.object({ caption: z.string(), heads: z.array(z.string()), rows: z.array(z.array(z.string())) })

/** The month's figures as an officer saw them on the day. */
export const Frozen = z.object({
  ...Reading.pick({ figures: true, imports: true, source: true, notes: true }).shape,
  tables: z.array(Table),
  measure: z.string(),
  seenOn: z.string(),
})
export type Frozen = z.output<typeof Frozen>

export const Agenda = z.object({
  id: z.number(),
  sourceId: z.string(),
  month: z.string(),
  placeCode: z.string(),
  title: z.string(),
  figures: Frozen,
  changed: z.string(),
  whereWhen: z.string(),
  plan: z.string(),
  noAction: z.string(),
  status: z.enum(['open', 'closed']),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  version: z.number(),
  /** Tasks that follow from it. */
  actions: z.number(),
})
export type Agenda = z.output<typeof Agenda>

const most = 3_000
export const notesFor = (today: string) =>
  z.object({
    changed: plainText(today, { most }),
    whereWhen: plainText(today, { most }),
    plan: plainText(today, { most }),
    version: z.coerce.number().int().catch(0),
  })
export type Notes = z.output<ReturnType<typeof notesFor>>

export const closingFor = (today: string) => z.object({ noAction: plainText(today, { most }) })
