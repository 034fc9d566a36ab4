import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { checkWorkbook } from './xlsx.ts'

const folder = mkdtempSync(join(tmpdir(), 'upstream-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0

/** A zip of these parts (APPNOTE 4.3): sizes in its list are as given, true or not. */
function zip(parts: Record<string, Buffer | string>): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(10, 24) // a lie: ten bytes unpacked
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(local, Buffer.from(name), packed)
    list.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...list, end])
}

function check(parts: Record<string, Buffer | string>, limit?: number) {
  const path = join(folder, `${++made}.xlsx`)
  const bytes = zip(parts)
  writeFileSync(path, bytes)
  return checkWorkbook(path, bytes.length, limit)
}

const workbook = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }

test('a workbook is known by its parts', () => {
  expect(check(workbook)).toMatchObject({ ok: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test('a zip of something else, and a workbook with macros, are refused', () => {
  expect(check({ 'data.csv': 'a,b\n1,2\n' })).toMatchObject({
    ok: false,
    refusal: { reason: expect.stringContaining('not a workbook') },
  })
  expect(check({ ...workbook, 'xl/vbaProject.bin': 'x' })).toMatchObject({
    ok: false,
    refusal: { reason: expect.stringContaining('macros') },
  })
})

test('a bomb that lies about its size is refused', () => {
  const bomb = { ...workbook, 'xl/worksheets/sheet1.xml': Buffer.alloc(20_000_000, 'a') }
  expect(check(bomb, 1_000_000)).toMatchObject({
    ok: false,
    refusal: { reason: expect.stringContaining('fill the memory') },
  })
})

test('a truncated zip is refused', () => {
  const path = join(folder, 'cut.xlsx')
  const bytes = zip(workbook).subarray(0, 60)
  writeFileSync(path, bytes)
  expect(checkWorkbook(path, bytes.length)).toMatchObject({
    ok: false,
    refusal: { reason: expect.stringContaining('damaged') },
  })
})
