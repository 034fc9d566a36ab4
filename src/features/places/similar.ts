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

// Page after page asks about another place of the same list: what does not change with the place is worked out once a list.
const scaledLists = new WeakMap<readonly Profile[], Map<number, (number | null)[]>>()

function scaledOf(profiles: readonly Profile[]): Map<number, (number | null)[]> {
  const scaled = scaledLists.get(profiles) ?? standardise(profiles)
  scaledLists.set(profiles, scaled)
  return scaled
}

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
  const scaled = scaledOf(profiles)
  const own = scaled.get(placeId)
  if (!own) return []
  const found: Similar[] = []
  for (const [id, values] of scaled) {
    const distance = id === placeId ? undefined : distanceOf(own, values)
    if (distance !== undefined) keepNearest(found, { placeId: id, distance }, k)
  }
  return found
}

/** Over the columns that both know; undefined where those are fewer than half. */
function distanceOf(own: readonly (number | null)[], other: readonly (number | null)[]): number | undefined {
  let [known, squares] = [0, 0]
  for (let i = 0; i < own.length; i++) {
    const [mine, its] = [own[i] ?? null, other[i] ?? null]
    if (mine === null || its === null) continue
    known += 1
    squares += (its - mine) ** 2
  }
  return known > 0 && known * 2 >= own.length ? Math.sqrt(squares / known) : undefined
}

const inOrder = (a: Similar, b: Similar) => a.distance - b.distance || a.placeId - b.placeId

/** Puts one among the `k` nearest so far, which stay in order: a list of a country's places is never sorted whole. */
function keepNearest(found: Similar[], one: Similar, k: number): void {
  const last = found[k - 1]
  if (last && inOrder(one, last) >= 0) return
  found.push(one)
  found.sort(inOrder)
  if (found.length > k) found.pop()
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
