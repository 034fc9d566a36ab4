import { conflict } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import * as service from '../../entries/service.ts'
import type { Step } from './plan.ts'

/** Writes what was looked at, each for a second person to approve: all of it or nothing, in the transaction that is open. */
export async function keepPlan(
  tx: Db,
  steps: readonly Step[],
  { by, organisationId }: { by: string; organisationId: string },
): Promise<void> {
  const note = 'From a spreadsheet'
  for (const { what, before, kind, body, boroughId } of steps) {
    if (what === 'new') await service.enter(tx, { by, kind, organisationId, boroughId, body, note, verdict: 'waiting' })
    if (what !== 'changed' || !before) continue
    const done = await service.write(tx, {
      id: before.id,
      by,
      body,
      note,
      seen: before.lastVersion,
      verdict: 'waiting',
    })
    if (!done.ok) throw conflict(service.moved)
  }
}
