// A question as an address holds it: whatever is typed there, something sensible is asked.
import { z } from 'zod'
import { isDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Ask, bands } from '../question.ts'
import { accessKinds, genders, Kind } from '../schemas.ts'
import { nearOf } from './near.ts'

const one = z.preprocess(
  value => (Array.isArray(value) ? value[0] : value),
  z
    .string()
    .trim()
    .catch('')
    .transform(text => text.slice(0, 2_000)),
)
const many = z.preprocess(
  value => (Array.isArray(value) ? value : [value]),
  z.array(z.unknown()).transform(values =>
    values
      .flatMap(value => (typeof value === 'string' ? value.split(',') : []))
      .map(value => value.trim().slice(0, 60))
      .filter(value => value !== '')
      .slice(0, 20),
  ),
)
const number = (least: number, most: number) =>
  one
    .transform(text => (text === '' || !Number.isFinite(Number(text)) ? undefined : Math.round(Number(text))))
    .transform(n => (n === undefined || n < least || n > most ? undefined : n))
const day = one.transform(text => (isDay(text) ? text : undefined))
const clock = one.transform(text => {
  const [, hour = '', minute = '0'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(text) ?? []
  return hour === '' || Number(hour) > 24 || Number(minute) > 59 ? undefined : Number(hour) * 60 + Number(minute)
})
const yes = one.transform(text => ['1', 'yes', 'true', 'on'].includes(text))
const code = one.transform(text => (/^[A-Z]\d{7,8}$/i.test(text) ? text.toUpperCase() : undefined))
const oneOf = <T extends string>(words: readonly T[]) => one.transform(text => words.find(word => word === text))
const someOf = <T extends string>(words: readonly T[]) =>
  many.transform(texts => words.filter(word => texts.includes(word)))

/** Names in addresses: `/things-to-do?q=boxing&near=SE15&band=today`. */
const Query = z.object({
  q: one,
  near: one,
  within: number(100, 50_000),
  reach: number(100, 1_000_000),
  day,
  from: day,
  to: day,
  band: oneOf(bands),
  after: clock,
  before: clock,
  age: number(0, 120),
  free: yes,
  /** Pounds: the most it may cost. */
  upto: number(1, 99),
  meals: yes,
  kind: someOf(Kind.options),
  activity: many,
  theme: many,
  access: someOf(accessKinds),
  language: one.transform(text => (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text) ? text : undefined)),
  gender: oneOf(genders),
  online: oneOf(['any', 'online', 'in-person'] as const),
  food: yes,
  borough: code,
  ward: code,
  sort: oneOf(['best', 'near', 'soon', 'name'] as const),
  page: number(1, 100),
  size: number(1, 50),
})

/** Reads an address's query; the start is looked up. A start nobody knows is left out: `ask.near` stays undefined though `near` was typed. */
export async function readAsk(db: Db, query: unknown): Promise<Ask> {
  const read = Query.parse(typeof query === 'object' && query !== null ? query : {})
  return { ...asking(read), near: await nearOf(db, read.near) }
}

function asking(read: z.output<typeof Query>): Omit<Ask, 'near'> {
  const { q, day, kind, activity, theme, band, online, sort, page, size, upto, near: _, ...rest } = read
  return {
    ...rest,
    most: upto === undefined ? undefined : upto * 100,
    words: q,
    from: day ?? read.from,
    to: day ?? read.to,
    band: band ?? 'any',
    kinds: kind,
    activities: activity,
    themes: theme,
    online: online ?? 'any',
    sort: sort ?? 'best',
    page: page ?? 1,
    size: size ?? 20,
  }
}

/** An ask that limits nothing: what tests, bench and links begin from. */
export const anything: Ask = { ...asking(Query.parse({})), near: undefined }
