// What is asked of the hospital data, and what there is of it for this person.
import { addMonths, type Month, monthOfDay, monthRange } from '../../../lib/dates.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, openEvidence, type Sight, type Store, sight } from '../../evidence/index.ts'
import { findCity, type Place } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import type { Rooms } from '../signals/ask.ts'
import * as queries from './queries.ts'
import { inForce } from './rules.ts'
import type { Delivery, HourPiece, KindPiece, Source } from './schemas.ts'

type Asking = Pick<Rooms, 'db' | 'today'>

export interface Pieces {
  deliveries: Delivery[]
  hours: HourPiece[]
  kinds: KindPiece[]
}
const kept = shelf<Pieces>('hospital data', 4)

export interface Look {
  store: Store
  city: Place
  sources: Source[]
  source: Source
  measures: Measure[]
  measure: Measure
  see: Sight
  /** Counts under this are hidden from this person; 0 hides none. */
  under: number
  /** Months that a file speaks for, the oldest first. */
  covered: Month[]
  /** The twelve months looked at. */
  months: Month[]
  end: Month
  /** Every file's word, of these months and the twelve before; the others are of the files in force, of these months. */
  pieces: Pieces
  today: string
}

export const monthsBack = 11

/** Reads the words of an address; undefined where no hospital data are loaded, or this person sees none of them. */
export async function look(rooms: Asking, actor: Actor, asked: Record<string, string>): Promise<Look | undefined> {
  const store = await openEvidence(rooms.db)
  const [sources, city] = [await queries.sources(rooms.db), await findCity(rooms.db)]
  const source = sources.find(each => each.id === asked.source) ?? sources[0]
  if (!source || !city) return undefined
  const measures = measuresOf(store, source.id)
  const measure = measures.find(each => each.code === asked.measure) ?? measures[0]
  const covered = measure ? coveredBy(store, source.id, measure) : []
  const end = covered.find(month => month === asked.end) ?? covered.at(-1)
  if (!measure || end === undefined) return undefined
  const see = sight(actor, measure, { kind: 'city', code: city.code, boroughCode: null })
  if (see.see === 'nothing') return undefined
  return {
    ...{ store, city, sources, source, measures, measure, see, covered, end },
    under: see.see === 'protected' || see.see === 'rounded' ? see.under : 0,
    months: monthRange(addMonths(end, -monthsBack), end),
    pieces: await piecesOf(rooms, store, source.id, measure.id, end),
    today: rooms.today(),
  }
}

/** The same as the page shows it. Who may choose the months freely learns, try by try, a small number that is hidden: the newest are for everybody. */
export async function lookFor(rooms: Asking, actor: Actor, asked: Record<string, string>): Promise<Look | undefined> {
  const found = await look(rooms, actor, asked)
  return found && found.under > 0 && asked.end ? look(rooms, actor, { ...asked, end: '' }) : found
}

const piecesOf = ({ db }: Asking, store: Store, source: string, measureId: number, to: Month): Promise<Pieces> =>
  kept(store, `${source} ${measureId} ${to}`, async () => {
    const ask = { source, measureId, from: addMonths(to, -monthsBack), to }
    const deliveries = await queries.deliveries(db, { ...ask, from: addMonths(to, -monthsBack - 12) })
    const [hours, kinds] = [await queries.hours(db, ask), await queries.kinds(db, ask)]
    return { deliveries, hours: inForce(hours), kinds: inForce(kinds) }
  })

const claimsOf = (store: Store, sourceId: string) => {
  const ids = new Set(store.order.filter(one => one.sourceId === sourceId).map(one => one.id))
  return store.coverage.filter(claim => claim.grain === 'month' && ids.has(claim.importId))
}

const measuresOf = (store: Store, sourceId: string): Measure[] => {
  const claims = claimsOf(store, sourceId)
  return store.measures.filter(({ id, kind }) => kind === 'count' && claims.some(claim => claim.measureIds.has(id)))
}

/** Months that any file in force speaks for, held back or not: a month with a site missing is one of them. */
const coveredBy = (store: Store, sourceId: string, measure: Measure): Month[] =>
  [
    ...new Set(
      claimsOf(store, sourceId)
        .filter(claim => claim.measureIds.has(measure.id))
        .flatMap(claim => claim.periods.map(monthOfDay)),
    ),
  ].sort()
