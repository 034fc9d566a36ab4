import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'

/** On whose behalf, and from which source, places are written. */
export interface Load {
  by: string
  sourceId: string
}

/** Most rejected rows kept for the report; all are counted. */
const mostRejects = 10_000

/** Rows of a file as columns for `unnest`, so many at a time. */
export function batches<T>(rows: readonly T[], size: number): T[][] {
  const found: T[][] = []
  for (let i = 0; i < rows.length; i += size) found.push(rows.slice(i, i + size))
  return found
}

/** What a load read, used, left out and found odd. */
export function applied(rowsRead: number, rejects: readonly Reject[], odd: string[], written: string[]): Applied {
  return {
    rowsRead,
    rowsUsed: rowsRead - rejects.length,
    rejects: rejects.slice(0, mostRejects),
    rejected: rejects.length,
    odd,
    written,
  }
}

class Undone<T> extends Error {
  readonly result: T
  constructor(result: T) {
    super('preview')
    this.result = result
  }
}

/** Does the work and undoes it: a preview that counts exactly what the work itself would do. */
export async function preview<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(async tx => {
      throw new Undone(await work(tx))
    })
  } catch (error) {
    if (error instanceof Undone) return error.result
    throw error
  }
}
