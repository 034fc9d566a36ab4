import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore, today } from '../../../../test/support.ts'
import { readPackFile } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { SeededGate, seedGates } from '../../people/index.ts'
import { dataFormats } from '../formats/index.ts'
import { lateReviews } from './gate.ts'
import { readPackEvidence } from './seed.ts'
import { importFile, preview } from './service.ts'

let it: TestStore
const folder = mkdtempSync(join(tmpdir(), 'upstream-gate-'))
const path = join(folder, 'assault-attendances.csv')
const sourceOf = (id: string) => {
  const source = readPackEvidence('demo').sources.find(one => one.id === id)
  if (!source) throw new Error(`The demonstration has no source ${id}`)
  return source
}
const request = (id: string) => {
  const source = sourceOf(id)
  const format = dataFormats.find(one => one.name === source.format)
  if (!format) throw new Error(`There is no reader for ${source.format}`)
  return { packId: 'demo', source, format, by: 'analyst@tests.example', today }
}

beforeAll(async () => {
  it = await openTestStore('empty')
  writeFileSync(path, 'Site,Arrival\nXRV01,2026-10-01 20:15\n')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await it?.close()
})

test('a file of a source that needs an assessment is not read before one is signed and approved', async () => {
  for (const look of [preview, importFile]) {
    const answer = await look(it.db, path, request('hospital-assault-attendances'))
    expect(answer).toMatchObject({
      status: 'refused',
      refusals: [{ reason: expect.stringContaining('signed data protection impact assessment') }],
    })
  }
  expect(
    await it.db.run(
      sql`select 1 from gates where object = 'source/hospital-assault-attendances' and reference is null`,
    ),
  ).toBe(1)
  expect(await it.db.run(sql`select 1 from imports`)).toBe(0)
})

test('with the gate open it is read: what is refused then is what the file holds', async () => {
  await seedGates(it.db, readPackFile('demo', 'gates.json', z.array(SeededGate)))
  const answer = await preview(it.db, path, request('hospital-assault-attendances'))
  expect(JSON.stringify(answer)).not.toContain('impact assessment')
  expect(await lateReviews(it.db, request('hospital-assault-attendances'))).toEqual([])
})

test('a late review is said with the report, and does not refuse the file', async () => {
  const [words] = await lateReviews(it.db, request('incidents-violence-with-injury'))
  expect(words).toContain('was due on 15 September 2026 and is late')
})

test('a source that needs nothing asks for no gate', async () => {
  const answer = await preview(it.db, path, request('recorded-offences-ward'))
  expect(JSON.stringify(answer)).not.toContain('impact assessment')
  expect(await it.db.run(sql`select 1 from gates where object = 'source/recorded-offences-ward'`)).toBe(0)
})
