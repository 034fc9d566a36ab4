// Puts together what one person may see of when it happens: months from the files by month, hours from the files by hour.
import { addMonths, type Day, firstDay, lastDay, type Month, monthOfDay, monthsBetween } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Sight, show, sight, threshold } from '../../evidence/index.ts'
import { type Band, calendarSpans, memberIds, type Span, sharedKind, timeBand } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import {
  type BandTest,
  bandTest,
  type Clock,
  clockOf,
  coarse,
  countUp,
  type DayTest,
  dayTest,
  weekdaySlots,
} from './hours.ts'
import { type Slot, type YearProfile, yearProfile } from './months.ts'
import * as queries from './queries.ts'
import { type Scope, whereOf } from './scope.ts'
import { monthsLeftOut } from './sent.ts'
import { isHeld, seriesOf, wholeYears } from './series.ts'
import type { Counted } from './spread.ts'

export interface ByMonth {
  from: Month
  to: Month
  profile: YearProfile
}
/** Why there is no profile of months. */
export type NoMonths = 'none' | 'short' | 'held'

export interface ByHour {
  from: Day
  to: Day
  /** Months between them that a sender left out: their days are not counted. */
  leftOut: Month[]
  total: number | null
  unknownHours: number | null
  rounded: boolean
  /** Null in a cell is hidden; undefined where the events are too few for single hours. */
  grid: (number | null)[][] | undefined
  threeHours: (number | null)[]
  weekdays: Slot[] | undefined
  clock: Clock | undefined
  band: BandTest | undefined
  school: DayTest | undefined
  bank: DayTest | undefined
  imports: number[]
}

export interface When {
  scope: Scope
  band: Band
  months: ByMonth | NoMonths
  hours: ByHour | undefined
  /** Boroughs with a school calendar among those it is about. */
  calendars: { known: number; of: number }
  monthImports: number[]
  placeIds: number[]
}

const mostYears = 5

export async function whenOf(db: Db, scope: Scope): Promise<When> {
  const series = await seriesOf(db, scope)
  const band = await timeBand(db)
  const spans = await calendarSpans(db)
  const boroughs = boroughsOf(scope)
  const hours = scope.hasDays ? await byHour(db, scope, band, spans, boroughs) : undefined
  return {
    scope,
    band,
    months: series ? await byMonth(db, scope, series) : 'none',
    hours,
    calendars: {
      known: boroughs.filter(code => spans.some(span => span.borough === code)).length,
      of: boroughs.length,
    },
    monthImports: series?.imports ?? [],
    placeIds: series?.placeIds ?? [scope.spot.id],
  }
}

/** Boroughs whose school calendars bear on the place. */
function boroughsOf({ spot, spots }: Scope): string[] {
  if (spot.kind === 'city') return spots.filter(one => one.kind === 'borough').map(one => one.code)
  return spot.memberBoroughs.length > 0 ? spot.memberBoroughs : spot.boroughCode ? [spot.boroughCode] : []
}

async function byMonth(
  db: Db,
  scope: Scope,
  series: NonNullable<Awaited<ReturnType<typeof seriesOf>>>,
): Promise<ByMonth | NoMonths> {
  const { months, values, years } = wholeYears(series, mostYears)
  const [from, to] = [months[0], months.at(-1)]
  if (years === 0 || from === undefined || to === undefined) return 'short'
  if (await isHeld(db, scope, months)) return 'held'
  return { from, to, profile: yearProfile(months, values) }
}

/** A count by hour is a small part of one by month: outside the city it is rounded for all who do not see every count. */
export function hourSight({ actor, measure, spot }: Scope): Sight {
  const see = sight(actor, measure, whereOf(spot))
  return see.see === 'protected' && spot.kind !== 'city' ? { see: 'rounded', under: threshold(measure) } : see
}

const counted = shelf<{ events: Counted; from: Day; to: Day; leftOut: Month[]; imports: number[] } | undefined>(
  'events by hour',
  20,
)

/** Whole years back from the last whole month of the files; all of it where there is not one. What a hub is made of may change while the data stay. */
async function eventsOf(db: Db, { store, measure, spot }: Scope, boroughs: readonly string[]) {
  const within = spot.kind === 'city' ? undefined : await memberIds(db, spot.id)
  return counted(store, `${measure.id}|${spot.id}|${within?.join() ?? ''}`, async () => {
    const known = await queries.daysKnown(db, measure.id)
    if (!known.from || !known.to) return undefined
    const period = periodOf(known.from, known.to)
    const sent = await queries.sentBy(db, measure.id, spot.kind === 'city' ? undefined : boroughs)
    const leftOut = monthsLeftOut(sent, period.from, period.to)
    const events = countUp(await queries.hoursOf(db, measure.id, within), period.from, period.to, leftOut)
    return { events, ...period, leftOut, imports: known.imports.sort((a, b) => a - b) }
  })
}

export function periodOf(from: Day, to: Day): { from: Day; to: Day } {
  const first = from.endsWith('-01') ? monthOfDay(from) : addMonths(monthOfDay(from), 1)
  // The last day anything happened may lie just before the end of its month.
  const last =
    Number(to.slice(8)) >= Number(lastDay(monthOfDay(to)).slice(8)) - 2 ? monthOfDay(to) : addMonths(monthOfDay(to), -1)
  const years = Math.floor((monthsBetween(first, last) + 1) / 12)
  if (years < 1) return { from, to }
  return { from: firstDay(addMonths(last, 1 - 12 * years)), to: lastDay(last) }
}

/** On the average so many events an hour of the week make a grid of single hours worth reading. */
const fewestForGrid = 168 * 5

async function byHour(
  db: Db,
  scope: Scope,
  band: Band,
  spans: readonly Span[],
  boroughs: readonly string[],
): Promise<ByHour | undefined> {
  const found = await eventsOf(db, scope, boroughs)
  if (!found || found.events.total === 0) return undefined
  const { events, from, to, leftOut, imports } = found
  const how = hourSight(scope)
  const see = (n: number) => show(n, how).count
  const bank = new Set(spans.filter(span => span.kind === 'bank holiday').map(span => span.from))
  const calendars = boroughs.map(code => spans.filter(span => span.borough === code))
  const wide = events.total >= fewestForGrid ? events.grid.map(row => row.map(see)) : undefined
  return {
    from,
    to,
    leftOut,
    total: see(events.total),
    unknownHours: see(events.unknown.reduce((sum, n) => sum + n, 0)),
    rounded: how.see === 'rounded',
    // One hidden hour could be had from its day and its hour: then three hours stand together.
    grid: how.see === 'protected' && wide?.flat().includes(null) ? undefined : wide,
    threeHours: coarse(events.grid).map(see),
    weekdays: weekdaySlots(events, see),
    clock: clockOf(events, see),
    band: bandTest(events, band, see),
    school: calendars.length > 0 ? dayTest(events, day => sharedKind(calendars, day)) : undefined,
    bank: bank.size > 0 ? dayTest(events, day => (bank.has(day) ? 'holiday' : 'term'), 4) : undefined,
    imports,
  }
}
