// Every file of a folder, one after the other: each is an import of its own, so that one bad file leaves the others as they are.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import * as evidence from '../features/evidence/index.ts'
import { PlainError } from '../lib/errors.ts'
import { plural, whole } from '../lib/words.ts'
import type { Db } from '../platform/db.ts'
import { plainly } from '../platform/store-errors.ts'
import { refusalLines } from './import-words.ts'

const dataFile = /\.(csv|xlsx|geojson|json)(\.gz)?$/i

export interface Folder {
  /** By name: months named 2026-01, 2026-02 come in that order. */
  files: string[]
  /** Left out, as their names do not end as data files do. */
  others: string[]
}

/** What lies in a folder and in the folders in it; hidden files are passed over. */
export function filesIn(folder: string): Folder {
  const all = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(one => one.isFile() && !one.name.startsWith('.'))
    .map(one => relative(folder, join(one.parentPath, one.name)))
    .toSorted((a, b) => (a < b ? -1 : 1))
  const files = all.filter(name => dataFile.test(name))
  if (files.length > 0) return { files, others: all.filter(name => !dataFile.test(name)) }
  throw new PlainError(
    `There is no data file in ${folder}.`,
    'Give a folder with files that end in .csv, .csv.gz, .xlsx or .geojson; unpack a .zip first.',
  )
}

export interface FileResult {
  file: string
  result: evidence.ImportResult | evidence.PreviewResult
}

/** Imports or previews the files in order. A preview holds each against what is in force now, not against the files before it. */
export async function importEach(
  db: Db,
  folder: string,
  files: readonly string[],
  request: evidence.ImportRequest,
  dryRun: boolean,
): Promise<FileResult[]> {
  const done: FileResult[] = []
  for (const [i, file] of files.entries()) {
    const one = {
      ...request,
      progress: request.progress && within(request.progress, `File ${i + 1} of ${files.length}`),
    }
    const act = dryRun ? evidence.preview : evidence.importFile
    done.push({ file, result: await act(db, join(folder, file), one).catch(error => broken(file, error)) })
  }
  return done
}

const within =
  (progress: NonNullable<evidence.ImportRequest['progress']>, words: string): typeof progress =>
  (done, total, what) =>
    progress(done, total, `${words}: ${what}`)

// A full disk or a database that is away stops everything; a file that breaks its reader is one bad file.
function broken(file: string, error: unknown): { status: 'refused'; refusals: evidence.Refusal[] } {
  const plain = plainly(error)
  if (plain instanceof PlainError) throw plain
  const reason = `It could not be read to its end (${error instanceof Error ? error.message : String(error)})`
  return { status: 'refused', refusals: [{ file, reason, remedy: 'Get the file again and import it by itself.' }] }
}

/** A line a file, what to know about them, what was left out, and the sum. */
export function folderWords(
  done: readonly FileResult[],
  others: readonly string[],
  source: evidence.Source,
  dryRun: boolean,
) {
  const count = (...statuses: string[]) => done.filter(one => statuses.includes(one.result.status)).length
  const counts = { imported: count('imported', 'ready'), unchanged: count('unchanged'), refused: count('refused') }
  const sum = `${plural(done.length, 'file')}: ${whole(counts.imported)} ${dryRun ? 'would be imported' : 'imported'}, ${whole(counts.unchanged)} in force already, ${whole(counts.refused)} refused.`
  return {
    ok: counts.refused === 0,
    counts,
    lines: [
      ...done.flatMap(fileLines),
      ...cautionLines(done),
      ...otherLines(others),
      ...rejectedLines(done, source, dryRun),
      dryRun ? `${sum} Nothing was changed. Each was held against what is in force now, not against the others.` : sum,
    ],
  }
}

function fileLines({ file, result }: FileResult): string[] {
  if (result.status === 'unchanged') return [`${file}: in force already (import ${result.importId}).`]
  if (result.status === 'refused')
    return [`${file}: refused.`, ...result.refusals.flatMap(refusalLines).map(line => `  ${line}`)]
  const { rowsRead, rowsUsed, rejected, revisions } = result.report
  const what = result.status === 'imported' ? `imported as number ${result.importId}` : 'would be imported'
  return [
    `${file}: ${what}, snapshot ${result.snapshotOn}. ${plural(rowsRead, 'row')} read, ${whole(rowsUsed)} used, ${whole(rejected)} rejected; ${plural(revisions.fresh, 'cell')} new, ${whole(revisions.changed)} changed.`,
  ]
}

const mostOthers = 10

const otherLines = (others: readonly string[]): string[] =>
  others.length === 0
    ? []
    : [
        `Left out, as the name does not end in .csv, .csv.gz, .xlsx, .json or .geojson: ${others.slice(0, mostOthers).join(', ')}${others.length > mostOthers ? ` and ${whole(others.length - mostOthers)} more` : ''}.`,
      ]

function rejectedLines(done: readonly FileResult[], source: evidence.Source, dryRun: boolean): string[] {
  const rejected = done.reduce((sum, { result }) => sum + ('report' in result ? result.report.rejected : 0), 0)
  if (rejected === 0) return []
  const read = dryRun
    ? 'read them with --json.'
    : `each stands with its reason on the page of its file, at /data/${source.id}; or read them with --json.`
  return [`${plural(rejected, 'row')} could not be used: ${read}`]
}

const mostCautions = 12

// What is alike of many files is said once.
function cautionLines(done: readonly FileResult[]): string[] {
  const said = new Map<string, number>()
  for (const { result } of done)
    if ('report' in result) for (const one of result.report.cautions) said.set(one, (said.get(one) ?? 0) + 1)
  const lines = [...said].map(([words, n]) => `  ${n === 1 ? '' : `${plural(n, 'file')}: `}${words}`)
  const more = lines.length - mostCautions
  return [...lines.slice(0, mostCautions), ...(more > 0 ? [`  and ${whole(more)} more; all of them: --json`] : [])]
}
