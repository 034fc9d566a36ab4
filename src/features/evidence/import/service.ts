// A file from the first look to being in force. Rows are staged in short batches under a status nobody reads; one update makes them count.
import type { Db } from '../../../platform/db.ts'
import { begin } from './begin.ts'
import { cautions } from './cautions.ts'
import { compare, noComparison } from './compare.ts'
import type { Reading } from './format.ts'
import { lateReviews } from './gate.ts'
import { notItsOwn } from './owned.ts'
import { againstParent } from './parent.ts'
import { importPlaces, previewPlaces } from './places-files.ts'
import { discard, type Prepared, prepare, type ReadFile } from './prepare.ts'
import * as queries from './queries.ts'
import { type Report, reportOf } from './report.ts'
import {
  announce,
  beingImported,
  type ImportRequest,
  type ImportResult,
  type PreviewResult,
  type Refused,
} from './request.ts'
import * as staging from './staging-queries.ts'

/** Says what importing the file would change, and changes nothing. */
export async function preview(db: Db, path: string, request: ImportRequest): Promise<PreviewResult> {
  const prepared = await prepare(db, path, request)
  try {
    if (prepared.status === 'places') return await previewPlaces(db, prepared, request)
    if (prepared.status !== 'read') return prepared
    const refused = await foreign(db, prepared, request)
    if (refused) return refused
    const report = await describe(db, prepared, request)
    return { status: 'ready', snapshotOn: prepared.snapshotOn, report, rejects: prepared.reading.rejects, written: [] }
  } finally {
    await discard(prepared)
  }
}

/** Imports the file. The same file twice changes nothing; stopped half-way, nothing of it counts. */
export const importFile = async (db: Db, path: string, request: ImportRequest): Promise<ImportResult> =>
  complete(db, await prepare(db, path, request), request)

/** The second half of an import: what was prepared is compared, stored and brought into force. Gives back what it holds. */
export async function complete(db: Db, prepared: Prepared, request: ImportRequest): Promise<ImportResult> {
  try {
    if (prepared.status === 'places') return await importPlaces(db, prepared, request)
    if (prepared.status !== 'read') return prepared
    const refused = await foreign(db, prepared, request)
    if (refused) return refused
    return await store(db, prepared, await describe(db, prepared, request), request)
  } finally {
    await discard(prepared)
  }
}

/** Refused where the figures are another source's to give. */
async function foreign(db: Db, read: ReadFile, { packId, source }: ImportRequest): Promise<Refused | undefined> {
  const spoken = { drafts: read.judged.coverage, eventMeasures: read.reading.eventMeasures }
  const found = await notItsOwn(db, { packId, source, file: read.file.name }, spoken, read.context.places)
  return found && { status: 'refused', refusals: [found] }
}

/** The report of a file: what it holds, what it would change, what is odd. */
async function describe(db: Db, read: ReadFile, request: ImportRequest): Promise<Report> {
  const { reading, judged, context, file, snapshotOn } = read
  const started = performance.now()
  const comparison = request.skipComparison
    ? noComparison(reading.cells)
    : await compare(db, reading, judged.coverage, { snapshotOn, hash: file.hash }, countsOf(context.measures))
  const parents = await againstParent(db, judged.coverage, context.places, context.measures)
  const report = reportOf(reading, judged, comparison, parents, file.notes, context.places, context.measures)
  report.compared = !request.skipComparison
  if (report.compared) report.cautions = await cautions(db, judged.coverage, context.places, request)
  report.cautions = [...(await lateReviews(db, request)), ...report.cautions]
  report.seconds.reading = read.seconds
  report.seconds.comparing = (performance.now() - started) / 1_000
  return report
}

const countsOf = (measures: ReadFile['context']['measures']): Set<number> =>
  new Set([...measures.values()].flatMap(one => (one.kind === 'count' ? [one.id] : [])))

async function store(db: Db, read: ReadFile, report: Report, request: ImportRequest): Promise<ImportResult> {
  const { reading, snapshotOn, file } = read
  const started = performance.now()
  const id = await begin(db, read, request)
  if (id === undefined) return beingImported(file.name)
  try {
    await stage(db, id, read, request)
    report.seconds.storing = (performance.now() - started) / 1_000
    await bringIntoForce(db, id, request, reading, report, snapshotOn)
    return { status: 'imported', importId: id, snapshotOn, report, rejects: reading.rejects }
  } catch (error) {
    await queries.fail(db, id, { ...report, failure: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

const batchRows = 5_000

async function stage(db: Db, id: number, { reading, judged }: ReadFile, request: ImportRequest): Promise<void> {
  const progress = request.progress ?? (() => {})
  for (const draft of judged.coverage) await staging.insertCoverage(db, id, draft)
  for (let from = 0; from < reading.rejects.length; from += batchRows)
    await staging.insertRejects(db, id, reading.rejects.slice(from, from + batchRows))
  let rows = 0
  for await (const batch of reading.series()) {
    request.signal?.throwIfAborted()
    await staging.insertSeries(db, id, batch)
    rows += batch.measureIds.length
    progress(rows, reading.rowsToStore, 'Storing')
  }
  for await (const batch of reading.events()) {
    request.signal?.throwIfAborted()
    await staging.insertEvents(db, id, batch)
  }
}

const bringIntoForce = (
  db: Db,
  id: number,
  request: ImportRequest,
  reading: Reading,
  report: Report,
  snapshotOn: string,
) =>
  db.transaction(async tx => {
    if ((await queries.finish(tx, id, reading, report)) === 0)
      throw new Error(`Import ${id} was given up while it was being stored.`)
    await announce(tx, request.by, 'import.finished', id, {
      source: request.source.id,
      snapshotOn,
      rows: reading.rowsUsed,
      cells: reading.cells,
    })
  })
