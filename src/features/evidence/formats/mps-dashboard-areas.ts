// What the area columns of a dashboard hold: boroughs and wards at their own levels, retired wards, and what is no place.
import { z } from 'zod'
import type { LookupUse, ReadContext } from '../import/format.ts'
import type { KnownPlace } from '../import/places.ts'
import { noLookups } from '../import/reading.ts'
import { plainCategory } from './categories.ts'
import type { Combination } from './keys.ts'
import type { Use } from './levels.ts'
import { inVintage } from './vintage.ts'

export const DashboardCategories = z.looseObject({
  levels: z.array(z.object({ areaType: z.string(), level: z.enum(['borough', 'ward']) })),
  entries: z.array(
    z.looseObject({
      crimeType: z.string(),
      subtype: z.string(),
      measure: z.string(),
      measures: z.array(z.string()),
    }),
  ),
  areas: z
    .array(
      z.looseObject({
        areaType: z.string(),
        value: z.string().optional(),
        code: z.string().optional(),
        kind: z.string(),
        countsTo: z.string().nullable(),
      }),
    )
    .default([]),
})
export type DashboardCategories = z.output<typeof DashboardCategories>

type Level = 'borough' | 'ward'

export interface Areas {
  /** Which place each combination of area columns feeds: a borough row its borough and the city, a ward row its ward alone. */
  used: Use[]
  bad: string[]
  badTypes: string[]
  lookups: LookupUse
  odd: string[]
  why(code: string): { reason: string; remedy: string }
  whyType: { reason: string; remedy: string }
}

const retired = 'retired ward'

/** Sorts the combinations of area type, code, name and label. */
export function areasOf(
  context: ReadContext,
  categories: DashboardCategories,
  found: readonly Combination[],
  levels: readonly Level[] | undefined,
): Areas {
  const out: Areas = {
    used: [],
    bad: [],
    badTypes: [],
    lookups: noLookups(),
    odd: [],
    why: code => ({
      reason: `“${code.trim()}” is not the code of a borough or ward loaded here`,
      remedy:
        'Load the boundaries of its vintage first, or add it to “areas” of the category mapping if it is no place.',
    }),
    whyType: {
      reason: 'The area type is not one the pack knows',
      remedy: `Write ${categories.levels.map(one => `“${one.areaType}”`).join(' or ')}, or add it to “levels” of the category mapping.`,
    },
  }
  let passed = 0
  for (const one of found) {
    const level = levelOf(categories, one.values[0] ?? '')
    if (!level) out.badTypes.push(one.key)
    else if (levels && !levels.includes(level)) passed += one.rows
    else place(out, context, categories, one, level)
  }
  if (passed > 0) out.odd.push(`${passed.toLocaleString('en-GB')} rows are of a level the source does not load.`)
  const old = out.lookups.notPlaces[retired]
  if (old)
    out.odd.push(
      `${old.toLocaleString('en-GB')} rows are of retired wards: they count in the rows of their boroughs alone.`,
    )
  return out
}

const levelOf = (categories: DashboardCategories, type: string): Level | undefined =>
  categories.levels.find(one => plainCategory(one.areaType) === plainCategory(type))?.level

function place(
  out: Areas,
  context: ReadContext,
  categories: DashboardCategories,
  one: Combination,
  level: Level,
): void {
  const [type = '', code = '', name = '', label = ''] = one.values
  const city = context.places.city
  const known = context.places.byCode.get(code.trim())
  const isRetired = level === 'ward' && /\(NOT ACTIVE\)/i.test(`${name} ${label}`)
  if (known?.kind === level && !isRetired && fits(context, known, level)) {
    if (code.trim() !== code) out.lookups.trimmed += one.rows
    for (const vintage of known.vintages) add(out.lookups.vintages, vintage, one.rows)
    out.used.push({ key: one.key, level, placeId: known.id })
    if (level === 'borough' && city) out.used.push({ key: one.key, level: 'city', placeId: city.id })
    return
  }
  const said = categories.areas.find(
    area => plainCategory(area.areaType) === plainCategory(type) && isSaid(area, code, name),
  )
  if (isRetired || known?.kind === level) add(out.lookups.notPlaces, retired, one.rows)
  else if (!said) {
    add(out.lookups.unknown, code.trim() || name, one.rows)
    out.bad.push(one.key)
  } else {
    add(out.lookups.notPlaces, code.trim() || name.trim() || 'blank', one.rows)
    if (city && said.countsTo === city.code) out.used.push({ key: one.key, level: 'city', placeId: city.id })
  }
}

const fits = (context: ReadContext, known: KnownPlace, level: Level): boolean =>
  level !== 'ward' || inVintage(context.places, known, context.source.vintage)

// A borough row without a code is told by its name, a ward row by what stands for its code.
function isSaid(area: { value?: string | undefined; code?: string | undefined }, code: string, name: string): boolean {
  if (area.value !== undefined) {
    const sameCode = code.trim() === '' || plainCategory(code) === plainCategory(area.code ?? '')
    return sameCode && plainCategory(name) === plainCategory(area.value)
  }
  return area.code !== undefined && plainCategory(code) === plainCategory(area.code)
}

const add = (counts: Record<string, number>, key: string, by: number) => {
  counts[key] = (counts[key] ?? 0) + by
}
