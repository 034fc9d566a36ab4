// A whole pack from a folder of data files: places first, then figures, each file in its order. A missing file is a gap, not a failure.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Refusal } from '../../../platform/files/format.ts'
import { readPackFile } from '../../../platform/pack.ts'
import type { Format } from './format.ts'
import { readPlaces } from './places.ts'
import * as queries from './queries.ts'
import type { Source } from './schemas.ts'
import { readPackEvidence, seed } from './seed.ts'
import { importFile } from './service.ts'

export interface LoadOptions {
  formats: readonly Format[]
  /** Only these sources (ids). Sources marked `onRequest` are loaded only when named here. */
  only?: readonly string[]
  by: string
  progress?: (done: number, total: number, words: string) => void
  signal?: AbortSignal
  /** Compare each file with what is in force, as an import by hand does: slower. */
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

/** Seeds what the pack describes and imports its described sources from `folder`. */
export async function loadPack(db: Db, packId: string, folder: string, options: LoadOptions): Promise<LoadResult> {
  const started = performance.now()
  const evidence = readPackEvidence(packId)
  await seed(db, evidence, options.by)
  const chosen = evidence.sources
    .filter(
      source => source.status === 'described' && (options.only ? options.only.includes(source.id) : !source.onRequest),
    )
    .toSorted((a, b) => a.loadOrder - b.loadOrder || (a.id < b.id ? -1 : 1))
  const total = chosen.reduce((sum, source) => sum + source.files.length, 0)
  const sources: SourceLoad[] = []
  let done = 0
  for (const source of chosen) {
    sources.push(
      await loadSource(db, packId, folder, source, options, file =>
        options.progress?.(++done, total, `${source.title}: ${file}`),
      ),
    )
  }
  return { sources, seconds: (performance.now() - started) / 1_000 }
}

/** The parsed category file a source names. */
export const categoriesOf = (packId: string, source: Source): unknown =>
  source.categories === null ? undefined : readPackFile(packId, source.categories, z.unknown())

async function loadSource(
  db: Db,
  packId: string,
  folder: string,
  source: Source,
  options: LoadOptions,
  tick: (file: string) => void,
): Promise<SourceLoad> {
  const started = performance.now()
  const load: SourceLoad = {
    id: source.id,
    title: source.title,
    files: 0,
    unchanged: 0,
    rows: 0,
    cells: 0,
    rejected: 0,
    seconds: 0,
    gaps: [],
    refusals: [],
    each: [],
  }
  const format = options.formats.find(one => one.name === source.format)
  if (!format) {
    load.gaps.push(`There is no reader for the format “${source.format}” yet.`)
    for (const file of source.files) tick(file.path)
    return load
  }
  const known = format.kind === 'places' ? {} : { places: await readPlaces(db), measures: await queries.measures(db) }
  const categories = categoriesOf(packId, source)
  for (const file of source.files) {
    options.signal?.throwIfAborted()
    tick(file.path)
    const path = join(folder, file.path)
    if (!existsSync(path)) {
      load.gaps.push(`${file.path} is not in the folder.`)
      continue
    }
    const result = await importFile(db, path, {
      packId,
      source,
      format,
      categories,
      options: file.options,
      by: options.by,
      skipComparison: !options.compare,
      ...known,
      ...(file.snapshot ? { snapshot: file.snapshot } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    })
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
  load.seconds = (performance.now() - started) / 1_000
  return load
}
