// The one way in for a file from outside: looked through, put right where that is safe, refused with a remedy where it is not.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { convert } from './convert.ts'
import { type Outcome, type Refusal, refused, type SafeFile } from './format.ts'
import { cells, sniffDelimiter } from './head.ts'
import { type Limits, usualLimits } from './limits.ts'
import { lookForPeople } from './people.ts'
import { type Scan, scan } from './scan.ts'
import { checkWorkbook } from './xlsx.ts'

export interface OpenOptions {
  /** Its name as the sender gave it; otherwise the last part of the path. */
  name?: string
  limits?: Partial<Limits>
  /** Headings of a known format that look like people but are dropped while reading ('Crime ID'). */
  knownHeadings?: readonly string[]
}

/** Opens an untrusted file. Call `close` on what it gives. */
export async function openSafely(path: string, options: OpenOptions = {}): Promise<Outcome<SafeFile>> {
  const limits = { ...usualLimits, ...options.limits }
  const name = options.name ?? basename(path)
  const no = (refusal: Omit<Refusal, 'file'>) => refused({ file: name, ...refusal })
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return no({ reason: 'There is no such file', remedy: 'Check the path.' })
  if (!found.isFile()) return no({ reason: 'This is not a file', remedy: 'Name the file itself.' })
  if (found.size === 0) return no({ reason: 'The file is empty', remedy: 'Send the file again.' })
  if (found.size > limits.fileBytes)
    return no({ reason: 'The file is larger than it may be', remedy: 'Split it by year and send the parts.' })
  const head = firstBytes(path)
  const known = knownBinary(head)
  if (known) return no(known)
  if (head.subarray(0, 4).equals(zip)) {
    const workbook = checkWorkbook(path, found.size)
    return workbook.ok
      ? { ok: true, value: { ...plain(name, path), hash: workbook.hash, bytes: workbook.bytes, kind: 'xlsx' } }
      : no(workbook.refusal)
  }
  return openText(path, name, head[0] === 0x1f && head[1] === 0x8b, limits, options.knownHeadings ?? [])
}

const zip = Buffer.from([0x50, 0x4b, 3, 4])

const plain = (name: string, path: string): SafeFile => ({
  name,
  original: path,
  hash: '',
  bytes: 0,
  kind: 'csv',
  path,
  delimiter: ',',
  headings: [],
  lines: 0,
  blankLines: [],
  notes: [],
  close: () => {},
})

function firstBytes(path: string): Buffer {
  const head = Buffer.alloc(8)
  const handle = openSync(path, 'r')
  const length = readSync(handle, head, 0, head.length, 0)
  closeSync(handle)
  return head.subarray(0, length)
}

function knownBinary(head: Buffer): Omit<Refusal, 'file'> | undefined {
  const start = head.toString('latin1')
  const csv = 'Save the table as “CSV UTF-8” and send that.'
  if (start.startsWith('%PDF')) return { reason: 'The file is a PDF', remedy: csv }
  if (start.startsWith('\xd0\xcf\x11\xe0'))
    return { reason: 'The file is an old Excel or Word file (.xls, .doc)', remedy: `Save it as .xlsx, or: ${csv}` }
  if (start.startsWith('PAR1')) return { reason: 'The file is Parquet', remedy: csv }
  if (start.startsWith('7z\xbc\xaf') || start.startsWith('Rar!'))
    return { reason: 'The file is an archive', remedy: 'Unpack it and send the data file itself.' }
  return undefined
}

async function openText(
  path: string,
  name: string,
  gzip: boolean,
  limits: Limits,
  known: readonly string[],
): Promise<Outcome<SafeFile>> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-file-'))
  const close = () => rmSync(folder, { recursive: true, force: true })
  const unpacked = join(folder, 'unpacked')
  const found = await scan(path, gzip, unpacked, limits)
  if (!found.ok) {
    close()
    return refused({ file: name, ...found.refusal })
  }
  const clean = await putRight(found.scan, gzip ? unpacked : path, join(folder, 'clean'))
  const base: SafeFile = {
    ...plain(name, path),
    hash: found.scan.hash,
    bytes: found.scan.bytes,
    path: clean.path,
    notes: clean.notes,
    close,
  }
  if (found.scan.kind === 'json') return { ok: true, value: { ...base, kind: 'json' } }
  const table = describe(base, found.scan, known)
  if (!table.ok) close()
  return table
}

async function putRight(scanned: Scan, from: string, to: string): Promise<{ path: string; notes: string[] }> {
  const notes: string[] = []
  if (!scanned.utf8) notes.push('The file is not UTF-8: read as Windows-1252 (Latin-1).')
  if (scanned.lineEnd === 'CR') notes.push('The file has old Macintosh line ends: read as ordinary ones.')
  if (notes.length === 0 && !scanned.mark && scanned.lineEnd === 'LF') return { path: from, notes }
  await convert(from, to, scanned.utf8 ? 'utf-8' : 'windows-1252')
  return { path: to, notes }
}

function describe(file: SafeFile, scanned: Scan, known: readonly string[]): Outcome<SafeFile> {
  const no = (refusal: Omit<Refusal, 'file'>) => refused({ file: file.name, ...refusal })
  const sample = scanned.sample.map(line => line.replace(/^\uFEFF/, ''))
  const delimiter = sniffDelimiter(sample.slice(0, 50))
  const [heading = '', ...rest] = sample
  const headings = cells(heading, delimiter).map(cell => cell.trim())
  if (headings.length < 2)
    return no({
      line: 1,
      reason: 'Only one column was found: this is not a CSV',
      remedy: 'Send a table with headings, its columns parted by commas.',
    })
  const lines = scanned.lines - 1 - scanned.blankLines.length
  if (lines < 1)
    return no({ line: 1, reason: 'The file has headings and no rows', remedy: 'Send the file with its rows.' })
  const twice = headings.find((name, i) => name !== '' && headings.indexOf(name) !== i)
  if (twice !== undefined)
    return no({
      line: 1,
      field: twice,
      reason: `Two columns are headed “${twice}”`,
      remedy: 'Give each column a heading of its own.',
    })
  const sign = lookForPeople(
    headings,
    rest.map(line => cells(line, delimiter)),
    known,
  )
  if (sign) return no(peopleRefusal(sign.field, sign.why))
  return { ok: true, value: { ...file, delimiter, headings, lines, blankLines: scanned.blankLines } }
}

export const peopleRefusal = (field: string, why: string): Omit<Refusal, 'file'> => ({
  line: 1,
  field,
  reason: `This file looks as if it were about people: the column “${field}” holds ${why}. Upstream keeps no record of people`,
  remedy:
    'Count first, then send the counts by place and month (see: import --help measure-csv), or take the column out. Nothing of this file was kept.',
})
