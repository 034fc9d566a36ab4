// What an entry of the finder says. One shape for what providers write, feeds bring and search shows.
import { z } from 'zod'
import { isDay } from '../../lib/dates.ts'

export const kinds = ['activity', 'work', 'support', 'network'] as const
export const Kind = z.enum(kinds)
export type Kind = z.output<typeof Kind>

/** The entry in the address of its page. */
export const EntryId = z.object({ id: z.uuid() })

const Day = z.string().refine(isDay, { error: 'Enter a real date' })
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Enter a time such as 17:00' })
const text = (most: number) => z.string().trim().max(most).default('')

/** lib/schedule/types.ts says what each part means. */
export const Schedule = z.strictObject({
  zone: z.literal('Europe/London').default('Europe/London'),
  from: Day,
  until: Day.nullable().default(null),
  checkedUntil: Day.nullable().default(null),
  starts: Clock,
  ends: Clock,
  freq: z.enum(['once', 'daily', 'weekly', 'monthly']),
  interval: z.int().min(1).max(52).default(1),
  byDay: z
    .array(z.string().regex(/^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/))
    .max(14)
    .default([]),
  byMonthDay: z.array(z.int().min(-31).max(31)).max(31).default([]),
  count: z.int().min(1).max(1000).nullable().default(null),
  exclude: z.array(Day).max(400).default([]),
  add: z.array(Day).max(400).default([]),
  calendar: z.enum(['always', 'term', 'holidays']).default('always'),
  bankHolidays: z.enum(['open', 'closed', 'unknown']).default('unknown'),
})

export const accessKinds = [
  'step-free',
  'accessible-toilet',
  'changing-place',
  'hoist',
  'quiet-space',
  'bsl',
  'hearing-loop',
  'one-to-one',
  'send',
  'carer-free',
] as const
export const genders = ['all', 'girls', 'boys', 'women', 'men', 'trans-and-non-binary'] as const

export const Venue = z.strictObject({
  name: text(200),
  address: text(200),
  locality: text(100),
  /** As people write it, 'SW9 8JG'; empty where there is none. */
  postcode: text(10),
  /** The United Kingdom, and the sea to its west where the demonstration lies; feeds are held to their own city (feeds-in). */
  longitude: z.number().min(-14).max(1.8).nullable().default(null),
  latitude: z.number().min(49.8).max(60.9).nullable().default(null),
  /** A refuge or another place whose address would put somebody at risk: it never leaves the system, in any output. */
  safe: z.boolean().default(false),
})
export type Venue = z.output<typeof Venue>

/** What one version of an entry says. Contacts are mailboxes and numbers of a role, never of a person. */
export const Body = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** One sentence a 9-year-old can read. */
  summary: text(200),
  description: text(4_000),
  /** Ids of packs' activity list (activities.ts): 'football'. For support: 'domestic-abuse'. */
  activities: z.array(z.string()).max(20).default([]),
  /** What people do there that no activity of ours says, in their own words. */
  activityWords: text(100),
  themes: z.array(z.string()).max(20).default([]),
  venue: Venue.nullable().default(null),
  online: z.boolean().default(false),
  /** A link to take part from anywhere. */
  onlineHref: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** Codes of places it is for, where that is not where it is: a borough's network. Empty: no such limit. */
  serves: z.array(z.string()).max(60).default([]),
  schedules: z.array(Schedule).max(60).default([]),
  /** Times in words where no rule can say them. */
  timesWords: text(300),
  /** Null: open at that end. */
  minAge: z.int().min(0).max(120).nullable().default(null),
  maxAge: z.int().min(0).max(120).nullable().default(null),
  gender: z.enum(genders).default('all'),
  /** Languages it is held in, BCP 47; empty: English. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .max(20)
    .default([]),
  access: z.array(z.enum(accessKinds)).default([]),
  accessWords: text(500),
  cost: z.strictObject({
    kind: z.enum(['free', 'paid', 'voluntary', 'free-school-meals']),
    /** Whole pence for one time, where it is paid. */
    pence: z.int().min(0).max(1_000_000).nullable().default(null),
    words: text(200),
  }),
  /** Food is part of it. */
  food: z.boolean().default(false),
  join: z.strictObject({
    how: z.enum(['turn-up', 'book', 'ask', 'refer']),
    words: text(500),
    href: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    phone: text(20),
    email: z.union([z.literal(''), z.email()]).default(''),
  }),
  /** What to bring, who meets you, how to get there. */
  bring: text(300),
  meet: text(300),
  travel: text(300),
  capacity: z.int().min(0).max(100_000).nullable().default(null),
  /** Counts for a mentoring view; never names. */
  waiting: z.int().min(0).max(100_000).nullable().default(null),
  safeguarding: z
    .strictObject({
      policyOn: Day.nullable().default(null),
      checksOn: Day.nullable().default(null),
      insuranceOn: Day.nullable().default(null),
      registered: text(120),
      /** The role that leads on it; kept inside. */
      leadRole: text(80),
    })
    .prefault({}),
  image: z
    .strictObject({
      /** Address below /media. */
      key: z.string(),
      alt: z.string().trim().min(1).max(200),
      /** Who said that it shows no weapons, no cordons, nobody who did not agree. */
      declaredBy: z.string(),
      declaredOn: Day,
    })
    .nullable()
    .default(null),
  /** What a feed says that has no place here, kept so that it can be given back. */
  extra: z.record(z.string(), z.json()).default({}),
})
export type Body = z.output<typeof Body>
/** Where a photo is, by the key of its body. */
export const photoAddress = (key: string): string => `/media/${key}`

export type NewBody = z.input<typeof Body>
