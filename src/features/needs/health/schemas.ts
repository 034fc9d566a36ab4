import { z } from 'zod'

/** A source that hospitals send by site, and what it says of itself. */
export const Source = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  /** Days after the end of a month within which its file is to be here. */
  lagDays: z.number().nullable(),
  /** Names of the sites that are to report, by code. */
  sites: z.record(z.string(), z.string()).catch({}),
})
export type Source = z.output<typeof Source>

/** What one file says of one site in one month: how many attendances, and in how many of them each field is filled in. */
export const Delivery = z.object({
  importId: z.number(),
  arrivedOn: z.string(),
  /** Last month its file speaks for. */
  newest: z.string(),
  site: z.string(),
  month: z.string(),
  n: z.number(),
  timed: z.number(),
  placed: z.number(),
  armed: z.number(),
  complete: z.number(),
  /** In how many it is told whether the police know, and in how many they do not. */
  told: z.number(),
  unknown: z.number(),
})
export type Delivery = z.output<typeof Delivery>

/** A piece of a site's month: by hour, or by kind of place and weapon. */
const Piece = z.object({ importId: z.number(), site: z.string(), month: z.string(), n: z.number() })
export const HourPiece = Piece.extend({ weekend: z.boolean(), hour: z.number().nullable() })
export const KindPiece = Piece.extend({ setting: z.string(), method: z.string() })
export type HourPiece = z.output<typeof HourPiece>
export type KindPiece = z.output<typeof KindPiece>
