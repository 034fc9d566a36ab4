// A file from the first look to being in force. Rows are staged in short batches under a status nobody reads; one update makes them count.
import type { Db } from '../../../platform/db.ts'
import type { Refusal, SafeFile } from '../../../platform/files/format.ts'
import { openSafely } from '../../../platform/files/open.ts'
import { lsoasAt } from '../../places/index.ts'
import { type Comparison, compare, noComparison } from './compare.ts'
import type { DataFormat, Outcome, ReadContext, Reading } from './format.ts'
import { type Judged, judge } from './judge.ts'
import { againstParent } from './parent.ts'
import { readPlaces } from './places.ts'
import { importPlaces, previewPlaces } from './places-files.ts'
import * as queries from './queries.ts'
import { type Report, reportOf } from './report.ts'
import { announce, type ImportRequest, type ImportResult, owner, type PreviewResult, refuse } from './request.ts'

interface Opened {
  file: SafeFile
  options: unknown
}

/** Says what importing the file would change, and changes nothing. */
export async function preview(db: Db, path: string, request: ImportRequest): Promise<PreviewResult> {
  return withFile<PreviewResult>(db, path, request, async ({ file, options }) => {
    if (request.format.kind === 'places') return previewPlaces(db, request.format, file, options, request)
    const read = await readAndJudge(db, request.format, file, options, request)
    if (!read.ok) return { status: 'refused', refusals: read.refusals }
    const { reading, report, snapshotOn } = read.value
    await reading.close()
    return { status: 'ready', snapshotOn, report, rejects: reading.rejects, written: [] }
  })
}

/** Imports the file. The same file twice changes nothing; stopped half-way, nothing of it counts. */
export async function importFile(db: Db, path: string, request: ImportRequest): Promise<ImportResult> {
  return withFile<ImportResult>(db, path, request, async ({ file, options }) => {
    if (request.format.kind === 'places') return importPlaces(db, request.format, file, options, request)
    const read = await readAndJudge(db, request.format, file, options, request)
    if (!read.ok) return { status: 'refused', refusals: read.refusals }
    try {
      return await store(db, file, options, read.value, request)
    } finally {
      await read.value.reading.close()
    }
  })
}

async function withFile<R>(
  db: Db,
  path: string,
  request: ImportRequest,
  work: (opened: Opened) => Promise<R | { status: 'refused'; refusals: Refusal[] }>,
): Promise<R | { status: 'refused'; refusals: Refusal[] } | { status: 'unchanged'; importId: number; words: string }> {
  const opened = await openSafely(path, { name: request.name, knownHeadings: request.format.knownHeadings ?? [] })
  if (!opened.ok) return { status: 'refused', refusals: opened.refusals }
  const file = opened.value
  try {
    const same = await queries.findSame(db, request.source.id, file.hash)
    if (same?.status === 'current')
      return {
        status: 'unchanged',
        importId: same.id,
        words: `This very file is in force already (import ${same.id}, snapshot ${same.snapshotOn}). Nothing changed.`,
      }
    if (same) return refuse(file.name, 'This very file is being imported now', 'Wait until it is done.')
    const options = request.format.options.safeParse(request.options ?? {})
    if (!options.success)
      return refuse(
        file.name,
        `The options do not fit: ${options.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
        `See: import --help ${request.format.name}`,
      )
    return await work({ file, options: options.data })
  } finally {
    file.close()
  }
}

interface Read {
  reading: Reading
  judged: Judged
  report: Report
  snapshotOn: string
}

async function readAndJudge(
  db: Db,
  format: DataFormat,
  file: SafeFile,
  options: unknown,
  request: ImportRequest,
): Promise<Outcome<Read>> {
  const context = await contextOf(db, request)
  const started = performance.now()
  const found = await format.read(file, options, context)
  if (!found.ok) return found
  const reading = found.value
  try {
    const judged = judge(reading.coverage)
    const snapshotOn = request.snapshot ?? reading.snapshotOn
    if (!snapshotOn || nothingRead(reading)) {
      await reading.close()
      return { ok: false, refusals: [nothingUsable(file, reading)] }
    }
    const read = performance.now()
    const comparison: Comparison = request.skipComparison
      ? noComparison(reading.cells)
      : await compare(db, reading, judged.coverage, { snapshotOn, hash: file.hash })
    const report = reportOf(
      reading,
      judged,
      comparison,
      await againstParent(db, judged.coverage, context.places, context.measures),
      file.notes,
      context.places,
      context.measures,
    )
    report.seconds.reading = (read - started) / 1_000
    report.seconds.comparing = (performance.now() - read) / 1_000
    return { ok: true, value: { reading, judged, report, snapshotOn } }
  } catch (error) {
    await reading.close()
    throw error
  }
}

const nothingRead = (reading: Reading) => reading.rowsUsed === 0

function nothingUsable(file: SafeFile, reading: Reading): Refusal {
  const first = reading.rejects[0]
  const why = first ? ` First: line ${first.line}, ${first.reason.toLowerCase()} (${first.value.slice(0, 80)}).` : ''
  return {
    file: file.name,
    ...(first ? { line: first.line, field: first.field } : {}),
    reason: `Not one of the ${reading.rowsRead.toLocaleString('en-GB')} rows can be used.${why}`,
    remedy: first?.remedy ?? 'Check that the file belongs to this source and that its places are loaded.',
  }
}

async function contextOf(db: Db, request: ImportRequest): Promise<ReadContext> {
  return {
    packId: request.packId,
    source: request.source,
    snapshotOn: request.snapshot ?? null,
    places: request.places ?? (await readPlaces(db)),
    measures: request.measures ?? (await queries.measures(db)),
    categories: request.categories,
    lsoasAt: points => lsoasAt(db, points),
    progress: request.progress ?? (() => {}),
    signal: request.signal ?? new AbortController().signal,
  }
}

async function store(
  db: Db,
  file: SafeFile,
  options: unknown,
  read: Read,
  request: ImportRequest,
): Promise<ImportResult> {
  const { reading, report, snapshotOn } = read
  const started = performance.now()
  const id = await queries.insert(db, {
    sourceId: request.source.id,
    format: request.format.name,
    fileName: file.name,
    hash: file.hash,
    bytes: file.bytes,
    snapshotOn,
    by: request.by,
    options,
    report: { owner: owner() },
  })
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

async function stage(db: Db, id: number, { reading, judged }: Read, request: ImportRequest): Promise<void> {
  const progress = request.progress ?? (() => {})
  for (const draft of judged.coverage) await queries.insertCoverage(db, id, draft)
  for (let from = 0; from < reading.rejects.length; from += batchRows)
    await queries.insertRejects(db, id, reading.rejects.slice(from, from + batchRows))
  let rows = 0
  for await (const batch of reading.series()) {
    request.signal?.throwIfAborted()
    await queries.insertSeries(db, id, batch)
    rows += batch.measureIds.length
    progress(rows, 0, 'Storing')
  }
  for await (const batch of reading.events()) {
    request.signal?.throwIfAborted()
    await queries.insertEvents(db, id, batch)
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
    await queries.finish(tx, id, reading, report)
    await announce(tx, request.by, 'import.finished', id, {
      source: request.source.id,
      snapshotOn,
      rows: reading.rowsUsed,
      cells: reading.cells,
    })
  })
