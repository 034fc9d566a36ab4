// The first half of an import: the file is opened, looked through, read and judged. Nothing is written.
import { basename } from 'node:path'
import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Refusal, SafeFile } from '../../../platform/files/format.ts'
import { openSafely } from '../../../platform/files/open.ts'
import { lsoasAt } from '../../places/index.ts'
import type { ReadContext, Reading } from './format.ts'
import { sourceGate } from './gate.ts'
import { type Judged, judge } from './judge.ts'
import { optionsOf } from './options.ts'
import { readPlaces } from './places.ts'
import * as queries from './queries.ts'
import { beingImported, type ImportRequest, type Refused, refuse, type Unchanged } from './request.ts'

/** A file of figures, read and judged; `discard` gives back what it holds. */
export interface ReadFile {
  status: 'read'
  file: SafeFile
  options: unknown
  context: ReadContext
  reading: Reading
  judged: Judged
  snapshotOn: string
  seconds: number
  discard(): Promise<void>
}

/** A file of the places room: it is read where it is applied. */
export interface PlacesFile {
  status: 'places'
  file: SafeFile
  options: unknown
  discard(): Promise<void>
}

export type Prepared = ReadFile | PlacesFile | Refused | Unchanged

/** Gives back what a prepared file holds, if it holds anything. */
export const discard = async (prepared: Prepared): Promise<void> => {
  if ('discard' in prepared) await prepared.discard()
}

export async function prepare(db: Db, path: string, request: ImportRequest): Promise<Prepared> {
  const gate = await sourceGate(db, request)
  if (!gate.open) return refuse(request.name ?? basename(path), gate.reason, gate.remedy)
  const opened = await openSafely(path, { name: request.name, knownHeadings: request.format.knownHeadings ?? [] })
  if (!opened.ok) return { status: 'refused', refusals: opened.refusals }
  const file = opened.value
  let keep = false
  try {
    const prepared = await look(db, file, request)
    keep = 'discard' in prepared
    return prepared
  } finally {
    if (!keep) file.close()
  }
}

async function look(db: Db, file: SafeFile, request: ImportRequest): Promise<Prepared> {
  const same = await queries.findSame(db, request.source.id, file.hash)
  if (same?.status === 'current')
    return {
      status: 'unchanged',
      importId: same.id,
      words: inForceWords(same, request.snapshot),
    }
  if (same) return beingImported(file.name)
  const chosen = optionsOf(request, file.name)
  if ('status' in chosen) return chosen
  const options = request.format.options.safeParse(chosen.options)
  if (!options.success)
    return refuse(
      file.name,
      `The options do not fit: ${options.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
      `See: import --help ${request.format.name}`,
    )
  if (request.format.kind === 'places')
    return { status: 'places', file, options: options.data, discard: async () => file.close() }
  return readFile(db, file, options.data, request)
}

// A snapshot that was given wrongly is put right in two steps, each of which stands in the audit trail.
function inForceWords({ id, snapshotOn }: queries.ImportRow, asked: string | undefined): string {
  const words = `This very file is in force already (import ${id}, snapshot ${snapshotOn}). Nothing changed.`
  return asked === undefined || asked === snapshotOn
    ? words
    : `${words} To give it the snapshot ${asked} instead, undo import ${id} (on its page under Data, or at a terminal: npm run -s upstream -- undo ${id}) and send the file again.`
}

async function readFile(db: Db, file: SafeFile, options: unknown, request: ImportRequest): Promise<Prepared> {
  if (request.format.kind === 'places') throw new Error('readFile: a places format is applied, not read')
  const context = await contextOf(db, request)
  const started = performance.now()
  const found = await request.format.read(file, options, context)
  if (!found.ok) return { status: 'refused', refusals: found.refusals }
  const reading = found.value
  const snapshotOn = request.snapshot ?? reading.snapshotOn
  if (!snapshotOn || nothingRead(reading)) {
    await reading.close()
    return { status: 'refused', refusals: [nothingUsable(file, reading)] }
  }
  const release = async () => {
    await reading.close()
    file.close()
  }
  const seconds = (performance.now() - started) / 1_000
  return {
    status: 'read',
    file,
    options,
    context,
    reading,
    judged: judge(reading.coverage),
    snapshotOn,
    seconds,
    discard: release,
  }
}

const nothingRead = (reading: Reading) => reading.rowsUsed === 0

function nothingUsable(file: SafeFile, reading: Reading): Refusal {
  const first = reading.rejects[0]
  const value = first && !first.reason.includes(first.value) ? ` (${first.value.slice(0, 80)})` : ''
  const why = first ? `. First: line ${first.line}, ${within(first.reason)}${value}` : ''
  return {
    file: file.name,
    ...(first ? { line: first.line, field: first.field } : {}),
    reason: `Not one of the ${reading.rowsRead.toLocaleString('en-GB')} rows can be used${why}`,
    remedy: first?.remedy ?? 'Check that the file belongs to this source and that its places are loaded.',
  }
}

// Within a sentence only the first letter changes: codes and names stay as they were typed.
const within = (reason: string) => reason.replace(/^[A-Z](?=[a-z ])/, letter => letter.toLowerCase())

/** A file cannot know what came after it was taken out, and nobody what has not come yet. */
function lastOn({ snapshot, today = londonDay(new Date()) }: ImportRequest): string {
  return snapshot !== undefined && snapshot < today ? snapshot : today
}

async function contextOf(db: Db, request: ImportRequest): Promise<ReadContext> {
  return {
    packId: request.packId,
    source: request.source,
    snapshotOn: request.snapshot ?? null,
    lastOn: lastOn(request),
    places: request.places ?? (await readPlaces(db)),
    measures: request.measures ?? (await queries.measures(db)),
    categories: request.categories,
    lsoasAt: points => lsoasAt(db, points),
    progress: request.progress ?? (() => {}),
    signal: request.signal ?? new AbortController().signal,
  }
}
