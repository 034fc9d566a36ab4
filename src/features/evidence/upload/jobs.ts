// The work on uploads away from the web process: looking at a file, and importing it once somebody has said so.
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Progress } from '../../../platform/files/format.ts'
import { type Handler, type Job, reportProgress } from '../../../platform/jobs.ts'
import { readPack } from '../../../platform/pack.ts'
import { finishPlaces } from '../../places/index.ts'
import { dataFormats } from '../formats/index.ts'
import { placesFormats } from '../formats/places.ts'
import { sweep } from '../import/changes.ts'
import type { Format, Refusal } from '../import/format.ts'
import { categoriesOf } from '../import/load.ts'
import type { ImportRequest } from '../import/request.ts'
import { readPackEvidence, seed } from '../import/seed.ts'
import { importFile, preview } from '../import/service.ts'
import * as queries from './queries.ts'
import { type Outcome, type Upload, UploadJob } from './schemas.ts'
import { clean, importKind, letGo, previewKind } from './service.ts'

/** Every format a file can be sent in. */
export const formats: readonly Format[] = [...dataFormats, ...placesFormats]
export const findFormat = (name: string): Format | undefined => formats.find(one => one.name === name)

/** Rejects kept with a preview; all of them are kept with the import. */
const mostRejects = 1_000

export const jobs = (db: Db): Record<string, Handler> => ({
  [previewKind]: job => work(db, job, look),
  [importKind]: job => work(db, job, bringIn),
})

// What goes wrong here is said on the upload's page. Only a store that cannot be reached is left to be tried again.
async function work(
  db: Db,
  job: Job,
  act: (db: Db, upload: Upload, request: ImportRequest) => Promise<void>,
): Promise<{ uploadId: number }> {
  const { uploadId } = UploadJob.parse(job.payload)
  await clean(db)
  const upload = await queries.find(db, uploadId)
  const format = upload && findFormat(upload.format)
  if (!upload || upload.path === null || !format) return { uploadId }
  try {
    await act(db, upload, requestOf(db, job, upload, format))
  } catch (error) {
    await queries.move(
      db,
      uploadId,
      ['looking', 'importing'],
      'failed',
      outcome({ words: error instanceof Error ? error.message : String(error) }),
    )
    await letGo(db, upload)
  }
  return { uploadId }
}

const outcome = (found: Partial<Outcome>): Outcome => ({
  snapshotOn: null,
  report: null,
  rejects: [],
  written: [],
  refusals: [],
  words: '',
  ...found,
})

function requestOf(db: Db, job: Job, upload: Upload, format: Format): ImportRequest {
  return {
    packId: upload.packId,
    source: upload.source,
    format,
    categories: categoriesOf(upload.packId, upload.source),
    name: upload.fileName,
    by: upload.madeBy,
    progress: progressOf(db, job.id),
    ...(upload.options ? { options: upload.options } : {}),
    ...(upload.snapshotOn ? { snapshot: upload.snapshotOn } : {}),
  }
}

const everyMs = 700

/** Tells the page how far the work is, not oftener than a person can read. */
function progressOf(db: Db, jobId: number): Progress {
  let last = 0
  return (done, total, words) => {
    const now = Date.now()
    if (now - last < everyMs) return
    last = now
    reportProgress(db, jobId, { done, total, words }).catch(() => {}) // a page that hears nothing asks again
  }
}

async function look(db: Db, upload: Upload, request: ImportRequest): Promise<void> {
  if (upload.status !== 'looking') return
  await describePack(db, upload)
  const found = await preview(db, upload.path ?? '', request)
  if (found.status === 'refused') return refuse(db, upload, found.refusals)
  if (found.status === 'unchanged')
    return settle(db, upload, 'unchanged', outcome({ words: found.words }), found.importId)
  const { snapshotOn, report, written } = found
  await queries.move(
    db,
    upload.id,
    ['looking'],
    'ready',
    outcome({ snapshotOn, report, written, rejects: found.rejects.slice(0, mostRejects) }),
  )
}

async function bringIn(db: Db, upload: Upload, request: ImportRequest): Promise<void> {
  if (upload.status !== 'importing') return
  await sweep(db)
  if (upload.newSource) await addSource(db, upload)
  const found = await importFile(db, upload.path ?? '', request)
  if (found.status === 'refused') return refuse(db, upload, found.refusals)
  if (found.status === 'unchanged')
    return settle(db, upload, 'unchanged', outcome({ words: found.words }), found.importId)
  if (request.format.kind === 'places')
    await finishPlaces(db, { by: upload.madeBy, city: readPack(upload.packId).city })
  await settle(db, upload, 'imported', upload.outcome, found.importId)
}

// A refused file is deleted at once: if it holds people, not a minute longer; if not, a better one has to be sent anyway.
async function refuse(db: Db, upload: Upload, refusals: readonly Refusal[]): Promise<void> {
  await letGo(db, upload)
  await db.transaction(async tx => {
    await queries.move(tx, upload.id, ['looking', 'importing'], 'refused', outcome({ refusals: [...refusals] }))
    await record(tx, upload.madeBy, 'upload.refused', `upload/${upload.id}`, { source: upload.source.id })
  })
}

async function settle(
  db: Db,
  upload: Upload,
  status: 'unchanged' | 'imported',
  found: Outcome,
  importId: number,
): Promise<void> {
  await queries.move(db, upload.id, ['looking', 'importing'], status, found, importId)
  await letGo(db, upload)
}

// In a store that nothing was loaded into yet, and after a measure was added to the pack, its measures and sources come first.
async function describePack(db: Db, upload: Upload): Promise<void> {
  const pack = readPackEvidence(upload.packId)
  const stored = await queries.sourceIds(db)
  const known = new Set(await queries.measureCodes(db))
  const complete = pack.measures.every(one => known.has(one.id))
  if (stored.length > 0 && (complete || !pack.sources.some(one => stored.includes(one.id)))) return
  await seed(db, pack, upload.madeBy)
}

const addSource = (db: Db, upload: Upload): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.saveSource(tx, upload.source)) > 0)
      await record(tx, upload.madeBy, 'source.added', `source/${upload.source.id}`, {
        title: upload.source.title,
        custodian: upload.source.custodian,
      })
  })
