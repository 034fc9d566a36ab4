import { addDays, type Day, firstDay, lastDay, type Month } from '../dates.ts'
import type { Assets } from './assets.ts'
import type { Places } from './places.ts'
import { at, drawer, type Random } from './random.ts'

/** What a small area is like by the clock. */
export type Rhythm = 'heart' | 'school or station' | 'home'
/** Term dates of the invented schools, as month and day; the same every year. */
export const terms: [string, string][] = [
  ['09-03', '10-23'],
  ['11-02', '12-18'],
  ['01-05', '02-12'],
  ['02-22', '03-26'],
  ['04-12', '05-28'],
  ['06-07', '07-21'],
]

/** Days of a month as the kinds of day that matter. */
export type MonthDays = { all: Day[]; term: Day[]; evenings: Day[]; nights: Day[] }

const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const inTerm = (day: Day): boolean => terms.some(([from, to]) => day.slice(5) >= from && day.slice(5) <= to)

export function daysOf(month: Month): MonthDays {
  const all: Day[] = []
  for (let day = firstDay(month); day <= lastDay(month); day = addDays(day, 1)) all.push(day)
  const on = (...days: number[]) => all.filter(day => days.includes(weekday(day)))
  return { all, term: on(1, 2, 3, 4, 5).filter(inTerm), evenings: on(5, 6), nights: on(6, 0) }
}

/** Shares of after school, weekend night, and any other time. */
const mixes: Record<Rhythm, [number, number, number]> = {
  heart: [0.14, 0.5, 0.36],
  'school or station': [0.46, 0.12, 0.42],
  home: [0.1, 0.14, 0.76],
}
const mixers = {
  heart: drawer(mixes.heart),
  'school or station': drawer(mixes['school or station']),
  home: drawer(mixes.home),
}
const afterSchool = drawer([0.38, 0.34, 0.18, 0.1])
const ordinary = drawer([2, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 5, 4])

const any = <T>(random: Random, list: readonly T[]): T => at(list, Math.floor(random() * list.length))
const stamp = (day: Day, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00`

/** The hour that does not exist, on the night the clocks go forward, is moved on. */
const localHour = (day: Day, hour: number): string => {
  const forward = day.slice(5, 7) === '03' && day.slice(8) >= '25' && weekday(day) === 0
  return stamp(day, forward && hour === 1 ? 2 : hour)
}

/** A local time, to the hour, for one incident. */
export function drawHour(random: Random, rhythm: Rhythm, days: MonthDays): string {
  const part = mixers[rhythm](random)
  if (part === 0 && days.term.length > 0) return stamp(any(random, days.term), 15 + afterSchool(random))
  if (part !== 1) return localHour(any(random, days.all), ordinary(random))
  if (random() < 0.4) return stamp(any(random, days.evenings), random() < 0.45 ? 22 : 23)
  return localHour(any(random, days.nights), Math.floor(random() * 4))
}

/** The heart of the city; near a secondary school or a station; or neither. */
export function rhythmsOf(places: Places, { assets, stations }: Assets): Rhythm[] {
  const magnets = [...assets.filter(asset => asset.kind === 'secondary school'), ...stations]
  return places.lsoas.map(({ block }) => {
    if (block.heartKm < 2) return 'heart'
    const near = magnets.some(({ km }) => Math.hypot(km[0] - block.km[0], km[1] - block.km[1]) < 0.55)
    return near ? 'school or station' : 'home'
  })
}
