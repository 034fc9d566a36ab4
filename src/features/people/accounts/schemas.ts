import { z } from 'zod'
import { isDay } from '../../../lib/dates.ts'
import { Code, Email, FlagName, Role } from '../schemas.ts'

// A form sends one ticked box as text, several as a list, none not at all.
const Ticked = z
  .union([z.string().transform(text => [text]), z.array(z.string())])
  .default([])
  .transform(codes => [...new Set(codes.filter(code => code !== ''))])

const Codes = z
  .string()
  .max(500)
  .default('')
  .transform(text => [...new Set(text.split(/[\s,]+/).filter(Boolean))])
  .pipe(z.array(Code))

const Organisation = z
  .string()
  .trim()
  .default('')
  .transform(text => (text === '' ? null : text))
  .pipe(Code.nullable())

const Name = z
  .string({ error: 'Enter a name or role title' })
  .trim()
  .min(1, { error: 'Enter a name or role title' })
  .max(100, { error: 'Use 100 characters or fewer' })

const NewRole = Role.exclude(['public'], { error: 'Choose a role' })

/** What an account answers for, as a form sends it. */
export const Scope = z.object({
  name: Name,
  role: NewRole,
  organisation: Organisation,
  places: Ticked,
  programmes: Codes,
})

export const NewAccount = Scope.extend({ email: Email })

export const Reason = z
  .string({ error: 'Say why' })
  .trim()
  .min(10, { error: 'Say why in a sentence' })
  .max(500, { error: 'Use 500 characters or fewer' })

export const Request = NewAccount.extend({ reason: Reason })

const DayField = z
  .string()
  .trim()
  .default('')
  .transform(text => (text === '' ? null : text))
  .refine(text => text === null || isDay(text), { error: 'Enter a real date, such as 2027-03-31' })

export const NewFlag = z
  .object({ flag: FlagName, until: DayField })
  .refine(({ flag, until }) => flag !== 'evaluator' || until !== null, {
    path: ['until'],
    error: 'Enter the last day: an evaluator’s access always ends',
  })

export const Answer = z.object({ decision: z.enum(['accepted', 'declined'], { error: 'Choose an answer' }) })
