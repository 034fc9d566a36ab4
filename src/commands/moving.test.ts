// A city moved from a server to the embedded database and back, by the backup alone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../test/support.ts'
import { asJson, environmentOf, type } from '../../test/terminal.ts'
import { quoted, readTables, statement } from '../platform/backup/shape.ts'
import { connect, type Db } from '../platform/db.ts'
import { closed, openEmbedded } from '../platform/embedded/open.ts'

const onServer = process.env.TEST_DATABASE_URL !== undefined
if (!onServer)
  process.stdout.write('No server is given in TEST_DATABASE_URL: moving a city from a server and back is not tested.\n')

const Count = z.object({ n: z.number() })

/** How many rows each table holds. */
async function rowsOf(db: Db): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { name } of await readTables(db))
    found[name] = (await db.one(Count, statement(`select count(*) as n from ${quoted(name)}`))).n
  return found
}

describe.skipIf(!onServer)('a city on a server', () => {
  const home = mkdtempSync(join(tmpdir(), 'upstream-moving-'))
  const embedded = { UPSTREAM_HOME: home }
  const [there, back] = [join(home, 'there.backup'), join(home, 'back.backup')]
  let server: TestStore
  let empty: TestStore
  beforeAll(async () => {
    server = await openTestStore('demo')
    empty = await openTestStore('empty')
  })
  afterAll(async () => {
    await server?.close()
    await empty?.close()
    await closed(join(home, 'demo'), 20_000)
    rmSync(home, { recursive: true, force: true })
  })

  test('is restored into the embedded database with every row', async () => {
    expect((await type(`backup ${there}`, environmentOf(server, 'demo'))).code).toBe(0)
    const restored = await type(`restore ${there} --json`, embedded)
    expect(restored.code, restored.err).toBe(0)
    expect(asJson(restored.out)).toMatchObject({ ok: true, pack: 'demo' })
    const db = connect(await openEmbedded(join(home, 'demo')), { max: 2 })
    expect(await rowsOf(db)).toEqual(await rowsOf(server.db))
    await db.end()
    expect((await type('sources', embedded)).out).toMatch(/recorded-offences-ward +\d+ in force/)
  }, 300_000)

  test('and from there into an empty server again', async () => {
    expect((await type(`backup ${back}`, embedded)).code).toBe(0)
    const restored = await type(`restore ${back}`, environmentOf(empty, 'demo'))
    expect(restored.code, restored.err).toBe(0)
    expect(await rowsOf(empty.db)).toEqual(await rowsOf(server.db))
  }, 300_000)
})
