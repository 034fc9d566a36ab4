// Which dated times fit a question. Days and minutes of London's wall time; what goes on past midnight belongs to the day it began.
import { addDays, type Day } from '../../../lib/dates.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'
import type { Ask, BandName } from '../question.ts'
import { daysAhead } from './calendar.ts'

export interface Clock {
  today: Day
  /** Minutes after midnight. */
  minutes: number
}

/** Does the question limit the time at all? */
export const asksTime = ({ from, to, band, after, before }: Ask): boolean =>
  band !== 'any' || from !== undefined || to !== undefined || after !== undefined || before !== undefined

/** Things of a day of the week are looked for in the next two weeks; what is in holidays, as far as times are known. */
const ahead: Record<BandName, number> = {
  any: 13,
  now: 0,
  today: 0,
  'after-school': 6,
  evening: 6,
  weekend: 9,
  holidays: daysAhead,
}

/** Minutes a thing may begin from now and still be "now". */
const soonMinutes = 60
const dayMinutes = 1_440

/** First and last day looked at. "Now" also looks at yesterday, for what is still going on, and shortly before midnight at tomorrow. */
export function daysOf(ask: Ask, { today, minutes }: Clock): { from: Day; to: Day } {
  const from = ask.from ?? (ask.to !== undefined && ask.to < today ? ask.to : today)
  if (ask.band === 'now')
    return { from: addDays(today, -1), to: minutes + soonMinutes < dayMinutes ? today : addDays(today, 1) }
  const to = ask.to ?? (ask.from !== undefined ? ask.from : addDays(today, asksTime(ask) ? ahead[ask.band] : daysAhead))
  return ask.band === 'today' ? { from: today, to: today } : { from, to: [from, to].toSorted().at(-1) ?? to }
}

const [schoolOut, schoolLate, evening, night] = [15 * 60, 19 * 60, 17 * 60, 22 * 60]

/** What a row of finder_times, called `t`, must be. Said as shortly as the days allow: the index of times is read by what stands here. */
export function fits(ask: Ask, clock: Clock): Sql {
  const { from, to } = daysOf(ask, clock)
  const days = from === to ? sql`t.day = ${from}::date` : sql`t.day between ${from}::date and ${to}::date`
  return sql`${days} ${notOver(from, clock)} ${inBand(ask.band, clock)} ${inHours(ask)}`
}

/** What is over is never shown. */
function notOver(from: Day, { today, minutes }: Clock): Sql {
  if (from > today) return sql``
  // rows before today are not read then: "later than today, or not yet over" is enough
  const goesOn = sql`t.day > ${today}::date or t.ends > ${minutes}::int`
  if (from === today) return sql`and (${goesOn})`
  return sql`and (t.day > ${today}::date or t.ends > case when t.day = ${today}::date then ${minutes}::int else ${minutes + dayMinutes}::int end)`
}

function inBand(band: BandName, { today, minutes }: Clock): Sql {
  switch (band) {
    case 'now':
      // yesterday's have all begun; tomorrow's are a day further off
      return sql`and t.starts + ${dayMinutes}::int * (t.day - ${today}::date) <= ${minutes + soonMinutes}::int`
    case 'after-school':
      return sql`and extract(isodow from t.day) < 6 and t.starts < ${schoolLate}::int
        and (t.starts >= ${schoolOut}::int or t.ends >= ${evening}::int)`
    case 'evening':
      return sql`and t.starts < ${night}::int and (t.starts >= ${evening}::int or t.ends >= ${evening + 60}::int)`
    case 'weekend':
      return sql`and extract(isodow from t.day) > 5`
    case 'holidays':
      return sql`and t.holiday`
    default:
      return sql``
  }
}

/** Between the hours somebody chose: what begins then, and what goes on then for half an hour at least. */
const inHours = ({ after, before }: Ask): Sql => sql`
  ${when(after, from => sql`and (t.starts >= ${from}::int or t.ends >= ${from + 30}::int)`)}
  ${when(before, until => sql`and t.starts < ${until}::int`)}`
