// When something takes place, in the language of a page. A rule for which there are no words in it (“the last Friday of each month”) stays English.
import type { Day } from '../../../lib/dates.ts'
import { minutesOf, partsOf, weekdays } from '../../../lib/schedule/expand.ts'
import type { Schedule } from '../../../lib/schedule/types.ts'
import { scheduleWords } from '../../../lib/schedule/words.ts'
import { longDay, plainDay, spanWords } from './times.ts'
import type { Tongue } from './words/index.ts'

export interface Pattern {
  text: string
  /** It is said in the language of the page. */
  own: boolean
}

export function patternIn(schedule: Schedule, today: Day, t: Tongue): Pattern {
  const days = t.code === 'en' ? undefined : daysIn(schedule, today, t)
  if (days === undefined) return { text: scheduleWords(schedule, today), own: t.code === 'en' }
  const parts = [days, hoursIn(schedule, t), ...limitsIn(schedule, today, t)]
  return { text: parts.filter(Boolean).join(t.code === 'ar' ? '، ' : ', '), own: true }
}

function hoursIn({ starts, ends }: Schedule, t: Tongue): string {
  const span = { starts: minutesOf(starts), ends: minutesOf(ends) }
  return span.starts === 0 && span.ends >= 1_439 ? t.say('pattern.all-day') : spanWords(span, t)
}

const all = (texts: readonly string[], t: Tongue) => new Intl.ListFormat(t.code, { type: 'conjunction' }).format(texts)

function daysIn(schedule: Schedule, today: Day, t: Tongue): string | undefined {
  const { freq, interval, from, add, exclude } = schedule
  if (freq === 'once') {
    const days = [...new Set([from, ...add])].filter(day => !exclude.includes(day)).toSorted()
    return all(
      days.map(day => longDay(day, today, t.code)),
      t,
    )
  }
  if (freq === 'monthly' || (freq === 'daily' && interval > 1)) return undefined
  const at = weekdays.flatMap((day, i) => (partsOf(schedule).byDay.includes(day) ? [i] : []))
  if (at.length === 0 && freq !== 'daily') return undefined
  const days = weekIn(at, t)
  if (interval === 2) return t.say('pattern.fortnight', { days })
  return interval > 2 ? t.say('pattern.weeks', { n: interval, days }) : days
}

// 1 January 2024 was a Monday.
const nameOf = (at: number, t: Tongue) =>
  new Intl.DateTimeFormat(t.code, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + at)))

/** Days that follow each other as “from … to …” where they are three or more. */
function weekIn(at: readonly number[], t: Tongue): string {
  if (at.length === 0 || at.length === 7) return t.say('pattern.every-day')
  const [first = 0, last = 0] = [at[0], at.at(-1)]
  if (at.length > 2 && last - first === at.length - 1)
    return t.say('pattern.range', { from: nameOf(first, t), to: nameOf(last, t) })
  const names = at.map(each => nameOf(each, t))
  return t.say('pattern.days', { days: all(names, t) })
}

/** What limits it: terms, first and last day, days without or besides, and that nobody said lately that it is still so. */
function limitsIn(schedule: Schedule, today: Day, t: Tongue): string[] {
  const { freq, calendar, bankHolidays, checkedUntil } = schedule
  const unsure =
    checkedUntil !== null && checkedUntil < today
      ? [t.say('pattern.unsure', { day: plainDay(checkedUntil, t.code) })]
      : []
  if (freq === 'once') return unsure
  return [
    calendar === 'term' || calendar === 'holidays' ? t.say(`pattern.${calendar}`) : '',
    ...spanIn(schedule, today, t),
    ...datesIn(schedule, today, t),
    bankHolidays === 'closed' ? t.say('pattern.bank') : '',
    ...unsure,
  ]
}

function spanIn({ from, until, interval, count }: Schedule, today: Day, t: Tongue): string[] {
  const first = interval > 1 || count !== null || from > today
  return [
    first ? t.say('pattern.from', { day: plainDay(from, t.code) }) : '',
    until === null ? '' : t.say('pattern.until', { day: plainDay(until, t.code) }),
    count === null ? '' : t.say('pattern.count', { n: count }),
  ]
}

const mostDates = 3

function datesIn({ exclude, add }: Schedule, today: Day, t: Tongue): string[] {
  const said = (key: 'pattern.not' | 'pattern.also', days: readonly Day[]) => {
    const still = days.filter(day => day >= today).toSorted()
    if (still.length === 0) return ''
    if (still.length > mostDates) return t.say(`${key}.many`, { n: still.length })
    const dates = still.map(day => plainDay(day, t.code))
    return t.say(key, { days: all(dates, t) })
  }
  const extra = add.filter(day => !exclude.includes(day))
  return [said('pattern.not', exclude), said('pattern.also', extra)]
}
