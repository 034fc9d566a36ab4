import { z } from 'zod'
import { refused } from './fetch.ts'
import { trusts } from './schemas.ts'

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `Use ${most} characters or fewer` })
    .default('')
const address = (words: string) =>
  z
    .string({ error: words })
    .trim()
    .max(1_000)
    .superRefine((url, ctx) => {
      const why = refused(url, { loopback: false })
      if (why !== '') ctx.addIssue({ code: 'custom', message: why })
    })
const optional = (words: string) => z.union([z.literal(''), address(words)]).default('')

const settings = {
  licence: z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, error: 'Enter the address of the licence, such as https://…' }),
    ])
    .default(''),
  attribution: text(300),
  trust: z.enum(trusts, { error: 'Choose who approves what it brings' }),
  ours: z
    .enum(['yes', 'no'], { error: 'Say whether it is one of ours' })
    .default('no')
    .transform(value => value === 'yes'),
  everyHours: z.coerce
    .number({ error: 'Enter a number of hours' })
    .int({ error: 'Enter a whole number of hours' })
    .min(1, { error: 'Ask at most once an hour' })
    .max(720, { error: 'Ask at least every 30 days' }),
}
export const Settings = z.object(settings)
export type Settings = z.output<typeof Settings>

export const NewFeed = z.object({
  name: z
    .string({ error: 'Enter a name for this feed' })
    .trim()
    .min(1, { error: 'Enter a name for this feed' })
    .max(200),
  format: z.enum(['oruk', 'openactive'], { error: 'Choose the kind of feed' }),
  address: address('Enter the address of the feed'),
  sessionsAddress: optional('Enter the address of the sessions'),
  ...settings,
})
export type NewFeed = z.output<typeof NewFeed>

export const Stop = z.object({
  reason: z.string({ error: 'Say why' }).trim().min(1, { error: 'Say why it is asked no more' }).max(500),
})
