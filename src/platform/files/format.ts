import type { z } from 'zod'
import type { Db } from '../db.ts'

/** Why a file, a line or a cell cannot be used, and what the sender can do about it. A value, never thrown. */
export interface Refusal {
  file: string
  line?: number
  field?: string
  reason: string
  remedy: string
}

/** One cell or line left out of an import. `line` counts from 1, the heading included; 0 where no line can be named. */
export interface Reject {
  line: number
  field: string
  value: string
  reason: string
  remedy: string
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusals: Refusal[] }

export const refused = (...refusals: Refusal[]): { ok: false; refusals: Refusal[] } => ({ ok: false, refusals })

/** A file that has been looked through and is safe to hand to a reader. */
export interface SafeFile {
  /** Its name as the sender gave it, without folders. */
  name: string
  /** The untouched original: `hash` (SHA-256, hex) and `bytes` are of this one. */
  original: string
  hash: string
  bytes: number
  kind: 'csv' | 'json' | 'xlsx'
  /** What readers open: UTF-8 with LF line ends and no mark, unpacked if it was gzip. The original itself when that was clean already. */
  path: string
  /** Of a CSV: its delimiter, its headings in order (trimmed), the number of data lines, and the lines that are blank (at most 10,000). */
  delimiter: string
  headings: string[]
  lines: number
  blankLines: number[]
  /** What was put right on the way in, as sentences for the report. */
  notes: string[]
  /** Removes what was written beside the original. */
  close(): void
}

/** What `import --help FORMAT` prints. */
export interface Help {
  about: string
  columns: { name: string; required: boolean; meaning: string }[]
  example: string
}

export type Progress = (done: number, total: number, words: string) => void

/** What every format says of itself. `options` parses the options of a pack's file entry or of the command line. */
export interface FormatBase<Options> {
  /** `mps-wide`: what people type after `--as`. */
  name: string
  title: string
  help: Help
  options: z.ZodType<Options>
  /** Headings of this known format that would look like people but are dropped or counted while reading ('Crime ID'). */
  knownHeadings?: readonly string[]
}

export interface PlacesContext {
  sourceId: string
  /** Area level and vintage the source declares: 'ward' and '2024'. */
  level: string | null
  vintage: string | null
  /** The pack this database holds; its folder on disk is `packFolder(packId)`. */
  packId: string
  by: string
  /** True in a preview: read and count everything, write nothing. */
  dryRun: boolean
  progress: Progress
  signal: AbortSignal
}

/** What a places format did, or in a preview would do. */
export interface Applied {
  rowsRead: number
  rowsUsed: number
  /** At most 10,000 are kept; `rejected` counts all. */
  rejects: Reject[]
  rejected: number
  /** Plain sentences about what is odd in the file. */
  odd: string[]
  /** Plain sentences about what was or would be written: '4,994 LSOAs, 33 boroughs'. */
  written: string[]
}

/**
 * Boundaries, look-ups, populations, postcodes, assets, stations: files that write the tables of the places room.
 * `apply` writes in short transactions of its own and may be run twice with the same answer; the importer keeps the import row and the audit.
 */
export interface PlacesFormat<Options = unknown> extends FormatBase<Options> {
  kind: 'places'
  apply(db: Db, file: SafeFile, options: Options, context: PlacesContext): Promise<Outcome<Applied>>
}

/** Types the options of one places format and hides them again, so that formats of different options share one list. */
export const placesFormat = <Options>(format: PlacesFormat<Options>): PlacesFormat => ({
  ...format,
  apply: (db, file, options, context) => format.apply(db, file, format.options.parse(options), context),
})
