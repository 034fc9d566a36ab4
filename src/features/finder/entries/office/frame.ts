import type { FastifyRequest } from 'fastify'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { type Sql, sql } from '../../../../platform/sql.ts'
import { decide } from '../../../people/index.ts'
import { type Body, EntryId } from '../../schemas.ts'
import { publicBody } from '../blank.ts'
import * as queries from '../queries.ts'
import { subjectOf } from '../rules.ts'
import { writers as writersOf } from '../writers.ts'

export type { Rooms } from '../../rooms.ts'

/** One entry, for whoever answers for it. Others are told no more than the public: here it is not to be found. */
export async function one(db: Db, req: FastifyRequest): Promise<queries.Entry> {
  const asked = EntryId.safeParse(req.params)
  const found = asked.success ? await queries.find(db, asked.data.id) : undefined
  if (!found || !mayEdit(req.actor, found)) throw notFound('That entry')
  return found
}

export const mayEdit = (actor: Actor, entry: queries.Entry): boolean =>
  decide(actor, 'edit', 'opportunity', subjectOf(entry)).allowed

/** May this person approve or send back a version: not one who wrote any of it. */
export async function mayApprove(db: Db, actor: Actor, entry: queries.Entry, version: number) {
  const wrote = await writersOf(db, entry.id, version)
  const writers = wrote.flatMap(({ id }) => (id === null ? [] : [id]))
  return decide(actor, 'approve', 'opportunity', { ...subjectOf(entry), handledBy: writers })
}

export function mustApprove(actor: Actor, entry: queries.Entry): void {
  const answer = decide(actor, 'approve', 'opportunity', subjectOf(entry))
  if (!answer.allowed) throw forbidden(answer.why)
}

/** Where a safe venue is, only for those who may know. */
export const shownBody = (actor: Actor, entry: queries.Entry, body: Body): Body =>
  !body.venue?.safe || decide(actor, 'view', 'safe-venue', subjectOf(entry)).allowed ? body : publicBody(body)

/** Entries somebody answers for, as SQL over `opportunities o`, its organisation `g` and its borough `b`: the same that `decide` says of each. */
export function scopeOf(actor: Actor): Sql {
  const may = (subject: Parameters<typeof decide>[3]) => decide(actor, 'edit', 'opportunity', subject).allowed
  if (may({})) return sql`true`
  if (actor.organisation !== null && may({ organisation: actor.organisation }))
    return sql`g.key = ${actor.organisation}`
  if (may({ places: actor.places })) return sql`b.code = any (${actor.places}::text[])`
  return sql`false`
}
