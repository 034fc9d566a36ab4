import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { Coordinates, coordinateFields } from '../../threads/index.ts'
import { anyDay, placeLines, versionField } from '../register-fields.ts'
import { ownerField, owners } from '../register-pages.ts'

export const statuses = ['watching', 'acting', 'happened', 'past'] as const
export type Status = (typeof statuses)[number]
export const statusNames: Record<Status, string> = {
  watching: 'Watching',
  acting: 'Acting on it',
  happened: 'It has happened',
  past: 'No longer a threat',
}

export const Entry = Coordinates.extend({
  id: z.number(),
  threat: z.string(),
  signal: z.string(),
  places: z.array(z.string()),
  exposure: z.string(),
  response: z.string(),
  ownerRole: z.enum(owners),
  status: z.enum(statuses),
  lookOn: z.string().nullable(),
  madeOn: z.string(),
  version: z.number(),
})
export type Entry = z.output<typeof Entry>

export const Look = z.object({
  entryId: z.number(),
  lookedOn: z.string(),
  words: z.string(),
  status: z.enum(statuses),
  nextOn: z.string().nullable(),
})
export type Look = z.output<typeof Look>

const most = 3_000
export const entryFor = (today: string, names: readonly string[]) =>
  z.object({
    ...coordinateFields,
    threat: plainText(today, { known: names, missing: 'Enter what may come', most: 200 }),
    signal: plainText(today, { known: names, missing: 'Enter what would show it', most }),
    places: placeLines,
    exposure: plainText(today, { known: names, most }),
    response: plainText(today, { known: names, most }),
    ownerRole: ownerField,
    lookOn: dayField('Enter the day somebody looks again, such as 2027-01-31').refine(day => day >= today, {
      error: 'The day somebody looks again must not be past',
    }),
    version: versionField,
  })

/** What a person says of a threat. */
export type Draft = Coordinates &
  Pick<Entry, 'threat' | 'signal' | 'places' | 'exposure' | 'response' | 'ownerRole' | 'version'> & { lookOn: string }

export const lookFor = (today: string, names: readonly string[]) =>
  z
    .object({
      words: plainText(today, { known: names, missing: 'Enter what you saw', most }),
      status: z.enum(statuses, { error: 'Choose how it stands now' }),
      nextOn: anyDay,
    })
    .refine(({ status, nextOn }) => status === 'past' || (nextOn !== null && nextOn >= today), {
      error: 'Enter the day somebody looks again, today or later',
      path: ['nextOn'],
    })
export type Looking = Pick<Look, 'words' | 'status' | 'nextOn'>
