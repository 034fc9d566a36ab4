// Days and times of day inside words: 'tuesday', 'today 5pm', 'after school', 'saturday morning'. Pure.
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Reading } from './reading.ts'

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const short: readonly RegExp[] = [
  /\b(?:monday|mon)s?\b/,
  /\b(?:tuesday|tues|tue)s?\b/,
  /\b(?:wednesday|weds|wed)s?\b/,
  /\b(?:thursday|thurs|thur|thu)s?\b/,
  /\b(?:friday|fri)s?\b/,
  /\b(?:saturday|sat)s?\b/,
  /\b(?:sunday|sun)s?\b/,
]

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: Day): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

const nextOf = (today: Day, weekday: number): Day => addDays(today, (weekday - weekdayOf(today) + 7) % 7)

export function readDays(reading: Reading, today: Day): void {
  reading.take(/\b(?:right now|open now|on now|happening now|now)\b/, () => ({ band: 'now', say: 'now' }))
  reading.take(/\btonight\b/, () => ({ band: 'evening', from: today, to: today, say: 'this evening' }))
  reading.take(/\btoday\b/, () => ({ from: today, to: today, say: 'today' }))
  reading.take(/\btomorrow\b/, () => {
    return { from: addDays(today, 1), to: addDays(today, 1), say: 'tomorrow' }
  })
  reading.take(/\b(?:after school|afterschool)\b/, () => ({ band: 'after-school', say: 'after school' }))
  reading.take(/\bnext week\b/, () => {
    const monday = addDays(today, 8 - weekdayOf(today))
    return { from: monday, to: addDays(monday, 6), say: 'next week' }
  })
  reading.take(/\bthis week\b/, () => ({ from: today, to: addDays(today, 7 - weekdayOf(today)), say: 'this week' }))
  reading.take(/\b(?:at the |this |on |every )?weekends?\b/, () => ({ band: 'weekend', say: 'at the weekend' }))
  reading.take(
    /\b(?:half ?term|(?:school |summer |easter |christmas |winter |october |february )?holidays?(?! club| camp| programme))\b/,
    () => ({ band: 'holidays', say: 'in the school holidays' }),
  )
  const found = short.flatMap((shape, i) => (shape.test(reading.left()) ? [i] : []))
  for (const i of found)
    reading.take(short[i] ?? /$^/, () => {
      const day = nextOf(today, i + 1)
      return found.length === 1 ? { from: day, to: day, say: `on ${sentence(days[i] ?? '')}` } : { say: '' }
    })
}

const sentence = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Hours without "am" are those young people are out: 1 to 8 mean the afternoon and evening. */
function minutesOf(hour: string, minute: string | undefined, half: string | undefined): number {
  const h = Number(hour)
  const late = half === 'pm' ? h < 12 : half === 'am' ? false : h >= 1 && h <= 8
  return ((half === 'am' && h === 12 ? 0 : h) + (late ? 12 : 0)) * 60 + Number(minute ?? 0)
}

export const clockWords = (minutes: number): string => {
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60]
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  return `${twelve}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`
}

const time = String.raw`(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?`

export function readHours(reading: Reading): void {
  reading.take(
    new RegExp(`\\b(?:between |from )?${time} (?:to|til|till|until|and|-) ${time}(?! year|yr|y)\\b`),
    found => {
      const [, h1 = '', m1, half1, h2 = '', m2, half2] = found
      if (Number(h1) > 24 || Number(h2) > 24 || (!half1 && !half2 && !m1)) return undefined
      const [after, before] = [minutesOf(h1, m1, half1 ?? half2), minutesOf(h2, m2, half2 ?? half1)]
      return { after, before, say: `between ${clockWords(after)} and ${clockWords(before)}` }
    },
  )
  reading.take(new RegExp(`\\b(?:after|from|past) ${time}\\b(?! year|yr)`), ([, h = '', m, half]) =>
    Number(h) > 24 ? undefined : { after: minutesOf(h, m, half), say: `after ${clockWords(minutesOf(h, m, half))}` },
  )
  reading.take(new RegExp(`\\b(?:before|until|till|by) ${time}\\b(?! year|yr)`), ([, h = '', m, half]) =>
    Number(h) > 24 ? undefined : { before: minutesOf(h, m, half), say: `before ${clockWords(minutesOf(h, m, half))}` },
  )
  reading.take(
    /\b(?:at )?(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)\b|\b(?:at )?(\d{1,2}):(\d{2})\b|\bat (\d{1,2})\b/,
    found => {
      const hour = found[1] ?? found[4] ?? found[6] ?? ''
      if (Number(hour) > 24) return undefined
      const at = minutesOf(hour, found[2] ?? found[5], found[3])
      return { after: at, before: at + 60, say: `at ${clockWords(at)}` }
    },
  )
  reading.take(/\bmornings?\b/, () => ({ before: 12 * 60, say: 'in the morning' }))
  reading.take(/\b(?:afternoons?|lunch ?times?)\b/, () => ({
    after: 12 * 60,
    before: 17 * 60,
    say: 'in the afternoon',
  }))
  reading.take(/\b(?:evenings?|nights?)\b(?! club| out)/, () => ({ band: 'evening', say: 'in the evening' }))
}
