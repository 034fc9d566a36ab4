import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipFile {
  name: string
  data: Buffer
  /** Kept as it is, not made smaller. */
  stored?: boolean
}

const localHead = 0x04034b50
const centralHead = 0x02014b50
const endHead = 0x06054b50
const utf8Names = 0x0800
// 1 January 1980, midnight: the same content always makes the same bytes
const [time, date] = [0, 0x21]

/** A ZIP archive, the files in their order (PKWARE APPNOTE 6.3; no encryption, none over 4 GB). */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const packed = file.stored ? file.data : deflateRawSync(file.data)
    const fields = fieldsOf(file, packed, name)
    const local = Buffer.concat([number(localHead, 4), number(20, 2), fields, number(0, 2), name, packed])
    central.push(
      Buffer.concat([
        number(centralHead, 4),
        number(20, 2),
        number(20, 2),
        fields,
        Buffer.alloc(12),
        number(at, 4),
        name,
      ]),
    )
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(central)
  const count = number(files.length, 2)
  const end = [
    number(endHead, 4),
    Buffer.alloc(4),
    count,
    count,
    number(list.length, 4),
    number(at, 4),
    Buffer.alloc(2),
  ]
  return Buffer.concat([...parts, list, ...end])
}

/** What the head of a file and its line in the list at the end have in common, from the flags to the length of the name. */
const fieldsOf = ({ data, stored }: ZipFile, packed: Buffer, name: Buffer): Buffer =>
  Buffer.concat([
    number(utf8Names, 2),
    number(stored ? 0 : 8, 2),
    number(time, 2),
    number(date, 2),
    number(crc32(data), 4),
    number(packed.length, 4),
    number(data.length, 4),
    number(name.length, 2),
  ])

function number(value: number, bytes: number): Buffer {
  const out = Buffer.alloc(bytes)
  out.writeUIntLE(value, 0, bytes)
  return out
}
