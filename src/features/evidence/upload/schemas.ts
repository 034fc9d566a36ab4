import { z } from 'zod'
import { Source } from '../import/schemas.ts'

export const UploadStatus = z.enum([
  'looking',
  'ready',
  'unchanged',
  'refused',
  'importing',
  'imported',
  'cancelled',
  'failed',
  'expired',
])
export type UploadStatus = z.output<typeof UploadStatus>

const Reject = z.object({
  line: z.number(),
  field: z.string(),
  value: z.string(),
  reason: z.string(),
  remedy: z.string(),
})
export const RefusalKept = z.object({
  file: z.string(),
  line: z.number().optional(),
  field: z.string().optional(),
  reason: z.string(),
  remedy: z.string(),
})

/** What the look at the file found, as it is kept until somebody decides. */
export const Outcome = z.object({
  snapshotOn: z.string().nullable().default(null),
  report: z.unknown().default(null),
  rejects: z.array(Reject).default([]),
  written: z.array(z.string()).default([]),
  refusals: z.array(RefusalKept).default([]),
  words: z.string().default(''),
})
export type Outcome = z.output<typeof Outcome>

export const Upload = z.object({
  id: z.number(),
  packId: z.string(),
  source: Source,
  newSource: z.boolean(),
  format: z.string(),
  /** Null: nobody stated any, and the importer settles them. */
  options: z.record(z.string(), z.unknown()).nullable(),
  snapshotOn: z.string().nullable(),
  fileName: z.string(),
  fileBytes: z.number(),
  path: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  status: UploadStatus,
  jobId: z.number().nullable(),
  outcome: Outcome,
  importId: z.number().nullable(),
})
export type Upload = z.output<typeof Upload>

/** Payload of both jobs. */
export const UploadJob = z.object({ uploadId: z.number() })

const blank = (text: unknown) => (typeof text === 'string' && text.trim() === '' ? undefined : text)

const Options = z
  .string()
  .trim()
  .default('')
  .transform((text, context): Record<string, unknown> | null => {
    if (text === '') return null
    const found = z.record(z.string(), z.unknown()).safeParse(parse(text))
    if (found.success) return found.data
    context.addIssue({
      code: 'custom',
      message: 'Write the options as a JSON object, such as {"keep": "areas of the pack"}, or leave them empty',
    })
    return z.NEVER
  })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// '31/3/2026' or '31 3 2026', as people write it, becomes 2026-03-31.
const Day = z.preprocess(value => {
  const found = typeof value === 'string' ? /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(value.trim()) : null
  return found ? `${found[3]}-${found[2]?.padStart(2, '0')}-${found[1]?.padStart(2, '0')}` : blank(value)
}, z.iso.date({ error: 'Enter the snapshot as a real date, such as 31/3/2026, or leave it empty' }).optional())

const common = {
  format: z.preprocess(blank, z.string().max(80).optional()),
  snapshot: Day,
  options: Options,
}

export const KnownForm = z.object({
  kind: z.literal('known').default('known'),
  source: z
    .string({ error: 'Choose the source the file belongs to' })
    .trim()
    .min(1, { error: 'Choose the source the file belongs to' })
    .max(120),
  ...common,
})

const words = (empty: string, most: number, long: string) =>
  z.string({ error: empty }).trim().min(1, { error: empty }).max(most, { error: long })

export const PartnerForm = z.object({
  kind: z.literal('partner'),
  title: words(
    'Enter a title for the file’s source, such as “Assault attendances, Riverton General”',
    120,
    'Enter a title of 120 characters or fewer',
  ),
  custodian: words('Enter who holds the data and answers for it', 120, 'Enter a custodian of 120 characters or fewer'),
  licence: words(
    'Enter the licence or agreement the data come under',
    200,
    'Enter a licence of 200 characters or fewer',
  ),
  cadence: z
    .enum(['once', 'monthly', 'quarterly', 'annual'], { error: 'Choose how often the partner sends it' })
    .default('once'),
  lag: z.preprocess(
    blank,
    z.coerce
      .number({ error: 'Enter the lag as a number of days' })
      .int({ error: 'Enter the lag in whole days' })
      .min(0, { error: 'Enter a lag of 0 days or more' })
      .max(2000, { error: 'Enter a lag of 2,000 days or fewer' })
      .optional(),
  ),
  open: z.preprocess(value => value === 'yes', z.boolean()),
  ...common,
})
export const UploadForm = z.union([PartnerForm, KnownForm])
export type UploadForm = z.output<typeof UploadForm>
