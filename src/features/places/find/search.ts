import type { Db } from '../../../platform/db.ts'
import type { PlaceLine } from '../schemas.ts'
import * as queries from './queries.ts'
import { postcodeWords, type Query, readQuery } from './rules.ts'

export interface Found {
  query: Query
  places: PlaceLine[]
  /** What the list is, or why it is empty and what to try. */
  words: string
}

/** Finds places by name, code, postcode or the first half of one. */
export async function search(db: Db, text: string): Promise<Found> {
  const query = readQuery(text)
  const places = await look(db, query)
  // 'E05' and 'W1' are districts or the beginning of something else: what is no district may be a name.
  if (query.kind === 'district' && places.length === 0)
    return answer(
      { kind: 'name', name: text.trim().toLowerCase() },
      await queries.byName(db, text.trim().toLowerCase()),
    )
  return answer(query, places)
}

async function look(db: Db, query: Query): Promise<PlaceLine[]> {
  if (query.kind === 'nothing') return []
  if (query.kind === 'postcode') return queries.byPostcode(db, query.postcode)
  if (query.kind === 'district') return queries.byDistrict(db, query.district)
  return query.kind === 'code' ? queries.byCode(db, query.code) : queries.byName(db, query.name)
}

const answer = (query: Query, places: PlaceLine[]): Found => ({
  query,
  places,
  words: places.length > 0 ? found(query) : missed(query),
})

function found(query: Query): string {
  if (query.kind === 'postcode') return `${postcodeWords(query.postcode)} stands in these places.`
  if (query.kind === 'district') return `Wards with postcodes of ${query.district}, the most first.`
  return query.kind === 'code' ? 'The place with this code.' : 'Places with a name like this, the nearest first.'
}

function missed(query: Query): string {
  if (query.kind === 'postcode')
    return `${postcodeWords(query.postcode)} is not among the postcodes loaded. It may be newer than they are, or outside the city. Try the name of the ward or the borough.`
  if (query.kind === 'code') return `No place has the code ${query.code}. Check it, or try the name of the place.`
  return 'No place has a name like this. Check the spelling, or try a postcode, or the name of the borough.'
}
