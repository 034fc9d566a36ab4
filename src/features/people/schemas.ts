import { z } from 'zod'
import { isDay } from '../../lib/dates.ts'
import { flags, roles } from './roles.ts'

export const Role = z.enum(roles)
export const Account = z.object({
  id: z.number(),
  email: z.string(),
  name: z.string(),
  role: Role,
  organisation: z.string().nullable(),
  programmes: z.array(z.string()),
  active: z.boolean(),
  places: z.array(z.string()),
})
export type Account = z.output<typeof Account>

/** Codes are short words of small letters, figures and hyphens. */
export const Code = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, {
  error: 'Use small letters, numbers and hyphens, such as southwharf-council',
})

export const Email = z
  .string({ error: 'Enter an email address in the form name@example.org' })
  .trim()
  .max(254, { error: 'Enter an email address of at most 254 characters' })
  .pipe(z.email({ error: 'Enter an email address in the form name@example.org' }))
  .transform(text => text.toLowerCase())

export const Invitation = z.object({
  email: Email,
  name: z.string().trim().min(1, { error: 'Enter a name or role title' }).max(100),
  role: Role.exclude(['public'], { error: 'Choose a role' }),
  places: z.array(z.string()).default([]),
  organisation: Code.nullable().default(null),
  programmes: z.array(Code).default([]),
})
export type Invitation = z.output<typeof Invitation>

/** Only our own paths: an address such as //elsewhere.example would leave the site. */
export const Next = z
  .string()
  .max(1_000)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
  .catch('/')

const Asked = z.object({ next: z.string().default('/') }).catch({ next: '/' })

/** Where to go after signing in, as an address or a form asks. */
export const nextOf = (sent: unknown): string => Next.parse(Asked.parse(sent ?? {}).next)

export const Id = z.object({ id: z.coerce.number().int().positive().max(2_000_000_000) })

const DayText = z.string().refine(isDay, { error: 'Enter a real date' })
export const FlagName = z.enum(flags, { error: 'Choose what they are beside their role' })

/** An invented person of a demonstration. */
export const Seeded = Invitation.extend({
  flags: z.array(z.object({ flag: FlagName, from: DayText, until: DayText.nullable().default(null) })).default([]),
})
export type Seeded = z.output<typeof Seeded>
