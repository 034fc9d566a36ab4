import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../test/support.ts'
import type { Db } from '../db.ts'
import { sql } from '../sql.ts'
import { knownMigrations, readHeader, restoreBackup, writeBackup } from './index.ts'
import { shapeLike } from './restore.ts'
import { clear, quoted, readTables, statement } from './shape.ts'

const folder = mkdtempSync(join(tmpdir(), 'upstream-backup-test-'))
const file = join(folder, 'city.backup')
const about = { pack: 'demo', madeAt: '2026-11-22T09:00:00.000Z' }
const quiet = () => {}

const Digest = z.object({ rows: z.number(), digest: z.string().nullable() })

/** A fingerprint of every row of every table, geometry included. */
async function digests(db: Db): Promise<Record<string, z.output<typeof Digest>>> {
  const found: Record<string, z.output<typeof Digest>> = {}
  for (const { name } of await readTables(db))
    found[name] = await db.one(
      Digest,
      statement(
        `select count(*) as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from ${quoted(name)} t`,
      ),
    )
  return found
}

// Awkward on purpose: a parent after its child, shapes, arrays with nulls, numbers that do not end, text with line ends.
async function fill(db: Db): Promise<void> {
  await db.run(sql`
    insert into places (id, code, name, kind, geom) overriding system value
    values (7, 'X1', 'Parent', 'borough', ST_Multi(ST_GeomFromText('POLYGON((0 0, 0.1 0, 0.1 0.3333333333333333, 0 0))', 4326)))`)
  await db.run(
    sql`insert into places (id, code, name, kind, parent_id) overriding system value values (3, 'X2', ${'Child “A”\nsecond \\ line'}, 'ward', 7)`,
  )
  await db.run(sql`select setval(pg_get_serial_sequence('places', 'id'), 41)`)
  await db.run(
    sql`insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status) values ('s', 't', 'p', 'c', 'l', 'a', 'f', 'c', 'described')`,
  )
  await db.run(
    sql`insert into measures (code, name, short, topic, unit, kind, direction, definition) values ('m', 'm', 'm', 'violence', 'u', 'count', 'lower', 'd')`,
  )
  await db.run(
    sql`insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by) values ('s', 'f', 'n', 'h', 5000000000, '2026-10-31', 'current', 'tests')`,
  )
  await db.run(
    sql`insert into series (measure_id, place_id, import_id, grain, starts_on, amounts, notes) values (1, 3, 1, 'month', '2026-01-01', array[0.1, null, 1e300, 3], '{"a": [1, "two"]}')`,
  )
  await db.run(
    sql`insert into audit (who, what, object) select 'tests', 'thing.done', 'thing/' || n from generate_series(1, 3000) n`,
  )
}

describe('a backup', () => {
  let one: TestStore
  let other: TestStore
  beforeAll(async () => {
    one = await openTestStore('empty')
    other = await openTestStore('empty')
    await fill(one.db)
    await writeBackup(one.db, file, about, quiet)
  })
  afterAll(async () => {
    await one.close()
    await other.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('says what it is in its first line', async () => {
    expect(await readHeader(file)).toMatchObject({ pack: 'demo', madeAt: about.madeAt })
  })

  test('never replaces a file', async () => {
    await expect(writeBackup(one.db, file, about, quiet)).rejects.toThrow('exists already')
  })

  test('that was cut off changes nothing', async () => {
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
    const cut = join(folder, 'cut.backup')
    writeFileSync(cut, gzipSync(`${lines.slice(0, -1).join('\n')}\n`))
    const before = await digests(other.db)
    await expect(restoreBackup(other.db, cut, { replace: false }, quiet)).rejects.toThrow('cut off')
    writeFileSync(cut, readFileSync(file).subarray(0, 3_000))
    await expect(restoreBackup(other.db, cut, { replace: false }, quiet)).rejects.toThrow('damaged or was cut off')
    expect(await digests(other.db)).toEqual(before)
  })

  test('of a newer version, or a file that is none, is refused before anything is touched', async () => {
    const [head = '', ...rest] = gunzipSync(readFileSync(file)).toString().split('\n')
    const newer = join(folder, 'newer.backup')
    writeFileSync(newer, gzipSync([head.replace('"0001_', '"9999_'), ...rest].join('\n')))
    await expect(restoreBackup(other.db, newer, { replace: true }, quiet)).rejects.toThrow('newer Upstream')
    writeFileSync(newer, 'a letter')
    await expect(restoreBackup(other.db, newer, { replace: true }, quiet)).rejects.toThrow('not a backup')
  })

  test('restores every row, shape and number into an empty database', async () => {
    const restored = await restoreBackup(other.db, file, { replace: false }, quiet)
    expect(restored.rows).toBeGreaterThan(3_000)
    expect(await digests(other.db)).toEqual(await digests(one.db))
    const shape = sql`select ST_AsEWKT(geom) as shape from places where id = 7`
    const Shape = z.object({ shape: z.string() })
    expect(await other.db.one(Shape, shape)).toEqual(await one.db.one(Shape, shape))
  })

  test('goes on counting where it stopped, and keeps what guards the tables', async () => {
    const added = await other.db.one(
      z.object({ id: z.number() }),
      sql`insert into places (code, name, kind) values ('X3', 'New', 'ward') returning id`,
    )
    expect(added.id).toBe(42)
    await expect(
      other.db.run(sql`insert into places (code, name, kind, parent_id) values ('X4', 'Orphan', 'ward', 999)`),
    ).rejects.toThrow('foreign key')
    await expect(other.db.run(sql`delete from audit`)).rejects.toThrow('never changed or removed')
  })

  test('is refused by a database that holds something, and replaces it when asked', async () => {
    await expect(restoreBackup(other.db, file, { replace: false }, quiet)).rejects.toThrow('not empty')
    await restoreBackup(other.db, file, { replace: true }, quiet)
    expect(await digests(other.db)).toEqual(await digests(one.db))
  })

  test('of an older version is brought up to date', async () => {
    const known = knownMigrations()
    await one.db.transaction(async tx => {
      await clear(tx)
      await shapeLike(tx, known.slice(0, 1))
      await tx.run(sql`insert into migrations (name) values (${known[0]})`)
      await tx.run(sql`insert into accounts (email, name, role) values ('kim@example.org', 'Kim', 'analyst')`)
    })
    const older = join(folder, 'older.backup')
    await writeBackup(one.db, older, about, quiet)
    const restored = await restoreBackup(other.db, older, { replace: true }, quiet)
    expect(restored).toMatchObject({ rows: 2, migrated: known.slice(1) })
    const Email = z.object({ email: z.string() })
    expect(await other.db.many(Email, sql`select email from accounts`)).toEqual([{ email: 'kim@example.org' }])
  })
})
