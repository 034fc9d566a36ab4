import type { Actor } from '../../platform/http.ts'
import { type Level, levels, type Measure } from './schemas.ts'

/** The place a figure is about, as far as permission goes. */
export interface Where {
  kind: string
  code: string
  boroughCode: string | null
}

/** How much of a figure someone may see: all of it, with small counts hidden, nothing of this one because it would give another away, or nothing. */
export type Sight =
  | { see: 'all' }
  | { see: 'protected'; under: number }
  | { see: 'kept back' }
  | { see: 'nothing'; why: string }

const levelOf = (kind: string): Level => (kind === 'city' || kind === 'borough' || kind === 'ward' ? kind : 'lsoa')
const finer = (kind: string, lowest: Level) => levels.indexOf(levelOf(kind)) < levels.indexOf(lowest)

/** Counts under this are hidden: 5, or 10 for violence against women and girls, domestic abuse and protected characteristics. */
export const threshold = (measure: Pick<Measure, 'sensitive'>): number => (measure.sensitive ? 10 : 5)

// A neighbourhood or hub has no figures of its own but those of the areas it is made of.
const isMade = (kind: string) => kind === 'neighbourhood' || kind === 'hub'

/** Does the figure of this measure at this place rest on openly published sources alone? Of a place made of areas: do all areas of its borough? */
export const isOpenAt = ({ closedAt }: Pick<Measure, 'closedAt'>, where: Where): boolean =>
  closedAt === undefined ||
  !(
    closedAt.places.has(where.code) ||
    (isMade(where.kind) && (where.boroughCode === null || closedAt.boroughs.has(where.boroughCode)))
  )

/**
 * The permission matrix for raw observations and signals: analysts see true values; a borough lead those of their own borough;
 * officers, directors and other boroughs see them with small counts hidden; below a measure's lowest level only analysts look.
 * Where a figure rests on a source that is not openly published, small counts are hidden from the borough's own lead too.
 */
export function sight(
  actor: Actor,
  measure: Pick<Measure, 'sensitive' | 'lowestLevel' | 'name' | 'closedAt'>,
  where: Where,
): Sight {
  if (actor.role === 'analyst') return { see: 'all' }
  if (finer(where.kind, measure.lowestLevel))
    return { see: 'nothing', why: `${measure.name} is shown at ${measure.lowestLevel} level or above` }
  if (actor.role === 'borough-lead' && isOwn(actor, where) && isOpenAt(measure, where)) return { see: 'all' }
  if (['borough-lead', 'officer', 'director'].includes(actor.role))
    return { see: 'protected', under: threshold(measure) }
  return { see: 'nothing', why: 'Your role does not open figures' }
}

/** Is this place inside what a borough lead answers for? */
export const isOwn = (actor: Actor, where: Where): boolean =>
  actor.places.includes(where.code) || (where.boroughCode !== null && actor.places.includes(where.boroughCode))

/** Signals (rising, falling, high) are for the partnership; a borough lead sees those of their own borough and of the city. */
export const seesSignals = (actor: Actor, where: Where): boolean =>
  ['analyst', 'officer', 'director'].includes(actor.role) ||
  (actor.role === 'borough-lead' && (where.kind === 'city' || isOwn(actor, where)))

/** A count as it may be shown: the number, null where it is unknown, or the words that stand in for it. */
export type Shown = { count: number; words?: undefined } | { count: null; words: string | undefined }

/** What stands where a count is kept back to protect another. It does not say how small: the protected one bears the same words. */
export const notShown = 'not shown'

/** Hides a small count. 0 is shown; 1 up to the threshold is not. */
export function show(count: number | null | undefined, see: Sight): Shown {
  if (count === null || count === undefined || see.see === 'nothing') return { count: null, words: undefined }
  if (see.see === 'kept back') return { count: null, words: notShown }
  if (see.see === 'protected' && count > 0 && count < see.under) return { count: null, words: `under ${see.under}` }
  return { count }
}
