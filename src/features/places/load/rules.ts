import type { Tile } from '../schemas.ts'

/** 'ward' of 'ward:2024'. */
export const kindOf = (vintage: string): string => vintage.slice(0, vintage.indexOf(':'))
export const yearOf = (vintage: string): string => vintage.slice(vintage.indexOf(':') + 1)

/** What is known of a code before a boundary file is read. */
export interface Known {
  kind: string
  /** Newest vintage of its own kind that it stands in. */
  newest: string | null
}

export type Fate = 'add' | 'redraw' | 'keep' | 'other kind'

/**
 * What a boundary does to a place. One code is one shape, and the newest vintage draws it; an older file only says that the place was
 * there then. A code that is already a place of another kind (a borough standing in for its merged wards) is never redrawn.
 */
export function fateOf(known: Known | undefined, kind: Tile, vintage: string): Fate {
  if (!known) return 'add'
  if (known.kind !== kind) return 'other kind'
  return known.newest === null || known.newest <= vintage ? 'redraw' : 'keep'
}

/** Words for one or many of a kind. */
export const kindWords: Record<string, [string, string]> = {
  city: ['city', 'cities'],
  borough: ['borough', 'boroughs'],
  ward: ['ward', 'wards'],
  lsoa: ['LSOA', 'LSOAs'],
  neighbourhood: ['neighbourhood', 'neighbourhoods'],
  hub: ['transport hub', 'transport hubs'],
}
