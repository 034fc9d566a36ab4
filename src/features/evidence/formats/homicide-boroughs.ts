// Borough names of the homicide files: ours, known non-boroughs that count to the city, and mistakes.
import type { LookupUse, ReadContext } from '../import/format.ts'
import { matchAreas } from '../import/match.ts'
import { plainName } from '../import/places.ts'
import type { HomicideCategories } from './homicide-values.ts'
import type { Combination } from './keys.ts'
import type { Use } from './levels.ts'

export interface Boroughs {
  used: Use[]
  bad: string[]
  lookups: LookupUse
  why(value: string): { reason: string; remedy: string }
}

export function boroughsOf(
  context: ReadContext,
  categories: HomicideCategories,
  found: readonly Combination[],
): Boroughs {
  const { city } = context.places
  const said = new Map(categories.areas.map(area => [plainName(area.value), area.countsTo]))
  const named = found.filter(one => !said.has(plainName(one.key)))
  const aliases = new Map(Object.entries(categories.boroughAliases).map(([from, to]) => [plainName(from), to]))
  const matched = matchAreas(
    context.places,
    named.map(one => ({ value: one.key, rows: one.rows })),
    'name',
    { kinds: ['borough'], aliases },
  )
  const used = [...matched.places].map(([key, place]): Use => ({ key, level: 'borough', placeId: place.id }))
  const others = found.filter(one => said.has(plainName(one.key)))
  for (const { key, rows } of others) matched.lookups.notPlaces[key.trim()] = rows
  const toCity = [
    ...matched.places.keys(),
    ...others.filter(one => said.get(plainName(one.key)) === city?.code).map(one => one.key),
  ]
  return {
    used: city ? [...used, ...toCity.map((key): Use => ({ key, level: 'city', placeId: city.id }))] : used,
    bad: [...matched.bad.keys()],
    lookups: matched.lookups,
    why: value => matched.bad.get(value) ?? { reason: 'This is no borough here', remedy: 'Check the name.' },
  }
}
