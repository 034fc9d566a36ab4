import { z } from 'zod'

/** One file of a source, as the pack describes it. */
export const SourceFile = z.object({
  path: z.string(),
  snapshot: z.iso.date().optional(),
  snapshotFrom: z.string().optional(),
  snapshotNote: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  months: z.array(z.string()).optional(),
})
export type SourceFile = z.output<typeof SourceFile>

/** A source as a pack describes it: packs/PACK/sources/ID.json. */
export const Source = z.looseObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  custodian: z.string(),
  licence: z.string(),
  attribution: z.string(),
  address: z.string().nullable().default(null),
  format: z.string(),
  level: z.string().nullable().default(null),
  vintage: z.string().nullable().default(null),
  cadence: z.string(),
  lagDays: z.number().nullable().default(null),
  status: z.enum(['described', 'catalogued']),
  onRequest: z.boolean().default(false),
  openlyPublished: z.boolean().default(true),
  coverage: z
    .object({ parents: z.union([z.literal('all'), z.array(z.string())]) })
    .nullable()
    .default(null),
  categories: z.string().nullable().default(null),
  measures: z.array(z.string()).nullable().default(null),
  knownFaults: z.array(z.string()).default([]),
  notes: z.string().default(''),
  files: z.array(SourceFile).default([]),
  /** Assessments that must be signed before a file of it is imported: its gates. */
  needs: z.array(z.enum(['DPIA', 'EIA'])).default([]),
  loadOrder: z.number().default(500),
})
export type Source = z.output<typeof Source>

/** A measure as a pack describes it: one of packs/PACK/measures.json. */
export const Measure = z.looseObject({
  id: z.string(),
  name: z.string(),
  short: z.string(),
  topic: z.string(),
  unit: z.string(),
  kind: z.enum(['count', 'value']),
  per: z.number().nullable().default(null),
  denominator: z.string().nullable().default(null),
  direction: z.string(),
  definition: z.string(),
  lowestLevel: z.enum(['lsoa', 'ward', 'borough', 'city']).default('lsoa'),
  sensitive: z.boolean().default(false),
  note: z.string().default(''),
  /** Ids of the measures it is made up of. */
  includes: z.array(z.string()).default([]),
  characteristic: z.string().nullable().default(null),
})
export type Measure = z.output<typeof Measure>

/** A place where a series may not be compared across: one of packs/PACK/breaks.json. */
export const Break = z.looseObject({
  id: z.string(),
  measures: z.array(z.string()).nullable().default(null),
  sources: z.array(z.string()).nullable().default(null),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  title: z.string(),
  note: z.string(),
  source: z.string().default(''),
})
export type Break = z.output<typeof Break>
