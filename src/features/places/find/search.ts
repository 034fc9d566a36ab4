import type { Db } from '../../../platform/db.ts'
import type { PlaceLine } from '../schemas.ts'
import { byName, type Hit } from './names.ts'
import * as queries from './queries.ts'
import { districtOf, postcodeWords, type Query, readQuery } from './rules.ts'

export interface Found {
  query: Query
  hits: Hit[]
  /** The places among them; what stations lead to is not. */
  places: PlaceLine[]
  /** What the list is, or why it is empty and what to try. */
  words: string
}

/** Finds places and stations by name, code, postcode or part of one. */
export async function search(db: Db, text: string): Promise<Found> {
  const query = readQuery(text)
  const hits = await look(db, query)
  if (hits.length > 0) return answer(query, hits, found(query))
  // 'E05' and 'W1' are districts or the beginning of something else: what is no district may be a name.
  if (query.kind === 'district') {
    const name = text.trim().toLowerCase()
    const named = await byName(db, name)
    return named.length > 0
      ? answer({ kind: 'name', name }, named, found({ kind: 'name', name }))
      : answer(query, [], missed(query))
  }
  if (query.kind === 'postcode') return beside(db, query)
  return answer(query, [], missed(query))
}

async function look(db: Db, query: Query): Promise<Hit[]> {
  if (query.kind === 'name') return byName(db, query.name)
  return (await lines(db, query)).map(place => ({ place }))
}

async function lines(db: Db, query: Query): Promise<PlaceLine[]> {
  if (query.kind === 'postcode') return queries.byPostcode(db, query.postcode)
  if (query.kind === 'district') return queries.byDistrict(db, query.district, query.sector)
  return query.kind === 'code' ? queries.byCode(db, query.code) : []
}

/** A postcode newer than those loaded still has a first half. */
async function beside(db: Db, query: Query & { kind: 'postcode' }): Promise<Found> {
  const district = districtOf(query.postcode)
  const wards = await queries.byDistrict(db, district)
  const words = `${postcodeWords(query.postcode)} is not among the postcodes loaded. These wards have other postcodes of ${district}, the most first.`
  return answer(
    query,
    wards.map(place => ({ place })),
    wards.length > 0 ? words : missed(query),
  )
}

const answer = (query: Query, hits: Hit[], words: string): Found => ({
  query,
  hits,
  places: hits.filter(hit => hit.station === undefined).map(hit => hit.place),
  words,
})

function found(query: Query): string {
  if (query.kind === 'postcode') return `${postcodeWords(query.postcode)} stands in these places.`
  if (query.kind === 'district')
    return `Wards with postcodes of ${[query.district, query.sector].filter(Boolean).join(' ')}, the most first.`
  return query.kind === 'code'
    ? 'The place with this code.'
    : 'Places and stations with a name like this, the nearest first.'
}

function missed(query: Query): string {
  if (query.kind === 'postcode')
    return `${postcodeWords(query.postcode)} is not among the postcodes loaded. It may be newer than they are, or outside the city. Try the name of the ward or the borough.`
  if (query.kind === 'district')
    return `No postcode loaded begins with ${query.district}, and no place has a name like it. Try the name of the ward or the borough.`
  if (query.kind === 'code') return `No place has the code ${query.code}. Check it, or try the name of the place.`
  return 'No place has a name like this. Check the spelling, or try a postcode, or the name of the borough.'
}
