// Taking an import out of force and back, letting a held month count, and clearing up after a process that died.
import { hostname } from 'node:os'
import { z } from 'zod'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/jobs.ts'
import { placesFormats } from '../formats/places.ts'
import * as queries from './queries.ts'

type Done = { ok: true } | { ok: false; words: string }

async function change(
  db: Db,
  importId: number,
  by: string,
  what: string,
  work: (tx: Db) => Promise<number>,
  otherwise: string,
): Promise<Done> {
  return db.transaction(async (tx): Promise<Done> => {
    if ((await work(tx)) === 0) return { ok: false, words: otherwise }
    await record(tx, by, what, `import/${importId}`)
    await enqueue(tx, 'evidence.imported', { importId, what })
    return { ok: true }
  })
}

/**
 * Why an import cannot be taken back; undefined when it can. A file of places writes the tables of the places room, which keep one state
 * and no earlier one: a change of status alone would leave its rows standing.
 */
export const fixedWords = (format: string): string | undefined =>
  placesFormats.some(one => one.name === format)
    ? 'Load the right file instead: this one filled lists of places, which keep no earlier state to go back to.'
    : undefined

/** Refused in words where the import is of places. */
async function fixed(db: Db, importId: number): Promise<Done | undefined> {
  const one = await queries.find(db, importId)
  const words = one && fixedWords(one.format)
  return words ? { ok: false, words } : undefined
}

/** Takes an import out of force: what it replaced counts again. */
export const undo = async (db: Db, importId: number, by: string): Promise<Done> =>
  (await fixed(db, importId)) ??
  change(
    db,
    importId,
    by,
    'import.undone',
    tx => queries.setStatus(tx, importId, 'current', 'undone'),
    'This import is not in force.',
  )

/** Puts an import that was taken back into force, unless the same file has come in again since. */
export async function redo(db: Db, importId: number, by: string): Promise<Done> {
  const refused = await fixed(db, importId)
  if (refused) return refused
  const one = await queries.find(db, importId)
  const same = one && (await queries.findSame(db, one.sourceId, one.fileHash))
  if (same) return { ok: false, words: `The same file is in force as import ${same.id}.` }
  return change(
    db,
    importId,
    by,
    'import.redone',
    tx => queries.setStatus(tx, importId, 'undone', 'current'),
    'This import was not undone.',
  )
}

/** Lets a held period of an import count; `period` is its first day. */
export const release = (db: Db, importId: number, period: string, by: string): Promise<Done> =>
  change(
    db,
    importId,
    by,
    'import.period released',
    tx => queries.release(tx, importId, period),
    'That period of this import is not held.',
  )

const Owner = z.object({ owner: z.object({ host: z.string(), pid: z.number() }) })

/** A reading import whose owner cannot be asked is given up after this long. */
const longestMinutes = 60

/** Marks imports left behind by a dead process as failed and deletes what they staged. Call at start. Gives their numbers. */
export async function sweep(db: Db): Promise<number[]> {
  const left: number[] = []
  for (const one of await queries.listReading(db)) {
    if (isAlive(one)) continue
    await queries.fail(db, one.id, {
      ...one.report,
      failure: 'The import was stopped half-way. Nothing of it counts; import the file again.',
    })
    left.push(one.id)
  }
  return left
}

function isAlive(one: { report: Record<string, unknown>; minutes: number }): boolean {
  const found = Owner.safeParse(one.report)
  if (!found.success || found.data.owner.host !== hostname()) return one.minutes < longestMinutes
  if (found.data.owner.pid === process.pid) return one.minutes < longestMinutes
  try {
    process.kill(found.data.owner.pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
