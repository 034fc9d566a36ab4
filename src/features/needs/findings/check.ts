// After new data: every finding held against the figures of today, and its maker told where they are otherwise.
import { z } from 'zod'
import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { enqueue, type Handler, reportProgress } from '../../../platform/jobs.ts'
import { readPack } from '../../../platform/pack.ts'
import { readSetting } from '../../../platform/settings.ts'
import { openBench } from '../../../platform/work.ts'
import { openEvidence } from '../../evidence/index.ts'
import { allows, type Duty } from '../../people/index.ts'
import type { Looking, View } from '../analyses/view.ts'
import { shortened } from './about.ts'
import * as queries from './queries.ts'
import { changesNow, isOfRecords } from './read.ts'
import * as service from './service.ts'

export const kind = 'needs.findings'

/** Asks the job process to hold every finding against the data in force. */
export const request = (db: Db): Promise<number> => db.transaction(tx => enqueue(tx, kind, {}))

/** Holds every finding that is not dropped against today's figures; how many have changed since the last time. */
export async function check(rooms: Looking, by: string, progress?: (done: number, total: number) => unknown) {
  const store = await openEvidence(rooms.db)
  const all = (await queries.list(rooms.db)).filter(
    finding => finding.status !== 'dropped' && (finding.checkedVersion !== store.version || isOfRecords(finding)),
  )
  let changed = 0
  for (const [done, finding] of all.entries()) {
    await progress?.(done, all.length)
    const changes = await changesNow(rooms, store, finding)
    const kept = { id: finding.id, before: finding.changes, changes, version: store.version, today: rooms.today() }
    if (await service.keepChanges(rooms.db, by, kept)) changed += 1
  }
  return { findings: all.length, changed }
}

export const handler =
  (db: Db, views: readonly View[]): Handler =>
  async job => {
    const bench = openBench()
    try {
      const pack = readPack((await readSetting(db, 'pack', z.string())) ?? 'demo')
      const rooms = { db, pack, bench, views, today: () => londonDay(new Date()) }
      return await check(rooms, 'import', (done, total) => reportProgress(db, job.id, { done, total }))
    } finally {
      await bench.close()
    }
  }

/** Findings of this person whose figures a newer file has changed, to be looked at again. */
export async function duties(db: Db, actor: Actor): Promise<Duty[]> {
  if (actor.accountId === null || !allows(actor, 'findings.create')) return []
  const found = await queries.changedFor(db, actor.accountId)
  return found.map(({ id, statement, since }) => ({
    kind: 'Finding',
    title: `Look again: the figures behind “${shortened(statement, 80)}” have changed`,
    href: `/findings/${id}`,
    note: 'Newer data count the same months otherwise',
    owner: 'Whoever made it',
    dueOn: null,
    since,
  }))
}
