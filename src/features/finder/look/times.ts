import { addDays, type Day, dayWords } from '../../../lib/dates.ts'
import { clockWords as english } from '../../../lib/schedule/words.ts'
import type { Hit } from '../question.ts'
import type { Tongue } from './words/index.ts'

/** Minutes after midnight as people say it, by the custom of the language, in our figures. */
export const clockWords = (minutes: number, lang = 'en'): string =>
  lang === 'en' ? english(minutes) : otherClock(Math.floor(minutes / 60) % 24, minutes % 60, lang)

// Wall time, so no zone comes into it: the instant is made and read in UTC. The half of the day stays on the line of its hour.
const otherClock = (hour: number, minute: number, lang: string) =>
  new Intl.DateTimeFormat(`${lang}-u-nu-latn`, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
    .format(new Date(Date.UTC(2000, 0, 1, hour, minute)))
    .replaceAll(' ', '\u00a0')

/** 'Tuesday 24 November', with the year where it is not this one's. */
export function longDay(on: Day, today: Day, lang: string): string {
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : `${lang}-u-nu-latn`, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
    ...(on.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }),
  })
  const words = format.format(new Date(`${on}T12:00:00Z`))
  return lang === 'en' ? words.replace(',', '') : words
}

/** A day in the words of the language; as everywhere else on the site in English. */
export const plainDay = (on: Day, lang: string): string =>
  lang === 'en'
    ? dayWords(on)
    : new Intl.DateTimeFormat(`${lang}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${on}T12:00:00Z`),
      )

export const spanWords = ({ starts, ends }: { starts: number; ends: number }, t: Tongue): string =>
  t.say('when.times', { from: clockWords(starts, t.code), to: clockWords(ends, t.code) })

/** When, on a card: the hours alone when only one day was asked for. */
export function whenWords(next: Hit['next'], today: Day, t: Tongue, oneDay: boolean): string {
  if (!next) return t.say('when.any')
  const times = spanWords(next, t)
  if (oneDay) return times
  if (next.day < today) return t.say('when.now', { times })
  if (next.day === today) return t.say('when.today', { times })
  if (next.day === addDays(today, 1)) return t.say('when.tomorrow', { times })
  return t.say('when.day', { day: longDay(next.day, today, t.code), times })
}
