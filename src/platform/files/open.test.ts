import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { haveShared, shared } from '../../../test/support.ts'
import type { Limits } from './limits.ts'
import { openSafely } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'upstream-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0

function put(content: string | Buffer, ending = 'csv'): string {
  const path = join(folder, `${++made}.${ending}`)
  writeFileSync(path, content)
  return path
}

const refusal = async (path: string, limits: Partial<Limits> = {}) => {
  const found = await openSafely(path, { limits })
  if (found.ok) throw new Error(`was not refused: ${found.value.headings.join('|')}`)
  const [first] = found.refusals
  if (!first) throw new Error('refused without a reason')
  expect(first.remedy.length).toBeGreaterThan(10)
  return first
}
const opened = async (path: string, limits: Partial<Limits> = {}) => {
  const found = await openSafely(path, { limits })
  if (!found.ok) throw new Error(JSON.stringify(found.refusals))
  const { value } = found
  const text = readFileSync(value.path, 'utf8')
  value.close()
  return { ...value, text }
}

const table = 'place code,period,count\nE05000001,2024-01,3\nE05000002,2024-01,4\n'

describe('files that are put right on the way in', () => {
  test('a clean file is read where it lies, with its hash and its lines', async () => {
    const path = put(table)
    const file = await opened(path)
    expect(file).toMatchObject({
      path,
      kind: 'csv',
      delimiter: ',',
      headings: ['place code', 'period', 'count'],
      lines: 2,
      notes: [],
      bytes: table.length,
    })
    expect(file.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('gzip is known by its first bytes, not by its name', async () => {
    expect((await opened(put(gzipSync(table), 'csv'))).text).toBe(table)
  })

  test.each([
    ['a byte order mark', `\uFEFF${table}`],
    ['Windows line ends', table.replaceAll('\n', '\r\n')],
    ['old Macintosh line ends', table.replaceAll('\n', '\r')],
    ['a mark, Windows line ends and gzip', gzipSync(`\uFEFF${table.replaceAll('\n', '\r\n')}`)],
  ])('%s', async (_, content) => {
    expect((await opened(put(content))).text).toBe(table)
  })

  test('Latin-1 is converted and said so', async () => {
    const file = await opened(put(Buffer.from('name,count\nCafé “x”,3\nB,4\n'.replace('“x”', 'x'), 'latin1')))
    expect(file.text).toContain('Café')
    expect(file.notes.join()).toContain('Windows-1252')
  })

  test('semicolons, tabs and blank lines', async () => {
    expect(await opened(put('a;b\n1;2\n\n3;4\n'))).toMatchObject({ delimiter: ';', lines: 2, blankLines: [3] })
    expect(await opened(put('a\tb\n1\t2\n'))).toMatchObject({ delimiter: '\t' })
  })

  test('a quoted heading may hold the delimiter', async () => {
    expect((await opened(put('"Education, Skills",code\n1,2\n'))).headings).toEqual(['Education, Skills', 'code'])
  })

  test('JSON may stand on one long line', async () => {
    expect(await opened(put(`{"a": "${'x'.repeat(5_000)}"}`), { lineBytes: 1_000 })).toMatchObject({ kind: 'json' })
  })

  test('a letter cut in two between chunks is still one letter', async () => {
    const long = `name,count\n${'é'.repeat(400)},1\n`.repeat(1).concat(`${'é'.repeat(400)},1\n`.repeat(1_000))
    expect((await opened(put(long))).notes).toEqual([])
  })
})

describe('files that are refused, with what to do', () => {
  test.each([
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]), 'UTF-16'],
    ['UTF-16 without its mark', Buffer.from(table, 'utf16le'), 'UTF-16'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3]), 'not'],
    ['noughts in the middle', `${table}\u0000\u0000`, 'text'],
    ['an empty file', '', 'empty'],
    ['nothing but a mark', '\uFEFF', 'empty'],
    ['headings and no rows', 'a,b,c\n', 'no rows'],
    ['prose', 'Dear colleague\nplease find the figures below\n', 'one column'],
    ['a web page', '<!doctype html><html><body>Not found</body></html>', 'web page'],
    ['a PDF', '%PDF-1.7 something', 'PDF'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old Excel'],
    ['a zip that is no workbook', Buffer.from('PK\u0003\u0004rest of it'), 'damaged'],
    ['damaged gzip', gzipSync(table.repeat(200)).subarray(0, 60), 'damaged'],
    ['two columns of one name', 'a,b,a\n1,2,3\n', 'headed “a”'],
  ])('%s', async (_, content, words) => {
    expect((await refusal(put(content))).reason).toContain(words)
  })

  test('a line that never ends is refused at its limit, named, without being read whole', async () => {
    const path = join(folder, 'long.csv')
    const out = createWriteStream(path)
    out.write(table)
    for (let i = 0; i < 40; i++) if (!out.write('x'.repeat(1_000_000))) await once(out, 'drain')
    await new Promise<void>(resolve => out.end(() => resolve()))
    const before = process.memoryUsage().arrayBuffers
    expect(await refusal(path)).toMatchObject({ line: 4 })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('a gzip bomb is refused before it has unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000, 'a,b\n'))
    expect((await refusal(put(bomb), { freeBytes: 1_000_000, ratio: 200 })).reason).toContain('200 times its size')
  })

  test('a file larger than allowed, packed or unpacked', async () => {
    expect((await refusal(put(table.repeat(10)), { fileBytes: 100 })).reason).toContain('larger')
    expect((await refusal(put(gzipSync(table.repeat(100))), { textBytes: 500 })).reason).toContain('too large')
  })
})

describe.skipIf(!haveShared)('the real files', () => {
  test.each([
    ['population/london-borough-profiles.csv', 'old Macintosh'],
    ['population/ward-profiles-excel-version.csv', 'Windows-1252'],
  ])('%s is put right', async (path, words) => {
    expect((await opened(join(shared, 'data', path))).notes.join()).toContain(words)
  })

  test.each([
    'homicide/mps_homicide_victims_2003-2023.csv',
    'homicide/mps_homicide_accused_2003-2023.csv.gz',
    'crime-street/city-of-london/2018-04-city-of-london-street.csv.gz',
    'stop-and-search/metropolitan/2022-09-metropolitan-stop-and-search.csv.gz',
    'places/cim_libraries.csv',
    'places/schools_london_2017-07_subset.csv.gz',
    'places/hospitals_london_2022.csv',
  ])('%s is not taken for a list of people', async path => {
    expect((await opened(join(shared, 'data', path))).lines).toBeGreaterThan(0)
  })
})
