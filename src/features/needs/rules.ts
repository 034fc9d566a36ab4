import { addMonths, type Month } from '../../lib/dates.ts'
import type { Rate } from '../../lib/stats/index.ts'
import { crudeRate } from '../../lib/stats/index.ts'
import type { Db } from '../../platform/db.ts'
import { type Actor, anyone } from '../../platform/http.ts'
import {
  isHidden,
  isOwn,
  type Kinship,
  type Measure,
  notShown,
  type Seen,
  type Shown,
  type Sight,
  type Store,
  seenIn,
  seesSignals,
  show,
  sight,
  type Where,
} from '../evidence/index.ts'
import { allows } from '../people/index.ts'
import type { ChangeWord } from './signals/change.ts'
import type { LevelWord } from './signals/level.ts'
import type { Mark } from './signals/marked.ts'
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

/** Who asks, of which measure, at which places: all of a vintage, so that every page asks the same. */
export interface Looking {
  db: Db
  store: Store
  actor: Actor
  measure: Measure
  vintage: string
  areas: readonly Area[]
}

const kinshipOf = ({ vintage, areas }: Looking): Kinship => ({
  key: vintage,
  kin: areas.map(area => ({ id: area.id, where: whereOf(area), family: familyOf(area) })),
})

/** How much of the count of so many months each place this person sees, siblings, wholes and parts protected. */
export const seenOf = (looking: Looking, end: Month, months = 12): Promise<Seen> =>
  seenIn(looking.db, looking.store, looking.actor, looking.measure, kinshipOf(looking), { end, months })

/** The counts of the two windows that a change is made from. */
export interface Windows {
  later: number | null
  earlier: number | null
}

/** The months behind the marks: two windows of so many, and so many years. */
export interface Behind {
  end: Month
  window: number
  years: number
}

/** The places at which something behind the change, or the level, is hidden from this person. What is behind the change is behind the level. */
export interface HiddenMarks {
  change: ReadonlySet<number>
  level: ReadonlySet<number>
}

export async function hiddenMarks(
  looking: Looking,
  { end, window, years }: Behind,
  marks: ReadonlyMap<number, Windows>,
): Promise<HiddenMarks> {
  const [later, earlier] = [await seenOf(looking, end, window), await seenOf(looking, addMonths(end, -window), window)]
  // The mark's own counts too: newer data may have come since it was made.
  const isSmall = (id: number, seen: Seen, count: number | null | undefined) =>
    seen.hidden.has(id) || isHidden(count, seen.sees.get(id) ?? { see: 'nothing', why: '' })
  const change = new Set(
    looking.areas.flatMap(({ id }) =>
      isSmall(id, later, marks.get(id)?.later) || isSmall(id, earlier, marks.get(id)?.earlier) ? [id] : [],
    ),
  )
  const level = new Set(change)
  for (let year = 0; year < years; year += 1)
    for (const id of (await seenOf(looking, addMonths(end, -12 * year))).hidden) level.add(id)
  return { change, level }
}

/** A place's marks as one person may see them. */
export type SeenMark = Omit<Mark, 'change' | 'level'> & {
  change: ChangeWord | typeof notShown
  level: LevelWord | typeof notShown
}

/**
 * Where a count behind a mark is hidden, the mark is one fixed word, whatever it is: each of its own words would say something of the count
 * ("too few" that the two windows together are under twenty).
 */
export function markSeen(mark: Mark, hidden: HiddenMarks): SeenMark {
  const level = hidden.level.has(mark.placeId) ? { level: notShown, years: [], few: false } : {}
  return hidden.change.has(mark.placeId) ? { ...mark, ...nothing, ...level } : { ...mark, ...level }
}

const nothing = {
  change: notShown,
  later: null,
  earlier: null,
  ratio: null,
  lower: null,
  upper: null,
  p: null,
  q: null,
  cityRatio: null,
} as const

/** Sees this place's marks in this measure, as the matrix says. */
export const seesMark = (actor: Actor, measure: Measure, area: Area): boolean =>
  seesSignals(actor, whereOf(area)) && sight(actor, measure, whereOf(area)).see !== 'nothing'

/** Who reads findings and sees the least of counts: whatever is frozen in findings, chapters and threads holds no more than this. */
export const officer: Actor = { ...anyone, role: 'officer' }

/** Do those who read findings see this measure at places of this kind at all? */
export const isOpenLevel = (measure: Measure, kind: string): boolean =>
  sight(officer, measure, { kind, code: '', boroughCode: null }).see !== 'nothing'

/** Why no finding is made of a measure here: those who would agree it and act on it do not see the measure so low. Empty where one may be. */
export function whyNoFinding(measure: Measure, area: Pick<Area, 'kind' | 'code' | 'boroughCode'>): string {
  const seen = sight(officer, measure, whereOf(area))
  return seen.see === 'nothing' ? `${seen.why}. Make the finding there.` : ''
}

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
