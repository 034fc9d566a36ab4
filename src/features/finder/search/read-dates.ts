// A date inside words, as it was typed: '28 november', '28/11', 'next saturday', 'the 5th', '28 to 30 nov'. Pure.
import { addDays, type Day, daysBetween, isDay, monthNames } from '../../../lib/dates.ts'
import type { Ask } from '../question.ts'
import { weekdayOf } from './read-times.ts'

export interface Dated {
  /** The days meant; undefined for a date that no calendar has, or that is over. */
  days: { from: Day; to: Day } | undefined
  /** As it was typed. */
  typed: string
  /** The words without it. */
  rest: string
}

const months = monthNames.map(name => name.toLowerCase())
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const weekdays =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'
const nth = String.raw`\d{1,2}(?:st|nd|rd|th)?`
const year = String.raw`(?:,? (?<year>20\d\d))?`
/** “Under 16 december” says an age; so does “november 15 year olds”. */
const noAge = String.raw`(?<!\b(?:under|over|aged?|ages|level|year|yr|im|u) ?)(?<!\d[.:/-]?)`
const noAgeAfter = String.raw`(?![\d:+/]|s\b| ?(?:years?|yrs?|yo|yos|pm|am|to|-|–|a side|aside)\b)`
/** “24/7” is always, “1/2 term” is a half of it, “11/12 year olds” are two ages. */
const noFraction = String.raw`(?!24/7\b)(?!\d+/\d+(?:s\b| ?(?:years?|yrs?|yos?|am|pm|price|terms?|hours?|days?)\b))`
const start = String.raw`\b(?:(?:on|for|from) )?(?:(?:the|this) )?(?:(?:${weekdays})\b,? (?:the )?)?`

const shapes: readonly RegExp[] = [
  String.raw`${start}${noAge}(?<day>${nth})(?: ?(?:to|until|till|and|-|–) ?(?<last>${nth}))? ?(?:of )?(?<month>${month})\b${year}`,
  `${start}(?<month>${month}) (?:the )?(?<day>${nth})${noAgeAfter}${year}`,
  String.raw`${start}${noAge}${noFraction}(?<day>\d{1,2})/(?<number>0?[1-9]|1[0-2])(?:/(?<year>(?:20)?\d\d))?(?![\d/])`,
  String.raw`${start}${noAge}(?<day>\d{1,2})[.-](?<number>0?[1-9]|1[0-2])[.-](?<year>20\d\d)\b`,
  String.raw`\b(?:on )?(?<year>20\d\d)-(?<number>\d\d)-(?<day>\d\d)\b`,
  String.raw`\b(?:on )?next (?<weekday>${weekdays})\b`,
  String.raw`\b(?:on the|on|the|${weekdays}(?: the)?) (?<day>\d{1,2}(?:st|nd|rd|th))\b(?= *$| *[,.?!]| (?:at|in the|mornings?|afternoons?|evenings?|night|near|for|please|after|before|around|by)\b)`,
].map(shape => new RegExp(shape, 'i'))

/** A date in the words, taken out of them before slips are put right in what is left. Days chosen on the page count before it. */
export function dayIn(ask: Ask, today: Day) {
  const found = /^".*"$/.test(ask.words) ? undefined : dateIn(ask.words, today)
  if (!found) return { left: ask }
  const { days, typed, rest } = found
  const left = { ...ask, words: rest }
  if (!days) return { left, dated: { noDay: typed } }
  return isDayChosen(ask) ? { left } : { left, day: days, dated: { day: { ...days, rest } } }
}

const isDayChosen = ({ from, to, band }: Ask): boolean =>
  from !== undefined || to !== undefined || ['now', 'today', 'weekend', 'holidays'].includes(band)

type Parts = Partial<Record<'day' | 'last' | 'month' | 'number' | 'year' | 'weekday', string>>

/** The first date in words typed on a day; undefined where there is none. A day and month without a year is the next one to come. */
export function dateIn(words: string, today: Day): Dated | undefined {
  for (const shape of shapes) {
    const found = shape.exec(words)
    if (!found) continue
    const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`
    return { days: daysOf(found.groups ?? {}, today), typed: found[0].trim(), rest: rest.replace(/\s+/g, ' ').trim() }
  }
  return undefined
}

function daysOf(parts: Parts, today: Day): Dated['days'] {
  if (parts.weekday !== undefined) return one(nextWeek(today, parts.weekday))
  const [day, last] = [Number.parseInt(parts.day ?? '', 10), Number.parseInt(parts.last ?? parts.day ?? '', 10)]
  const named = parts.month === undefined ? Number(parts.number) : monthOf(parts.month)
  const to = Number.isNaN(named) ? nextSuch(day, today) : dayOf(last, named, parts.year, today)
  if (to === undefined || parts.last === undefined) return one(to)
  const from = `${to.slice(0, 8)}${two(day)}`
  if (!isDay(from) || from > to) return undefined
  return { from: from < today ? today : from, to }
}

const one = (day: Day | undefined): Dated['days'] => (day === undefined ? undefined : { from: day, to: day })
const two = (n: number): string => String(n).padStart(2, '0')
const monthOf = (typed: string): number =>
  months.findIndex(name => name.startsWith(typed.slice(0, 3).toLowerCase())) + 1

/** Furthest a date without a year may be: what is on is known for weeks, and the date is said back with its year. */
const yearAhead = 366

function dayOf(day: number, month: number, year: string | undefined, today: Day): Day | undefined {
  const now = Number(today.slice(0, 4))
  const years = year === undefined ? [now, now + 1] : [year.length === 2 ? 2000 + Number(year) : Number(year)]
  return years
    .map(each => `${each}-${two(month)}-${two(day)}`)
    .find(each => isDay(each) && each >= today && (year !== undefined || daysBetween(today, each) <= yearAhead))
}

/** “The 5th”: of this month, else of the next that has such a day. */
function nextSuch(day: number, today: Day): Day | undefined {
  if (day < 1 || day > 31) return undefined
  for (let ahead = 0; ahead < 62; ahead++)
    if (Number(addDays(today, ahead).slice(8)) === day) return addDays(today, ahead)
  return undefined
}

/** “Next Saturday” is the one of next week, as “next week” is; “this Saturday” or “Saturday” is the one to come. */
function nextWeek(today: Day, typed: string): Day {
  const at = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'].indexOf(typed.slice(0, 2).toLowerCase())
  return addDays(today, 8 - weekdayOf(today) + at)
}
