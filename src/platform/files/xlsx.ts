// Is a zip file a workbook, and may it be opened? Every part is unpacked once, counted and thrown away: sizes written in a zip can lie.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import type { Refusal } from './format.ts'

export const mostUnpacked = 400_000_000
const mostPacked = 60_000_000
const most = 2_000

interface Entry {
  name: string
  method: number
  offset: number
  packed: number
}

export type Workbook = { ok: true; hash: string; bytes: number } | { ok: false; refusal: Omit<Refusal, 'file'> }

const no = (reason: string, remedy = 'Save the sheet as “CSV UTF-8” and send that.'): Workbook => ({
  ok: false,
  refusal: { reason, remedy },
})

export function checkWorkbook(path: string, bytes: number, unpackedLimit = mostUnpacked): Workbook {
  if (bytes > mostPacked) return no('The workbook is larger than 60 MB')
  const file = readFileSync(path)
  const entries = directory(file)
  if (!entries) return no('The file is a zip or workbook that cannot be opened: it is damaged')
  if (
    !entries.some(entry => entry.name === '[Content_Types].xml') ||
    !entries.some(entry => entry.name.startsWith('xl/'))
  )
    return no('The file is a zip, not a workbook', 'Unpack it and send the data file itself.')
  if (entries.some(entry => entry.name.endsWith('vbaProject.bin'))) return no('The workbook holds macros')
  if (!fits(file, entries, unpackedLimit))
    return no('The workbook unpacks to more than it may: it may be made to fill the memory')
  return { ok: true, hash: createHash('sha256').update(file).digest('hex'), bytes }
}

// The list of parts at the end of a zip (APPNOTE 4.3.12, 4.3.16).
function directory(file: Buffer): Entry[] | undefined {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length) return undefined
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let i = 0; i < count && i < most; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return undefined
    const [nameLength, extra, comment] = [
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
    ]
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function fits(file: Buffer, entries: readonly Entry[], limit: number): boolean {
  let left = limit
  for (const entry of entries) {
    const size = unpackedSize(file, entry, left)
    if (size === undefined) return false
    left -= size
  }
  return left >= 0
}

const unpackedSize = (file: Buffer, entry: Entry, left: number): number | undefined =>
  unpacked(file, entry, left)?.length

/** One part of a zip; undefined where it is no zip, has no such part, or unpacks to more than `limit`. */
export function partOfZip(file: Buffer, name: string, limit: number): Buffer | undefined {
  const entry = directory(file)?.find(each => each.name === name)
  const part = entry && unpacked(file, entry, limit)
  return part && part.length <= limit ? part : undefined
}

function unpacked(file: Buffer, entry: Entry, left: number): Buffer | undefined {
  if (entry.offset + 30 > file.length || left < 0) return undefined
  const from = entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28)
  const packed = file.subarray(from, from + entry.packed)
  if (entry.method === 0) return packed
  try {
    return packed.length === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) })
  } catch {
    return undefined // more than is left, or not packed as it says
  }
}
