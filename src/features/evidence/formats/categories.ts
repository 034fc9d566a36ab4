// How a pack maps the categories of a publisher to measures: packs/PACK/categories/*.json.
import { z } from 'zod'
import { type Outcome, type ReadContext, refused } from '../import/format.ts'

/** As categories are compared: trimmed, runs of spaces as one, upper case. */
export const plainCategory = (text: string): string => text.trim().replace(/\s+/g, ' ').toUpperCase()

/** The category file of the source in the shape a format wants, or a refusal that names what is wrong with it. */
export function readCategories<T>(context: ReadContext, file: string, shape: z.ZodType<T>): Outcome<T> {
  if (context.categories === undefined)
    return refused({
      file,
      reason: `The source “${context.source.id}” names no category mapping`,
      remedy: 'Name one in the pack: "categories": "categories/….json".',
    })
  const found = shape.safeParse(context.categories)
  if (found.success) return { ok: true, value: found.data }
  return refused({
    file,
    reason: `The category mapping of “${context.source.id}” cannot be used: ${z.prettifyError(found.error)}`,
    remedy: 'Put the mapping right in the pack.',
  })
}

/** Measure ids of codes; codes the pack does not have are left out. */
export const idsOf = (context: ReadContext, codes: readonly string[]): number[] =>
  codes.flatMap(code => {
    const measure = context.measures.get(code)
    return measure ? [measure.id] : []
  })
