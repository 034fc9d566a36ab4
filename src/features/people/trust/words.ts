import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { isDay } from '../../../lib/dates.ts'
import { peopleWords } from '../../../platform/files/people-text.ts'

/** Who may own a gate or a request: titles of posts, never names. */
export const owners = {
  director: 'VRU director',
  'data-protection-officer': 'Data protection officer',
  'risk-owner': 'Senior information risk owner',
  'data-steward': 'Data steward',
  administrator: 'Administrator',
  officer: 'VRU officer',
  analyst: 'VRU analyst',
} as const
export type Owner = keyof typeof owners
const isOwner = (text: string): text is Owner => text in owners
export const OwnerRole = z.string({ error: 'Choose who owns it' }).refine(isOwner, { error: 'Choose who owns it' })
export const ownerWords = (owner: string | null): string =>
  owner !== null && isOwner(owner) ? owners[owner] : 'Nobody yet'
export const ownerItems = (chosen: string) =>
  Object.entries(owners).map(([value, text]) => ({ value, text, checked: value === chosen }))

/** Words about the work, never about a person. */
export const words = (today: Day, missing: string, most: number) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, { error: missing })
    .max(most, { error: `Use ${most} characters or fewer` })
    .superRefine((text, context) => {
      const refused = peopleWords(text, today)
      if (refused) context.addIssue({ code: 'custom', message: refused })
    })

export const wordsOrNone = (today: Day, most: number) =>
  z
    .literal('')
    .or(words(today, 'Enter a text', most))
    .default('')

export const day = (missing: string) => z.string({ error: missing }).trim().refine(isDay, { error: missing })
