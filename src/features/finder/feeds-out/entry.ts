// What feeds are made of: one public entry with its organisation, and what the house says of itself.
import type { Day } from '../../../lib/dates.ts'
import type { DayFacts } from '../../../lib/schedule/types.ts'
import type { Db } from '../../../platform/db.ts'
import type { PublicEntry } from '../entries/public.ts'
import type { Body } from '../schemas.ts'
import type { Part } from './compact.ts'

export type Entry = PublicEntry

/** Whose feed it is. */
export interface Publisher {
  /** What addresses begin with, without a slash at the end. */
  address: string
  unit: string
  city: string
  /** Said in every entry of an invented city; empty otherwise. */
  watermark: string
}

/** What a feed is made with, beside its entries. */
export interface Told {
  publisher: Publisher
  /** Names of places by code. */
  places: ReadonlyMap<string, string>
  /** The Europe/London date. */
  today: Day
  /** Minutes after midnight in London. */
  minutes: number
  /** What the calendar of a borough says of a day; of none: what holds for the whole city. */
  factsOf(borough: string | null): (day: Day) => DayFacts
  /** Schedules worked out before for the same day and calendars, by entry and version. */
  worked?: Map<string, Part[]> | undefined
}

/** Schedules are dear to work out and the same all day: kept while the day and the calendars are what they were. */
export interface Memory {
  of: string
  worked: Map<string, Part[]>
}

/** The house behind a feed. */
export interface Given {
  db: Db
  publisher: Publisher
  today(): Day
  minutes(): number
  memory?: Memory
}

export const ogl = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'
export const ccBy = 'https://creativecommons.org/licenses/by/4.0/'

export const entryAddress = ({ address }: Publisher, id: string): string => `${address}/things-to-do/${id}`

export const isoOf = (modified: number): string => new Date(modified).toISOString()

/** Where it is, when it may be said and there is something to say; a safe venue is nowhere. */
export function venueOf({ body }: Entry): NonNullable<Body['venue']> | undefined {
  const { venue } = body
  if (!venue || venue.safe) return undefined
  return venue.name || venue.address || venue.postcode || venue.latitude !== null ? venue : undefined
}

/** A longer text for feeds; a description there is always said. */
export const descriptionOf = ({ body }: Entry): string =>
  [body.summary, body.description].filter(text => text !== '').join('\n\n') || body.name
