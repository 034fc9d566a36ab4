import { type Month, monthsBetween } from '../../../lib/dates.ts'
import type { RatioTest, RecentTrend } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import { show } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Scope } from '../when/scope.ts'
import { isHeld, type Series, seenYear, seriesOf } from '../when/series.ts'
import * as queries from './queries.ts'
import { lastChange, type Offer, offers, recentTrend, type Year, yearlyChange, yearsOf } from './rules.ts'

const shifts = shelf<Offer[]>('shifts', 200)

/** A year as this person may see it. */
export interface SeenYear extends Year {
  words: string | undefined
}

export interface Trend {
  scope: Scope
  series: Series
  notes: queries.Note[]
  /** Months are not shown one by one: years alone. */
  held: boolean
  years: SeenYear[]
  /** Last 12 months against the 12 before: nothing across a break. */
  change: RatioTest | undefined
  /** The break between them, where that is why. */
  crossed: string | undefined
  yearly: ReturnType<typeof yearlyChange>
  recent: RecentTrend
  offers: Offer[]
}

export const spans = ['5', '10', 'all'] as const
export type Span = (typeof spans)[number]

/** The last so many years of a series, without unknown months at its end. */
function cut(series: Series, span: Span): Series {
  const last = series.values.findLastIndex(value => value !== null) + 1
  const from = span === 'all' ? 0 : Math.max(0, last - 12 * Number(span))
  const months = series.months.slice(from, last)
  return {
    ...series,
    months,
    values: series.values.slice(from, last),
    breaks: series.breaks.filter(one => one.month > (months[0] ?? '') && one.month <= (months.at(-1) ?? '')),
  }
}

export async function trendOf(db: Db, scope: Scope, span: Span): Promise<Trend | undefined> {
  const whole = await seriesOf(db, scope)
  const series = whole && cut(whole, span)
  if (!series || series.months.length === 0) return undefined
  const notes = await queries.notesOf(db, scope.measure.id, scope.spot.id)
  const held = await isHeld(db, scope, series.months)
  const years = await seenYears(db, scope, yearsOf(series))
  const yearly = yearlyChange(series)
  const shown = years.every(year => year.words === undefined)
  const change = shown ? lastChange(years, Math.max(1, yearly?.dispersionUsed ?? 1)) : undefined
  return {
    scope,
    series,
    notes,
    held,
    years,
    change,
    crossed: years.at(-1)?.broken ? crossedBy(series, years.at(-1)?.to ?? '') : undefined,
    yearly: held ? undefined : yearly,
    recent: recentTrend(held ? { ...series, values: series.values.map(() => null) } : series),
    offers: held
      ? []
      : await shifts(scope.store, `${scope.measure.id}|${scope.spot.id}|${span}`, async () => offers(series)),
  }
}

const crossedBy = ({ breaks }: Series, end: Month): string | undefined =>
  breaks.findLast(one => monthsBetween(one.month, end) >= 0 && monthsBetween(one.month, end) < 23)?.title

async function seenYears(db: Db, scope: Scope, years: readonly Year[]): Promise<SeenYear[]> {
  const found: SeenYear[] = []
  for (const year of years) {
    if (year.count === null) {
      found.push({ ...year, words: 'not known' })
      continue
    }
    const see = (await seenYear(db, scope, year.to)).sees.get(scope.spot.id) ?? { see: 'nothing' as const, why: '' }
    const { count, words } = show(year.count, see)
    found.push({ ...year, count, words: count === null ? (words ?? 'not shown') : undefined })
  }
  return found
}
