import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packFolder, readPackFile } from '../../../platform/pack.ts'

/** Figures nobody has loaded for a goal or an outcome: what would answer it, who publishes it, and the measure to make of it. */
const Missing = z.object({
  codes: z.array(z.string()).min(1),
  what: z.string().min(1),
  why: z.string().min(1),
  publisher: z.string().min(1),
  title: z.string().min(1),
  where: z.string().min(1),
  address: z.url(),
  care: z.string().default(''),
  /** An entry for the pack's measures.json. */
  measure: z.looseObject({ id: z.string(), lowestLevel: z.string() }),
  file: z.string(),
  source: z.string(),
})
export type Missing = z.output<typeof Missing>

const file = 'framework/missing/measures.json'

/** What the pack knows to be missing for these items; none where it names nothing. */
export const missingOf = (packId: string, code: string): Missing[] =>
  existsSync(join(packFolder(packId), file))
    ? readPackFile(packId, file, z.array(Missing)).filter(each => each.codes.includes(code))
    : []
