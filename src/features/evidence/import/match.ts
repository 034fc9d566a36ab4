// What is in an area column: a place we know, a known non-place, or something to put right.
import type { LookupUse, Reject } from './format.ts'
import { type KnownPlace, type PlaceBook, plainName } from './places.ts'

/** Values of area columns that are no area, as the Metropolitan Police and others write them (compared trimmed, without capitals). */
const notAreas = new Set([
  '',
  '-1',
  'unknown',
  'other',
  'n/k',
  'n/k (legacy only)',
  'not known',
  'non met police force',
  'non athena force',
  'so18',
  'no location',
  'aviation security (so18)',
  'aviation security (so18) (legacy only)',
  'london heathrow and london city airports',
  'heathrow',
  '#n/a',
  'null',
])

export const isNoArea = (value: string): boolean => notAreas.has(value.trim().toLowerCase())

export interface Matched {
  /** Value as it stands in the file → place. */
  places: Map<string, KnownPlace>
  lookups: LookupUse
  /** Values that are neither a place nor a known non-place, with why. */
  bad: Map<string, { reason: string; remedy: string }>
}

export interface MatchOptions {
  kinds: readonly string[]
  /** Areas of other cities are left out and counted instead of rejected. */
  keepOnlyOurs?: boolean
  aliases?: Map<string, string>
  vintage?: string | null
}

/** Matches distinct codes (or names) with their number of rows. Codes are trimmed; a name is compared within the kinds. */
export function matchAreas(
  book: PlaceBook,
  found: readonly { value: string; rows: number }[],
  by: 'code' | 'name',
  options: MatchOptions,
): Matched {
  const lookups: LookupUse = { vintages: {}, trimmed: 0, notPlaces: {}, unknown: {}, outside: 0 }
  const out: Matched = { places: new Map(), lookups, bad: new Map() }
  for (const { value, rows } of found) {
    const trimmed = value.trim()
    const place = by === 'code' ? byCode(book, trimmed, options.kinds) : byName(book, trimmed, options)
    if (place) {
      out.places.set(value, place)
      if (by === 'code' && trimmed !== value) lookups.trimmed += rows
      for (const vintage of place.vintages.length > 0 ? place.vintages : ['no vintage'])
        add(lookups.vintages, vintage, 1)
    } else if (isNoArea(trimmed)) add(lookups.notPlaces, trimmed === '' ? 'blank' : trimmed, rows)
    else if (options.keepOnlyOurs && isGss(trimmed)) lookups.outside += rows
    else {
      add(lookups.unknown, trimmed, rows)
      out.bad.set(value, whyUnknown(book, trimmed, by, options.kinds))
    }
  }
  return out
}

const add = (counts: Record<string, number>, key: string, by: number) => {
  counts[key] = (counts[key] ?? 0) + by
}

const isGss = (code: string) => /^[A-Z]\d{8}$/.test(code)

function byCode(book: PlaceBook, code: string, kinds: readonly string[]): KnownPlace | undefined {
  const place = book.byCode.get(code)
  return place && kinds.includes(place.kind) ? place : undefined
}

function byName(book: PlaceBook, name: string, options: MatchOptions): KnownPlace | undefined {
  const asked = plainName(options.aliases?.get(plainName(name)) ?? name)
  for (const kind of options.kinds) {
    const place = book.byName.get(kind)?.get(asked)
    if (place) return place
  }
  return undefined
}

function whyUnknown(
  book: PlaceBook,
  value: string,
  by: 'code' | 'name',
  kinds: readonly string[],
): { reason: string; remedy: string } {
  const known = book.byCode.get(value)
  if (by === 'code' && known)
    return {
      reason: `“${value}” is a ${known.kind}, not a ${kinds.join(' or ')}`,
      remedy: 'Send each level in a file of its own.',
    }
  if (by === 'name')
    return {
      reason: `No ${kinds.join(' or ')} here is called “${value}”`,
      remedy: 'Write the name as the Office for National Statistics does, or send codes.',
    }
  if (!isGss(value))
    return {
      reason: `“${value}” is not an area code`,
      remedy: 'Area codes are a letter and eight digits, such as E05009317.',
    }
  return {
    reason: `The code ${value} is not in any vintage loaded here`,
    remedy: 'Load the boundaries or the look-up of its vintage first, or check the code: it may be retired.',
  }
}

/** Rejects for rows with a bad area value. */
export const areaReject = (
  line: number,
  field: string,
  value: string,
  why: { reason: string; remedy: string },
): Reject => ({ line, field, value, ...why })
