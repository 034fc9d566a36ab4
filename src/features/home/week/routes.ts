import type { FastifyInstance } from 'fastify'
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { allows } from '../../people/index.ts'
import { beside, type Record } from '../../threads/index.ts'
import { eventsBetween } from '../calendar/events.ts'
import { mondayOf } from '../calendar/rules.ts'
import { gather } from './gather.ts'
import * as views from './views.ts'

/** My week: what is due, what waits, what has stopped, what is new, for the role that asks. */
export function routes(app: FastifyInstance, { db, today }: { db: Db; today(): Day }): void {
  app.get('/week', { access: 'signed-in' }, async (req, reply) => {
    const [actor, day] = [req.actor, today()]
    const { week, duties, late } = await gather(db, actor, day)
    const monday = mondayOf(day)
    const because = await Promise.all(
      [...week.late, ...week.due, ...week.waiting].slice(0, 30).map(record => reason(record)),
    )
    return reply.page(
      views.show({
        week,
        duties,
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
