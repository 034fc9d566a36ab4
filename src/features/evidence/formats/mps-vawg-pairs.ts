// Pairs of borough and ward name: which place each feeds, and why some feed none.
import { z } from 'zod'
import type { LookupUse, ReadContext } from '../import/format.ts'
import { type KnownPlace, type PlaceBook, plainName } from '../import/places.ts'
import { noLookups } from '../import/reading.ts'
import type { Combination } from './keys.ts'
import type { Use } from './levels.ts'
import { inVintage } from './vintage.ts'

export const VawgCategories = z.looseObject({
  ward: z.looseObject({
    measures: z.array(z.string()),
    aliases: z.array(z.object({ borough: z.string(), ward: z.string(), code: z.string() })).default([]),
    unmatched: z.array(z.object({ borough: z.string(), ward: z.string(), why: z.string() })).default([]),
  }),
})
export type VawgCategories = z.output<typeof VawgCategories>

export interface Pairs {
  used: Use[]
  lookups: LookupUse
  odd: string[]
}

const same = (a: string, b: string) => plainName(a) === plainName(b)
/** Not the territory of the force: neither a borough's nor the city's. */
const isOutside = (ward: string) => same(ward, 'Non MET police force')

/** Sorts the pairs: to ward, borough and city; those of no ward are counted with the reason. */
export function pairsOf(context: ReadContext, categories: VawgCategories, found: readonly Combination[]): Pairs {
  const out: Pairs = { used: [], lookups: noLookups(), odd: [] }
  const wards = wardsByPair(context)
  const unknown: string[] = []
  for (const { key, values, rows } of found) {
    const [boroughName = '', wardName = ''] = values
    const { city } = context.places
    const borough = context.places.byName.get('borough')?.get(plainName(boroughName))
    if (borough) out.used.push({ key, level: 'borough', placeId: borough.id })
    if (city && !isOutside(wardName)) out.used.push({ key, level: 'city', placeId: city.id })
    const ward =
      alias(context.places, categories, boroughName, wardName) ?? (borough && wards.get(pair(borough.id, wardName)))
    if (ward) {
      out.used.push({ key, level: 'ward', placeId: ward.id })
      for (const vintage of ward.vintages) add(out.lookups.vintages, vintage, rows)
      continue
    }
    const why = whyNot(categories, boroughName, wardName)
    if (why) add(out.lookups.notPlaces, why, rows)
    else {
      add(out.lookups.unknown, `${boroughName}: ${wardName}`, rows)
      unknown.push(`${boroughName}: ${wardName}`)
    }
  }
  if (unknown.length > 0) out.odd.push(unknownWords(unknown))
  return out
}

const unknownWords = (pairs: readonly string[]): string =>
  `${pairs.length} pairs of borough and ward name are no ward here and count to borough and city alone: ${pairs.slice(0, 5).join('; ')}${pairs.length > 5 ? ' …' : ''}. Add them to “aliases” or “unmatched” of the category mapping.`

const pair = (boroughId: number, ward: string) => `${boroughId} ${plainName(ward)}`

function wardsByPair({ places, source }: ReadContext): Map<string, KnownPlace> {
  const wards = places.all.filter(place => place.kind === 'ward' && inVintage(places, place, source.vintage))
  return new Map(wards.map(ward => [pair(ward.boroughId ?? 0, ward.name), ward]))
}

function alias(book: PlaceBook, categories: VawgCategories, borough: string, ward: string): KnownPlace | undefined {
  const found = categories.ward.aliases.find(one => same(one.borough, borough) && same(one.ward, ward))
  const place = found && book.byCode.get(found.code)
  return place?.kind === 'ward' ? place : undefined
}

const whyNot = (categories: VawgCategories, borough: string, ward: string): string | undefined =>
  categories.ward.unmatched.find(one => (one.borough === '*' || same(one.borough, borough)) && same(one.ward, ward))
    ?.why ?? (ward.trim() === '' ? 'ward not stated' : undefined)

const add = (counts: Record<string, number>, key: string, by: number) => {
  counts[key] = (counts[key] ?? 0) + by
}
