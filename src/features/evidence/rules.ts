import { list } from '../../lib/words.ts'
import type { Actor } from '../../platform/http.ts'
import { type Level, levels, type Measure } from './schemas.ts'

/** The place a figure is about, as far as permission goes. */
export interface Where {
  kind: string
  code: string
  boroughCode: string | null
  /** Of a neighbourhood or hub: the boroughs its areas lie in, each once. Left out, nobody answers for it. */
  memberBoroughs?: readonly string[] | undefined
}

/**
 * How much of a figure someone may see: all of it, with small counts hidden, rounded to the nearest 5 with small counts hidden, nothing of
 * this one because it would give another away, or nothing.
 */
export type Sight =
  | { see: 'all' }
  | { see: 'protected'; under: number }
  | { see: 'rounded'; under: number }
  | { see: 'kept back' }
  | { see: 'nothing'; why: string }

/** What `sight` asks of a measure. */
export type Seeable = Pick<Measure, 'sensitive' | 'lowestLevel' | 'name' | 'closedAt' | 'raisedFor'> &
  Partial<Pick<Measure, 'characteristic'>>

const levelOf = (kind: string): Level => (kind === 'city' || kind === 'borough' || kind === 'ward' ? kind : 'lsoa')
const finer = (kind: string, lowest: Level) => levels.indexOf(levelOf(kind)) < levels.indexOf(lowest)

/** Counts under this are hidden: 5, or 10 for violence against women and girls, domestic abuse and protected characteristics. */
export const threshold = (measure: Pick<Measure, 'sensitive'>): number => (measure.sensitive ? 10 : 5)

/** A neighbourhood or hub has no figures of its own but those of the areas it is made of. */
export const isMade = (kind: string): boolean => kind === 'neighbourhood' || kind === 'hub'

/** Does the figure of this measure at this place rest on openly published sources alone? Of a place made of areas: do all areas of its boroughs? */
export const isOpenAt = ({ closedAt }: Pick<Measure, 'closedAt'>, where: Where): boolean =>
  closedAt === undefined ||
  !(
    closedAt.places.has(where.code) ||
    (isMade(where.kind) &&
      (where.memberBoroughs ?? [where.boroughCode ?? '']).some(code => closedAt.boroughs.has(code)))
  )

const many: Readonly<Record<Level, string>> = {
  lsoa: 'all places',
  ward: 'wards',
  borough: 'boroughs',
  city: 'the city',
}

/** Where a measure is shown to others than analysts, and why no lower. */
export function levelWords({ name, lowestLevel, raisedFor = [] }: Seeable): string {
  const shown = `${name} is shown for ${many[lowestLevel]}${lowestLevel === 'city' ? ' only' : ' and above'}`
  return raisedFor.length === 0
    ? shown
    : `${shown}: for smaller places it would give away ${list(raisedFor.map(part => part.toLowerCase()))}`
}

/** A measure of one group alone has no page of its own: it stands beside the other groups, their residents and the context note. */
export const groupWords = ({ name, characteristic }: Seeable): string =>
  `${name} is shown only beside the other groups with its context note, in the view by group (${characteristic})`

/** Why small areas have no counts. */
export const smallAreaWords =
  'Counts of small areas (LSOAs) are for analysts: most are so small that people could be recognised'

/**
 * The permission matrix for raw observations and signals: analysts see true values; a borough lead those of their own borough;
 * officers, directors and other boroughs see them with small counts hidden, none of small areas, and rounded for a neighbourhood or hub;
 * below a measure's lowest level only analysts look. A measure of one group alone (by ethnicity, say) is nobody's here: see `groupWords`. Where a figure rests on a source that is not openly published, the borough's own
 * lead sees it as others do.
 */
export function sight(actor: Actor, measure: Seeable, where: Where): Sight {
  if (measure.characteristic) return { see: 'nothing', why: groupWords(measure) }
  if (actor.role === 'analyst') return { see: 'all' }
  if (!['borough-lead', 'officer', 'director'].includes(actor.role))
    return { see: 'nothing', why: 'Your role does not open figures' }
  if (finer(where.kind, measure.lowestLevel)) return { see: 'nothing', why: levelWords(measure) }
  if (actor.role === 'borough-lead' && isOwn(actor, where) && isOpenAt(measure, where)) return { see: 'all' }
  if (isMade(where.kind)) return { see: 'rounded', under: threshold(measure) }
  return levelOf(where.kind) === 'lsoa'
    ? { see: 'nothing', why: smallAreaWords }
    : { see: 'protected', under: threshold(measure) }
}

/** Is this place inside what a borough lead answers for? A neighbourhood or hub only where every area it is made of is. */
export const isOwn = (actor: Actor, { kind, code, boroughCode, memberBoroughs = [] }: Where): boolean =>
  isMade(kind)
    ? memberBoroughs.length > 0 && memberBoroughs.every(each => actor.places.includes(each))
    : actor.places.includes(code) || (boroughCode !== null && actor.places.includes(boroughCode))

/** Signals (rising, falling, high) are for the partnership; a borough lead sees those of their own borough and of the city. */
export const seesSignals = (actor: Actor, where: Where): boolean =>
  ['analyst', 'officer', 'director'].includes(actor.role) ||
  (actor.role === 'borough-lead' && (where.kind === 'city' || isOwn(actor, where)))

/** A count as it may be shown: the number (about, where it is rounded), null where it is unknown, or the words that stand in for it. */
export type Shown =
  | { count: number; about?: true; words?: undefined }
  | { count: null; about?: undefined; words: string | undefined }

/** What stands where a count, or a mark, is kept back to protect another. It does not say how small: the protected one bears the same words. */
export const notShown = 'not shown' as const

/** Hides a small count. 0 is shown; 1 up to the threshold is not. Of a neighbourhood or hub 0 is hidden too, and the rest is to the nearest 5. */
export function show(count: number | null | undefined, see: Sight): Shown {
  if (count === null || count === undefined || see.see === 'nothing') return { count: null, words: undefined }
  if (see.see === 'kept back') return { count: null, words: notShown }
  if (see.see === 'protected' && count > 0 && count < see.under) return { count: null, words: `under ${see.under}` }
  if (see.see !== 'rounded') return { count }
  return count < see.under
    ? { count: null, words: `under ${see.under}` }
    : { count: 5 * Math.round(count / 5), about: true }
}

/** Is a count that is known hidden from this person? */
export const isHidden = (count: number | null | undefined, see: Sight): boolean => show(count, see).words !== undefined
