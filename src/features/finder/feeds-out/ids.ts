import { createHash } from 'node:crypto'

// Of ours alone, made once; every id of a part is made of it, so it never changes.
const space = '6f1d1a52-9f0e-4c0b-8a53-0d4b7f1f3c11'

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

/** UUID version 5 (RFC 9562, 5.5): the same name gives the same id, for ever. */
export function uuid5(name: string, within = space): string {
  const hash = createHash('sha1').update(bytesOf(within)).update(name).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Of one part of an entry or organisation: `partId(id, 'location')`. */
export const partId = (owner: string, part: string): string => uuid5(`${part}:${owner}`)

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isUuid = (text: string): boolean => shape.test(text)

// Turns an id into that of its one twin, and back again: what hangs on an entry is found by its own id without a table of ids.
const turn = 0x5a17_c0de_5a1e

/** The id of a service at its location, of that of the service; and the other way round. */
export const twinOf = (id: string): string => {
  const turned = (BigInt(`0x${id.slice(24)}`) ^ BigInt(turn)).toString(16).padStart(12, '0')
  return `${id.slice(0, 24).toLowerCase()}${turned}`
}
