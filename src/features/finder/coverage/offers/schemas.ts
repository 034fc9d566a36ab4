import { z } from 'zod'
import { dayField } from '../../../../platform/form.ts'
import { plainText } from '../../../../platform/plain.ts'

export const states = ['asked', 'allocated', 'declined', 'withdrawn', 'used'] as const
export type State = (typeof states)[number]

const n = z.number()
/** What the unit offers boroughs, how much of it there is, and how much of that is allocated and used. */
export const Offer = z.object({
  ...{ id: n, title: z.string(), detail: z.string(), unit: z.string(), capacity: n, version: n },
  ...{ startsOn: z.string(), endsOn: z.string(), closedOn: z.string().nullable(), closedReason: z.string() },
  ...{ allocated: n, used: n, waiting: n },
  /** Used where a result is recorded, else allocated: what was not used is free again. */
  taken: n,
})
export type Offer = z.output<typeof Offer>

export const Request = z.object({
  ...{ id: n, offerId: n, offer: z.string(), unit: z.string(), endsOn: z.string() },
  ...{
    borough: z.string(),
    boroughCode: z.string(),
    state: z.enum(states),
    asked: n,
    purpose: z.string(),
    askedOn: z.string(),
  },
  ...{ askedById: n.nullable(), allocated: n.nullable(), reason: z.string(), decidedOn: z.string().nullable() },
  ...{ used: n.nullable(), result: z.string(), resultOn: z.string().nullable(), version: n },
})
export type Request = z.output<typeof Request>

const whole = (words: string, least = 1) =>
  z
    .string({ error: words })
    .trim()
    .regex(/^\d{1,7}$/, { error: words })
    .transform(Number)
    .refine(number => number >= least && number <= 1_000_000, { error: words })
const version = z.coerce.number({ error: 'Look at the page again' }).int().min(1).max(1_000_000)

const NewOffer = (today: string) =>
  z.object({
    title: plainText(today, { missing: 'Enter what is offered', most: 120 }),
    detail: plainText(today, { most: 2_000 }),
    unit: plainText(today, { missing: 'Enter what it is counted in, such as days or places', most: 40 }),
    capacity: whole('Enter how much there is, as a whole number of 1 or more'),
    startsOn: dayField('Enter the first day it can be used'),
    endsOn: dayField('Enter the last day it can be used'),
    version: version.optional(),
  })
export const offerFor = (today: string) =>
  NewOffer(today).refine(offer => offer.endsOn >= offer.startsOn, {
    error: 'The last day must not be before the first',
    path: ['endsOn'],
  })
export type NewOffer = z.output<ReturnType<typeof offerFor>>

export const askFor = (today: string) =>
  z.object({
    borough: z.string({ error: 'Choose a borough' }).trim().min(1, { error: 'Choose a borough' }).max(12),
    asked: whole('Enter how much you ask for, as a whole number of 1 or more'),
    purpose: plainText(today, { missing: 'Enter what it is for', most: 1_000 }),
  })

export const decideFor = (today: string) =>
  z
    .object({
      verdict: z.enum(['allocate', 'decline'], { error: 'Choose whether to allocate or decline' }),
      allocated: z.string().trim().default(''),
      reason: plainText(today, { most: 1_000 }),
      version,
    })
    .refine(({ verdict, reason }) => verdict === 'allocate' || reason !== '', {
      error: 'Enter why it is declined',
      path: ['reason'],
    })
    .refine(({ verdict, allocated }) => verdict === 'decline' || /^[1-9]\d{0,6}$/.test(allocated), {
      error: 'Enter how much is allocated, as a whole number of 1 or more',
      path: ['allocated'],
    })

export const resultFor = (today: string) =>
  z.object({
    used: whole('Enter how much was used, as a whole number; 0 if none was', 0),
    result: plainText(today, { missing: 'Enter what came of it', most: 2_000 }),
    version,
  })

export const reasonFor = (today: string) =>
  z.object({ reason: plainText(today, { missing: 'Enter why', most: 1_000 }), version })
