import { isHidden, isKnown, type Measure, type Sight, show } from '../../evidence/index.ts'
import { rateFor, rateOf, type Trend, yearSums, yearTo } from './figures.ts'
import { once, vintageNow } from './kept.ts'
import type { Context } from './parts.ts'
import * as queries from './queries.ts'
import type { Comparator } from './types.ts'

// Like with like: the borough's and the city's rates are made of the same kind of place as this one, so that offences which could not be
// placed in a ward do not make every ward look low.
export async function compareRates(
  context: Context,
  measure: Measure,
  found: Trend,
  see: Sight,
): Promise<{ rates: Comparator[]; cityOf: string }> {
  const { db, store, pack, place, residents } = context
  const count = yearTo(found, found.end)
  const here: Comparator = {
    name: place.name,
    role: 'place',
    figure: rateFor(place, measure, show(count, see).count, residents?.persons ?? null),
  }
  const kind = place.kind === 'neighbourhood' ? 'lsoa' : place.kind
  if (kind === 'hub' || kind === 'city' || measure.denominator === null) return { rates: [here], cityOf: '' }
  const vintage = place.vintages[0] ?? (await vintageNow(db, store, kind))
  const peers = await once(store, `peers/${vintage}`, () => queries.peers(db, vintage))
  const known = peers.filter(p => isKnown(store, measure.id, p.id))
  const ids = known.map(p => p.id)
  const sums = await yearSums(db, store, measure, vintage, ids, found.end)
  const total = (name: string, role: 'borough' | 'city', of: queries.Peer[]): Comparator => {
    const counted = of.filter(p => sums.get(p.id) !== null && p.persons !== null)
    const events = counted.length > 0 ? counted.reduce((n, p) => n + (sums.get(p.id) ?? 0), 0) : null
    const people = counted.reduce((n, p) => n + (p.persons ?? 0), 0)
    return { name, role, figure: isHidden(events, see) ? undefined : rateOf(events, people, measure.per ?? 1000) }
  }
  const inBorough = known.filter(p => p.boroughId === place.boroughId)
  const borough = place.kind === 'borough' || !place.boroughName ? [] : [total(place.boroughName, 'borough', inBorough)]
  const city = total(pack.city.name, 'city', known)
  return { rates: [here, ...borough, city], cityOf: kind === 'lsoa' ? 'LSOAs' : `${kind}s` }
}
