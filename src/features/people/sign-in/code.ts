import { z } from 'zod'
import type { FieldError } from '../../../platform/form.ts'

/** A code as typed: of an authenticator, or one for recovery. */
export const TypedCode = z.object({
  code: z
    .string({ error: 'Enter the code' })
    .trim()
    .min(1, { error: 'Enter the code' })
    .max(20, { error: 'A code has 6 figures; a recovery code has 10 letters and figures' }),
})

const words = {
  wrong: 'That code is not right, or was used before. Wait for the next one and enter that',
  wait: 'Too many wrong codes. Wait 15 minutes and try again',
}

export const codeErrors = (found: keyof typeof words): FieldError[] => [{ field: 'code', text: words[found] }]
