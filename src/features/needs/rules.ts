import type { Rate } from '../../lib/stats/index.ts'
import { crudeRate } from '../../lib/stats/index.ts'
import type { Actor } from '../../platform/http.ts'
import {
  isOwn,
  type Measure,
  type Shown,
  type Sight,
  seesSignals,
  show,
  sight,
  sights,
  type Where,
} from '../evidence/index.ts'
import { allows } from '../people/index.ts'
import type { Area } from './signals/queries.ts'

export const whereOf = (area: Pick<Area, 'kind' | 'code' | 'boroughCode'>): Where => ({
  kind: area.kind,
  code: area.code,
  boroughCode: area.boroughCode,
})

/** A place's count and rate as this person may see them. A hidden count takes its rate along: the rate would give it away. */
export interface Figure {
  count: Shown
  rate: Rate | undefined
  /** Under ten events: the interval is wide and the place is never ranked on it. */
  small: boolean
}

/** A count to the residents; undefined for a measure that is not counted against people, as for a place whose residents are not known. */
export const rateOf = (measure: Measure, count: number | null, residents: number | null): Rate | undefined =>
  measure.denominator === null || count === null || residents === null || residents <= 0
    ? undefined
    : crudeRate(count, residents, { multiplier: measure.per ?? 1_000 })

export function figureOf(see: Sight, measure: Measure, count: number | null, residents: number | null): Figure {
  const shown = show(count, see)
  return {
    count: shown,
    rate: rateOf(measure, shown.count, residents),
    small: shown.count !== null && shown.count < 10,
  }
}

/** What the places of a table add up to: wards to their borough, boroughs to the city. */
export const familyOf = (area: Pick<Area, 'kind' | 'boroughCode'>): string | null =>
  area.kind === 'borough' ? 'city' : area.boroughCode

/** How much of one count of each place this person sees, siblings protected: by place id. */
export function sightsOf(
  actor: Actor,
  measure: Measure,
  areas: readonly Area[],
  countOf: (area: Area) => number | null | undefined,
): Map<number, Sight> {
  const counted = areas.map(area => ({ where: whereOf(area), family: familyOf(area), count: countOf(area) ?? null }))
  const found = sights(actor, measure, counted)
  return new Map(areas.flatMap((area, i) => (found[i] ? [[area.id, found[i]] as const] : [])))
}

/** The counts of the two windows that a change is made from. */
export interface Windows {
  later: number | null
  earlier: number | null
}

/** Of which places the counts of both windows, and so their ratio, may be shown. */
export function openRatios(
  actor: Actor,
  measure: Measure,
  areas: readonly Area[],
  marks: ReadonlyMap<number, Windows>,
): Set<number> {
  const later = sightsOf(actor, measure, areas, area => marks.get(area.id)?.later)
  const earlier = sightsOf(actor, measure, areas, area => marks.get(area.id)?.earlier)
  const shows = (see: Sight | undefined, count: number | null | undefined) =>
    see !== undefined && show(count, see).count !== null
  return new Set(
    areas.flatMap(({ id }) =>
      shows(later.get(id), marks.get(id)?.later) && shows(earlier.get(id), marks.get(id)?.earlier) ? [id] : [],
    ),
  )
}

/** Sees this place's marks in this measure, as the matrix says. */
export const seesMark = (actor: Actor, measure: Measure, area: Area): boolean =>
  seesSignals(actor, whereOf(area)) && sight(actor, measure, whereOf(area)).see !== 'nothing'

/** Who makes the marks may also choose how they are made: those see every count as it is. */
export const mayTest = (actor: Actor): boolean => allows(actor, 'signals.assess')

/** Who may say what changed: officers and analysts anywhere, a borough lead in their own borough. */
export const mayAnswer = (actor: Actor, where: Where): boolean =>
  ['officer', 'analyst'].includes(actor.role) || (actor.role === 'borough-lead' && isOwn(actor, where))

/** Everything of a table together, for the city's line: places with a count and residents. */
export function togetherRate(measure: Measure, figures: readonly { count: number | null; residents: number | null }[]) {
  const known = figures.filter(f => f.count !== null && f.residents)
  const count = known.reduce((sum, f) => sum + (f.count ?? 0), 0)
  const residents = known.reduce((sum, f) => sum + (f.residents ?? 0), 0)
  const rate = rateOf(measure, count, residents)
  return rate && { count, residents, ...rate }
}
