import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'

const most = 5_000

/** Roles that may own a task. */
export const owners = ['borough-lead', 'officer', 'analyst', 'director'] as const

export const Task = z.object({
  id: z.number(),
  title: z.string(),
  note: z.string(),
  ownerRole: z.enum(owners),
  places: z.array(z.string()),
  dueOn: z.string().nullable(),
  openedOn: z.string(),
  openedBy: z.string(),
  doneOn: z.string().nullable(),
  doneBy: z.string().nullable(),
  result: z.string(),
})
export type Task = z.output<typeof Task>

export const taskFor = (today: string) =>
  z.object({
    title: plainText(today, { missing: 'Enter what is to be done', most }).refine(text => text.length <= 200, {
      error: 'What is to be done must be 200 characters or fewer',
    }),
    note: plainText(today, { most }),
    ownerRole: z.enum(owners, { error: 'Choose who does it' }),
    place: z.string().trim().max(200).default(''),
    dueOn: z.union([z.literal(''), dayField('Enter a day such as 2027-01-31')]).default(''),
    because: z.string().trim().max(200).default(''),
  })
export type NewTask = z.output<ReturnType<typeof taskFor>>

export const resultFor = (today: string) =>
  z.object({ result: plainText(today, { missing: 'Enter what came of it', most }) })
