// Just enough of the old binary workbook (.xls, BIFF8) to save one sheet of numbers and words as CSV for a test, as its user does in a
// spreadsheet. No part of the product: see docs/decisions/0012-populations-by-group.md.
const free = 0xff_ff_ff_fe

/** A stream of a compound file, put together from its sectors. */
function streamOf(file: Buffer, name: string): Buffer {
  const size = 1 << file.readUInt16LE(30)
  const sector = (n: number) => file.subarray(512 + n * size, 512 + (n + 1) * size)
  const tables = Array.from({ length: file.readUInt32LE(44) }, (_, i) => file.readUInt32LE(76 + 4 * i))
  const next = Buffer.concat(tables.map(sector))
  const chain = (first: number): Buffer => {
    const parts: Buffer[] = []
    for (let n = first; n < free; n = next.readUInt32LE(4 * n)) parts.push(sector(n))
    return Buffer.concat(parts)
  }
  const entries = chain(file.readUInt32LE(48))
  for (let at = 0; at < entries.length; at += 128) {
    const entry = entries.subarray(at, at + 128)
    const found = entry.subarray(0, Math.max(0, entry.readUInt16LE(64) - 2)).toString('utf16le')
    if (found === name) return chain(entry.readUInt32LE(116)).subarray(0, entry.readUInt32LE(120))
  }
  throw new RangeError(`no stream ${name}`)
}

function* records(stream: Buffer, from = 0): Generator<{ type: number; data: Buffer }> {
  for (let at = from; at + 4 <= stream.length; ) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)]
    yield { type, data: stream.subarray(at + 4, at + 4 + length) }
    at += 4 + length
    if (type === 0x0a) return
  }
}

function textAt(data: Buffer, at: number, length: number, flags: number): string {
  return flags & 1 ? data.toString('utf16le', at, at + 2 * length) : data.toString('latin1', at, at + length)
}

/** The shared words of a workbook; those of a small one stand in a single record. */
function wordsOf(data: Buffer): string[] {
  const words: string[] = []
  for (let at = 8; words.length < data.readUInt32LE(4); ) {
    const [length, flags] = [data.readUInt16LE(at), data.readUInt8(at + 2)]
    const runs = flags & 8 ? data.readUInt16LE(at + 3) : 0
    const start = at + 3 + (flags & 8 ? 2 : 0)
    words.push(textAt(data, start, length, flags))
    at = start + length * (flags & 1 ? 2 : 1) + 4 * runs
  }
  return words
}

function short(bits: number): number {
  const whole = Buffer.alloc(8)
  whole.writeUInt32LE((bits & 0xff_ff_ff_fc) >>> 0, 4)
  const value = bits & 2 ? bits >> 2 : whole.readDoubleLE(0)
  return bits & 1 ? value / 100 : value
}

/** The cells of a sheet, row by row. */
export function sheetOf(file: Buffer, name: string): (string | number)[][] {
  const stream = streamOf(file, 'Workbook')
  const globals = [...records(stream)]
  const words = wordsOf(globals.find(one => one.type === 0xfc)?.data ?? Buffer.alloc(8))
  const sheet = globals.find(
    ({ type, data }) => type === 0x85 && textAt(data, 8, data.readUInt8(6), data.readUInt8(7)) === name,
  )
  const rows: (string | number)[][] = []
  const put = (row: number, column: number, value: string | number) => {
    const cells = rows[row] ?? []
    rows[row] = cells
    cells[column] = value
  }
  for (const { type, data } of records(stream, sheet?.data.readUInt32LE(0))) {
    if (type === 0xfd) put(data.readUInt16LE(0), data.readUInt16LE(2), words[data.readUInt32LE(6)] ?? '')
    if (type === 0x203) put(data.readUInt16LE(0), data.readUInt16LE(2), data.readDoubleLE(6))
    if (type === 0x27e) put(data.readUInt16LE(0), data.readUInt16LE(2), short(data.readInt32LE(6)))
    if (type === 0xbd)
      for (let at = 4, column = data.readUInt16LE(2); at + 6 <= data.length - 2; at += 6, column += 1)
        put(data.readUInt16LE(0), column, short(data.readInt32LE(at + 2)))
  }
  return rows
}
