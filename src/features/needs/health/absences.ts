// What the sites have not sent.
import { addMonths, type Month, monthOfDay, monthRange } from '../../../lib/dates.ts'
import { rowsOf, type Site, sitesOf } from './figures.ts'
import type { Look } from './look.ts'
import { dueOn } from './rules.ts'

export interface Absent {
  month: Month
  sites: Site[]
  /** The day it was to be here, where the whole month is still to come. */
  due: string | null
}

/** Months in which a site sent nothing, and months past their day of which no file has come. */
export function absences(look: Look): Absent[] {
  const sites = sitesOf(look)
  const there = new Set(rowsOf(look).map(row => `${row.site} ${row.month}`))
  const missing = look.months.map(month => ({
    month,
    sites: sites.filter(site => !there.has(`${site.code} ${month}`)),
    due: null,
  }))
  return [...missing.filter(one => one.sites.length > 0), ...overdue(look, sites)]
}

function overdue({ covered, end, source, today }: Look, sites: Site[]): Absent[] {
  const last = covered.at(-1)
  if (last === undefined || last !== end) return []
  return monthRange(addMonths(last, 1), monthOfDay(today))
    .map(month => ({ month, sites, due: dueOn(month, source.lagDays) }))
    .filter(one => one.due !== null && one.due < today)
}
