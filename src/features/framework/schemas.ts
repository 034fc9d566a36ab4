import { z } from 'zod'

/** Where in a source document something is said. */
export const Source = z.object({
  document: z.string(),
  section: z.string(),
  lines: z.array(z.number().int()).optional(),
})
export type Source = z.output<typeof Source>

export const Document = z.looseObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string().nullish(),
  covers: z.string().nullish(),
  sections: z.array(z.string()),
})
export type Document = z.output<typeof Document>

/** One version of a city's framework. */
export const Version = z.object({
  id: z.number(),
  code: z.string(),
  title: z.string(),
  place: z.string(),
  invented: z.boolean(),
  startsOn: z.string().nullable(),
  replaces: z.string().nullable(),
  documents: z.array(Document),
  inferredNote: z.string().nullable(),
  loadedAt: z.string(),
})
export type Version = z.output<typeof Version>

/** One item, as its version has it. */
export const Node = z.object({
  version: z.string(),
  code: z.string(),
  kind: z.string(),
  label: z.string(),
  number: z.number().nullable(),
  parent: z.string().nullable(),
  source: Source,
  alsoIn: z.array(Source),
  caution: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type Node = z.output<typeof Node>

export const Link = z.object({
  from: z.string(),
  to: z.string(),
  relation: z.string(),
  basis: z.enum(['stated', 'inferred']),
})
export type Link = z.output<typeof Link>

/** What became of an item of the version before. */
export const Succession = z.object({ old: z.string(), new: z.string().nullable(), note: z.string().nullable() })
export type Succession = z.output<typeof Succession>
