// How wide and high a photo is, out of its first bytes, so that a page leaves room for it. For photos that image.ts made clean. Pure.
import { isFrame, turnOf } from './image.ts'

export interface Size {
  width: number
  height: number
}

/** Points, as it is shown: a photo that a phone took on its side is turned. Undefined where these bytes do not say. */
export function sizeOf(type: string, head: Buffer): Size | undefined {
  try {
    if (type === 'image/png') return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    return type === 'image/webp' ? webpSize(head) : jpegSize(head)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

function jpegSize(head: Buffer): Size {
  let turned = 1
  for (let at = 2; ; at += 2 + head.readUInt16BE(at + 2)) {
    const marker = head.readUInt8(at + 1)
    if (marker === 0xe1) turned = turnOf(head.subarray(at + 4)) ?? turned
    if (!isFrame(marker)) continue
    const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)]
    return turned >= 5 ? { width: height, height: width } : { width, height }
  }
}

/** RFC 9649: the first chunk says it, each kind in its own way. */
function webpSize(head: Buffer): Size | undefined {
  const name = head.toString('latin1', 12, 16)
  if (name === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
  if (name === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
  const bits = name === 'VP8L' ? head.readUInt32LE(21) : undefined
  return bits === undefined ? undefined : { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
