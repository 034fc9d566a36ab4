import { z } from 'zod'

const day = z.iso.date()

/** What a permission decision knows of a record: see `Subject` of the people room. */
export const Facts = z.object({
  places: z.array(z.string()).readonly().optional(),
  organisation: z.string().nullable().optional(),
  ownerId: z.number().nullable().optional(),
  assigned: z.array(z.number()).readonly().optional(),
  invited: z.array(z.string()).readonly().optional(),
  handledBy: z.array(z.number()).readonly().optional(),
  panel: z.array(z.number()).readonly().optional(),
  released: z.boolean().optional(),
  shared: z.boolean().optional(),
  open: z.boolean().optional(),
  draft: z.boolean().optional(),
  closed: z.boolean().optional(),
  submitted: z.boolean().optional(),
  agreed: z.boolean().optional(),
})

/** What a room says of one of its records. */
export const NewRecord = z.object({
  /** Kind and number: `decision/12`. The kind is one of the permission matrix. */
  key: z.string().regex(/^[a-z-]+\/[A-Za-z0-9._-]+$/),
  title: z.string().min(1),
  href: z.string().startsWith('/'),
  state: z.string().default('open'),
  places: z.array(z.string()).default([]),
  startsOn: day.nullable().default(null),
  endsOn: day.nullable().default(null),
  timeBand: z.string().nullable().default(null),
  areas: z.array(z.string()).default([]),
  outcomes: z.array(z.string()).default([]),
  contextLevel: z.string().nullable().default(null),
  journeyStage: z.string().nullable().default(null),
  preventionLevel: z.string().nullable().default(null),
  ageBand: z.string().nullable().default(null),
  ownerRole: z.string().nullable().default(null),
  ownerId: z.number().nullable().default(null),
  organisation: z.string().nullable().default(null),
  because: z.string().nullable().default(null),
  dueOn: day.nullable().default(null),
  facts: Facts.default({}),
  words: z.string().default(''),
  ended: z.boolean().default(false),
})
export type NewRecord = z.input<typeof NewRecord>

export const Record = NewRecord.extend({
  kind: z.string(),
  openedOn: day,
  movedOn: day,
})
export type Record = z.output<typeof Record>

export const Link = z.object({ id: z.number(), becauseKey: z.string(), nextKey: z.string() })
export type Link = z.output<typeof Link>
