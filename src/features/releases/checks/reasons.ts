// Advice does not stop a release, but is never passed over in silence: who checks it off writes why it may stand.
import { z } from 'zod'
import type { FieldError } from '../../../platform/form.ts'
import type { Check, Edition, Reasoned } from '../schemas.ts'

export const adviceOf = ({ checks }: Pick<Edition, 'checks'>): Check[] =>
  (checks ?? []).filter(({ result }) => result === 'advice')

export const fieldOf = (id: string) => `reason-${id}`

/** What was typed for each piece of advice, and what is missing. */
export function readReasons(edition: Edition, body: unknown): { reasons: Reasoned[]; errors: FieldError[] } {
  const typed = z.record(z.string(), z.unknown()).catch({}).parse(body)
  const read = adviceOf(edition).map(({ id, title }) => {
    const found = Reason.safeParse(typed[fieldOf(id)])
    const given = typed[fieldOf(id)]
    const text = found.success ? '' : `${title}: ${found.error.issues[0]?.message ?? ''}`
    return { id, reason: typeof given === 'string' ? given : '', error: text }
  })
  return {
    reasons: read.map(({ id, reason }) => ({ id, reason })),
    errors: read.filter(({ error }) => error !== '').map(({ id, error }) => ({ field: fieldOf(id), text: error })),
  }
}

const Reason = z
  .string({ error: 'say why it may stand' })
  .trim()
  .min(1, { error: 'say why it may stand' })
  .max(1_000, { error: 'say it in 1,000 characters or fewer' })
