// What an import is asked and what it answers.
import { hostname } from 'node:os'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Progress, Refusal } from '../../../platform/files/format.ts'
import { enqueue } from '../../../platform/jobs.ts'
import type { Format, MeasureRef, Reject } from './format.ts'
import type { PlaceBook } from './places.ts'
import type { Report } from './report.ts'
import type { Source } from './schemas.ts'

export interface ImportRequest {
  packId: string
  source: Source
  format: Format
  /** Parsed JSON of the category file the source names, if it names one. */
  categories?: unknown
  /** Snapshot date (YYYY-MM-DD); otherwise the file's own, or the last day of its last month. */
  snapshot?: string
  options?: Record<string, unknown>
  /** The file's name as the sender gave it. */
  name?: string
  by: string
  /** Europe/London date; the machine's, unless said. */
  today?: string
  progress?: Progress
  signal?: AbortSignal
  /** Leave out the comparison with what is in force (loading a whole pack into an empty store). */
  skipComparison?: boolean
  /** Read once and used for many files; otherwise read from the database. */
  places?: PlaceBook
  measures?: Map<string, MeasureRef>
}

export interface Unchanged {
  status: 'unchanged'
  importId: number
  words: string
}

export interface Refused {
  status: 'refused'
  refusals: Refusal[]
}

export type ImportResult =
  | { status: 'imported'; importId: number; snapshotOn: string; report: Report; rejects: Reject[] }
  | Unchanged
  | Refused

export type PreviewResult =
  | { status: 'ready'; snapshotOn: string; report: Report; rejects: Reject[]; written: string[] }
  | Unchanged
  | Refused

export const refuse = (file: string, reason: string, remedy: string): { status: 'refused'; refusals: Refusal[] } => ({
  status: 'refused',
  refusals: [{ file, reason, remedy }],
})

export const beingImported = (file: string) =>
  refuse(file, 'This very file is being imported now', 'Wait until it is done.')

/** Who is reading: a process that is gone leaves its imports to `sweep`. */
export const owner = () => ({ host: hostname(), pid: process.pid })

/** The audit row of a change to an import, and the word to the rooms below. */
export async function announce(
  tx: Db,
  by: string,
  what: string,
  importId: number,
  detail: Record<string, unknown>,
): Promise<void> {
  await record(tx, by, what, `import/${importId}`, detail)
  await enqueue(tx, 'evidence.imported', { importId, what })
}
