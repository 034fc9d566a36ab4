import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { Coordinates, coordinateFields } from '../records/coordinates.ts'
import { owners, registerKinds } from './spec.ts'

const most = 5_000

export const Entry = Coordinates.extend({
  id: z.number(),
  register: z.enum(registerKinds),
  title: z.string(),
  party: z.string(),
  nature: z.string().nullable(),
  more: z.string(),
  before: z.string(),
  after: z.string(),
  evidence: z.string(),
  changedOn: z.string().nullable(),
  organisation: z.string().nullable(),
  ownerRole: z.enum(owners),
  places: z.array(z.string()),
  /** Its places and those above them, for scope. */
  within: z.array(z.string()),
  dueOn: z.string().nullable(),
  /** Why it is new, where nothing came before it. */
  because: z.string(),
  openedOn: z.string(),
  /** Accounts of those who wrote in it. */
  writers: z.array(z.number()),
  openedByRole: z.string(),
  outcome: z.string().nullable(),
  reply: z.string(),
  repliedOn: z.string().nullable(),
  repliedByRole: z.string().nullable(),
  droppedOn: z.string().nullable(),
  droppedReason: z.string(),
  version: z.number(),
})
export type Entry = z.output<typeof Entry>

/** What a person says of an entry when it is written down. */
export type Kept = Coordinates &
  Pick<
    Entry,
    | 'title'
    | 'party'
    | 'nature'
    | 'more'
    | 'before'
    | 'after'
    | 'evidence'
    | 'changedOn'
    | 'organisation'
    | 'ownerRole'
    | 'places'
    | 'dueOn'
    | 'because'
  >

/** Which saving of the entry somebody had before them; 0, which none has, where the form does not say. */
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .catch(0)
const one = z.string().trim().max(200).catch('').default('')
const day = z.union([z.literal(''), dayField('Enter a day such as 2027-01-31')]).default('')

/** A form of any register, as it is posted: what its own register needs of it is asked by `missing` of rules.ts. */
export const typedFor = (today: string, names: readonly string[]) =>
  z.object({
    ...coordinateFields,
    title: plainText(today, { known: names, most: 300 }),
    party: plainText(today, { known: names, most: 200 }),
    nature: one,
    before: plainText(today, { known: names, most }),
    after: plainText(today, { known: names, most }),
    evidence: plainText(today, { known: names, most }),
    more: plainText(today, { known: names, most }),
    changedOn: day,
    ownerRole: one,
    organisation: one,
    dueOn: day,
    place: one,
    because: one,
    reason: plainText(today, { known: names, most: 300 }),
    version,
  })
export type Typed = z.output<ReturnType<typeof typedFor>>

export const replyFor = (today: string, names: readonly string[], outcomes: readonly string[]) =>
  z.object({
    outcome: z.enum(outcomes, { error: 'Choose what came of it' }),
    reply: plainText(today, { known: names, missing: 'Enter the answer', most }),
    version,
  })

export const reasonFor = (today: string, names: readonly string[], missing: string) =>
  z.object({ reason: plainText(today, { known: names, missing, most: 1_000 }), version })
