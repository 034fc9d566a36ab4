// The row an import begins with.
import { type Db, isTaken } from '../../../platform/db.ts'
import type { SafeFile } from '../../../platform/files/format.ts'
import * as queries from './queries.ts'
import { type ImportRequest, owner } from './request.ts'

interface Begun {
  file: SafeFile
  options: unknown
  snapshotOn: string
}

/** The import row; undefined when another process began the same file in the same moment. */
export async function begin(
  db: Db,
  { file, options, snapshotOn }: Begun,
  { source, format, by }: ImportRequest,
): Promise<number | undefined> {
  try {
    return await queries.insert(db, {
      sourceId: source.id,
      format: format.name,
      fileName: file.name,
      hash: file.hash,
      bytes: file.bytes,
      snapshotOn,
      by,
      options,
      report: { owner: owner() },
    })
  } catch (error) {
    if (isTaken(error)) return undefined // imports_once
    throw error
  }
}
