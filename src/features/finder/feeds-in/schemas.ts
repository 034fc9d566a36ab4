import { z } from 'zod'

export const formats = ['oruk', 'openactive', 'places'] as const
export const formatWords: Readonly<Record<(typeof formats)[number], string>> = {
  oruk: 'Open Referral UK',
  openactive: 'OpenActive',
  places: 'Places of the city’s own data',
}
export const trusts = ['each', 'feed'] as const

/** A feed, and how it is asked. */
export const Source = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(formats),
  address: z.string(),
  sessionsAddress: z.string(),
  licence: z.string(),
  attribution: z.string(),
  trust: z.enum(trusts),
  everyHours: z.number(),
  state: z.enum(['proposed', 'approved', 'stopped']),
  stateReason: z.string(),
  cursor: z.string(),
  sessionsCursor: z.string(),
  /** OpenActive, while it is read from its beginning: the crawl that began it. */
  begunCrawl: z.number().nullable(),
  /** Another platform of ours: what it says beside the standard is read. */
  ours: z.boolean(),
  filters: z.record(z.string(), z.boolean()),
  failures: z.number(),
  nextAt: z.string().nullable(),
  version: z.number(),
  madeBy: z.string(),
  madeAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  /** Who last changed its licence or how far it is trusted. */
  changedBy: z.string().nullable(),
})
export type Source = z.output<typeof Source>

/** What one of the first would say, for a look beforehand. */
export const Sample = z.object({
  name: z.string(),
  where: z.string(),
  when: z.string(),
  who: z.string(),
  flags: z.array(z.string()),
  refused: z.string(),
})
export type Sample = z.output<typeof Sample>

export const outcomes = ['running', 'complete', 'incomplete', 'failed'] as const
export const Crawl = z.object({
  id: z.number(),
  sourceId: z.string(),
  looking: z.boolean(),
  askedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  outcome: z.enum(outcomes),
  pages: z.number(),
  seen: z.number(),
  entered: z.number(),
  changed: z.number(),
  refused: z.number(),
  withdrawn: z.number(),
  problems: z.array(z.string()),
  sample: z.array(Sample),
  progress: z.string().nullable(),
})
export type Crawl = z.output<typeof Crawl>

/** What came of some items, added up over a crawl. */
export interface Counts {
  seen: number
  entered: number
  changed: number
  refused: number
  withdrawn: number
}
export const none: Counts = { seen: 0, entered: 0, changed: 0, refused: 0, withdrawn: 0 }
export const plus = (one: Counts, other: Partial<Counts>): Counts => ({
  seen: one.seen + (other.seen ?? 0),
  entered: one.entered + (other.entered ?? 0),
  changed: one.changed + (other.changed ?? 0),
  refused: one.refused + (other.refused ?? 0),
  withdrawn: one.withdrawn + (other.withdrawn ?? 0),
})

export const CrawlJob = z.object({ crawlId: z.number() })
