import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'
import { Coordinates, coordinateFields } from '../../threads/index.ts'
import { anyDay, versionField } from '../register-fields.ts'
import { ownerField, owners } from '../register-pages.ts'

export const Item = Coordinates.extend({
  id: z.number(),
  question: z.string(),
  topic: z.string(),
  ownerRole: z.enum(owners),
  supplier: z.string(),
  costPence: z.number().nullable(),
  dueOn: z.string().nullable(),
  output: z.string(),
  outputHref: z.string(),
  receivedOn: z.string().nullable(),
  publishedOn: z.string().nullable(),
  unpublishedReason: z.string(),
  reviewOn: z.string().nullable(),
  useMade: z.string(),
  stoppedReason: z.string(),
  madeOn: z.string(),
  version: z.number(),
})
export type Item = z.output<typeof Item>

/** Whole pence from pounds as people write them: "£12,500", "12500.50". Null when nothing is written. */
export const pounds = z
  .string()
  .trim()
  .max(20)
  .default('')
  .transform(text => text.replace(/[£,\s]/g, ''))
  .refine(text => text === '' || /^\d{1,9}(\.\d{1,2})?$/.test(text), {
    error: 'Enter an amount in pounds, such as 12,500',
  })
  .transform(text => {
    if (text === '') return null
    const [whole = '0', part = ''] = text.split('.')
    return Number(whole) * 100 + Number(part.padEnd(2, '0'))
  })

const most = 3_000
const address = z
  .string()
  .trim()
  .max(500)
  .default('')
  .refine(text => text === '' || /^https?:\/\/[^\s]+$/.test(text), {
    error: 'Enter an address that begins with https://',
  })

const fieldsFor = (today: string, names: readonly string[]) => ({
  ...coordinateFields,
  question: plainText(today, { known: names, missing: 'Enter the question', most: 300 }),
  topic: plainText(today, { known: names, most: 100 }),
  ownerRole: ownerField,
  supplier: plainText(today, { known: names, most: 200 }),
  costPence: pounds,
  dueOn: anyDay,
  output: plainText(today, { known: names, most }),
  outputHref: address,
  receivedOn: anyDay,
  publishedOn: anyDay,
  unpublishedReason: plainText(today, { known: names, most }),
  reviewOn: anyDay,
  useMade: plainText(today, { known: names, most }),
  stoppedReason: plainText(today, { known: names, most }),
  version: versionField,
})

type Typed = z.output<z.ZodObject<ReturnType<typeof fieldsFor>>>

/** What a report asks for once it is here: to be published, or a reason and a day to ask again. */
function missing(item: Typed, today: string): { path: keyof Typed; message: string }[] {
  const { receivedOn, publishedOn, unpublishedReason, reviewOn, output } = item
  const kept = receivedOn !== null && publishedOn === null
  return [
    ...(receivedOn !== null && receivedOn > today
      ? [{ path: 'receivedOn' as const, message: 'The day it came must not be in the future' }]
      : []),
    ...(publishedOn !== null && publishedOn > today
      ? [{ path: 'publishedOn' as const, message: 'The day it was published must not be in the future' }]
      : []),
    ...(receivedOn !== null && output === '' ? [{ path: 'output' as const, message: 'Enter what came out' }] : []),
    ...(receivedOn === null && publishedOn !== null
      ? [{ path: 'receivedOn' as const, message: 'Enter the day it came to us' }]
      : []),
    ...(kept && unpublishedReason === ''
      ? [{ path: 'unpublishedReason' as const, message: 'Enter the day it was published, or why it is not' }]
      : []),
    ...(kept && reviewOn === null
      ? [{ path: 'reviewOn' as const, message: 'Enter the day somebody asks again whether it can be published' }]
      : []),
  ]
}

export const itemFor = (today: string, names: readonly string[]) =>
  z.object(fieldsFor(today, names)).check(({ value, issues }) => {
    for (const { path, message } of missing(value, today))
      issues.push({ code: 'custom', path: [path], message, input: value })
  })

/** What a person says of a question for research. */
export type Draft = Coordinates & Omit<Item, 'id' | 'madeOn' | keyof Coordinates>

export const Visit = Coordinates.extend({
  id: z.number(),
  withWhom: z.string(),
  heldAt: z.string(),
  visitedOn: z.string(),
  learned: z.string(),
  ownerRole: z.enum(owners),
  tried: z.string(),
  result: z.string(),
  noAction: z.string(),
  madeOn: z.string(),
  version: z.number(),
  /** Tasks that follow from it. */
  actions: z.number(),
})
export type Visit = z.output<typeof Visit>

const visitFieldsFor = (today: string, names: readonly string[]) => ({
  ...coordinateFields,
  withWhom: plainText(today, { known: names, missing: 'Enter whom you learned from', most: 200 }),
  heldAt: plainText(today, { known: names, most: 200 }),
  visitedOn: z.iso
    .date({ error: 'Enter the day, such as 2026-10-31' })
    .refine(day => day >= '1990-01-01' && day <= today, { error: 'Enter a day that is not in the future' }),
  learned: plainText(today, { known: names, missing: 'Enter what you learned', most }),
  ownerRole: ownerField,
  noAction: plainText(today, { known: names, most }),
  version: versionField,
})

/** A visit's note leads to a dated action, or says why to none. */
export const visitFor = (today: string, names: readonly string[]) =>
  z
    .object({
      ...visitFieldsFor(today, names),
      action: plainText(today, { known: names, most: 200 }),
      actionOn: anyDay,
    })
    .check(({ value, issues }) => {
      const issue = (path: string, message: string) =>
        issues.push({ code: 'custom', path: [path], message, input: value })
      if (value.action === '' && value.noAction === '') issue('action', 'Enter what we will try, or why nothing')
      if (value.action !== '' && (value.actionOn === null || value.actionOn < today))
        issue('actionOn', 'Enter the day by when, today or later')
    })

export const visitChangeFor = (today: string, names: readonly string[]) =>
  z.object({
    ...visitFieldsFor(today, names),
    tried: plainText(today, { known: names, most }),
    result: plainText(today, { known: names, most }),
  })

export type VisitDraft = Coordinates &
  Pick<Visit, 'withWhom' | 'heldAt' | 'visitedOn' | 'learned' | 'ownerRole' | 'noAction' | 'version'> & {
    tried?: string
    result?: string
  }
export interface Action {
  title: string
  on: string | null
}
