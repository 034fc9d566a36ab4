import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { findJob } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import * as threads from '../../threads/index.ts'
import * as checks from '../checks/queries.ts'
import type { Builder } from '../contract.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayView, mayWithdraw } from '../rules.ts'
import type { Edition } from '../schemas.ts'
import { sealsOf } from '../seal.ts'
import type { Doing } from '../service/index.ts'
import type { May } from './actions.ts'
import { type Checking, viewOf } from './checking-view.ts'
import type { Showing } from './show-view.ts'
import type { Group } from './views.ts'

export interface Rooms {
  db: Db
  today(): Day
  builders: readonly Builder[]
}

const Id = z.object({ id: z.coerce.number().int().positive().max(2_000_000_000) })

/** The edition of the address. To those who may see no such release there is none. */
export async function one({ db }: Rooms, req: FastifyRequest): Promise<Edition> {
  const edition = await anyEdition({ db }, req)
  if (!mayView(req.actor, edition).allowed) throw notFound('That release')
  return edition
}

/** For withdrawal alone: an administrator takes back what they do not otherwise open. */
export async function toWithdraw({ db }: Rooms, req: FastifyRequest): Promise<Edition> {
  const edition = await anyEdition({ db }, req)
  const may = mayWithdraw(req.actor, edition)
  if (!may.allowed) throw forbidden(may.why)
  return edition
}

async function anyEdition({ db }: Pick<Rooms, 'db'>, req: FastifyRequest): Promise<Edition> {
  const found = Id.safeParse(req.params)
  const edition = found.success ? await queries.find(db, found.data.id) : undefined
  if (!edition) throw notFound('That release')
  return edition
}

export const back = (reply: FastifyReply, { id }: Edition) => reply.redirect(`/releases/${id}`, 303)

export const doing = ({ today, builders }: Rooms, req: FastifyRequest): Doing => ({
  actor: req.actor,
  today: today(),
  builders,
})

export const groupsOf = ({ db, builders }: Rooms, req: FastifyRequest): Promise<Group[]> =>
  Promise.all(
    builders.map(async builder => ({
      kind: builder.kind,
      title: builder.title,
      note: builder.note ?? '',
      choices: await builder.choices(db, req.actor),
    })),
  )

export function mayOf(req: FastifyRequest, edition: Edition): May {
  const { actor } = req
  const [check, publish] = [mayCheck(actor, edition), mayPublish(actor, edition)]
  const second = [check, publish].find(each => !each.allowed && each.why.startsWith('A second person'))
  return {
    prepare: mayPrepare(actor).allowed,
    check: check.allowed,
    publish: publish.allowed,
    withdraw: mayWithdraw(actor, edition).allowed,
    correct: mayPrepare(actor).allowed,
    why: second && !second.allowed ? second.why : '',
  }
}

const Line = z.object({
  at: z.string(),
  who: z.string(),
  what: z.string(),
  detail: z.object({ reason: z.string().catch('') }).catch({ reason: '' }),
})

/** How the check of a draft stands; what is good for other content than is there now is good for nothing. */
export async function checkingOf({ db }: Pick<Rooms, 'db'>, edition: Edition, follow: boolean): Promise<Checking> {
  const row = await checks.find(db, edition.id)
  const isDraft = queries.draftState(edition.state)
  const isStale = isDraft && row?.state === 'done' && row.content !== (await queries.contentOf(db, edition.id))
  const job = row?.jobId ? await findJob(db, row.jobId) : undefined
  return viewOf({
    editionId: edition.id,
    state: isDraft ? (isStale ? 'stale' : (row?.state ?? 'none')) : 'done',
    job,
    follow,
  })
}

const Look = z
  .object({ follow: z.string().catch(''), part: z.coerce.number().int().min(1).max(10_000).catch(1) })
  .catch({ follow: '', part: 1 })

/** All that the page of an edition shows: of a draft what the public will read, never the true figures. */
export async function shown(
  { db }: Rooms,
  req: FastifyRequest,
  edition: Edition,
  query: unknown = {},
): Promise<Showing> {
  const { follow, part } = Look.parse(query)
  const isDraft = queries.draftState(edition.state)
  const checking = await checkingOf({ db }, edition, follow === 'on')
  const found = isDraft && checking.isGood ? await checks.foundOf(db, edition.id) : undefined
  const items = isDraft ? (found?.items ?? []) : await frozen.itemsOf(db, edition.id)
  const lines = await db.many(
    Line,
    sql`select at, ${writer} as who, what, detail from audit where object = ${`release/${edition.id}`} and what like 'release.%' order by id desc limit 100`,
  )
  const around = await threads.beside(db, req.actor, `release/${edition.id}`)
  return {
    edition,
    checking,
    items: items.map(item => ({ because: [], ...item })),
    part,
    seal: (await sealsOf(db, edition.id)).now,
    may: mayOf(req, edition),
    uses: await frozen.usesOf(
      db,
      items.map(({ key }) => key),
    ),
    beside: around,
    history: lines.map(({ at, who, what, detail }) => ({ at, who, what, reason: detail.reason })),
  }
}
