import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { vintagesOf } from './queries.ts'
import { youngPeople } from './residents.ts'

/** What a place is like, without a word about violence. */
export interface Profile {
  placeId: number
  /** Each column in its own unit; null is unknown. */
  values: (number | null)[]
}

export interface Similar {
  placeId: number
  /** Root mean square of the differences in standard deviations: 0 is alike in everything, 1 is one deviation apart on average. */
  distance: number
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

/** Each column as distances from its mean in standard deviations; a column that does not vary says nothing. */
function standardise(profiles: readonly Profile[]): Map<number, (number | null)[]> {
  const width = profiles[0]?.values.length ?? 0
  const scales = Array.from({ length: width }, (_, column) => {
    const known = profiles.map(one => one.values[column] ?? null).filter(value => value !== null)
    const middle = known.length > 0 ? mean(known) : 0
    return { middle, deviation: known.length > 0 ? Math.sqrt(mean(known.map(value => (value - middle) ** 2))) : 0 }
  })
  const scaled = (value: number | null, column: number) => {
    const scale = scales[column]
    return value === null || !scale || !(scale.deviation > 0) ? null : (value - scale.middle) / scale.deviation
  }
  return new Map(profiles.map(one => [one.placeId, one.values.map(scaled)]))
}

/**
 * The `k` places most like one of them: Euclidean distance over standardised columns, divided by the number of columns both know, so that an unknown
 * column neither helps nor hurts. Places with fewer than half of the columns in common are left out. Ties by place id. The approach of ONS's and
 * CIPFA's "nearest neighbours"; the columns are stated wherever the result is shown.
 */
export function nearest(profiles: readonly Profile[], placeId: number, k: number): Similar[] {
  const scaled = standardise(profiles)
  const own = scaled.get(placeId)
  if (!own) return []
  const found: Similar[] = []
  for (const [id, values] of scaled) {
    const squares = values.flatMap((value, i) => {
      const mine = own[i] ?? null
      return value === null || mine === null ? [] : [(value - mine) ** 2]
    })
    if (id !== placeId && squares.length > 0 && squares.length * 2 >= own.length)
      found.push({ placeId: id, distance: Math.sqrt(mean(squares)) })
  }
  return found.sort((a, b) => a.distance - b.distance || a.placeId - b.placeId).slice(0, k)
}

const Size = z.object({ id: z.number(), areaM2: z.number().nullable() })

/**
 * Statistically similar places of the same level and vintage: number of residents and residents per square kilometre (both as logarithms, because
 * twice as many is the same step at any size), and the share aged 10 to 24. `extra` adds columns of the caller's, such as deprivation, as
 * a value by place id. Needs a census; without one the answer is empty. Neighbourhoods and hubs have no vintage and so no peers.
 */
export async function similarPlaces(
  db: Db,
  placeId: number,
  k = 5,
  extra: readonly ReadonlyMap<number, number>[] = [],
): Promise<Similar[]> {
  const [vintage] = await vintagesOf(db, placeId)
  return vintage === undefined ? [] : nearest(await profilesOf(db, vintage, extra), placeId, k)
}

/** The profile of every place of a vintage, for `nearest`: the columns of `similarPlaces`, then the caller's own. */
export async function profilesOf(
  db: Db,
  vintage: string,
  extra: readonly ReadonlyMap<number, number>[] = [],
): Promise<Profile[]> {
  const places = await sizesOf(db, vintage)
  const young = await youngPeople(
    db,
    places.map(place => place.id),
  )
  return places.map((place): Profile => {
    const people = young.get(place.id)
    const counted = people !== undefined && people.persons > 0
    return {
      placeId: place.id,
      values: [
        counted ? Math.log(people.persons) : null,
        counted && place.areaM2 ? Math.log(people.persons / (place.areaM2 / 1e6)) : null,
        counted ? people.young / people.persons : null,
        ...extra.map(column => column.get(place.id) ?? null),
      ],
    }
  })
}

/** The words for the columns of `similarPlaces`, to be shown beside its result. */
export const similarColumns = ['number of residents', 'residents per square kilometre', 'share aged 10 to 24'] as const

const sizesOf = (db: Db, vintage: string) =>
  db.many(
    Size,
    sql`
    select p.id, p.area_m2 as "areaM2" from place_vintages v join places p on p.id = v.place_id
    where v.vintage = ${vintage} order by p.id`,
  )
