import { z } from 'zod'
import { commissioningLists, lists, nested, singles } from '../kinds.ts'

const text = (what: string) =>
  z
    .string({ error: `Enter ${what}` })
    .trim()
    .min(1, { error: `Enter ${what}` })
const id = z
  .string({ error: 'Enter an id' })
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'An id is small letters, figures and hyphens' })
const list = <T extends z.ZodType>(item: T) => z.array(item, { error: 'Give a list, in square brackets' })

const Lines = z
  .array(z.number().int().positive(), { error: 'Give the first and last line: [12, 14]' })
  .length(2, { error: 'Give the first and last line: [12, 14]' })
  .refine(([first = 0, last = 0]) => first <= last, { error: 'The last line comes before the first' })
const Source = z.object(
  { document: text('the document’s id'), section: text('the section'), lines: Lines.optional() },
  { error: 'Say where it is from: document, section and lines' },
)

const base = {
  id,
  label: text('a label'),
  source: Source,
  alsoIn: list(Source).default([]),
  number: z.number({ error: 'The number is a whole number' }).int().optional(),
  caution: text('a caution').optional(),
  note: text('a note').optional(),
}
/** What every item of a file has. */
export const Item = z.looseObject(base)
export type Item = z.output<typeof Item>
export const Items = z.array(Item)

// What an item of this kind must say beside.
const extras: Record<string, z.ZodRawShape> = {
  statistic: {
    value: z.number({ error: 'Enter the value as a number' }),
    unit: text('the unit'),
    period: text('the period').nullable(),
    place: text('the place').nullable(),
    publisher: text('the publisher').nullable(),
  },
  principle: { prompt: text('a question to ask at decisions').optional() },
}

function itemOf(kind: string): z.ZodType {
  const inner = Object.entries(nested[kind] ?? {}).map(([field, of]) => [field, list(itemOf(of)).default([])])
  return z.looseObject({ ...base, ...extras[kind], ...Object.fromEntries(inner) })
}

const pair = z.tuple([id, id], { error: 'Give two ids: [from, to]' })
const each = (of: Record<string, string>, shape: (kind: string) => z.ZodType): z.ZodRawShape =>
  Object.fromEntries(Object.entries(of).map(([field, kind]) => [field, shape(kind)]))

const Document = z.looseObject({
  id,
  title: text('the document’s title'),
  sections: list(text('a section’s name')).min(1, { error: 'Name the document’s sections' }),
})

const Commissioning = z.strictObject(
  each(commissioningLists, kind => z.union([list(itemOf(kind)), itemOf(kind)]).optional()),
)

/** What became of an old item: `to` is a new id or several, or none with a note. Ids as the page addresses have them. */
const Succession = z.object({
  from: id,
  to: z
    .union([id, list(id)])
    .transform(to => [to].flat())
    .default([]),
  note: text('why').optional(),
})

/** A city's framework file. A list the shape does not know is refused: a misspelt name must not lose a strategy's items. */
export const File = z.strictObject({
  id,
  title: text('the title'),
  place: z.looseObject({ name: text('the name of the place') }, { error: 'Say which place it is for' }),
  invented: z.boolean({ error: 'Say true or false' }).default(false),
  about: text('what the file is').optional(),
  startsOn: z.iso.date({ error: 'Enter the first day it holds: 2026-04-01' }).optional(),
  replaces: z
    .object({ framework: id, map: list(Succession).default([]) }, { error: 'Say which framework it replaces' })
    .optional(),
  documents: list(Document).min(1, { error: 'Name at least one source document' }),
  ...each(lists, kind => list(itemOf(kind)).default([])),
  ...each(singles, kind => itemOf(kind).optional()),
  adverseChildhoodExperiences: z.looseObject({ ...base, id: id.default('named') }).optional(),
  commissioning: Commissioning.default({}),
  inferredLinks: z
    .strictObject({
      note: text('that these links are your own reading'),
      journeyStageToPriorityArea: list(pair).default([]),
      objectiveToPriorityArea: list(pair).default([]),
    })
    .optional(),
  openQuestions: list(
    z.object({
      id,
      question: text('the question'),
      sources: list(Source).default([]),
      ownerRole: text('a role').default('director'),
    }),
  ).default([]),
})
export type File = z.output<typeof File>
