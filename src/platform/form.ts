import { z } from 'zod'

export interface FieldError {
  field: string
  text: string
}
export type Form<T> = { ok: true; data: T } | { ok: false; errors: FieldError[]; values: Record<string, unknown> }

/** Reads a posted form with its schema. What was typed comes back with the errors, so nothing is lost. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): Form<T> {
  const found = schema.safeParse(body ?? {})
  if (found.success) return { ok: true, data: found.data }
  const errors = firsts(
    found.error.issues.map(issue => ({ field: issue.path.map(String).join('.'), text: issue.message })),
  )
  return { ok: false, errors, values: typeof body === 'object' && body !== null ? { ...body } : {} }
}

/** One message a field is enough: what else is wrong with it is seen once that is put right. */
const firsts = (errors: readonly FieldError[]): FieldError[] =>
  errors.filter((error, i) => error.field === '' || errors.findIndex(other => other.field === error.field) === i)

/** The number of a record in the address of its page; nothing the database has no room for. */
export const RowId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A day as a form sends it. The database knows no year 0, and nobody plans for the year 9999. */
export const dayField = (words: string) =>
  z.iso.date({ error: words }).refine(day => day >= '1900-01-01' && day < '2200-01-01', { error: words })

/** For the error summary of GOV.UK Frontend: a link to each field. */
export const errorList = (errors: FieldError[]) => errors.map(error => ({ text: error.text, href: `#${error.field}` }))

/** For a field's own message. */
export const errorOf = (errors: FieldError[], field: string) => {
  const found = errors.find(error => error.field === field)
  return found ? { text: found.text } : undefined
}

/** All a page needs of its errors: the list for the summary, and the first message of each field by field. */
export interface Wrong {
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  errorOf: Record<string, { text: string }>
}

export const wrong = (errors: FieldError[] = []): Wrong => ({
  errors,
  errorSummary: errorList(errors),
  errorOf: Object.fromEntries([...errors].reverse().map(error => [error.field, { text: error.text }])),
})

/** What was just done, from `?done=…` of the address somebody was sent on to; empty when nothing was. A page that has it as `said` shows it in a banner. */
export function doneOf(query: unknown, words: Readonly<Record<string, string>>): string {
  const done = typeof query === 'object' && query !== null && 'done' in query ? query.done : undefined
  return typeof done === 'string' && Object.hasOwn(words, done) ? (words[done] ?? '') : ''
}

/** What was typed in a field, to be shown again. */
export const typedText = (typed: Record<string, unknown>, field: string, otherwise = ''): string =>
  typeof typed[field] === 'string' || typeof typed[field] === 'number' ? String(typed[field]) : otherwise

const Seen = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) }).catch({ version: 0 })

/** The version of the record that stood on the page somebody pressed on; 0 where the page did not say: nobody agrees to what they did not see. */
export const seenVersion = (body: unknown): number => Seen.parse(body).version
