// A photo without anything its camera or program wrote into it: where it was taken, by whom, with what. The picture itself is not touched. Pure.

export const types = ['image/jpeg', 'image/png', 'image/webp'] as const
export type ImageType = (typeof types)[number]

export interface Clean {
  type: ImageType
  bytes: Buffer
}

/** Longest side, in points. */
const mostSide = 8_000

/** What a file is by its own first bytes, whatever it is called; undefined for anything else, broken, moving, or larger than 8,000 points a side. */
export function cleanImage(file: Buffer): Clean | undefined {
  try {
    if (file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])))
      return { type: 'image/jpeg', bytes: cleanJpeg(file) }
    if (file.subarray(0, 8).equals(pngHead)) return { type: 'image/png', bytes: cleanPng(file) }
    if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP')
      return { type: 'image/webp', bytes: cleanWebp(file) }
  } catch (error) {
    // Past its end, or not what it says: to whoever sent it that is one thing.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

function mustFit(width: number, height: number): void {
  if (width < 1 || height < 1 || width > mostSide || height > mostSide) throw new RangeError('too large, or of no size')
}

// ---------- JPEG (ITU-T T.81, annex B): markers with a length, and scans until the next marker

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda]
export const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
// Frames, tables, restarts, scans, and Adobe's (which says how colours are kept). JFIF, Exif, XMP, profiles and comments go.
const isKept = (marker: number) => isFrame(marker) || [0xc4, 0xcc, 0xdb, 0xdd, startOfScan, 0xee].includes(marker)

function cleanJpeg(file: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0xff, startOfImage])]
  let turned = 1
  let sized = false
  for (let at = 2; ; ) {
    while (file.readUInt8(at) === 0xff && file.readUInt8(at + 1) === 0xff) at++
    if (file.readUInt8(at) !== 0xff) throw new RangeError('no marker')
    const marker = file.readUInt8(at + 1)
    if (marker === endOfImage) break
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length) throw new RangeError('cut off')
    if (marker === 0xe1) turned = turnOf(file.subarray(at + 4, end)) ?? turned
    if (isFrame(marker)) {
      mustFit(file.readUInt16BE(at + 7), file.readUInt16BE(at + 5))
      sized = true
    }
    const next = marker === startOfScan ? scanEnd(file, end) : end
    if (isKept(marker)) parts.push(file.subarray(at, next))
    at = next
  }
  if (!sized) throw new RangeError('no frame')
  // How a phone was held is all that is kept of its own words: without it the photo would lie on its side.
  if (turned !== 1) parts.splice(1, 0, turn(turned))
  // What stands after the end, as a second picture or a film, is left behind.
  return Buffer.concat([...parts, Buffer.from([0xff, endOfImage])])
}

/** Where the data of a scan end: at the next marker that is no stuffing and no restart. */
function scanEnd(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 2)) {
    const next = file.readUInt8(at + 1)
    if (next === 0xff) at--
    else if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw new RangeError('a scan without an end')
}

/** Orientation, 1 to 8, out of an Exif segment; undefined where it says none. */
export function turnOf(exif: Buffer): number | undefined {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined
  const tiff = exif.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0; i < short(first); i++) {
    const at = first + 2 + i * 12
    if (short(at) === 0x0112) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : undefined
  }
  return undefined
}

/** An Exif segment that says one thing. */
function turn(orientation: number): Buffer {
  const entry = Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0])
  const body = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\x01', 'latin1'), entry, Buffer.alloc(4)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

// ---------- PNG (ISO/IEC 15948): chunks with length, name, data and a sum

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
// No text, no time, no Exif, no profile, no frames of a film.
const pngKept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT'])

function cleanPng(file: Buffer): Buffer {
  const parts: Buffer[] = [pngHead]
  for (let at = 8; ; ) {
    const end = at + 12 + file.readUInt32BE(at)
    const name = file.toString('latin1', at + 4, at + 8)
    if (end > file.length || (at === 8) !== (name === 'IHDR')) throw new RangeError('cut off, or out of order')
    if (name === 'IHDR') mustFit(file.readUInt32BE(at + 8), file.readUInt32BE(at + 12))
    if (pngKept.has(name)) parts.push(file.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(parts)
    at = end
  }
}

// ---------- WebP (RFC 9649): RIFF with chunks of even length

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])

function cleanWebp(file: Buffer): Buffer {
  const parts: Buffer[] = []
  const last = 8 + file.readUInt32LE(4)
  if (last > file.length) throw new RangeError('cut off')
  let pictures = 0
  for (let at = 12; at < last; ) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (name === 'ANIM' || name === 'ANMF' || at + 8 + size > last) throw new RangeError('a film, or cut off')
    if (name === 'VP8 ' || name === 'VP8L') pictures++
    if (webpKept.has(name)) parts.push(name === 'VP8X' ? stillOnly(file.subarray(at, end)) : file.subarray(at, end))
    at = end
  }
  if (pictures !== 1) throw new RangeError('not one picture')
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** The chunk that says what else there is: nothing but see-through parts. */
function stillOnly(chunk: Buffer): Buffer {
  const own = Buffer.from(chunk)
  mustFit(own.readUIntLE(12, 3) + 1, own.readUIntLE(15, 3) + 1)
  own.writeUInt8(own.readUInt8(8) & 0x10, 8)
  return own
}
