// What is counted in 12 months in each category of the index, in the city and its boroughs, as far as every reader of findings may see it.
import { addMonths, type Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { isHidden, type Measure, readMonths, type Store, sight, sum } from '../../evidence/index.ts'
import * as places from '../groups/queries.ts'
import { officer as reader, seenOf } from '../rules.ts'
import { type Ground, groundOf, type Known } from '../signals/ground.ts'
import { type Index, inForce, weightsOf } from './queries.ts'
import { type Weighed, weigh } from './rules.ts'

export interface Category {
  category: string
  measure: Measure
  weight: number
}

interface Line {
  id: number
  code: string
  name: string
  residents: number | null
  counts: (number | null)[]
  weighed: Weighed
}

export interface HarmFigures {
  store: Store
  index: Index
  end: Month
  city: Line & { categories: Category[] }
  boroughs: Line[]
  /** The categories the boroughs are weighed by: those where no borough's number is too small. */
  shared: Category[]
  /** Why a category of the index is not in it. */
  left: { names: string[]; why: string }[]
}

export type Found =
  | { state: 'no index' }
  | { state: 'no data'; index: Index }
  | { state: 'ready'; figures: HarmFigures }

export async function figuresOf(db: Db, store: Store, cityCode: string): Promise<Found> {
  const index = await inForce(db)
  if (!index) return { state: 'no index' }
  const ground = await groundOf(db, store, 'borough')
  const city = await places.place(db, cityCode)
  const weights = await weightsOf(db, index.id)
  const all = weights.flatMap(({ category, measureId, weight }): (Category & { known: Known | undefined })[] => {
    const measure = measureId === null ? undefined : store.byId.get(measureId)
    return measure
      ? [{ category, measure, weight, known: ground?.known.find(one => one.measure.id === measure.id) }]
      : []
  })
  const counted = all.filter(one => one.known !== undefined)
  const end = counted.flatMap(one => one.known?.end ?? []).sort()[0]
  if (!ground || !city || end === undefined) return { state: 'no data', index }
  const unmatched = weights.filter(one => one.measureId === null).map(one => one.category)
  const made = await weighAll(db, store, ground, city, counted, end)
  const left = [
    { names: unmatched, why: 'no measure of this city' },
    { names: all.filter(one => !one.known).map(one => one.measure.name), why: 'not counted month by month here' },
    { names: made.small.map(one => one.measure.name), why: 'numbers too small to show' },
    { names: made.smallInBoroughs.map(one => one.measure.name), why: 'in the city only: too small in some borough' },
  ].filter(one => one.names.length > 0)
  return { state: 'ready', figures: { store, index, end, ...made, left } }
}

async function weighAll(
  db: Db,
  store: Store,
  ground: Ground,
  city: places.Place,
  categories: readonly Category[],
  end: Month,
) {
  const ids = ground.areas.map(area => area.id)
  const counts = await readMonths(db, store, {
    measureIds: categories.map(one => one.measure.id),
    placeIds: [...ids, city.id],
    from: addMonths(end, -11),
    to: end,
  })
  const of = (one: Category, placeId: number) => sum(counts.get(one.measure.id)?.get(placeId) ?? [], 12)
  const spoken = ground.areas.filter(area => categories.some(one => of(one, area.id) !== null))
  const all = (one: Category) =>
    of(one, city.id) ??
    sum(
      spoken.map(area => of(one, area.id)),
      spoken.length,
    )
  const small = categories.filter(one =>
    isHidden(all(one), sight(reader, one.measure, { kind: 'city', code: city.code, boroughCode: null })),
  )
  const shown = categories.filter(one => !small.includes(one))
  const hidden = await hiddenIn(db, store, ground, shown, end)
  const shared = shown.filter(one => !hidden.has(one))
  const residents = sum(
    spoken.map(area => area.residents),
    spoken.length,
  )
  return {
    city: { ...line(city, residents, shown, all), categories: shown },
    boroughs: spoken.map(area => line(area, area.residents, shared, one => of(one, area.id))),
    shared,
    small,
    smallInBoroughs: [...hidden],
  }
}

/** Categories of which some borough's count is hidden, or none is shown: left out everywhere, or the sum would give the hidden one away. */
async function hiddenIn(
  db: Db,
  store: Store,
  ground: Ground,
  categories: readonly Category[],
  end: Month,
): Promise<Set<Category>> {
  const found = new Set<Category>()
  for (const one of categories) {
    const seen = await seenOf(
      { db, store, actor: reader, measure: one.measure, vintage: ground.vintage, areas: ground.areas },
      end,
    )
    const isClosed = [...seen.sees.values()].some(each => each.see === 'nothing')
    if (isClosed || seen.hidden.size > 0) found.add(one)
  }
  return found
}

function line(
  place: { id: number; code: string; name: string },
  residents: number | null,
  categories: readonly Category[],
  of: (one: Category) => number | null,
): Line {
  const counts = categories.map(of)
  const { id, code, name } = place
  return {
    id,
    code,
    name,
    residents,
    counts,
    weighed: weigh(
      counts,
      categories.map(one => one.weight),
      residents,
    ),
  }
}
