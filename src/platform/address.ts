import type { z } from 'zod'
import { notFound } from '../lib/errors.ts'

/** The parts of an address, as a room expects them. Where there is no such address, nothing is there: 404, with the name of what was looked for. */
export function partsOf<T>(schema: z.ZodType<T>, params: unknown, what: string): T {
  const found = schema.safeParse(params)
  if (!found.success) throw notFound(what)
  return found.data
}
