// Files mutated at random, with a seed.
import { crc32, deflateRawSync } from 'node:zlib'

/** Numbers from 0 to 1 (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const snippets = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  ';',
  '=cmd|x',
  '-1',
  '1e309',
  'nan',
  'é',
  '\u0000',
  '\uFEFF',
  '202413',
  "'; drop table places; --",
  '9'.repeat(40),
  ' '.repeat(50),
  '🙂',
  'null',
  '0x1F',
  '1,5',
]

/** A few cuts, repeats, strange bytes and strange words; now and then the end is cut off. */
export function mutate(content: string | Buffer, next: () => number): Buffer {
  let bytes = Buffer.from(content)
  for (let n = 1 + Math.floor(next() * 4); n > 0; n--) {
    const at = Math.floor(next() * bytes.length)
    const length = Math.floor(next() * 12)
    const kind = Math.floor(next() * 5)
    const put =
      kind === 0
        ? Buffer.from(snippets[Math.floor(next() * snippets.length)] ?? '')
        : kind === 1
          ? bytes.subarray(Math.floor(next() * bytes.length)).subarray(0, 40)
          : kind === 2
            ? Buffer.from([Math.floor(next() * 256)])
            : Buffer.alloc(0)
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(kind === 4 ? at : at + length)])
    if (kind === 4 && next() < 0.3) bytes = bytes.subarray(0, Math.floor(next() * bytes.length))
  }
  return bytes
}

/** A zip of these parts (APPNOTE 4.3), its sums and sizes true. */
export function zip(parts: Record<string, Buffer | string>): Buffer {
  const [bodies, list]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    // method, time and date, sum, both sizes, length of the name: the same in both records
    const facts = Buffer.alloc(20)
    facts.writeUInt16LE(8, 0)
    facts.writeUInt32LE(crc32(plain), 6)
    facts.writeUInt32LE(packed.length, 10)
    facts.writeUInt32LE(plain.length, 14)
    facts.writeUInt16LE(Buffer.byteLength(name), 18)
    const local = Buffer.concat([
      Buffer.from('504b030414000000', 'hex'),
      facts,
      Buffer.alloc(2),
      Buffer.from(name),
      packed,
    ])
    const rest = Buffer.alloc(16)
    rest.writeUInt32LE(at, 12)
    list.push(Buffer.concat([Buffer.from('504b0102140014000000', 'hex'), facts, rest, Buffer.from(name)]))
    bodies.push(local)
    at += local.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(list.length, 8)
  end.writeUInt16LE(list.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...list, end])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** The parts of a workbook with one sheet. Text is written in the cells themselves. */
export function sheetParts(name: string, rows: readonly (readonly (string | number)[])[]): Record<string, string> {
  const cell = (value: string | number, row: number, column: number) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  }
  const lines = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`)
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
  }
}
