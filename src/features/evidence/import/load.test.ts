import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTown, openDesk, request } from '../../../../test/imports.ts'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { dataFormats } from '../formats/index.ts'
import type { PlacesFormat } from './format.ts'
import { loadPack } from './load.ts'
import { importFile, preview } from './service.ts'

let store: TestStore
const desk = openDesk()
const folder = mkdtempSync(join(tmpdir(), 'upstream-load-'))
beforeAll(async () => {
  store = await openTestStore('empty')
  await makeTown(store.db)
})
afterAll(async () => {
  desk.clear()
  rmSync(folder, { recursive: true, force: true })
  await store.close()
})

const n = z.object({ n: z.number() })

describe('loading a pack', () => {
  test('a file that is not there is a gap with its name, and the rest goes on', async () => {
    mkdirSync(join(folder, 'homicide'))
    const { sources } = await loadPack(store.db, 'london', folder, {
      formats: dataFormats,
      by: 'tests',
      only: ['homicide-victims', 'homicide-accused'],
    })
    expect(sources.map(source => [source.id, source.files, source.gaps.length])).toEqual([
      ['homicide-victims', 0, 1],
      ['homicide-accused', 0, 1],
    ])
    expect(sources[0]?.gaps[0]).toContain('homicide/mps_homicide_victims_2003-2023.csv')
  })

  test('every source, measure and break of the pack is described, and again without doubles', async () => {
    const counts = async () =>
      await store.db.one(
        z.object({ s: z.number(), m: z.number(), b: z.number() }),
        sql`select (select count(*) from sources) as s, (select count(*) from measures) as m, (select count(*) from series_breaks) as b`,
      )
    const before = await counts()
    await loadPack(store.db, 'london', folder, { formats: dataFormats, by: 'tests', only: ['homicide-victims'] })
    expect(await counts()).toEqual(before)
    expect(before.s).toBeGreaterThan(60)
    expect(before.b).toBeGreaterThan(0)
  })

  test('a source without a reader is a gap too', async () => {
    const { sources } = await loadPack(store.db, 'london', folder, {
      formats: [],
      by: 'tests',
      only: ['mps-recorded-crime-ward'],
    })
    expect(sources[0]?.gaps[0]).toContain('mps-wide')
  })
})

describe('files of places', () => {
  const calls: boolean[] = []
  const format: PlacesFormat = {
    kind: 'places',
    name: 'lookup',
    title: 'Look-up',
    options: z.looseObject({}),
    help: { about: '', columns: [], example: '' },
    apply: async (_db, file, _options, { dryRun }) => {
      calls.push(dryRun)
      if (file.headings.includes('broken'))
        return {
          ok: false,
          refusals: [{ file: file.name, reason: 'It is broken', remedy: 'Mend it and send it again.' }],
        }
      return {
        ok: true,
        value: {
          rowsRead: file.lines,
          rowsUsed: 1,
          rejects: [{ line: 3, field: 'a', value: 'x', reason: 'no', remedy: 'yes' }],
          rejected: 1,
          odd: [],
          written: ['1 place'],
        },
      }
    },
  }
  const ask = { ...request('mps-wide'), format, snapshot: '2024-12-31', options: {} }

  test('are previewed without writing, imported with their rejects, and refused with the reason', async () => {
    const path = desk.put('a,b\n1,2\nx,4\n')
    expect(await preview(store.db, path, ask)).toMatchObject({ status: 'ready', written: ['1 place'] })
    expect(await store.db.one(n, sql`select count(*) as n from imports`)).toEqual({ n: 0 })
    const done = await importFile(store.db, path, ask)
    expect(done).toMatchObject({ status: 'imported', snapshotOn: '2024-12-31', report: { rowsRead: 2, rejected: 1 } })
    expect(await importFile(store.db, path, ask)).toMatchObject({ status: 'unchanged' })
    expect(calls).toEqual([true, false])
    expect(await importFile(store.db, desk.put('a,broken\n1,2\n'), ask)).toMatchObject({
      status: 'refused',
      refusals: [{ reason: 'It is broken' }],
    })
    expect(await store.db.one(n, sql`select count(*) as n from imports where status = 'failed'`)).toEqual({ n: 1 })
  })

  test('need a snapshot date', async () => {
    const { snapshot: _, ...without } = ask
    expect(await importFile(store.db, desk.put('a,b\n5,6\n'), without)).toMatchObject({
      status: 'refused',
      refusals: [{ remedy: expect.stringContaining('--snapshot') }],
    })
  })
})
