// What an address of the coverage pages asks for. Nothing in it can fail: what cannot be read is the usual.
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Band } from '../../places/index.ts'
import type { Kind } from '../schemas.ts'
import { type Ages, agesKey, agesOf, usualAges } from './ages.ts'
import type { Times } from './grid.ts'
import { type WeekAsked, weekOf } from './weeks.ts'
import { weekdays } from './words.ts'

const Address = z.object({
  ages: z.string().catch(usualAges),
  week: z.string().catch('term'),
  times: z.string().catch('band'),
  what: z.enum(['activity', 'all']).catch('activity'),
})

export interface CoverAsk {
  ages: Ages
  week: WeekAsked
  times: Times & { key: string; name: string }
  what: 'activity' | 'all'
  kinds: readonly Kind[]
}

/** The hours that may be looked at; the first are those people plan by. */
export const timesOf = (band: Band): CoverAsk['times'][] => [
  { key: 'band', name: band.name, days: band.days, from: band.from, to: band.to },
  { key: 'evening', name: 'Weekdays 7pm to 9pm', days: [1, 2, 3, 4, 5], from: 19, to: 21 },
  { key: 'weekend', name: 'Weekends 10am to 6pm', days: [6, 7], from: 10, to: 18 },
  { key: 'day', name: 'Weekdays 9am to 5pm', days: [1, 2, 3, 4, 5], from: 9, to: 17 },
]

export function readCover(query: unknown, band: Band, today: Day): CoverAsk {
  const asked = Address.parse(query ?? {})
  const all = timesOf(band)
  const [usual = { key: 'band', name: weekdays[0], days: [1], from: 16, to: 19 }] = all
  return {
    ages: agesOf(asked.ages),
    week: weekOf(asked.week, today),
    times: all.find(({ key }) => key === asked.times) ?? usual,
    what: asked.what,
    kinds: asked.what === 'all' ? ['activity', 'work', 'support'] : ['activity'],
  }
}

/** The words of the address that ask for the same again. */
export function addressOf({ ages, week, times, what }: CoverAsk): string {
  const words = {
    ages: agesKey(ages),
    week: week.kind === 'chosen' ? week.monday : week.kind,
    times: times.key,
    what,
  }
  const usual = { ages: usualAges, week: 'term', times: 'band', what: 'activity' }
  const said = Object.entries(words).filter(
    ([key, value]) => !Object.entries(usual).some(([k, v]) => k === key && v === value),
  )
  return said.length > 0 ? `?${new URLSearchParams(said)}` : ''
}

export const whatOptions = [
  { value: 'activity', text: 'Things to do' },
  { value: 'all', text: 'Things to do, work and support' },
]

export const whatWords = ({ what }: Pick<CoverAsk, 'what'>): string =>
  whatOptions.find(({ value }) => value === what)?.text ?? ''
