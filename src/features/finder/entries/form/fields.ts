// Fields as every part of the form asks for them, and what people type in them as what we keep. Pure.
import { z } from 'zod'
import { type Day, isDay, monthNames } from '../../../../lib/dates.ts'
import { list } from '../../../../lib/words.ts'
import { peopleInText } from '../../../../platform/files/index.ts'
import { isPersonal, personalWords } from '../../../organisations/index.ts'

export interface Item {
  value: string
  text: string
  hint?: string
}

export interface Group {
  title: string
  items: readonly Item[]
}

export interface Field {
  name: string
  kind: 'text' | 'area' | 'radios' | 'checks' | 'select' | 'day' | 'groups'
  label: string
  hint?: string
  items?: readonly Item[]
  /** Boxes to tick, in groups that are closed at first. */
  groups?: readonly Group[]
  /** Asked only once this other field is wrong. */
  onlyIf?: string
  rows?: number
  /** GOV.UK's widths: 2, 3, 4, 5, 10, 20, 30. */
  width?: number
  prefix?: string
  input?: 'numeric' | 'decimal' | 'tel' | 'email' | 'url'
}

export type Values = Readonly<Record<string, string | readonly string[]>>

export const items = <T extends string>(names: Readonly<Record<T, string>>): Item[] =>
  Object.entries<string>(names).map(([value, text]) => ({ value, text }))

const optional = z.string().trim().default('')

/** Words that anybody may read: nothing in them that tells who a person is, and contacts in their own boxes. */
export const words = (today: Day, most: number, missing?: string) =>
  optional
    .refine(text => missing === undefined || text !== '', { error: missing })
    .refine(text => text.length <= most, {
      error: `This must be ${most.toLocaleString('en-GB')} characters or fewer`,
    })
    .superRefine((text, context) => {
      const found = peopleInText(text, today)
      if (found.length > 0)
        context.addIssue({
          code: 'custom',
          message: `Take out ${list(found)}. Contacts of a team go under “How to join”; nothing about a person goes anywhere`,
        })
    })

/** Boxes that were ticked: nothing, one word or several. */
export const ticks = <T extends string>(known: readonly T[], most = 60) =>
  z
    .union([z.string().transform(one => [one]), z.array(z.string())])
    .default([])
    .transform(found => known.filter(each => found.includes(each)).slice(0, most))

/** One box: ticked or not. */
export const isYes = ticks(['yes']).transform(found => found.length > 0)
export const yes = (value: boolean): string[] => (value ? ['yes'] : [])

export const choice = <const T extends readonly [string, ...string[]]>(known: T, missing: string) =>
  z.enum(known, { error: missing })

/** A whole number or nothing. */
export const number = (least: number, most: number, wrong: string) =>
  optional.transform((text, context) => {
    if (text === '') return null
    const found = Number(text.replace(/,/g, ''))
    if (Number.isInteger(found) && found >= least && found <= most) return found
    context.addIssue({ code: 'custom', message: wrong })
    return z.NEVER
  })

export const web = (wrong = 'Enter a web address such as https://www.example.org.uk') =>
  optional
    .transform(text => (text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`))
    .refine(
      text => text === '' || (z.url({ protocol: /^https?$/ }).safeParse(text).success && /\.[a-z]{2,}/i.test(text)),
      {
        error: wrong,
      },
    )

export const mailbox = () =>
  optional
    .refine(text => text === '' || z.email().safeParse(text).success, {
      error: 'Enter a mail address such as hello@example.org.uk',
    })
    .refine(text => !isPersonal(text), { error: personalWords })

export const phone = () =>
  optional.refine(text => text === '' || /^\+?[\d ()-]{3,19}$/.test(text), {
    error: 'Enter a phone number such as 020 7946 0000',
  })

/** '24 December 2026', '24/12/2026' or '2026-12-24' as a day; undefined when it is none. */
export function dayOf(text: string): Day | undefined {
  const found = dateIn(text)
  return isDay(found) && found >= '1990-01-01' && found < '2200-01-01' ? found : undefined
}

/** It is written as a day is, and no calendar has it: 31 February. */
const isNoSuchDay = (text: string): boolean => {
  const found = dateIn(text)
  return /^\d{4}-\d{2}-\d{2}$/.test(found) && !isDay(found)
}

function dateIn(text: string): string {
  const tidy = text.trim().replace(/^(mon|tues|wednes|thurs|fri|satur|sun)day,? /i, '')
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(tidy)
  const named = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),? (\d{4})$/i.exec(tidy)
  const month = named
    ? monthNames.findIndex(name => name.toLowerCase().startsWith((named[2] ?? '').toLowerCase().slice(0, 3))) + 1
    : Number(numbers?.[2])
  const parts = numbers ?? named
  const isNone = named !== null && month === 0
  return parts && !isNone ? `${parts[3]}-${String(month).padStart(2, '0')}-${(parts[1] ?? '').padStart(2, '0')}` : tidy
}

export const day = (wrong: string, needed = false) =>
  optional.transform((text, context) => {
    if (text === '' && !needed) return null
    const found = dayOf(text)
    if (found) return found
    const none = `There is no such day as ${text}. Check the day and the month`
    context.addIssue({ code: 'custom', message: isNoSuchDay(text) ? none : wrong })
    return z.NEVER
  })

/** Days, one a line or with commas between. */
export const days = () =>
  optional.transform((text, context) => {
    const typed = text
      .split(/[\n,;]+/)
      .map(part => part.trim())
      .filter(Boolean)
    const wrong = typed.find(part => dayOf(part) === undefined)
    if (wrong !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `Enter each date such as 24 December 2026. “${wrong.slice(0, 40)}” is not one`,
      })
      return z.NEVER
    }
    return [...new Set(typed.flatMap(part => dayOf(part) ?? []))].sort().slice(0, 400)
  })

/** '4pm', '4.30 pm', '16:00', 'noon' as 'HH:MM'; undefined when it is no time. */
export function clockOf(text: string): string | undefined {
  const tidy = text.trim().toLowerCase()
  if (tidy === 'noon' || tidy === 'midday') return '12:00'
  if (tidy === 'midnight') return '00:00'
  const found = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(tidy)
  if (!found) return undefined
  const [hour, minute, half] = [Number(found[1]), Number(found[2] ?? 0), found[3]?.[0]]
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined
  const whole = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return `${String(whole).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** '5', '5.30', '5:30' or '10.30': in the morning or after noon? 12 to 23, a 0 in front ('05:30') and a spreadsheet's own HH:MM ('10:00') tell a clock of 24 hours. */
const isUnsure = (text: string): boolean => /^(?:[1-9]|1[01])(?:\.\d{2})?$|^[1-9]:\d{2}$/.test(text.trim())

/** A time we keep, as the form shows it: read again, it says the same and asks nothing. */
export const clockShown = (kept: string): string => (isUnsure(kept) ? `${kept}am` : kept)

export const clock = (wrong: string) =>
  optional.transform((text, context) => {
    const found = clockOf(text)
    if (found && !isUnsure(text)) return found
    context.addIssue({ code: 'custom', message: found ? `Is that ${text}am or ${text}pm? Enter one of them` : wrong })
    return z.NEVER
  })

/** '£3.50' as whole pence. */
export const pence = () =>
  optional.transform((text, context) => {
    if (text === '') return null
    const found = /^£?(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text)
    if (found) return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
    context.addIssue({ code: 'custom', message: 'Enter an amount in pounds, such as 2 or 2.50' })
    return z.NEVER
  })
