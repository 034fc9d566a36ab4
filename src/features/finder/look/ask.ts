// What the address of the finder asks for. Whatever else stands in it asks for nothing: a nonsense address is a wide question, not an error.
import { z } from 'zod'
import { addDays, type Day, isDay } from '../../../lib/dates.ts'
import { bands } from '../question.ts'
import { accessKinds, genders, kinds } from '../schemas.ts'

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const word = (most: number) =>
  z.preprocess(
    value => (typeof first(value) === 'string' ? String(first(value)).trim().slice(0, most) : ''),
    z.string(),
  )
const flag = z.preprocess(value => first(value) === '1', z.boolean())
const oneOf = <T extends string>(values: readonly T[]) =>
  z.preprocess(first, z.enum(values as readonly [T, ...T[]]).optional()).catch(undefined)
/** Several of a kind: boxes ticked, one after another in the address. Those we do not know are left out. */
const several = (known: (value: string) => boolean) =>
  z.preprocess(
    value => [value ?? []].flat().filter(each => typeof each === 'string' && known(each)),
    z.array(z.string()),
  )
const slug = (value: string) => /^[a-z0-9-]{1,60}$/.test(value)
const number = (most: number) =>
  z
    .preprocess(
      first,
      z
        .string()
        .regex(/^\d{1,6}$/)
        .transform(Number)
        .pipe(z.int().min(0).max(most))
        .optional(),
    )
    .catch(undefined)

const aDay = z.preprocess(first, z.string().refine(isDay).optional()).catch(undefined)

const areaCode = z
  .preprocess(
    first,
    z
      .string()
      .regex(/^[A-Z]\d{8}$/)
      .optional(),
  )
  .catch(undefined)

export const dayNames = ['today', 'tomorrow', 'weekend', 'week', 'holidays', 'any'] as const
export const timeNames = ['now', 'after-school', 'evening'] as const

export const Query = z.object({
  q: word(2_000), // a worried sentence is long, and its last words may be the ones that matter
  near: word(80),
  /** Metres. */
  within: number(100_000),
  day: z
    .preprocess(
      first,
      z
        .string()
        .refine(value => isNamed(dayNames, value) || isDay(value))
        .optional(),
    )
    .catch(undefined),
  /** One of the names, or a clock time to start from. */
  time: z
    .preprocess(
      first,
      z
        .string()
        .refine(value => isNamed(timeNames, value) || isClock(value))
        .optional(),
    )
    .catch(undefined),
  /** As other pages of ours write it; a named day or time says it in their place. */
  band: oneOf(bands),
  from: aDay,
  to: aDay,
  after: word(5),
  before: word(5),
  age: number(120),
  free: flag,
  /** Pounds: the most it may cost. */
  upto: number(99),
  /** What is free, and what is free with free school meals. */
  meals: flag,
  food: flag,
  kind: several(value => isNamed(kinds, value)),
  activity: several(slug),
  theme: several(slug),
  access: several(value => isNamed(accessKinds, value)),
  language: z
    .preprocess(
      first,
      z
        .string()
        .regex(/^[a-z]{2,3}$/)
        .optional(),
    )
    .catch(undefined),
  gender: oneOf(genders.filter(each => each !== 'all')),
  online: oneOf(['online', 'in-person']),
  ward: areaCode,
  borough: areaCode,
  sort: oneOf(['best', 'near', 'soon', 'name']),
  page: number(500),
  /** Ids of a plan somebody is making: carried along, it limits nothing. */
  plan: word(1_500),
  lang: z.preprocess(first, z.string().max(10).optional()).catch(undefined),
})
export type Query = z.output<typeof Query>

/** Whatever is sent is read as some question. */
export const readQuery = (sent: unknown): Query =>
  Query.parse(typeof sent === 'object' && sent !== null ? { ...sent } : {})

export const isNamedDay = (value: string): value is (typeof dayNames)[number] => isNamed(dayNames, value)
export const isNamedTime = (value: string): value is (typeof timeNames)[number] => isNamed(timeNames, value)
const isNamed = <T extends string>(names: readonly T[], value: string): value is T => names.some(name => name === value)
const isClock = (value: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value)

export interface Clock {
  today: Day
  /** Minutes after midnight. */
  minutes: number
}

const five = 17 * 60
/** Past this hour a club of today is no longer worth setting out for. */
const late = 20 * 60

/** Has anything been asked? The language of the page asks nothing; a form sent empty asks for everything. */
export const isAsked = (sent: unknown): boolean =>
  typeof sent === 'object' &&
  sent !== null &&
  Object.keys(sent).some(name => !['lang', 'plan'].includes(name) && name in Query.shape)

/**
 * What somebody who opens the finder most likely wants, the likeliest first: something free today from five; where today has next to nothing
 * left, tomorrow; then the week. At night tomorrow comes first.
 */
export function usual(query: Query, { minutes }: Clock): Query[] {
  const today = { day: 'today', time: minutes > five ? undefined : '17:00' }
  const tomorrow = { day: 'tomorrow', time: '17:00' }
  const week = { day: 'week', time: undefined }
  const wishes = minutes >= late ? [tomorrow, week] : [today, tomorrow, week]
  return wishes.map(wish => ({ ...query, free: true, ...wish }))
}

export const pageSize = 10

/** The question in the names search reads (search/ask.ts), as an address holds it: a named day or time becomes days, a band and hours. */
export function paramsOf(query: Query, clock: Clock): Record<string, string | string[]> {
  const { day, time, within, lang: _, plan: __, ...rest } = query
  const from = day === undefined ? {} : daysOf(day, clock.today)
  const named = { ...rest, reach: within, ...from, ...timesOf(day, time), size: pageSize, sort: sortOf(query) }
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, textOf(value)]))
}

const textOf = (value: string | number | boolean | readonly string[] | undefined): string | string[] => {
  if (typeof value === 'object') return [...value]
  return value === true ? '1' : value === false || value === undefined ? '' : String(value)
}

export const sortOf = ({ sort, near, q }: Query): NonNullable<Query['sort']> =>
  sort ?? (q ? 'best' : near ? 'near' : 'soon')

function daysOf(day: string, today: Day): { from?: Day; to?: Day } {
  if (day === 'any' || day === 'holidays') return {}
  if (day === 'today') return { from: today, to: today }
  if (day === 'tomorrow') return { from: addDays(today, 1), to: addDays(today, 1) }
  if (day === 'week') return { from: today, to: addDays(today, 6) }
  return day === 'weekend' ? weekendOf(today) : { from: day, to: day }
}

/** This Saturday and Sunday, or what is left of them. */
export function weekendOf(today: Day): { from: Day; to: Day } {
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7 // Monday is 0
  return { from: weekday >= 5 ? today : addDays(today, 5 - weekday), to: addDays(today, 6 - weekday) }
}

const hours = { evening: { after: '17:00' }, 'after-school': { after: '16:00', before: '19:00' } } as const

const bandOfDay = (day: string | undefined): { band?: string } =>
  day === 'today' || day === 'weekend' || day === 'holidays' ? { band: day } : {}

function timesOf(day: string | undefined, time: string | undefined): Record<string, string> {
  const own = bandOfDay(day)
  if (time === undefined) return own
  if (isClock(time)) return { ...own, after: time }
  // of a day that is named only the hours are left to say: “after school” by itself means school days
  const loose = day === undefined || day === 'any' || day === 'week'
  if (!loose && time !== 'now') return { ...own, ...hours[time === 'evening' ? 'evening' : 'after-school'] }
  return { band: time }
}

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
