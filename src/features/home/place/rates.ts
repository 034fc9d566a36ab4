import { plural } from '../../../lib/words.ts'
import { isHidden, isKnown, type Measure, type Sight, show } from '../../evidence/index.ts'
import { alikeTo } from './alike.ts'
import type { Context } from './context.ts'
import { countsOf } from './counts.ts'
import { rateFor, rateOf, type Trend, yearSums, yearTo } from './figures.ts'
import { once, vintageNow } from './kept.ts'
import * as peerQueries from './peer-queries.ts'
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
  const peers = await once(store, `peers/${vintage}`, () => peerQueries.peers(db, vintage))
  const known = peers.filter(p => isKnown(store, measure.id, p.id))
  const ids = known.map(p => p.id)
  const sums = await yearSums(db, store, measure, vintage, ids, found.end)
  const total = (name: string, role: 'borough' | 'city', of: peerQueries.Peer[]): Comparator => {
    const counted = of.filter(p => sums.get(p.id) !== null && p.persons !== null)
    const events = counted.length > 0 ? counted.reduce((n, p) => n + (sums.get(p.id) ?? 0), 0) : null
    const people = counted.reduce((n, p) => n + (p.persons ?? 0), 0)
    return { name, role, figure: isHidden(events, see) ? undefined : rateOf(events, people, measure.per ?? 1000) }
  }
  const inBorough = known.filter(p => p.boroughId === place.boroughId)
  const borough = place.kind === 'borough' || !place.boroughName ? [] : [total(place.boroughName, 'borough', inBorough)]
  const city = total(pack.city.name, 'city', known)
  const alike = await similarRate(context, measure, vintage, found, peers)
  return { rates: [here, ...borough, city, ...alike], cityOf: kind === 'lsoa' ? 'LSOAs' : `${kind}s` }
}

/** Fewer are no group of places to stand beside. */
const fewest = 3

// Pooled: their offences together over their residents together, so that the rate has an interval of its own as the others have. Where this
// reader may not see one of the counts there is no rate: without it the rest would look higher than all of them are.
async function similarRate(
  { db, store, pack, actor, place }: Context,
  measure: Measure,
  vintage: string,
  found: Trend,
  peers: readonly peerQueries.Peer[],
): Promise<Comparator[]> {
  const ids = place.kind === 'neighbourhood' ? [] : await alikeTo(db, store, pack, place)
  if (ids.length < fewest) return []
  const counts = await countsOf(db, store, actor, measure, vintage, found.end)
  const persons = new Map(peers.map(peer => [peer.id, peer.persons]))
  const known = ids.flatMap(id => {
    const [held, people] = [counts.get(id), persons.get(id)]
    return held && held.count !== null && people ? [{ shown: show(held.count, held.see), people }] : []
  })
  const like = { role: 'similar' as const, name: plural(known.length, `most similar ${kindOf(place.kind)}`) }
  if (known.length < fewest) return []
  if (known.some(one => one.shown.count === null)) return [{ ...like, figure: undefined, why: 'not shown' }]
  const events = known.reduce((sum, one) => sum + (one.shown.count ?? 0), 0)
  const people = known.reduce((sum, one) => sum + one.people, 0)
  return [{ ...like, figure: rateOf(events, people, measure.per ?? 1000) }]
}

const kindOf = (kind: string) => (kind === 'lsoa' ? 'small area' : kind)
