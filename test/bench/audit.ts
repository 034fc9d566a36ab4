// What trust costs: checking a million rows of the chain, an audit row for each write, one permission decision.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decide, kinds, roles } from '../../src/features/people/index.ts'
import { record, verifyChain } from '../../src/platform/audit.ts'
import { connect, type Db } from '../../src/platform/db.ts'
import { closed, openEmbedded } from '../../src/platform/embedded/open.ts'
import { anyone } from '../../src/platform/http.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { writeSetting } from '../../src/platform/settings.ts'
import { raw, sql } from '../../src/platform/sql.ts'
import { median } from './measure.ts'
import type { Figure } from './report.ts'

const rows = 1_000_000
const batch = 50_000

/** On the embedded database, in a folder of its own. */
export async function audit(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-bench-audit-'))
  const db = connect(await openEmbedded(folder), { max: 2 })
  try {
    await migrate(db)
    const writes = await writing(db)
    await fill(db)
    return [await checking(db), ...writes, deciding()]
  } finally {
    await db.end()
    await closed(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

// A million rows one by one would take an hour: they are put in at once and linked in one go.
async function fill(db: Db): Promise<void> {
  await db.run(raw('alter table audit disable trigger audit_linked'))
  for (let from = 0; from < rows; from += batch)
    await db.run(sql`
      insert into audit (who, what, object, detail)
      select 'person-' || i % 60 || '@tests.example', (array['import.finished', 'record.read', 'task.done', 'export.taken'])[1 + i % 4],
        'record/' || i, jsonb_build_object('n', i, 'words', 'What was changed, in a few words')
      from generate_series(${from + 1}::integer, ${from + batch}::integer) i`)
  await db.run(
    raw(`do $$
      declare one audit; last_hash text; place bigint; one_hash text;
      begin
        select position, hash into place, last_hash from audit_chain order by position desc limit 1;
        for one in select * from audit a where not exists (select 1 from audit_chain c where c.audit_id = a.id) order by id loop
          place := place + 1;
          one_hash := audit_row_hash(one);
          last_hash := audit_link_hash(last_hash, place, one.id, one.at, one_hash);
          insert into audit_chain (position, audit_id, at, row_hash, hash) values (place, one.id, one.at, one_hash, last_hash);
        end loop;
      end $$`),
  )
  await db.run(raw('alter table audit enable trigger audit_linked'))
}

async function checking(db: Db): Promise<Figure> {
  const began = performance.now()
  const found = await verifyChain(db)
  const seconds = (performance.now() - began) / 1_000
  if (found.faults.length > 0 || found.rows < rows) throw new Error('The chain that was made is not whole')
  return {
    what: 'Checking the audit chain, a million rows',
    value: `${seconds.toFixed(1)} s`,
    budget: 'none',
    how: `${found.rows.toLocaleString('en-GB')} rows, embedded database, every hash worked out anew; one run, in pieces of ${batch.toLocaleString('en-GB')}`,
  }
}

const times = 300

async function timed(work: (i: number) => Promise<unknown>): Promise<number> {
  const each: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work(i)
    each.push(performance.now() - began)
  }
  return median(each)
}

async function writing(db: Db): Promise<Figure[]> {
  const change = (tx: Db, i: number) => writeSetting(tx, 'bench', i)
  const act = (tx: Db, i: number) => record(tx, 'bench@tests.example', 'bench.changed', `bench/${i}`, { i })
  const once = async () => ({
    plain: await timed(i => db.transaction(tx => change(tx, i))),
    audited: await timed(i => db.transaction(tx => change(tx, i).then(() => act(tx, i)))),
  })
  await once()
  const { plain, audited } = await once()
  return [
    {
      what: 'A change with its audit row over one without',
      value: `${(audited / plain).toFixed(2)} ×`,
      budget: 'none',
      how: `transaction of one update: ${plain.toFixed(2)} ms; with the row and its link in the chain: ${audited.toFixed(2)} ms; medians of ${times}, embedded database`,
    },
  ]
}

const calls = 1_000_000

function deciding(): Figure {
  const actors = roles.map((role, i) => ({ ...anyone, role, accountId: i, organisation: 'one', places: ['X09000001'] }))
  const subject = { places: ['X09000001'], organisation: 'one', ownerId: 3, released: true }
  let allowed = 0
  const ask = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const [actor, kind] = [actors[i % actors.length], kinds[i % kinds.length]]
      if (actor && kind && decide(actor, 'view', kind, subject).allowed) allowed += 1
    }
  }
  ask(0, calls / 10)
  const began = performance.now()
  ask(0, calls)
  const micros = ((performance.now() - began) / calls) * 1_000
  return {
    what: 'One permission decision',
    value: `${micros.toFixed(2)} µs`,
    budget: 'none',
    how: `mean of ${calls.toLocaleString('en-GB')} over all roles and kinds; ${Math.round((100 * allowed) / (calls * 1.1))}% allowed`,
  }
}
