// A whole pack from a folder of data files: places first, then figures, each file in its order. A missing file is a gap, not a failure.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Refusal } from '../../../platform/files/format.ts'
import { readPackFile } from '../../../platform/pack.ts'
import type { Format, MeasureRef } from './format.ts'
import { type PlaceBook, readPlaces } from './places.ts'
import { discard, type Prepared, prepare } from './prepare.ts'
import * as queries from './queries.ts'
import type { ImportRequest, ImportResult } from './request.ts'
import type { Source, SourceFile } from './schemas.ts'
import { readPackEvidence, seed } from './seed.ts'
import { complete } from './service.ts'

export interface LoadOptions {
  formats: readonly Format[]
  /** Only these sources (ids). Sources marked `onRequest` are loaded only when named here. */
  only?: readonly string[]
  by: string
  progress?: (done: number, total: number, words: string) => void
  signal?: AbortSignal
  /** False leaves out the comparison of each file with what is in force. */
  compare?: boolean
}

export interface SourceLoad {
  id: string
  title: string
  files: number
  unchanged: number
  rows: number
  cells: number
  rejected: number
  seconds: number
  /** Files that are not in the folder, formats that are not built: named. */
  gaps: string[]
  refusals: Refusal[]
  /** Bytes, rows and seconds of each file that was read. */
  each: { file: string; rows: number; cells: number; reading: number; storing: number }[]
}

export interface LoadResult {
  sources: SourceLoad[]
  seconds: number
}

/** Seeds what the pack describes and imports its described sources from `folder`: while one file is stored the next is read. */
export async function loadPack(db: Db, packId: string, folder: string, options: LoadOptions): Promise<LoadResult> {
  const started = performance.now()
  const evidence = readPackEvidence(packId)
  await seed(db, evidence, options.by)
  const chosen = evidence.sources
    .filter(
      source => source.status === 'described' && (options.only ? options.only.includes(source.id) : !source.onRequest),
    )
    .toSorted((a, b) => a.loadOrder - b.loadOrder || (a.id < b.id ? -1 : 1))
  const loads = chosen.map(startOf)
  await importAll(db, stepsOf(packId, folder, chosen, loads, options), options)
  return { sources: loads, seconds: (performance.now() - started) / 1_000 }
}

/** The parsed category file a source names. */
export const categoriesOf = (packId: string, source: Source): unknown =>
  source.categories === null ? undefined : readPackFile(packId, source.categories, z.unknown())

const startOf = ({ id, title }: Source): SourceLoad => ({
  id,
  title,
  files: 0,
  unchanged: 0,
  rows: 0,
  cells: 0,
  rejected: 0,
  seconds: 0,
  gaps: [],
  refusals: [],
  each: [],
})

/** One file to import, and where its result is counted. */
interface Step {
  path: string
  file: SourceFile
  load: SourceLoad
  request: ImportRequest
}

function stepsOf(
  packId: string,
  folder: string,
  sources: readonly Source[],
  loads: readonly SourceLoad[],
  options: LoadOptions,
): Step[] {
  return sources.flatMap((source, i) => {
    const load = loads[i] ?? startOf(source)
    const format = options.formats.find(one => one.name === source.format)
    if (!format) load.gaps.push(`There is no reader for the format “${source.format}” yet.`)
    const categories = format ? categoriesOf(packId, source) : undefined
    return source.files.flatMap((file): Step[] => {
      const path = join(folder, file.path)
      if (!existsSync(path)) load.gaps.push(`${file.path} is not in the folder.`)
      if (!format || !existsSync(path)) return []
      const request: ImportRequest = {
        packId,
        source,
        format,
        categories,
        options: file.options,
        by: options.by,
        skipComparison: options.compare === false,
        ...(file.snapshot ? { snapshot: file.snapshot } : {}),
        ...(options.signal ? { signal: options.signal } : {}),
      }
      return [{ path, file, load, request }]
    })
  })
}

/** A file of places is finished before the next is looked at, because what follows stands on it. */
async function importAll(db: Db, steps: readonly Step[], options: LoadOptions): Promise<void> {
  const known = lookUps(db)
  const begin = async (step: Step | undefined): Promise<Prepared | undefined> =>
    step && prepare(db, step.path, { ...step.request, ...(step.request.format.kind === 'places' ? {} : await known()) })
  let next: Promise<Prepared | undefined> = begin(steps[0])
  for (const [i, step] of steps.entries()) {
    options.signal?.throwIfAborted()
    options.progress?.(i + 1, steps.length, `${step.load.title}: ${step.file.path}`)
    const started = performance.now()
    const prepared = await next
    const ahead = step.request.format.kind !== 'places'
    next = ahead ? begin(steps[i + 1]) : Promise.resolve(undefined)
    next.catch(() => {}) // told when it is this file's turn
    try {
      if (prepared) count(step, await complete(db, prepared, step.request))
    } catch (error) {
      await next.then(
        one => one && discard(one),
        () => {},
      )
      throw error
    }
    if (!ahead) next = begin(steps[i + 1])
    step.load.seconds += (performance.now() - started) / 1_000
  }
}

/** Places and measures, read once all files of places are in. */
function lookUps(db: Db) {
  let found: Promise<{ places: PlaceBook; measures: Map<string, MeasureRef> }> | undefined
  const read = async () => ({ places: await readPlaces(db), measures: await queries.measures(db) })
  return () => {
    found ??= read()
    return found
  }
}

function count({ file, load }: Step, result: ImportResult): void {
  if (result.status === 'refused') load.refusals.push(...result.refusals)
  else if (result.status === 'unchanged') load.unchanged++
  else {
    const { report } = result
    load.files++
    load.rows += report.rowsRead
    load.cells += report.cells
    load.rejected += report.rejected
    load.each.push({
      file: file.path,
      rows: report.rowsRead,
      cells: report.cells,
      reading: report.seconds.reading,
      storing: report.seconds.storing,
    })
  }
}
