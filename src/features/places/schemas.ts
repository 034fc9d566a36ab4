import { z } from 'zod'

export const kinds = ['city', 'borough', 'ward', 'lsoa', 'neighbourhood', 'hub'] as const
export const Kind = z.enum(kinds)
export type Kind = z.output<typeof Kind>

/** A kind of place that tiles the city, and so comes in vintages: 'ward:2018', 'lsoa:2021'. */
export const tiles = ['borough', 'ward', 'lsoa'] as const
export const Tile = z.enum(tiles)
export type Tile = z.output<typeof Tile>

/** 'ward:2024': a named set of places that tile the city at one time. */
export const Vintage = z
  .string()
  .regex(/^(borough|ward|lsoa):\d{4}$/, { error: 'Write a level and a year, such as ward:2024' })

export const Place = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: Kind,
  /** The city of a borough, the borough of a ward, the ward of an LSOA, the borough most of a neighbourhood or hub lies in. */
  parentId: z.number().nullable(),
  boroughId: z.number().nullable(),
  /** Year of the first and last vintage it stands in, or the day a place of our own was made and retired. Open: `validTo` null. */
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  areaM2: z.number().nullable(),
  note: z.string().nullable(),
})
export type Place = z.output<typeof Place>

/** A place with the names people know it by and its newest number of residents: for lists. */
export const PlaceLine = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: Kind,
  validTo: z.string().nullable(),
  parentName: z.string().nullable(),
  boroughName: z.string().nullable(),
  persons: z.number().nullable(),
})
export type PlaceLine = z.output<typeof PlaceLine>

/** Residents by age band, '10-14' or '85+'. */
export const Bands = z.record(z.string(), z.number())
export type Bands = z.output<typeof Bands>

export const Residents = z.object({
  persons: z.number(),
  year: z.number(),
  /** 'Census 2021' or 'Mid-year estimate'. */
  basis: z.string(),
  byAge: Bands,
  sourceId: z.string(),
})
export type Residents = z.output<typeof Residents>

export const Asset = z.object({
  id: z.number(),
  kind: z.string(),
  ref: z.string().nullable(),
  name: z.string(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  longitude: z.number(),
  latitude: z.number(),
  lsoaId: z.number().nullable(),
  wardId: z.number().nullable(),
  boroughId: z.number().nullable(),
  sourceId: z.string(),
})
export type Asset = z.output<typeof Asset>

/** What share of one place belongs to another of another vintage. */
export const Link = z.object({
  code: z.string(),
  name: z.string(),
  placeId: z.number(),
  kind: z.string(),
  weight: z.number(),
  basis: z.enum(['best fit', 'population', 'area']),
  change: z.string().nullable(),
})
export type Link = z.output<typeof Link>
