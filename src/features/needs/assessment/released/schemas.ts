import { z } from 'zod'
import { Table } from '../../../releases/index.ts'

/**
 * The figures of one block of an edition, as a release takes them: tables of true counts. They are kept beside the edition, not in it: its readers see
 * what officers may see, and nobody but the release's own protection reads these.
 */
export const BlockFigures = z.object({
  block: z.string(),
  tables: z.array(Table),
  /** Tables of other blocks that its figures rest on too. */
  shares: z.array(z.string()).default([]),
  /** What is not shown, and why. */
  notes: z.array(z.string()).default([]),
})
export type BlockFigures = z.output<typeof BlockFigures>
