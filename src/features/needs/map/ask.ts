import { z } from 'zod'
import { type Month, monthsBetween } from '../../../lib/dates.ts'
import { forbidden } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { mayTest } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Ground, groundOf, type Kind, type Known, kinds, openTo } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import { type Deprivation, deprivationOf } from './deprivation.ts'
import { type Own, readOwn } from './own.ts'
import type { Rarity } from './rare.ts'

export const shows = ['pair', 'rate', 'count', 'change', 'level'] as const
export type Show = (typeof shows)[number]

const Words = z.object({ country: z.string() }).catch({ country: 'the country' })
const word = z.string().catch('')
const Address = z.object({
  level: z.enum(kinds).catch('ward'),
  measure: word,
  end: word,
  show: z.enum(shows).optional().catch(undefined),
  borough: word,
  place: word,
  group: word,
})

/** What the address of a map asks for, as far as this person may have it. */
export interface MapAsk {
  store: Store
  ground: Ground
  choices: Known[]
  known: Known
  usual: Known
  end: Month
  /** The months that the 12 may end with, for this person. */
  ends: Month[]
  /** Another was asked for by somebody who may not choose it. */
  endKept: boolean
  show: Show
  /** Set where what the reader is shown is too rare to rank: then no map is made of ranks. */
  rare: Rarity | undefined
  deprivation: Deprivation | undefined
  borough: string | undefined
  /** Places on the map: the level's, or for small areas those of one borough. */
  within: Area[]
  place: Area | undefined
  group: string
  own: Own
  /** What the city and the country of the index of deprivation are called: "London", "England". */
  city: string
  country: string
}

export type MapAnswer =
  | { state: 'no places' }
  | { state: 'no data' }
  | { state: 'refused'; measure: Measure; kind: Kind }
  | { state: 'ready'; ask: MapAsk }

export async function readAsk(rooms: Rooms, actor: Actor, query: unknown): Promise<MapAnswer> {
  const asked = Address.parse(query ?? {})
  if (asked.level === 'lsoa' && actor.role !== 'analyst') throw forbidden('Small areas are for analysts')
  const store = await openEvidence(rooms.db)
  const ground = await groundOf(rooms.db, store, asked.level)
  if (!ground) return { state: 'no places' }
  const counted = ground.known.filter(k => k.measure.topic !== 'population' && k.months.length >= 12)
  const choices = openTo(actor, ground.kind, counted)
  const refused = counted.find(k => k.measure.code === asked.measure && !choices.includes(k))
  if (refused) return { state: 'refused', measure: refused.measure, kind: ground.kind }
  const usual = choices.find(k => k.measure.code === rooms.pack.headlines[0]) ?? choices[0]
  if (!usual) return { state: 'no data' }
  const known = choices.find(k => k.measure.code === asked.measure) ?? usual
  const deprivation = await deprivationOf(rooms.db, store, rooms.pack, ground.kind)
  const borough = boroughOf(ground, asked.borough)
  const within = ground.kind === 'lsoa' ? ground.areas.filter(area => area.boroughCode === borough) : ground.areas
  const show =
    asked.show && canShow(asked.show, known.measure, deprivation) ? asked.show : usualShow(known.measure, deprivation)
  const ends = endsOf(actor, known)
  const end = ends.includes(asked.end) ? asked.end : known.end
  const place = within.find(area => area.code === asked.place)
  return {
    state: 'ready',
    ask: {
      store,
      ground,
      choices,
      known,
      usual,
      end,
      ends,
      endKept: !mayTest(actor) && asked.end !== '' && asked.end !== end,
      show,
      rare: undefined,
      deprivation,
      borough,
      within,
      place,
      group: asked.group,
      own: readOwn(query, show, deprivation?.national !== undefined),
      city: rooms.pack.city.name,
      country: Words.parse(rooms.pack.words).country,
    },
  }
}

/**
 * Analysts may end the 12 months with any month. Others have the newest, and whole years before it: two periods a month apart differ by two
 * single months, and from many of them a hidden count could be had.
 */
const endsOf = (actor: Actor, { months, end }: Known): Month[] =>
  months.slice(11).filter(month => mayTest(actor) || monthsBetween(month, end) % 12 === 0)

/** A measure that is not counted against residents has no rate, and so neither a map of it nor one of rate and deprivation. */
export const canShow = (show: Show, measure: Measure, deprivation: Deprivation | undefined): boolean =>
  (measure.denominator !== null || (show !== 'pair' && show !== 'rate')) &&
  (show !== 'pair' || deprivation !== undefined)

/** The same map of a measure too rare to rank: by number alone, unless the reader chose cut points, which are no ranks. */
export function plainly(ask: MapAsk, rare: Rarity): MapAsk {
  const isRanked = (ask.show === 'pair' && !ask.own.pair) || (ask.show === 'rate' && !ask.own.rates)
  return { ...ask, rare, show: isRanked ? 'count' : ask.show }
}

/** What the map shows when the address does not say. */
export const usualShow = (measure: Measure, deprivation: Deprivation | undefined): Show =>
  (['pair', 'rate'] as const).find(show => canShow(show, measure, deprivation)) ?? 'count'

// Small areas are drawn a borough at a time: five thousand on one page could be neither read nor loaded.
function boroughOf(ground: Ground, asked: string): string | undefined {
  const codes = new Set(ground.areas.map(area => area.boroughCode))
  if (codes.has(asked)) return asked
  return ground.kind === 'lsoa' ? (ground.areas.find(area => area.boroughCode)?.boroughCode ?? undefined) : undefined
}
