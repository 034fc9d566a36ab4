import type { Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, monthsOfMost, type Store, sight } from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import { areasOf, spokenFor } from './frame.ts'
import type * as queries from './queries.ts'

export const kinds = ['ward', 'borough', 'lsoa'] as const
export type Kind = (typeof kinds)[number]

export const kindWords: Record<Kind, readonly [one: string, many: string]> = {
  ward: ['ward', 'wards'],
  borough: ['borough', 'boroughs'],
  lsoa: ['small area', 'small areas'],
}

/** A measure counted month by month, the places its files speak for, and the months known of most of them. */
export interface Known {
  measure: Measure
  areas: queries.Area[]
  months: Month[]
  end: Month
}

/** The places of one level, and what is known of them. */
export interface Ground {
  kind: Kind
  vintage: string
  areas: queries.Area[]
  known: Known[]
}

const kept = shelf<Ground | undefined>('ground', 6)

/** The newest places of a level; undefined when none are loaded. */
export const groundOf = (db: Db, store: Store, kind: Kind): Promise<Ground | undefined> =>
  kept(store, kind, async () => {
    const vintage = await vintageOf(db, kind)
    if (!vintage) return undefined
    const areas = await areasOf(db, store, vintage)
    return { kind, vintage, areas, known: knownAt(store, areas) }
  })

export const knownAt = (store: Store, areas: readonly queries.Area[]): Known[] =>
  store.measures.filter(measure => measure.kind === 'count').flatMap(measure => knownOf(store, measure, areas) ?? [])

function knownOf(store: Store, measure: Measure, areas: readonly queries.Area[]): Known | undefined {
  const spoken = spokenFor(store, measure, areas)
  const months = monthsOfMost(
    store,
    measure.id,
    spoken.map(area => area.id),
  )
  const end = months.at(-1)
  return end === undefined ? undefined : { measure, areas: spoken, months, end }
}

/** The measures that may carry marks for this person at this level. */
export const openTo = (actor: Actor, kind: Kind, known: readonly Known[]): Known[] =>
  known.filter(
    ({ measure }) => sight(actor, measure, { kind, code: '', boroughCode: actor.places[0] ?? null }).see !== 'nothing',
  )

/** Only violence carries marks; population and context do not. */
export const markable = (known: readonly Known[]): Known[] => known.filter(k => k.measure.topic === 'violence')
