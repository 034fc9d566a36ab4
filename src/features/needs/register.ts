// What the registers of this room share: one record for whoever may do this with it, its history, and a list with its file.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { momentWords } from '../../lib/dates.ts'
import { conflict, forbidden, notFound } from '../../lib/errors.ts'
import { record } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import { RowId } from '../../platform/form.ts'
import type { Actor } from '../../platform/http.ts'
import { arrange, csvOf, type Found, type ListSpec, type Query, readQuery } from '../../platform/list.ts'
import { sql } from '../../platform/sql.ts'
import type { Page } from '../../platform/view.ts'
import { type Access, decide, type Kind, type Subject, writer } from '../people/index.ts'

export interface Doing {
  actor: Actor
  today: string
}

const Id = z.object({ id: RowId })

/** One record, for who may do this with it. Who may not see it is not told that it is there. */
export async function oneOf<T>(
  req: FastifyRequest,
  verb: string,
  of: { kind: Kind; words: string; find(id: number): Promise<T | undefined>; subject(found: T): Promise<Subject> },
): Promise<T> {
  const asked = Id.safeParse(req.params)
  const found = asked.success ? await of.find(asked.data.id) : undefined
  const subject = found && (await of.subject(found))
  if (!found || !subject || !decide(req.actor, 'view', of.kind, subject).allowed) throw notFound(of.words)
  const answer = decide(req.actor, verb, of.kind, subject)
  if (!answer.allowed) throw forbidden(answer.why)
  return found
}

/** A list and the file of what it shows. */
export function listRoutes<R>(
  app: FastifyInstance,
  at: { access: Access; spec: ListSpec<R>; rows(req: FastifyRequest): Promise<R[]> },
  show: (req: FastifyRequest, query: Query, found: Found<R>) => Page,
): void {
  const { path } = at.spec
  app.get(path, { access: at.access }, async (req, reply) => {
    const query = readQuery(at.spec, req.query)
    return reply.page(show(req, query, arrange(at.spec, await at.rows(req), query)))
  })
  app.get(`${path}.csv`, { access: at.access }, async (req, reply) => {
    const found = csvOf(at.spec, arrange(at.spec, await at.rows(req), readQuery(at.spec, req.query)).all)
    return reply.csv(path.slice(1).replaceAll('/', '-'), found.columns, found.rows)
  })
}

/** One change with its audit row and the line in the threads; nothing is kept when somebody else moved first. */
export const stepOf =
  (kind: Kind, words: string, line: (tx: Db, id: number, doing: Doing) => Promise<void>) =>
  (
    db: Db,
    doing: Doing,
    id: number,
    what: string,
    detail: Record<string, unknown>,
    deed: (tx: Db) => Promise<number>,
  ): Promise<void> =>
    db.transaction(async tx => {
      if ((await deed(tx)) === 0)
        throw conflict(`Somebody changed this ${words} meanwhile. Open it again and look before you go on.`)
      await record(tx, doing.actor.email, `${kind}.${what}`, `${kind}/${id}`, detail)
      await line(tx, id, doing)
    })

const Event = z.object({ at: z.string(), who: z.string(), what: z.string() })
export type Told = { words: string; who: string }

/** What was done with a record, the newest first, in the words of its kind. */
export async function historyOf(db: Db, key: string, words: Readonly<Record<string, string>>): Promise<Told[]> {
  const kind = key.split('/')[0] ?? ''
  const events = await db.many(
    Event,
    sql`select at, ${writer} as who, what from audit where object = ${key} and what like ${`${kind}.%`} order by at desc, id desc limit 100`,
  )
  return events.map(({ at, who, what }) => ({
    words: `${words[what.slice(kind.length + 1)] ?? what}, ${momentWords(at)}`,
    who,
  }))
}
