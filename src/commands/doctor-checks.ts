import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import { list, plural } from '../lib/words.ts'
import { verifyChain } from '../platform/audit.ts'
import type { Config } from '../platform/config.ts'
import type { Db } from '../platform/db.ts'
import {
  type Check,
  checkDisk,
  checkEngine,
  checkJobs,
  checkMigrations,
  checkNode,
  checkPackages,
  checkSizes,
} from '../platform/doctor.ts'
import { readPack } from '../platform/pack.ts'
import { sql } from '../platform/sql.ts'
import { folderOf, openStore, packsHeld, type Store } from '../platform/store.ts'
import { plainly } from '../platform/store-errors.ts'
import { heldPack } from '../setup.ts'

/** Every check, in the order a person would make them. A database that does not exist yet is not made. */
export async function examine(config: Config, asked: string | undefined): Promise<Check[]> {
  const machine = [checkNode(process.versions.node), checkDisk(config.home), checkPackages()]
  const pack = asked ?? 'demo'
  if (asked !== undefined) readPack(asked)
  if (!config.databaseUrl && !packsHeld(config).includes(pack))
    return [
      ...machine,
      { name: 'Database', ok: true, text: `none yet at ${folderOf(config, pack)}; npm start makes it` },
    ]
  return [...machine, ...(await inStore(config, pack))]
}

async function inStore(config: Config, pack: string): Promise<Check[]> {
  const opened = await openStore(config, pack).catch(unreachable)
  if ('ok' in opened) return [opened]
  try {
    return await inDatabase(opened)
  } catch (error) {
    return [unreachable(error)]
  } finally {
    await opened.close()
  }
}

function unreachable(error: unknown): Check {
  const plain = plainly(error)
  const remedy = plain instanceof PlainError ? plain.remedy : undefined
  return { name: 'Database', ok: false, text: plain instanceof Error ? plain.message : String(plain), remedy }
}

async function inDatabase(store: Store): Promise<Check[]> {
  const { db } = store
  const engine = await checkEngine(db, store.embedded)
  const made = await db.one(
    z.object({ there: z.boolean() }),
    sql`select to_regclass('migrations') is not null as there`,
  )
  if (!made.there)
    return [
      ...engine,
      { name: 'Migrations', ok: false, text: 'the database is new', remedy: 'Start Upstream once: npm start' },
    ]
  const migrations = await checkMigrations(db)
  if (!migrations.ok) return [...engine, migrations]
  return [
    ...engine,
    migrations,
    await checkPack(db),
    ...(await checkImports(db)),
    await checkAudit(db),
    await checkJobs(db),
    await checkSizes(db),
  ]
}

async function checkPack(db: Db): Promise<Check> {
  const held = await heldPack(db)
  return {
    name: 'Pack',
    ok: held !== undefined,
    text: held ? `${readPack(held).name} (${held})` : 'none yet',
    remedy: 'Start Upstream once: npm start',
  }
}

const faultWords = {
  altered: 'a row is not as it was written',
  removed: 'a row younger than seven years is gone',
  gap: 'a link is gone',
  unlinked: 'a row was put in past the chain',
}

/** The audit trail, link by link. Its head is what to write down elsewhere: who rewrote the whole chain would still not have that. */
async function checkAudit(db: Db): Promise<Check> {
  const { rows, head, faults } = await verifyChain(db)
  const first = faults[0]
  const at = first?.position ?? first?.auditId
  return {
    name: 'Audit trail',
    ok: !first,
    text: first
      ? `${plural(faults.length, 'fault')}; the first: ${faultWords[first.kind]} (${first.position === null ? 'audit row' : 'link'} ${at})`
      : head
        ? `${plural(rows, 'row')}, none altered. Head: ${head}`
        : 'nothing is recorded yet',
    remedy:
      'Somebody with the run of the database changed it. Keep this database as it is, and compare it with the backups.',
  }
}

const ImportRow = z.object({ sourceId: z.string(), status: z.string(), received: z.string(), count: z.number() })

/** What was received last, and imports that neither ended nor failed. */
async function checkImports(db: Db): Promise<Check[]> {
  const rows = await db.many(
    ImportRow,
    sql`
    select source_id as "sourceId", status, to_char(max(started_at), 'YYYY-MM-DD') as received, count(*) as count
    from imports where status in ('current', 'reading') group by source_id, status order by max(started_at) desc, source_id`,
  )
  const current = rows.filter(row => row.status === 'current')
  const half = rows.filter(row => row.status === 'reading')
  const files = current.reduce((sum, row) => sum + row.count, 0)
  const last = current[0]
  return [
    {
      name: 'Imports',
      ok: true,
      text: last
        ? `${plural(files, 'file')} of ${plural(current.length, 'source')}, the last on ${last.received} (${last.sourceId}). Each: npm run -s upstream -- sources`
        : 'nothing is loaded yet',
    },
    {
      name: 'Half-way',
      ok: half.length === 0,
      text: half.length
        ? `imports were begun and not ended: ${list(half.map(row => row.sourceId))}`
        : 'no import was left half-way',
      remedy:
        'Nothing of them counts. If none is running now, import the file again; the next start clears what was left.',
    },
  ]
}
