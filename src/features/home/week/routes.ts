import type { FastifyInstance } from 'fastify'
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { dues } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { beside, listRecords, type Record, stalled, stalledAfter, stalledBefore, visible } from '../../threads/index.ts'
import { eventsBetween } from '../calendar/events.ts'
import { mondayOf } from '../calendar/rules.ts'
import { sortWeek } from './rules.ts'
import * as views from './views.ts'

/** My week: what is due, what waits, what has stopped, what is new, for the role that asks. */
export function routes(app: FastifyInstance, { db, today }: { db: Db; today(): Day }): void {
  app.get('/week', { access: 'signed-in' }, async (req, reply) => {
    const [actor, day] = [req.actor, today()]
    const records = visible(actor, await listRecords(db, { reader: actor, limit: 5_000 }))
    const still = await stalled(db, stalledBefore(day, await stalledAfter(db)), actor)
    const week = sortWeek(records, new Set(still.map(record => record.key)), actor, day)
    const monday = mondayOf(day)
    const because = await Promise.all([...week.due, ...week.waiting].slice(0, 30).map(record => reason(record)))
    const late = allows(actor, 'evidence.import') ? (await dues(db, day)).filter(due => due.late) : []
    return reply.page(
      views.show({
        week,
        because: new Map(because),
        events: await eventsBetween(db, actor, monday, addDays(monday, 6), day),
        late,
        monday,
        today: day,
        partnership: allows(actor, 'signals.read'),
      }),
    )

    async function reason(record: Record): Promise<[string, string]> {
      const around = await beside(db, actor, record.key)
      return [record.key, around.because.map(step => step.title).join('; ') || (around.reason ?? '')]
    }
  })
}
