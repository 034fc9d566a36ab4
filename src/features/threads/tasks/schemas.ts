import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { Coordinates, coordinateFields } from '../records/coordinates.ts'

const most = 5_000

/** Roles that may own a task. */
export const owners = ['borough-lead', 'officer', 'analyst', 'director'] as const

export const Task = Coordinates.extend({
  id: z.number(),
  title: z.string(),
  note: z.string(),
  ownerRole: z.enum(owners),
  ownerId: z.number().nullable(),
  places: z.array(z.string()),
  dueOn: z.string().nullable(),
  /** Why it is new, where nothing came before it. */
  because: z.string(),
  openedOn: z.string(),
  openedBy: z.string(),
  doneOn: z.string().nullable(),
  doneBy: z.string().nullable(),
  droppedOn: z.string().nullable(),
  /** What came of it, or why it was dropped. */
  result: z.string(),
  version: z.number(),
})
export type Task = z.output<typeof Task>

/** What a person says of a task. */
export type Kept = Coordinates & Pick<Task, 'title' | 'note' | 'ownerRole' | 'ownerId' | 'places' | 'dueOn' | 'because'>

export const isOpen = (task: Pick<Task, 'doneOn' | 'droppedOn'>): boolean =>
  task.doneOn === null && task.droppedOn === null

const ownerNumber = z
  .union([z.literal(''), z.string().regex(/^[1-9]\d{0,8}$/, { error: 'Choose a person from the list' })])
  .default('')

const fieldsFor = (today: string) => ({
  ...coordinateFields,
  title: plainText(today, { missing: 'Enter what is to be done', most: 200 }),
  note: plainText(today, { most }),
  ownerRole: z.enum(owners, { error: 'Choose who does it' }),
  ownerId: ownerNumber,
  place: z.string().trim().max(200).default(''),
  dueOn: z.union([z.literal(''), dayField('Enter a day such as 2027-01-31')]).default(''),
})

export const taskFor = (today: string) =>
  z.object({
    ...fieldsFor(today),
    because: z.string().trim().max(200).default(''),
    reason: plainText(today, { most: 300 }),
  })

export const changeFor = (today: string) =>
  z.object({ ...fieldsFor(today), reason: plainText(today, { most: 300 }), version: z.coerce.number().int().catch(0) })

export type Typed = z.output<z.ZodObject<ReturnType<typeof fieldsFor>>>

export const resultFor = (today: string) =>
  z.object({ result: plainText(today, { missing: 'Enter what came of it', most }) })

export const reasonFor = (today: string) =>
  z.object({ reason: plainText(today, { missing: 'Enter why it is dropped', most }) })
