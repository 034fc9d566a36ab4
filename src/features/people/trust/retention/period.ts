import { z } from 'zod'
import { type Day, dayWords } from '../../../../lib/dates.ts'
import { plural } from '../../../../lib/words.ts'
import { firstKept, type Period, type Rule } from '../../../../platform/retention.ts'

export const Setting = z.union([
  z.object({ months: z.number().int().positive() }).strict(),
  z.object({ days: z.number().int().positive() }).strict(),
])

export const periodWords = (keep: Period): string =>
  'days' in keep ? plural(keep.days, 'day') : plural(keep.months, 'month')

/** Is this period at least the rule's least? Judged by the days they reach back to, so that days and months can be compared. */
export const isLongEnough = (rule: Rule, keep: Period, today: Day): boolean =>
  firstKept(today, keep) <= firstKept(today, rule.least)

const numbers = { months: 1_200, days: 36_500 }

/** The form of a period. */
export const periodFor = (rule: Rule, today: Day) =>
  z
    .object({
      number: z.coerce
        .number({ error: 'Enter a whole number' })
        .int({ error: 'Enter a whole number' })
        .min(1, { error: 'Enter 1 or more' }),
      unit: z.enum(['months', 'days'], { error: 'Choose months or days' }),
      reason: z
        .string({ error: 'Enter why' })
        .trim()
        .min(10, { error: 'Enter why, in 10 characters or more' })
        .max(500, { error: 'Enter why, in 500 characters or fewer' }),
    })
    .superRefine(({ number, unit }, context) => {
      if (number > numbers[unit])
        return context.addIssue({ code: 'custom', path: ['number'], message: 'Enter 100 years or less' })
      if (!isLongEnough(rule, unit === 'days' ? { days: number } : { months: number }, today))
        context.addIssue({ code: 'custom', path: ['number'], message: `Enter at least ${periodWords(rule.least)}` })
    })
    .transform(({ number, unit, reason }) => ({
      keep: unit === 'days' ? { days: number } : { months: number },
      reason,
    }))

export const untilWords = (before: Day): string => `Before ${dayWords(before)}`
