import { z } from 'zod'
import type { Family } from '../releases/index.ts'

export const levels = ['lsoa', 'ward', 'borough', 'city'] as const
export const Level = z.enum(levels)
export type Level = z.output<typeof Level>

export const Measure = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  short: z.string(),
  topic: z.string(),
  unit: z.string(),
  kind: z.enum(['count', 'value']),
  per: z.number().nullable(),
  denominator: z.string().nullable(),
  direction: z.string(),
  definition: z.string(),
  lowestLevel: Level,
  sensitive: z.boolean(),
  note: z.string(),
  /** Codes of the measures it is made up of. */
  includes: z.array(z.string()),
  /** The protected characteristic it counts by ("ethnicity"): then it stands only beside its context note. */
  characteristic: z.string().nullish(),
})
/** Where the figures of a measure rest, at least in part, on a source that is not openly published: codes of places, and of the boroughs they lie in. */
export interface ClosedAt {
  places: ReadonlySet<string>
  boroughs: ReadonlySet<string>
}

/**
 * As the store holds it, a measure also carries what whoever asks `sight` about it must be told: where it is not open, and for which parts
 * its lowest level was raised. Short names of those parts, none where its own level stands.
 */
export type Measure = z.output<typeof Measure> & {
  closedAt?: ClosedAt | undefined
  raisedFor?: readonly string[] | undefined
  /** Wholes with their kinds, of which it is one. */
  families?: Family[] | undefined
}

export const Break = z.object({
  id: z.number(),
  measureCodes: z.array(z.string()).nullable(),
  sourceIds: z.array(z.string()).nullable(),
  /** First month of the new series, `YYYY-MM`. */
  month: z.string(),
  title: z.string(),
  note: z.string(),
  source: z.string(),
})
export type Break = z.output<typeof Break>

export const grains = ['month', 'quarter', 'year', 'point'] as const
export const Grain = z.enum(grains)
export type Grain = z.output<typeof Grain>

/** What became of a period in a file: `stub` an incomplete last or first month, `held` implausible until released, `withheld` not released by the publisher. */
export const PeriodState = z.enum(['loaded', 'stub', 'held', 'withheld'])
export type PeriodState = z.output<typeof PeriodState>
