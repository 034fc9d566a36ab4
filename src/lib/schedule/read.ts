// Times and days as feeds write them. What is read otherwise than it stands there is flagged, so that somebody can look.
import { type Day, isDay } from '../dates.ts'
import { weekdays } from './expand.ts'
import { wallOf } from './instants.ts'
import type { Clock } from './types.ts'

/** What was odd, and how it was read; said to whoever looks after the feed. */
export const flagWords = {
  'time-with-z': 'Times end in Z: read as the clock on the wall in London, not as UTC',
  'time-with-offset': 'Times have an offset: turned into London time on the first day, and kept there',
  'offset-moves-day': 'Times have an offset that moves them to another day: not read',
  'times-missing': 'No opening or closing time: the words are kept, no dates made',
  'freq-words': 'Frequency not written WEEKLY or MONTHLY',
  'freq-missing': 'No frequency, but weekdays: read as weekly',
  'freq-unread': 'Frequency not known here: the words are kept, no dates made',
  'days-words': 'Weekdays not written MO, TU …',
  'days-unread': 'Weekdays that could not be read: the words are kept, no dates made',
  'number-in-week': 'A number before a weekday means nothing in a week: left out',
  'date-odd': 'Dates not written YYYY-MM-DD',
  'date-unread': 'A date that could not be read was left out',
  'date-moved': 'A date written as an instant is another day in London: read as that',
  'interval-without-start': 'Every so many weeks, but no first day: which weeks is not known',
  'from-words': 'Term time, holidays or bank holidays read from the words',
  'other-zone': 'Times of another zone: not read',
  'in-part': 'The schedule says itself that it is not whole',
  'not-a-schedule': 'Not a schedule',
} as const
export type Flag = keyof typeof flagWords

const two = (n: number) => String(n).padStart(2, '0')

/** `HH:MM` of minutes after midnight, also those of the next day. */
export const clockOf = (minutes: number): Clock => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`

/** `9:00`, `09:00:00Z`, `9am`, `2026-01-05T09:00:00+01:00` as wall time on `day`; a time with Z is held to be wall time, as nearly always meant. */
export function readClock(text: string, day: Day, flag: (found: Flag) => void): Clock | undefined {
  const found =
    /^(?:\d{4}-\d{2}-\d{2})?T?(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    )
  if (!found) return undefined
  const [, hours = '', rest = '00', half = '', offset = ''] = found
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hour > 24 || Number(rest) > 59 || (hour === 24 && rest !== '00')) return undefined
  const clock = `${two(hour % 24)}:${rest}`
  if (offset === '') return clock
  if (/^(?:Z|[+-]00:?00)$/i.test(offset)) {
    flag('time-with-z')
    return clock
  }
  return shifted(day, clock, offset, flag)
}

function shifted(day: Day, clock: Clock, offset: string, flag: (found: Flag) => void): Clock | undefined {
  const wall = wallOf(`${day}T${clock}:00${offset}`)
  if (!wall) return undefined
  flag(wall.day === day ? 'time-with-offset' : 'offset-moves-day')
  return wall.day === day ? clockOf(wall.minutes) : undefined
}

/** `2026-01-05`, `20260105`, `05/01/2026` or an instant as a day in London. Empty text is no day, without a flag. */
export function readDay(text: string, flag: (found: Flag) => void): Day | undefined {
  const written = text.trim()
  if (written === '') return undefined
  if (isDay(written)) return written
  const day = instantDay(written, flag) ?? oddDay(written, flag)
  if (day === undefined) flag('date-unread')
  return day
}

function instantDay(text: string, flag: (found: Flag) => void): Day | undefined {
  const date = text.slice(0, 10)
  if (!isDay(date) || !/^T\d{2}/i.test(text.slice(10).replace(' ', 'T'))) return undefined
  const wall = wallOf(text.replace(' ', 'T'))
  if (wall && wall.day !== date) flag('date-moved')
  return wall?.day ?? date
}

function oddDay(text: string, flag: (found: Flag) => void): Day | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T|$)/.exec(text)
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  const day = compact
    ? `${compact[1]}-${compact[2]}-${compact[3]}`
    : british
      ? `${british[3]}-${two(Number(british[2]))}-${two(Number(british[1]))}`
      : ''
  if (!isDay(day)) return undefined
  flag('date-odd')
  return day
}

/** `TU,TH`, `2TU`, `-1FR`, `Tuesday and Thursday`, `https://schema.org/Tuesday`, `MO-FR`; undefined where a word is no weekday. */
export function readDays(text: string, flag: (found: Flag) => void): string[] | undefined {
  const words = text.split(/[,;\s]+/).filter(word => !/^(?:|and|&|every|on)$/i.test(word))
  const days = words.map(word => readWord(word, flag))
  if (days.some(day => day === undefined)) {
    flag('days-unread')
    return undefined
  }
  return [...new Set(days.flatMap(day => day ?? []))]
}

const dayWord =
  /^([+-]?[1-5])?(mo(?:n(?:days?)?)?|tu(?:e(?:s(?:days?)?)?)?|we(?:d(?:s|nesdays?)?)?|th(?:u(?:r(?:s(?:days?)?)?)?)?|fr(?:i(?:days?)?)?|sa(?:t(?:urdays?)?)?|su(?:n(?:days?)?)?)$/i

function readWord(word: string, flag: (found: Flag) => void): string[] | undefined {
  const bare = word.replace(/^(?:https?:\/\/schema\.org\/|schema:)/, '')
  const [first = '', last] = bare.split(/[-–](?=[a-z])/i)
  const ends = [first, last ?? first].map(each => dayWord.exec(each))
  if (ends.some(end => end === null)) return undefined
  if (bare === word && !/^[+-]?\d?[A-Z]{2}$/.test(word)) flag('days-words')
  const [one = '', other = ''] = ends.map(end => (end?.[2] ?? '').slice(0, 2).toUpperCase())
  if (last === undefined) return [`${(ends[0]?.[1] ?? '').replace('+', '')}${one}`]
  const week: readonly string[] = weekdays
  const [from, to] = [week.indexOf(one), week.indexOf(other)]
  return weekdays.filter((_, i) => (from <= to ? from <= i && i <= to : i >= from || i <= to))
}

/** What words say of terms and bank holidays. */
export function readWords(words: string, flag: (found: Flag) => void) {
  const term = /\bterm[- ]?times? only\b|\bonly in term|\bduring term[- ]?time\b|\bterm[- ]time\b(?! and)/i.test(words)
  const holidays = /\b(?:school )?holidays only\b|\bonly (?:in|during) (?:the )?(?:school )?holidays\b/i.test(words)
  const closed = /\b(?:not|closed|except|excluding|no sessions?)(?: on)? (?:all )?bank holidays\b/i.test(words)
  const open = /(?<!not )\bopen on (?:all )?bank holidays\b|\bincluding bank holidays\b/i.test(words)
  if (term !== holidays || closed !== open) flag('from-words')
  return {
    calendar: term === holidays ? ('always' as const) : term ? ('term' as const) : ('holidays' as const),
    bankHolidays: closed === open ? ('unknown' as const) : closed ? ('closed' as const) : ('open' as const),
  }
}
