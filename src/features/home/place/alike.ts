// The places most like one, by what they are and not by violence (docs/methods/similar-places.md).
import { weightedMeans } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Store } from '../../evidence/index.ts'
import { nearest, profilesOf } from '../../places/index.ts'
import { indexOf } from './deprivation.ts'
import { once } from './kept.ts'
import * as peerQueries from './peer-queries.ts'
import type * as queries from './queries.ts'

const howMany = 6

/** The ids of the six places most like this one, nearest first; none for a place that is not one of a set that covers the city. */
export async function alikeTo(db: Db, store: Store, pack: Pack, place: queries.Place): Promise<number[]> {
  const vintage = place.vintages[0]
  if (vintage === undefined || place.kind === 'city') return []
  const profiles = await once(store, `traits/${vintage}`, async () =>
    profilesOf(db, vintage, [await scoresOf(db, store, pack, vintage)]),
  )
  return nearest(profiles, place.id, howMany).map(one => one.placeId)
}

/** Mean deprivation score of every place of a vintage, weighted by the residents of its LSOAs, as on the place page. */
export const scoresOf = (db: Db, store: Store, pack: Pack, vintage: string): Promise<Map<number, number>> =>
  once(store, `scores/${vintage}`, async () => {
    const parts = (await peerQueries.lsoasByPlace(db, vintage)).filter(part => part.persons)
    const ids = parts.map(p => p.lsoaId)
    const latest = await indexOf(db, store, pack.deprivation.score, ids)
    return weightedMeans(
      parts.map(part => ({ group: part.placeId, value: latest.get(part.lsoaId)?.value ?? null, weight: part.persons })),
    )
  })
