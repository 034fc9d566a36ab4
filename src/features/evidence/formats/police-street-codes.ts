// LSOA codes of two vintages in one column: which places they are, and what a file of them speaks for.
import type { LookupUse, ReadContext } from '../import/format.ts'
import { isNoArea } from '../import/match.ts'
import { isInside, type KnownPlace, placesOf } from '../import/places.ts'
import { noLookups } from '../import/reading.ts'
import type { Combination } from './keys.ts'
import type { Use } from './levels.ts'

export interface Codes {
  used: Use[]
  bad: string[]
  lookups: LookupUse
  odd: string[]
  /** Small areas for which an absent row is none. */
  covered: number[]
  why: { reason: string; remedy: string }
}

const both = 'lsoa:2011 and lsoa:2021'

/** Sorts the codes of a file: ours, outside what the source covers, blank, or no LSOA code at all. */
export function codesOf(context: ReadContext, found: readonly Combination[]): Codes {
  const lookups = noLookups()
  const out: Codes = {
    used: [],
    bad: [],
    lookups,
    odd: [],
    covered: [],
    why: {
      reason: 'This is not an LSOA code',
      remedy:
        'LSOA codes are a letter and eight digits, such as E01000001; leave it empty where the place is not known.',
    },
  }
  const named: KnownPlace[] = []
  for (const one of found) {
    const place = sort(context, out, one)
    if (place) named.push(place)
  }
  out.covered = coveredBy(context, named, lookups, out.odd)
  return out
}

function sort(context: ReadContext, out: Codes, { key, rows }: Combination): KnownPlace | undefined {
  const code = key.trim()
  const place = context.places.byCode.get(code)
  if (place?.kind === 'lsoa' && isInside(context.places, place, context.source.coverage?.parents ?? 'all')) {
    if (code !== key) out.lookups.trimmed += rows
    add(out.lookups.vintages, vintageOf(place), rows)
    out.used.push({ key, level: 'lsoa', placeId: place.id })
    if (place.boroughId !== null) out.used.push({ key, level: 'borough', placeId: place.boroughId })
    return place
  }
  if (isNoArea(code)) add(out.lookups.notPlaces, code === '' ? 'blank' : code, rows)
  else if (/^[A-Z]\d{8}$/.test(code)) out.lookups.outside += rows
  else {
    add(out.lookups.unknown, code, rows)
    out.bad.push(key)
  }
  return undefined
}

function vintageOf(place: KnownPlace): string {
  const own = place.vintages.filter(vintage => vintage === 'lsoa:2011' || vintage === 'lsoa:2021')
  return own.length === 2 ? both : (own[0] ?? 'no vintage')
}

/**
 * A month is written in codes of 2011, of 2021, or (2022-03 to 2023-05) partly in each. Nearly all of one: absent places of that vintage have 0.
 * Mixed: an absent place that stands in one vintage only may be counted under its other code, so it is unknown and not 0.
 */
function coveredBy(context: ReadContext, named: readonly KnownPlace[], lookups: LookupUse, odd: string[]): number[] {
  const [old = 0, young = 0] = [lookups.vintages['lsoa:2011'], lookups.vintages['lsoa:2021']]
  const parents = context.source.coverage?.parents
  const ids = new Set(named.map(place => place.id))
  if (parents === undefined) return [...ids]
  const mixed = Math.min(old, young) > (old + young) * 0.05
  if (mixed)
    odd.push(
      `Codes of 2011 (${old.toLocaleString('en-GB')} rows) and of 2021 (${young.toLocaleString('en-GB')}) are mixed: areas that changed between them are incomplete.`,
    )
  for (const place of declared(context, parents, mixed, young > old)) ids.add(place.id)
  return [...ids]
}

function declared(
  context: ReadContext,
  parents: 'all' | readonly string[],
  mixed: boolean,
  isYoung: boolean,
): readonly KnownPlace[] {
  const vintage = context.source.vintage === '2011' ? '2011' : isYoung ? '2021' : '2011'
  const places = placesOf(context.places, 'lsoa', vintage, parents)
  return mixed ? places.filter(place => vintageOf(place) === both) : places
}

const add = (counts: Record<string, number>, key: string, by: number) => {
  counts[key] = (counts[key] ?? 0) + by
}
