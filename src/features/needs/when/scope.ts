// Which measure at which place: what the pages of months and hours ask for, as far as a person may have it.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import {
  extentOf,
  levelWords,
  type Measure,
  openEvidence,
  type Store,
  seesSignals,
  sight,
  smallAreaWords,
  type Where,
} from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Spot } from './queries.ts'
import * as queries from './queries.ts'

/** A view shows no more than an officer may see, so that it can be kept. */
export { officer } from '../rules.ts'

const Address = z.object({
  measure: z.string().catch(''),
  place: z.string().catch(''),
  ward: z.string().catch(''),
})

export interface Scope {
  store: Store
  actor: Actor
  measure: Measure
  /** Measures to choose from at this place. */
  choices: Measure[]
  spot: Spot
  /** Places this person may choose from. */
  spots: Spot[]
  /** Wards of the borough chosen, where wards are asked for. */
  wards: Spot[]
  city: Spot
  /** Does some file count this measure by day? */
  hasDays: boolean
}

export type Scoped =
  | { state: 'no places' }
  | { state: 'no data' }
  | { state: 'refused'; words: string }
  | { state: 'ready'; scope: Scope }

export const whereOf = ({ kind, code, boroughCode, memberBoroughs }: Spot): Where => ({
  kind,
  code,
  boroughCode,
  memberBoroughs,
})

const wards = shelf<Spot[]>('wards of a borough', 60)
const daily = shelf<number[]>('measures with days', 1)

/** The wards of a place's borough; none for the city. */
export async function wardsOf(db: Db, store: Store, borough: string | null): Promise<Spot[]> {
  const vintage = borough === null ? undefined : await vintageOf(db, 'ward')
  if (borough === null || !vintage) return []
  return wards(store, `${vintage}|${borough}`, () => queries.wardsIn(db, vintage, borough))
}

/** `own`: neighbourhoods and hubs are places to choose too, and wards are not (hours), or the other way round (months). */
export async function scopeOf(
  rooms: Pick<Rooms, 'db' | 'pack'>,
  actor: Actor,
  query: unknown,
  options: { own: boolean },
): Promise<Scoped> {
  const asked = Address.parse(query ?? {})
  const { db } = rooms
  const store = await openEvidence(db)
  const all = await queries.spots(db)
  const city = all.find(spot => spot.kind === 'city')
  if (!city) return { state: 'no places' }
  const made = (spot: Spot) => spot.kind === 'hub' || spot.kind === 'neighbourhood'
  const spots = all.filter(spot => (options.own || !made(spot)) && seesSignals(actor, whereOf(spot)))
  const spot = await spotAsked(db, asked, spots, city)
  if (!spot || !seesSignals(actor, whereOf(spot)))
    return { state: 'refused', words: 'Your role does not open this place' }
  if (spot.kind === 'lsoa') return { state: 'refused', words: smallAreaWords }
  const days = new Set(await daily(store, 'all', () => queries.measuresWithDays(db)))
  const boroughs = all.filter(one => one.kind === 'borough')
  const known = store.measures.filter(
    measure =>
      measure.kind === 'count' &&
      measure.topic !== 'population' &&
      (isKnownByMonth(store, measure, spot, boroughs) || (options.own && days.has(measure.id) && spot.kind !== 'ward')),
  )
  const choices = known.filter(measure => sight(actor, measure, whereOf(spot)).see !== 'nothing')
  const refused = known.find(one => one.code === asked.measure && !choices.includes(one))
  if (refused) return { state: 'refused', words: levelWords(refused) }
  const measure =
    choices.find(one => one.code === asked.measure) ??
    choices.find(one => one.code === rooms.pack.headlines[0]) ??
    choices[0]
  if (!measure) return { state: 'no data' }
  const inside = options.own ? [] : await wardsOf(db, store, spot.boroughCode)
  return {
    state: 'ready',
    scope: { store, actor, measure, choices, spot, spots, wards: inside, city, hasDays: days.has(measure.id) },
  }
}

async function spotAsked(
  db: Db,
  asked: z.output<typeof Address>,
  spots: readonly Spot[],
  city: Spot,
): Promise<Spot | undefined> {
  const place =
    asked.place === ''
      ? city
      : (spots.find(spot => spot.code === asked.place) ?? (await queries.spotOf(db, asked.place)))
  if (asked.ward === '' || !place) return place
  const ward = await queries.spotOf(db, asked.ward)
  // A ward of another borough was chosen before the borough was: the borough counts.
  return ward?.kind === 'ward' && (ward.boroughCode === place.boroughCode || place.kind === 'city') ? ward : place
}

/** The city is known where its boroughs are: then it is their sum. */
export const isKnownByMonth = (store: Store, measure: Measure, spot: Spot, boroughs: readonly Spot[]): boolean =>
  extentOf(store, measure.id, spot.id) !== undefined ||
  (spot.kind === 'city' && boroughs.some(one => extentOf(store, measure.id, one.id) !== undefined))

export const placeWords = (spot: Spot): string =>
  spot.kind === 'ward' && spot.boroughName ? `${spot.name}, ${spot.boroughName}` : spot.name

/** The address of a page about this measure and place, always written the same way. */
export function hrefOf(path: string, { measure, spot }: Scope, more: Record<string, string> = {}): string {
  const place: Record<string, string> =
    spot.kind === 'ward' ? { place: spot.boroughCode ?? '', ward: spot.code } : { place: spot.code }
  return `${path}?${new URLSearchParams({ measure: measure.code, ...place, ...more })}`
}
