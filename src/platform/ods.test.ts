import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { odsRows } from './files/index.ts'
import { odsFile, odsType } from './ods.ts'
import { zip } from './zip.ts'

/** The files of an archive, read from the list at its end as any program does. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const [method, packed, size, name] = [10, 20, 24, 28].map(o =>
      o === 10 || o === 28 ? bytes.readUInt16LE(at + o) : bytes.readUInt32LE(at + o),
    )
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const raw = bytes.subarray(start, start + (packed ?? 0))
    const data = method === 8 ? inflateRawSync(raw) : raw
    expect(data.length).toBe(size)
    files.set(bytes.subarray(at + 46, at + 46 + (name ?? 0)).toString(), data)
    at += 46 + (name ?? 0)
  }
  return files
}

test('an archive gives back what was put in, packed or as it is', () => {
  const text = Buffer.from('up the river '.repeat(100))
  const bytes = zip([
    { name: 'a', data: Buffer.from('x'), stored: true },
    { name: 'folder/ü', data: text },
  ])
  expect(unzip(bytes)).toEqual(
    new Map([
      ['a', Buffer.from('x')],
      ['folder/ü', text],
    ]),
  )
  expect(bytes.length).toBeLessThan(text.length)
})

test('a spreadsheet begins with its type, and holds text that no reader takes for markup or a formula', () => {
  const bytes = odsFile([{ name: 'Figures', rows: [['=1+1', 'a & <b>'], [], [3.5]] }])
  expect(bytes.subarray(30, 38 + odsType.length).toString()).toBe(`mimetype${odsType}`)
  const content = unzip(bytes).get('content.xml')?.toString() ?? ''
  expect(content).toContain('office:value-type="string"><text:p>=1+1</text:p>')
  expect(content).toContain('a &amp; &lt;b&gt;')
  expect(content).toContain('office:value="3.5"')
  expect(content).not.toContain('table:formula')
})

test('numbers, shares and days can be counted with; sheets have names no two alike', () => {
  const rows = [
    [
      { number: 1234, text: '1,234' },
      { share: 0.525, text: '52.5%' },
      { day: '2026-10-01', text: 'October 2026' },
    ],
  ]
  const long = 'Where violence with injury is concentrated: wards'
  const bytes = odsFile([
    { name: long, rows },
    { name: long, rows: [] },
    { name: 'a/b', rows: [] },
  ])
  const content = unzip(bytes).get('content.xml')?.toString() ?? ''
  expect(content).toContain('office:value-type="float" office:value="1234"><text:p>1,234<')
  expect(content).toContain('office:value-type="percentage" office:value="0.525"')
  expect(content).toContain('office:value-type="date" office:date-value="2026-10-01"')
  const names = [...content.matchAll(/table:name="([^"]+)"/g)].map(([, name]) => name)
  expect(names).toEqual(['Where violence with injury is c', 'Where violence with injury is 2', 'a b'])
})

test('a sheet is read as it was written; days, times, repeats and notes as a spreadsheet keeps them', () => {
  const rows = [
    ['Name', 'a & <b>'],
    ['=1+1', ''],
    ['', ''],
    ['two\nlines', 'x'],
  ]
  expect(odsRows(odsFile([{ name: 'One', rows }]))).toEqual([
    ['Name', 'a & <b>'],
    ['=1+1', ''],
    [''],
    ['two\nlines', 'x'],
  ])
  const cell = (attributes: string, inner: string) => `<table:table-cell ${attributes}>${inner}</table:table-cell>`
  const row = [
    cell('office:value-type="date" office:date-value="2026-10-01"', '<text:p>01/10/26</text:p>'),
    cell('office:value-type="time" office:time-value="PT10H00M00S"', '<text:p>10:00:00</text:p>'),
    cell('', '<office:annotation office:name="n"><text:p>noted</text:p></office:annotation><text:p>kept</text:p>'),
    '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>y&#233;s</text:p></table:table-cell>',
    '<table:table-cell table:number-columns-repeated="16000"/>',
  ]
  const empty = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
  const data = `<table:table table:name="a"><table:table-column/><table:table-row>${row.join('')}</table:table-row>${empty}</table:table>`
  const bytes = zip([
    { name: 'mimetype', data: Buffer.from(odsType), stored: true },
    { name: 'content.xml', data: Buffer.from(data) },
  ])
  const found = odsRows(bytes)
  expect(found).toHaveLength(1)
  expect(found?.[0]?.slice(0, 6)).toEqual(['2026-10-01', '10:00', 'kept', 'yés', 'yés', ''])
  expect(odsRows(Buffer.from('PK'))).toBeUndefined()
})
