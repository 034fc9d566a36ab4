import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { readSetting } from '../../../platform/settings.ts'
import * as queries from '../records/queries.ts'
import { stalledBefore, stalledDays, visible } from '../records/rules.ts'
import { namesOf, type Row, stalledFor, threadsList, whereOf } from './list.ts'
import { tell } from './rules.ts'
import * as views from './views.ts'

const Params = z.object({ kind: z.string().max(60), id: z.string().max(120) })

/** The unit's own number of days after which a thread is stalled. */
export const stalledAfter = async (db: Db): Promise<number> =>
  (await readSetting(db, 'threads.stalledDays', z.number().int().positive())) ?? stalledDays

export interface Rooms {
  db: Db
  today(): string
}

/** The list of all threads, and one thread as its story. */
export function routes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/threads', { access: 'threads.read' }, async (req, reply) => {
    const rows = await rowsFor(db, req.actor, today())
    const spec = threadsList(rows)
    const query = readQuery(spec, req.query)
    return reply.page(views.showList(spec, query, arrange(spec, rows, query), await stalledAfter(db)))
  })

  app.get('/threads.csv', { access: 'threads.read' }, async (req, reply) => {
    const rows = await rowsFor(db, req.actor, today())
    const spec = threadsList(rows)
    const found = csvOf(spec, arrange(spec, rows, readQuery(spec, req.query)).all)
    return reply.csv('threads', found.columns, found.rows)
  })

  app.get('/threads/:kind/:id', { access: 'threads.read' }, async (req, reply) => {
    const asked = Params.safeParse(req.params)
    if (!asked.success) throw notFound('That thread')
    const key = `${asked.data.kind}/${asked.data.id}`
    const links = await queries.linksAround(db, key)
    const keys = [...new Set([key, ...links.flatMap(link => [link.becauseKey, link.nextKey])])]
    const all = await queries.list(db, { keys })
    const seen = visible(req.actor, all)
    const record = seen.find(each => each.key === key)
    if (!record) throw notFound('That thread')
    const names = await namesOf(db, seen)
    const days = await stalledAfter(db)
    const stalled = new Set((await queries.stalled(db, stalledBefore(today(), days), req.actor)).map(each => each.key))
    return reply.page(
      views.showStory({
        record,
        steps: tell(seen, links),
        hidden: all.length - seen.length,
        names,
        stalled,
        days,
        today: today(),
      }),
    )
  })
}

async function rowsFor(db: Db, actor: Actor, today: string): Promise<Row[]> {
  const records = visible(actor, await queries.list(db, { reader: actor, limit: 5_000 }))
  const still = await queries.stalled(db, stalledBefore(today, await stalledAfter(db)), actor)
  const stalled = new Set(still.map(record => record.key))
  const names = await namesOf(db, records)
  return records.map(record => ({
    record,
    stalledFor: stalledFor(record, stalled.has(record.key), today),
    where: whereOf(record, names),
  }))
}
