// What feeds are made of: one public entry with its organisation, and what the house says of itself.
import type { PublicEntry } from '../entries/public.ts'
import type { Body } from '../schemas.ts'

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
