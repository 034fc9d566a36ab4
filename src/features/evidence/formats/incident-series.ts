// Monthly counts out of incidents: by small area, and added up to ward, borough and city.
import type { Duck } from '../../../platform/files/duck.ts'
import type { ReadContext } from '../import/format.ts'
import type { Block } from '../import/stage.ts'
import { type Level, levelBlocks, type Use } from './levels.ts'
import { periodsIn } from './periods.ts'

/**
 * Blocks of every level from the source's own upwards, out of `events`. An LSOA's ward is its best fit; boroughs are exact. The city also has the
 * incidents without a place.
 */
export async function monthlyBlocks(
  duck: Duck,
  context: ReadContext,
  used: readonly Use[],
  measureIds: readonly number[],
): Promise<Block[]> {
  const ups = upsOf(context, used)
  await duck.fill(
    'up',
    { place_id: 'integer', level: 'varchar', up_id: 'integer' },
    ups.map(one => [Number(one.key), one.level, one.placeId]),
  )
  const month = `strftime(date_trunc('month', day), '%Y-%m-%d')`
  const { city } = context.places
  await duck.run(`
    create table placed as
    select level, measure_id, up_id as place_id, ${month} as period, n as amount from events join up using (place_id)
    ${city ? `union all select 'city', measure_id, ${city.id}, ${month}, n from events` : ''}`)
  await duck.run(`create or replace table file as select distinct period from placed`)
  const uses: Use[] = city ? [...ups, { key: '', level: 'city', placeId: city.id }] : ups
  return levelBlocks(duck, context, {
    uses,
    levels: ['lsoa', 'ward', 'borough', 'city'],
    grain: 'month',
    periods: await periodsIn(duck, 'file.period'),
    measureIds,
  })
}

// For each place used: itself, and what it lies in; `key` is the place's own number.
function upsOf({ places }: ReadContext, used: readonly Use[]): Use[] {
  return [...new Set(used.map(one => one.placeId))].flatMap(id => {
    const own = places.byId.get(id)
    const parents = [own, places.byId.get(own?.parentId ?? 0), places.byId.get(own?.boroughId ?? 0)]
    const levels = new Map(
      parents.flatMap(place => (place && isLevel(place.kind) ? [[place.id, place.kind] as const] : [])),
    )
    return [...levels].map(([placeId, level]): Use => ({ key: String(id), level, placeId }))
  })
}

const isLevel = (kind: string): kind is Level => kind === 'lsoa' || kind === 'ward' || kind === 'borough'
