// Schedules of other people's Open Referral feeds, 1.0 and 3.0, as they really write them.
import { z } from 'zod'
import { addDays, type Day } from '../dates.ts'
import { daysOf, mostDays, partsOf } from './expand.ts'
import { lastDay } from './known.ts'
import { schedule } from './make.ts'
import { type Flag, readClock, readDay, readDays, readWords } from './read.ts'
import type { Schedule } from './types.ts'

export interface Read {
  schedules: Schedule[]
  /** Once each, in the order found. */
  flags: Flag[]
  /** What was said of those no dates could be made of. */
  words: string
}

export interface How {
  /** Counted from where nothing says when it begins. */
  today: Day
  /** Reads a schedule in our own shape, `x-schedule`; undefined for anything else. */
  own: (value: unknown) => Schedule | undefined
}

// Numbers as text, lists as commas, everything else as nothing.
const text = z
  .union([
    z.string(),
    z.number().transform(String),
    z.array(z.union([z.string(), z.number()])).transform(all => all.join(',')),
  ])
  .catch('')
const Raw = z.object({
  freq: text,
  interval: text,
  byday: text,
  bymonthday: text,
  dtstart: text,
  valid_from: text,
  valid_to: text,
  until: text,
  count: text,
  opens_at: text,
  closes_at: text,
  description: text,
  notes: text,
  'x-schedule': z.unknown().optional(),
})
type Raw = z.output<typeof Raw>

/** Schedules of one service. Parts of one that carry the same `x-schedule` are one. */
export function fromOruk(raws: readonly unknown[], how: How): Read {
  const flags = new Set<Flag>()
  const words: string[] = []
  const found = new Map<string, Schedule>()
  for (const value of raws) {
    const raw = Raw.safeParse(value).data
    const one = raw ? (how.own(raw['x-schedule']) ?? readOne(raw, how, flag => flags.add(flag))) : undefined
    if (one) found.set(JSON.stringify(one), one)
    else if (raw) words.push(raw.description || raw.notes)
    else flags.add('not-a-schedule')
  }
  return { schedules: [...found.values()], flags: [...flags], words: [...new Set(words)].filter(Boolean).join('. ') }
}

type Say = (found: Flag) => void

function readOne(raw: Raw, how: How, flag: Say): Schedule | undefined {
  const start = readDay(raw.dtstart, flag)
  const validFrom = readDay(raw.valid_from, flag)
  const from = start ?? validFrom ?? how.today
  const pattern = readPattern(raw, flag)
  if (!pattern) return undefined
  const times = { starts: readClock(raw.opens_at, from, flag), ends: readClock(raw.closes_at, from, flag) }
  const { starts, ends } = times
  if (starts === undefined || ends === undefined) {
    flag('times-missing')
    return undefined
  }
  if (pattern.interval > 1 && start === undefined) flag('interval-without-start')
  const whole = schedule({
    from,
    ...pattern,
    starts,
    ends,
    ...readWords(`${raw.description}. ${raw.notes}`, flag),
    ...spanOf(raw, flag),
  })
  return since(dated(whole, raw), validFrom)
}

function readPattern(
  raw: Raw,
  flag: Say,
): Pick<Schedule, 'freq' | 'interval' | 'byDay' | 'byMonthDay' | 'count'> | undefined {
  const byDay = readDays(raw.byday, flag)
  if (!byDay) return undefined
  const freq = readFreq(raw.freq, byDay.length > 0, flag)
  if (!freq) {
    flag('freq-unread')
    return undefined
  }
  if (freq.freq === 'weekly' && byDay.some(day => day.length > 2)) flag('number-in-week')
  const numbers = raw.bymonthday.split(',').map(Number)
  return {
    ...freq,
    interval: Math.min(52, whole(raw.interval) ?? freq.interval),
    byDay: byDay.map(day => (freq.freq === 'monthly' ? day : day.slice(-2))),
    byMonthDay:
      raw.bymonthday === '' ? [] : numbers.filter(day => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31),
    count: freq.freq === 'once' ? null : Math.min(1_000, whole(raw.count) ?? 0) || null,
  }
}

const whole = (number: string): number | undefined => {
  const read = Number(number)
  return number.trim() !== '' && Number.isInteger(read) && read > 0 ? read : undefined
}

const frequencies: Record<string, { freq: Schedule['freq']; interval: number }> = {
  daily: { freq: 'daily', interval: 1 },
  day: { freq: 'daily', interval: 1 },
  weekly: { freq: 'weekly', interval: 1 },
  week: { freq: 'weekly', interval: 1 },
  fortnightly: { freq: 'weekly', interval: 2 },
  monthly: { freq: 'monthly', interval: 1 },
  month: { freq: 'monthly', interval: 1 },
}

function readFreq(
  written: string,
  hasDays: boolean,
  flag: Say,
): { freq: Schedule['freq']; interval: number } | undefined {
  if (written.trim() === '') {
    if (hasDays) flag('freq-missing')
    return { freq: hasDays ? 'weekly' : 'once', interval: 1 }
  }
  if (written !== 'WEEKLY' && written !== 'MONTHLY') flag('freq-words')
  return frequencies[written.trim().toLowerCase()]
}

/** `until` ends it; `valid_to` says until when it is known, unless it is the same day. */
function spanOf(raw: Raw, flag: Say): Pick<Schedule, 'until' | 'checkedUntil'> {
  const until = readDay(raw.until, flag) ?? null
  const validTo = readDay(raw.valid_to, flag) ?? null
  return { until, checkedUntil: validTo === until ? null : validTo }
}

/** First day and last are one: it happens once, whatever the rule. Without a first day of its own nothing happens once. */
function dated(one: Schedule, raw: Raw): Schedule | undefined {
  const single = raw.dtstart !== '' && one.from === (one.until ?? one.checkedUntil)
  if (single)
    return {
      ...one,
      freq: 'once',
      interval: 1,
      byDay: [],
      byMonthDay: [],
      count: null,
      calendar: 'always',
      until: null,
      checkedUntil: null,
    }
  return one.freq === 'once' && raw.dtstart === '' ? undefined : one
}

/** A schedule in force from a later day than its first begins with its first time from then on: fortnights stay the same weeks. */
function since(one: Schedule | undefined, validFrom: Day | undefined): Schedule | undefined {
  if (!one || one.freq === 'once' || validFrom === undefined || validFrom <= one.from) return one
  const first = daysOf(one, validFrom, addDays(validFrom, mostDays))[0]?.day
  return first === undefined ? one : { ...one, ...partsOf(one), from: first, until: lastDay(one), count: null }
}
