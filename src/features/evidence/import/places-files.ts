// Files of the places room: it writes its own tables; the import row and the audit are ours.

import type { Db } from '../../../platform/db.ts'
import { begin } from './begin.ts'
import { noComparison } from './compare.ts'
import type { Applied, PlacesFormat } from './format.ts'
import type { PlacesFile } from './prepare.ts'
import * as queries from './queries.ts'
import type { Report } from './report.ts'
import {
  announce,
  beingImported,
  type ImportRequest,
  type ImportResult,
  type PreviewResult,
  refuse,
} from './request.ts'
import * as staging from './staging-queries.ts'

const placesContext = (request: ImportRequest, dryRun: boolean) => ({
  sourceId: request.source.id,
  level: request.source.level,
  vintage: request.source.vintage,
  packId: request.packId,
  by: request.by,
  dryRun,
  progress: request.progress ?? (() => {}),
  signal: request.signal ?? new AbortController().signal,
})

const placesReport = (applied: Applied, notes: string[]): Report => ({
  rowsRead: applied.rowsRead,
  rowsUsed: applied.rowsUsed,
  rejected: applied.rejected,
  cells: 0,
  cellsNotZero: 0,
  notes,
  odd: [...applied.odd, ...applied.written],
  cautions: [],
  compared: false,
  covers: [],
  judgements: [],
  withheld: [],
  revisions: { ...noComparison(0), biggest: [], unlikely: { cells: 0, biggest: [] } },
  parents: [],
  lookups: { vintages: {}, trimmed: 0, notPlaces: {}, unknown: {}, outside: 0 },
  seconds: { reading: 0, comparing: 0, storing: 0 },
})

function placesFormatOf(request: ImportRequest): PlacesFormat {
  if (request.format.kind !== 'places') throw new Error(`${request.format.name} is not a places format`)
  return request.format
}

const lastResort = '1900-01-01'

export async function previewPlaces(
  db: Db,
  { file, options }: PlacesFile,
  request: ImportRequest,
): Promise<PreviewResult> {
  const format = placesFormatOf(request)
  const applied = await format.apply(db, file, options, placesContext(request, true))
  if (!applied.ok) return { status: 'refused', refusals: applied.refusals }
  return {
    status: 'ready',
    snapshotOn: request.snapshot ?? lastResort,
    report: placesReport(applied.value, file.notes),
    rejects: applied.value.rejects,
    written: applied.value.written,
  }
}

export async function importPlaces(
  db: Db,
  { file, options }: PlacesFile,
  request: ImportRequest,
): Promise<ImportResult> {
  const format = placesFormatOf(request)
  const started = performance.now()
  const snapshotOn = request.snapshot
  if (!snapshotOn) return refuse(file.name, 'The file does not say which day it is of', 'Say so: --snapshot YYYY-MM-DD')
  const id = await begin(db, { file, options, snapshotOn }, request)
  if (id === undefined) return beingImported(file.name)
  try {
    const applied = await format.apply(db, file, options, placesContext(request, false))
    if (!applied.ok) {
      await queries.fail(db, id, { refusals: applied.refusals })
      return { status: 'refused', refusals: applied.refusals }
    }
    const report = placesReport(applied.value, file.notes)
    report.seconds.storing = (performance.now() - started) / 1_000
    if (applied.value.rejects.length > 0) await staging.insertRejects(db, id, applied.value.rejects.slice(0, 10_000))
    await db.transaction(async tx => {
      await queries.finish(
        tx,
        id,
        { rowsRead: report.rowsRead, rowsUsed: report.rowsUsed, rejected: report.rejected, cells: 0, cellsNotZero: 0 },
        report,
      )
      await announce(tx, request.by, 'import.finished', id, {
        source: request.source.id,
        snapshotOn,
        written: applied.value.written,
      })
    })
    return { status: 'imported', importId: id, snapshotOn, report, rejects: applied.value.rejects }
  } catch (error) {
    await queries.fail(db, id, { failure: error instanceof Error ? error.message : String(error) })
    throw error
  }
}
