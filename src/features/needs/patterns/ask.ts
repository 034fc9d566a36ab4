import { z } from 'zod'
import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { isOpenLevel, mayTest } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Ground, groundOf, type Kind, type Known, kinds, openTo } from '../signals/ground.ts'

/** First and last month of a period. */
export interface Span {
  from: Month
  to: Month
}

/** One measure at all places of a level over a period: what every page of patterns starts from. */
export interface Look extends Span {
  store: Store
  ground: Ground
  known: Known
  choices: Known[]
  /** Levels this person may choose. */
  levels: readonly Kind[]
  months: number
  /** May this person choose any months? Others have whole years. */
  free: boolean
  errors: FieldError[]
}

export type Looked =
  | { state: 'no places' }
  | { state: 'no data' }
  | { state: 'refused'; measure: Measure; kind: Kind }
  | { state: 'ready'; look: Look }

/** What a page usually looks at: months, levels, and at each level the measures it is open for, where that is not for the person to say. */
interface Usual {
  usually: number
  levels?: readonly Kind[]
  opens?: (kind: Kind, known: readonly Known[]) => Known[]
}

const word = z.string().trim().catch('')
const Address = z.object({ level: z.enum(kinds).catch('ward'), measure: word, from: word, to: word })

/**
 * What the address asks for, as far as this person may have it. Without a person it is the city's own figure that is asked for: how events
 * are spread over places, no place named. `usually` is the length in months where the address names none.
 */
export async function readLook(
  rooms: Rooms,
  actor: Actor | null,
  query: unknown,
  { usually, levels = kinds, opens }: Usual,
): Promise<Looked> {
  const asked = Address.parse(query ?? {})
  const open = levels.filter(kind => kind !== 'lsoa' || !actor || mayTest(actor))
  const store = await openEvidence(rooms.db)
  const ground = await groundOf(rooms.db, store, open.includes(asked.level) ? asked.level : 'ward')
  if (!ground) return { state: 'no places' }
  const counted = ground.known.filter(({ measure, months }) => measure.topic === 'violence' && months.length > 0)
  const choices = opens?.(ground.kind, counted) ?? (actor ? openTo(actor, ground.kind, counted) : counted)
  const refused = counted.find(
    ({ measure }) => measure.code === asked.measure && !choices.some(k => k.measure === measure),
  )
  if (refused) return { state: 'refused', measure: refused.measure, kind: ground.kind }
  const known =
    choices.find(k => k.measure.code === asked.measure) ??
    choices.find(k => k.measure.code === rooms.pack.headlines[0]) ??
    choices[0]
  if (!known) return { state: 'no data' }
  const free = !actor || mayTest(actor)
  const { span: wanted, errors } = spanOf(known, asked, usually)
  const span = free ? wanted : yearsOnly(known, wanted)
  const months = monthsBetween(span.from, span.to) + 1
  return { state: 'ready', look: { store, ground, known, choices, levels: open, months, free, errors, ...span } }
}

/** The period asked for, or the newest months; a first month after the last is said. */
export function spanOf(
  { months, end }: Pick<Known, 'months' | 'end'>,
  asked: Span,
  usually: number,
): { span: Span; errors: FieldError[] } {
  const first = months[0] ?? end
  const to = months.includes(asked.to) ? asked.to : end
  const usual = { from: monthsBetween(first, to) < usually ? first : addMonths(to, 1 - usually), to }
  if (!months.includes(asked.from)) return { span: usual, errors: [] }
  return asked.from <= to
    ? { span: { from: asked.from, to }, errors: [] }
    : { span: usual, errors: [{ field: 'from', text: 'Choose a first month that is not after the last month' }] }
}

/** Whole years that end as the map's do, nearest to the period wanted: periods that overlap otherwise tell single months, and from them small counts. */
export function yearsOnly({ months, end }: Pick<Known, 'months' | 'end'>, { from, to: wanted }: Span): Span {
  const to = monthsBetween(wanted, end) % 12 === 0 ? wanted : end
  const first = months[0] ?? end
  const most = Math.floor((monthsBetween(first, to) + 1) / 12)
  if (most === 0) return { from: first, to: end }
  const years = Math.min(most, Math.max(1, Math.round((monthsBetween(from, to) + 1) / 12)))
  return { from: addMonths(to, 1 - 12 * years), to }
}

/**
 * May the places behind this period be listed with their counts? To those who see all counts, any. To others twelve months that end as the
 * map's do: of two periods that overlap otherwise, the difference could give a hidden count away.
 */
export const mayList = (actor: Actor, { known, to, months }: Pick<Look, 'known' | 'to' | 'months'>): boolean =>
  mayTest(actor) || (months === 12 && monthsBetween(to, known.end) % 12 === 0)

/** Is the measure shown at this level to those who read findings? */
export const isOpen = ({ known, ground }: Pick<Look, 'known' | 'ground'>): boolean =>
  isOpenLevel(known.measure, ground.kind)
