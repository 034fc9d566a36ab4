// What limits the results, each with a way to take it off.
import { addressOf } from './address.ts'
import { isNamedDay, isNamedTime, minutesOf, type Query } from './ask.ts'
import type { Found } from './found.ts'
import { nameOf } from './names.ts'
import { clockWords, longDay } from './times.ts'

export interface Chip {
  text: string
  href: string
  /** Said to those who hear the page. */
  remove: string
}

export function chipsOf(found: Found): Chip[] {
  const { query, t } = found
  return limits(found).map(([text, change]) => ({
    text,
    href: addressOf({ ...query, day: query.day ?? 'any', ...change, page: undefined }),
    remove: t.say('remove', { what: text }),
  }))
}

type Limit = [text: string, without: Partial<Query>]

function limits({ query, near, results, clock, t }: Found): Limit[] {
  const of = (facet: string) => (value: string) => nameOf(t, results, facet, value)
  const drop = (list: readonly string[], value: string) => list.filter(each => each !== value)
  return [
    ...(near && query.near ? [[near.words, { near: '', within: undefined }] satisfies Limit] : []),
    ...dayChip(query, clock.today, t),
    ...saidDay(results.read.day, clock.today, t),
    ...timeChip(query, t),
    ...(query.free ? [[t.say('cost.free'), { free: false }] satisfies Limit] : []),
    ...(query.meals ? [[t.say('cost.free-school-meals'), { meals: false }] satisfies Limit] : []),
    ...(query.upto ? [[t.say('cost.upto', { pounds: query.upto }), { upto: undefined }] satisfies Limit] : []),
    ...(query.age === undefined ? [] : [[t.say('ages.one', { min: query.age }), { age: undefined }] satisfies Limit]),
    ...query.kind.map((value): Limit => [of('kind')(value), { kind: drop(query.kind, value) }]),
    ...query.activity.map((value): Limit => [of('activity')(value), { activity: drop(query.activity, value) }]),
    ...query.theme.map((value): Limit => [of('theme')(value), { theme: drop(query.theme, value) }]),
    ...query.access.map((value): Limit => [of('access')(value), { access: drop(query.access, value) }]),
    ...(query.language ? [[of('language')(query.language), { language: undefined }] satisfies Limit] : []),
    ...(query.gender ? [[of('gender')(query.gender), { gender: undefined }] satisfies Limit] : []),
    ...(query.online ? [[of('online')(query.online), { online: undefined }] satisfies Limit] : []),
    ...(query.food ? [[t.say('food.only'), { food: false }] satisfies Limit] : []),
  ]
}

function dayChip({ day }: Query, today: string, t: Found['t']): Limit[] {
  if (day === undefined || day === 'any') return []
  return [[isNamedDay(day) ? t.say(`day.${day}`) : longDay(day, today, t.code), { day: 'any' }]]
}

/** A date that was typed among the words: taken off, it leaves them. */
function saidDay(day: Found['results']['read']['day'], today: string, t: Found['t']): Limit[] {
  if (day === undefined) return []
  const [from, to] = [longDay(day.from, today, t.code), longDay(day.to, today, t.code)]
  return [[day.from === day.to ? from : t.say('when.times', { from, to }), { q: day.rest }]]
}

function timeChip({ time }: Query, t: Found['t']): Limit[] {
  if (time === undefined) return []
  const text = isNamedTime(time)
    ? t.say(`time.${time}`)
    : t.say('time.from', { time: clockWords(minutesOf(time), t.code) })
  return [[text, { time: undefined }]]
}
