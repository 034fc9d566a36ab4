// The demonstration's entries as packs/demo/finder.json tells them in short, and as they are written. Pure.
import { z } from 'zod'
import { addDays, type Day } from '../../../../lib/dates.ts'
import { weekdayOf, weekdays } from '../../../../lib/schedule/expand.ts'
import { kinds as organisationKinds } from '../../../organisations/index.ts'
import { Kind, type NewBody, type Venue } from '../../schemas.ts'

const Age = z.number().nullable()
const When = z.strictObject({
  starts: z.string(),
  ends: z.string(),
  /** 'TU TH' of every week. */
  days: z.string().optional(),
  /** '-1FR' of every month. */
  monthly: z.string().optional(),
  /** Once, so many days from the day the demonstration is made. */
  once: z.number().optional(),
  every: z.number().default(1),
  in: z.enum(['always', 'term', 'holidays']).default('always'),
  bankHolidays: z.enum(['open', 'closed', 'unknown']).default('unknown'),
  count: z.number().nullable().default(null),
  /** Known until so many days from then. */
  checkedUntil: z.number().optional(),
})
export type When = z.output<typeof When>

export const ToldOrganisation = z.strictObject({
  key: z.string(),
  name: z.string(),
  kind: z.enum(organisationKinds),
  description: z.string(),
  phone: z.string(),
  mailDomain: z.string(),
})

export const ToldVenue = z.strictObject({
  name: z.string(),
  ward: z.string(),
  address: z.string(),
  safe: z.boolean().default(false),
})

export const ToldEntry = z.strictObject({
  by: z.string(),
  kind: Kind,
  name: z.string(),
  /** Names of venues: an entry for each. None: online, or no place. */
  at: z.array(z.string()),
  ages: z.tuple([Age, Age]),
  activities: z.array(z.string()).default([]),
  themes: z.array(z.string()).default([]),
  summary: z.string(),
  description: z.string().default(''),
  times: z.array(When),
  timesWords: z.string().default(''),
  /** Looked at last so many days before the demonstration is made. */
  checkedDaysAgo: z.number().default(0),
  /** Anything else a body may say. Boroughs it `serves` are told by name. */
  body: z.record(z.string(), z.json()).default({}),
})
export type ToldEntry = z.output<typeof ToldEntry>

export const ToldFinder = z.strictObject({
  note: z.string(),
  truth: z.strictObject({
    nothingFor: z.strictObject({
      ward: z.string(),
      days: z.array(z.string()),
      from: z.string(),
      to: z.string(),
      ages: z.tuple([z.number(), z.number()]),
      words: z.string(),
    }),
  }),
  organisations: z.array(ToldOrganisation),
  venues: z.array(ToldVenue),
  entries: z.array(ToldEntry),
})
export type ToldFinder = z.output<typeof ToldFinder>

const weeksBefore = 12

/** Twelve weeks before, on a Monday: fortnights are counted from there. */
export function firstMonday(today: Day): Day {
  const before = addDays(today, -7 * weeksBefore)
  return addDays(before, -weekdays.indexOf(weekdayOf(before)))
}

export function scheduleOf(when: When, today: Day): NonNullable<NewBody['schedules']>[number] {
  const { starts, ends, every, count, bankHolidays } = when
  const [freq, byDay] =
    when.once !== undefined
      ? (['once', []] as const)
      : when.monthly !== undefined
        ? (['monthly', [when.monthly]] as const)
        : (['weekly', (when.days ?? '').split(' ').filter(Boolean)] as const)
  return {
    from: when.once === undefined ? firstMonday(today) : addDays(today, when.once),
    checkedUntil: when.checkedUntil === undefined ? null : addDays(today, when.checkedUntil),
    starts,
    ends,
    freq,
    interval: every,
    byDay: [...byDay],
    calendar: when.in,
    bankHolidays,
    count,
  }
}

/** Where it is, and codes of boroughs by their names. */
export interface Around {
  today: Day
  venue: Venue | null
  boroughs: ReadonlyMap<string, string>
}

/** What an entry says at one of its venues. Its own words win over what most of them say. */
export function bodyOf(told: ToldEntry, { today, venue, boroughs }: Around): unknown {
  const serves = z.array(z.string()).default([]).parse(told.body.serves)
  const [minAge, maxAge] = told.ages
  return {
    name: told.name,
    summary: told.summary,
    description: told.description,
    activities: told.activities,
    themes: told.themes,
    schedules: told.times.map(when => scheduleOf(when, today)),
    timesWords: told.timesWords,
    minAge,
    maxAge,
    cost: { kind: 'free' },
    join: { how: 'turn-up' },
    ...told.body,
    venue,
    serves: serves.map(name => boroughs.get(name) ?? name),
    safeguarding: {
      policyOn: addDays(today, -200),
      checksOn: addDays(today, -160),
      insuranceOn: addDays(today, -120),
      leadRole: 'Safeguarding lead',
    },
  }
}
