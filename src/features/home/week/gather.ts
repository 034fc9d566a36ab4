import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { dues, type SourceDue } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { listRecords, stalled, stalledAfter, stalledBefore, visible } from '../../threads/index.ts'
import { dutiesOf } from '../duties.ts'
import { type Duties, sortDuties, sortWeek, type Week } from './rules.ts'

export interface Gathered {
  week: Week
  duties: Duties
  /** Data past their day, for those who import. */
  late: SourceDue[]
}

/** What a person's week holds, from every room, of what they may see. */
export async function gather(db: Db, actor: Actor, today: Day): Promise<Gathered> {
  const records = visible(actor, await listRecords(db, { reader: actor, limit: 5_000 }))
  const still = await stalled(db, stalledBefore(today, await stalledAfter(db)), actor)
  return {
    week: sortWeek(records, new Set(still.map(record => record.key)), actor, today),
    duties: sortDuties(await dutiesOf(db, actor, today), today),
    late: allows(actor, 'evidence.import') ? (await dues(db, today)).filter(due => due.late) : [],
  }
}
