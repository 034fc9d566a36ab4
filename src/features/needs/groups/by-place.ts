// The same figures of one borough: where they are known so low, and with small numbers protected over boroughs and groups at once.
import type { Db } from '../../../platform/db.ts'
import { notShown, type Shown, type Store } from '../../evidence/index.ts'
import { type Ground, groundOf, knownIn } from './figures.ts'
import * as queries from './queries.ts'
import { protect } from './rules.ts'
import { hiddenIn } from './two-way.ts'

/** The boroughs that a grouping is known of: none where one of its measures is not to be shown so low, and of a survey. */
export async function boroughsOf(db: Db, store: Store, { grouping, whole }: Ground): Promise<Ground[]> {
  const measures = [whole, ...grouping.groups.flatMap(group => store.byCode.get(group.measure) ?? [])]
  if (grouping.kind === 'shares' || measures.some(({ lowestLevel }) => lowestLevel === 'city')) return []
  const places = await queries.boroughs(db)
  const found = await Promise.all(places.map(({ code }) => groundOf(db, store, code, grouping)))
  return found.filter(one => one !== undefined)
}

/** How the counts of one borough in a year may be shown beside the city's and every other borough's. */
export function shownOf(city: Ground, boroughs: readonly Ground[], one: Ground, year: number): Shown[] {
  const counts = (ground: Ground) => knownIn(ground, year).map(({ count }) => count)
  const there = boroughs.filter(({ years }) => years.includes(year))
  const whole = knownIn(city, year)
  const hidden = hiddenIn({
    parts: there.map(counts),
    whole: whole.map(({ count }) => count),
    wholeHidden: protect('rates', whole).map(({ count }) => count === null),
  })
  const its = hidden?.[there.indexOf(one)]
  return counts(one).map((count, g) =>
    count === null || its?.[g] !== false ? { count: null, words: notShown } : { count },
  )
}
