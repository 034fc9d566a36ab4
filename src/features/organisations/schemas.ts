import { z } from 'zod'

export const kinds = [
  'charity',
  'community group',
  'company',
  'council',
  'school',
  'faith group',
  'health',
  'other',
] as const

/** Who runs, pays for or works beside things. Contacts are a role's mailbox and number, never a person's. */
export const Organisation = z.object({
  id: z.string(),
  /** What accounts and records call it: 'tideway-youth'. */
  key: z.string(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(kinds),
  charityNumber: z.string().nullable(),
  companyNumber: z.string().nullable(),
  website: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  mailDomain: z.string().nullable(),
  /** Small changes of one that is trusted are public at once. */
  trust: z.enum(['new', 'trusted']).default('new'),
  /** The officer who said so; null while it is new. */
  trustedBy: z.string().nullable().default(null),
  sourceId: z.string().nullable(),
  sourceRef: z.string().nullable(),
  version: z.number(),
  closedOn: z.string().nullable(),
})
export type Organisation = z.output<typeof Organisation>
