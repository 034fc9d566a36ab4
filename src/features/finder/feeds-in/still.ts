// A feed that was read to its end and still names an entry says that it is right: nobody is asked again, and it does not hide itself.
import { z } from 'zod'
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import * as entries from '../entries/queries.ts'
import { reviewOn } from '../entries/rules.ts'
import { Body, Kind } from '../schemas.ts'

const Still = z.object({ id: z.string(), kind: Kind, body: Body })
/** Said again once a week, not with each crawl. */
const everyDays = 7
const batch = 500

/**
 * What is flagged for somebody to look at, and what has a change waiting, is not said to be right. No moment of change is given: what the public reads of
 * it says the same.
 */
export async function stillRight(db: Db, sourceId: string, today: Day): Promise<void> {
  for (let n = batch; n === batch; )
    n = await db.transaction(async tx => {
      await entries.inTurn(tx)
      const found = await due(tx, sourceId, addDays(today, -everyDays))
      for (const { id, kind, body } of found)
        await entries.update(tx, id, { checkedOn: today, reviewOn: reviewOn(kind, body, today) })
      return found.length
    })
}

const due = (tx: Db, sourceId: string, before: Day) =>
  tx.many(
    Still,
    sql`
    select o.id, o.kind, v.body from opportunities o
      join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
    where o.source_id = ${sourceId} and o.state = 'public' and (o.checked_on is null or o.checked_on <= ${before}::date)
      and exists (select 1 from finder_items i where i.source_id = o.source_id and i.ref = o.source_ref and not i.gone and i.missing = 0
        and i.problem = '' and i.flags::text not like '%somebody must look%')
      and not exists (select 1 from opportunity_versions w where w.opportunity_id = o.id and w.verdict = 'waiting')
    order by o.id limit ${batch}`,
  )
