import { z } from 'zod'
import { roles } from './roles.ts'

export const Role = z.enum(roles)
export const Account = z.object({
  id: z.number(),
  email: z.string(),
  name: z.string(),
  role: Role,
  organisation: z.string().nullable(),
  active: z.boolean(),
  places: z.array(z.string()),
})
export type Account = z.output<typeof Account>

export const Invitation = z.object({
  email: z
    .email({ error: 'Enter an email address in the form name@example.org' })
    .transform(text => text.toLowerCase()),
  name: z.string().trim().min(1, { error: 'Enter a name or role title' }).max(100),
  role: Role.exclude(['public'], { error: 'Choose a role' }),
  places: z.array(z.string()).default([]),
})
export type Invitation = z.output<typeof Invitation>
