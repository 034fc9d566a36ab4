// A city counted in two ways, by a file of its own and by its boroughs: after a correction of one of them they say different numbers, and a reader
// who finds both is told why. (Wards are left out: offences that lie in none are in no ward's count, so those always differ.)
import { monthWords } from '../../lib/dates.ts'
import { list, whole } from '../../lib/words.ts'
import type { Db } from '../../platform/db.ts'
import { extentOf, type Measure, type Store } from '../evidence/index.ts'
import { windowsOf } from './questions/shown.ts'
import { groundOf } from './signals/ground.ts'

interface Counted {
  measure: Measure
  city: { id: number; name: string }
  /** The last of twelve months. */
  end: string
}

/** In words, where the counts of the city's own file and of its boroughs are whole and disagree; empty where they agree. */
export async function apartWords(db: Db, store: Store, { measure, city, end }: Counted): Promise<string> {
  const all = (await groundOf(db, store, 'borough'))?.areas ?? []
  // a borough no file speaks of, as the City of London in the files of the Metropolitan Police, is in neither count
  const boroughs = all.filter(area => extentOf(store, measure.id, area.id))
  const ways = [
    { name: 'a file of the whole', ids: [city.id] },
    {
      name:
        boroughs.length < all.length ? `the ${boroughs.length} boroughs it knows together` : 'its boroughs together',
      ids: boroughs.map(area => area.id),
    },
  ]
  const counts = await Promise.all(
    ways.map(async ({ name, ids }) => ({ name, count: await sumOf(db, store, { measure, ids, end }) })),
  )
  const known = counts.flatMap(({ name, count }) => (count === null ? [] : [{ name, count }]))
  if (new Set(known.map(each => each.count)).size < 2) return ''
  const said = list(known.map(({ name, count }) => `${whole(count)} by ${name}`))
  return `${measure.name} in ${city.name}, 12 months to ${monthWords(end)}: ${said}. Some ${measure.unit} are told without a borough, or one was corrected and the other not yet.`
}

/** Null where not every place and month is known. */
async function sumOf(
  db: Db,
  store: Store,
  { measure, ids, end }: { measure: Measure; ids: readonly number[]; end: string },
): Promise<number | null> {
  if (ids.length === 0 || !ids.every(id => extentOf(store, measure.id, id))) return null
  const counts = await windowsOf(
    db,
    store,
    measure,
    ids.map(id => ({ id })),
    end,
    12,
  )
  return ids.reduce<number | null>((sum, id) => {
    const count = counts.get(id)?.later ?? null
    return sum === null || count === null ? null : sum + count
  }, 0)
}
