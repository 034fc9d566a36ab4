// What open data look like, as JSON schema made of these, and checked against what is sent in the tests.
import { z } from 'zod'
import { PublishedItem, Source } from '../contract.ts'

export const ReleaseLine = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  edition: z.number().int(),
  publishedOn: z.iso.date(),
  page: z.string().describe('Address of the page for people'),
  data: z.string().describe('Address of the release as data'),
})

export const ReleaseList = z.object({
  releases: z.array(ReleaseLine),
  withdrawn: z.array(z.object({ slug: z.string(), on: z.iso.date(), reason: z.string() })),
})

const Files = z.object({ id: z.string(), csv: z.string(), metadata: z.string(), json: z.string() })

export const ReleaseWhole = ReleaseLine.extend({
  correction: z.string().nullable().describe('What this edition puts right'),
  sha256: z.string().describe('Seal of the edition: SHA-256 of the seals of its items, as a JSON array'),
  items: z.array(
    PublishedItem.omit({ slug: true, edition: true, releaseTitle: true, extra: true }).extend({
      files: z.array(Files),
      sealed: z.string().describe('Address of the very text that the seal is made of'),
      sha256: z.string().describe('Seal of the item: SHA-256 of that text'),
    }),
  ),
})

export const TableWhole = z.object({
  id: z.string(),
  caption: z.string(),
  note: z.string().optional(),
  period: z.string(),
  licence: z.string(),
  sources: z.array(Source).optional(),
  columns: z.array(z.record(z.string(), z.unknown())),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
})

export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() })

export const Places = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.object({ code: z.string(), name: z.string(), kind: z.string() }),
      geometry: z.record(z.string(), z.unknown()),
    }),
  ),
})
