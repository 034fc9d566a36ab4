import { describe, expect, test } from 'vitest'
import { cleanImage } from './image.ts'
import { sizeOf } from './image-size.ts'

const bytes = (...parts: (number[] | string | Buffer)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const segment = (marker: number, body: Buffer) =>
  bytes([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body)
const frame = (width = 4, height = 3) =>
  segment(0xc0, bytes([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]))
const scan = bytes(segment(0xda, bytes([1, 1, 0, 0, 63, 0])), [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])
const exif = (orientation: number) =>
  segment(
    0xe1,
    bytes(
      'Exif\0\0II*\0\x08\0\0\0\x02\0',
      [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
      [0x0f, 1, 2, 0, 8, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0],
      'SecretCam',
    ),
  )
const jpeg = (...more: Buffer[]) =>
  bytes([0xff, 0xd8], ...more, frame(), scan, [0xff, 0xd9], 'a second picture with a place')

describe('a JPEG', () => {
  test('loses Exif, XMP, comments, profiles, thumbnails and what stands after its end; the picture stays', () => {
    const file = jpeg(
      segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])),
      exif(1),
      segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0GPS 51.5')),
      segment(0xfe, bytes('by Sam')),
      segment(0xed, bytes('Photoshop')),
    )
    expect(cleanImage(file)).toEqual({ type: 'image/jpeg', bytes: bytes([0xff, 0xd8], frame(), scan, [0xff, 0xd9]) })
  })
  test('keeps how a phone was held, and nothing else of Exif', () => {
    const clean = cleanImage(jpeg(exif(6)))?.bytes ?? Buffer.alloc(0)
    expect(clean.toString('latin1')).not.toContain('SecretCam')
    const head = segment(
      0xe1,
      bytes('Exif\0\0MM\0*\0\0\0\x08\0\x01', [1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0], [0, 0, 0, 0]),
    )
    expect(clean).toEqual(bytes([0xff, 0xd8], head, frame(), scan, [0xff, 0xd9]))
    expect(cleanImage(clean)?.bytes).toEqual(clean)
  })
  test('keeps Adobe’s word on colours', () => {
    const adobe = segment(0xee, bytes('Adobe', [0, 100, 0, 0, 0, 0, 1]))
    expect(cleanImage(jpeg(adobe))?.bytes.includes(adobe)).toBe(true)
  })
  test.each([
    ['cut off in a scan', jpeg().subarray(0, 30)],
    ['without a frame', bytes([0xff, 0xd8, 0xff, 0xd9])],
    ['of no width', bytes([0xff, 0xd8], frame(0, 3), scan, [0xff, 0xd9])],
    ['of 9,000 points', bytes([0xff, 0xd8], frame(9_000, 3), scan, [0xff, 0xd9])],
    ['that is not one', bytes([0xff, 0xd8, 0xff], 'hello there')],
    [
      'with a torn Exif',
      bytes([0xff, 0xd8], segment(0xe1, bytes('Exif\0\0II*\0\xff\xff\xff\x7f')), frame(), scan, [0xff, 0xd9]),
    ],
  ])('%s is refused', (_name, file) => expect(cleanImage(file)).toBeUndefined())
})

const chunk = (name: string, body: Buffer) =>
  bytes([0, 0, body.length >> 8, body.length & 255], name, body, [1, 2, 3, 4])
const pngHead = bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const size = chunk('IHDR', bytes([0, 0, 0, 4, 0, 0, 0, 3, 8, 2, 0, 0, 0]))
const [data, end] = [chunk('IDAT', bytes('picture')), chunk('IEND', Buffer.alloc(0))]

describe('a PNG', () => {
  test('loses text, time, Exif and profiles', () => {
    const file = bytes(
      pngHead,
      size,
      chunk('tEXt', bytes('Author\0Sam')),
      chunk('eXIf', bytes('GPS')),
      chunk('tIME', bytes('now')),
      chunk('iCCP', bytes('mine')),
      data,
      end,
      'more',
    )
    expect(cleanImage(file)).toEqual({ type: 'image/png', bytes: bytes(pngHead, size, data, end) })
  })
  test('is refused cut off, out of order, or without an end', () => {
    for (const file of [
      bytes(pngHead, size, data),
      bytes(pngHead, data, size, end),
      bytes(pngHead, [0xff, 0xff, 0xff, 0xff], 'IHDR'),
    ])
      expect(cleanImage(file)).toBeUndefined()
  })
})

const riff = (name: string, body: Buffer) =>
  bytes(name, [body.length & 255, body.length >> 8, 0, 0], body, body.length % 2 ? [0] : [])
const webp = (...chunks: Buffer[]) => {
  const body = bytes('WEBP', ...chunks)
  return bytes('RIFF', [body.length & 255, body.length >> 8, 0, 0], body)
}
const [still, says] = [
  riff('VP8 ', bytes('picture')),
  (flags: number) => riff('VP8X', bytes([flags, 0, 0, 0, 3, 0, 0, 2, 0, 0])),
]

describe('a WebP', () => {
  test('loses Exif, XMP and profiles, and no longer says that it has them', () => {
    const file = webp(
      says(0x3c),
      riff('ICCP', bytes('mine')),
      still,
      riff('EXIF', bytes('GPS!!')),
      riff('XMP ', bytes('Sam')),
    )
    expect(cleanImage(file)).toEqual({ type: 'image/webp', bytes: webp(says(0x10), still) })
  })
  test('is refused as a film, without a picture, or cut off', () => {
    for (const file of [webp(says(2), riff('ANIM', bytes('x')), still), webp(says(0)), webp(still).subarray(0, 20)])
      expect(cleanImage(file)).toBeUndefined()
  })
})

test('anything else is none of these, whatever it is called', () => {
  for (const file of ['', 'GIF89a', '<svg onload="x">', '%PDF-1.7', 'RIFF....WAVE'])
    expect(cleanImage(Buffer.from(file, 'latin1'))).toBeUndefined()
})

test('its size is that of the picture as it is shown, and nothing where its first bytes do not say', () => {
  const lossy = riff('VP8 ', bytes([0, 0, 0, 0x9d, 0x01, 0x2a, 4, 0, 3, 0]))
  const lossless = riff('VP8L', bytes([0x2f, 3, 0x80, 0, 0]))
  const shown = { width: 4, height: 3 }
  expect(sizeOf('image/jpeg', jpeg())).toEqual(shown)
  expect(sizeOf('image/jpeg', jpeg(exif(6)))).toEqual({ width: 3, height: 4 })
  expect(sizeOf('image/png', bytes(pngHead, size, data, end))).toEqual(shown)
  for (const file of [webp(says(0), still), webp(lossy), webp(lossless)])
    expect(sizeOf('image/webp', file)).toEqual(shown)
  expect(sizeOf('image/jpeg', jpeg().subarray(0, 9))).toBeUndefined()
  expect(sizeOf('image/webp', webp(riff('XMP ', bytes('Sam'))))).toBeUndefined()
})
