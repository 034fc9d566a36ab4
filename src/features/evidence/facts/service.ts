import { addDays } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as framework from '../../framework/index.ts'
import { standsUntil } from '../../releases/index.ts'
import * as threads from '../../threads/index.ts'
import * as queries from './queries.ts'
import { isInForce, type State, stateNames, stateOf } from './rules.ts'
import type { Draft, Fact, Use } from './schemas.ts'

const moved = 'Somebody changed this fact meanwhile. Open it again and look before you go on.'

export interface Doing {
  actor: Actor
  today: string
}

/** Tells the releases until when the fact may stand: wherever it was published it goes on the day after. */
const tellReleases = (tx: Db, fact: Fact, state: State, today: string): Promise<void> => {
  const key = `fact/${fact.id}`
  if (state === 'withdrawn' || state === 'superseded')
    return standsUntil(tx, key, { lastDay: addDays(today, -1), reason: `This fact was ${state}: ${fact.reason}` })
  if (fact.reviewBy === null) return standsUntil(tx, key, null)
  return standsUntil(tx, key, {
    lastDay: fact.reviewBy,
    reason: 'This fact is past the day it had to be checked again.',
  })
}

/** Brings the fact's line in the threads up to date: who sees to it, and when. */
async function line(tx: Db, id: number, by: string, today: string): Promise<void> {
  const fact = await queries.find(tx, id)
  if (!fact) return
  const uses = await queries.uses(tx, id)
  const state = stateOf(fact, today)
  await tellReleases(tx, fact, state, today)
  const gone = state === 'withdrawn' || state === 'superseded'
  const still = gone && uses.length > 0 ? `, still used in ${plural(uses.length, 'place')}` : ''
  await threads.keep(
    tx,
    {
      key: `fact/${id}`,
      title: fact.statement,
      href: `/facts/${id}`,
      state: `${stateNames[state].toLowerCase()}${still}`,
      ownerRole: state === 'proposed' ? 'analyst' : 'officer',
      because: `${fact.statedIn ? 'Stated in' : 'Published by'} ${fact.source}`,
      dueOn: gone ? (still ? today : null) : state === 'proposed' ? fact.openedOn : fact.reviewBy,
      words: [fact.unit, fact.period, fact.geography].join(' '),
      // a figure stated then is kept to be found: nothing has to follow
      ended: (gone && !still) || state === 'stated then',
    },
    { by, today },
  )
}

/**
 * Keeps the figures the framework in force states, as stated then. Run at each start and load: what is kept stays as it is. Where a document
 * gives no period the words say so and name the document: a figure never stands without.
 */
export async function loadStated(db: Db, { by, today }: { by: string; today: string }): Promise<number> {
  const stated = await framework.statistics(db)
  const kept = new Set((await queries.list(db)).map(fact => fact.code))
  const missing = stated.filter(one => !kept.has(one.code))
  if (missing.length === 0) return 0
  return db.transaction(async tx => {
    let added = 0
    for (const one of missing) {
      const row = await queries.insertStated(tx, asFact(one), today)
      if (!row) continue
      added += 1
      await line(tx, row.id, by, today)
    }
    await record(tx, by, 'fact.loaded', 'facts', { facts: added })
    return added
  })
}

const asFact = (one: framework.Statistic): queries.Stated => ({
  code: one.code,
  statement: one.label,
  value: one.value,
  unit: one.unit,
  period: one.period ?? `period not given; as printed in ${one.document}`,
  periodStated: one.period !== null,
  geography: one.place ?? '',
  source: one.publisher ?? one.document,
  statedIn: { ...one.source, document: one.document },
  approximate: one.approximate ?? false,
  planned: one.planned ?? false,
  comparison: one.comparison ?? '',
  caution: [one.caution, one.note].filter(Boolean).join('. '),
})

/** Puts a fact to an analyst. Nobody sees it as a fact before. */
export const propose = (db: Db, { actor, today }: Doing, draft: Draft): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, draft, actor.accountId, today)
    await record(tx, actor.email, 'fact.proposed', `fact/${id}`)
    await line(tx, id, actor.email, today)
    return id
  })

export const approve = (db: Db, doing: Doing, id: number, { reviewBy }: { reviewBy: string }): Promise<void> =>
  step(db, doing, id, 'fact.approved', { reviewBy }, tx =>
    queries.approve(tx, id, doing.actor.accountId, reviewBy, doing.today),
  )

export const renew = (db: Db, doing: Doing, id: number, given: { reviewBy: string; reason: string }): Promise<void> =>
  step(db, doing, id, 'fact.renewed', given, tx => queries.renew(tx, id, given.reviewBy, doing.today))

export const withdraw = (db: Db, doing: Doing, id: number, { reason }: { reason: string }): Promise<void> =>
  step(db, doing, id, 'fact.withdrawn', { reason }, tx => queries.withdraw(tx, id, reason))

/** Another fact takes its place; that one must be in force. */
export async function supersede(
  db: Db,
  doing: Doing,
  id: number,
  given: { by: number; reason: string },
): Promise<void> {
  const next = await queries.find(db, given.by)
  if (!next || next.id === id || !isInForce(next, doing.today))
    throw conflict('The fact that takes its place must be another one, and in force')
  await step(db, doing, id, 'fact.superseded', given, async tx => {
    const done = await queries.supersede(tx, id, given.by, given.reason)
    if (done > 0) await threads.link(tx, `fact/${id}`, `fact/${given.by}`, doing.actor.email)
    return done
  })
}

export const addUse = (db: Db, doing: Doing, id: number, use: Pick<Use, 'kind' | 'title' | 'address'>): Promise<void> =>
  step(db, doing, id, 'fact.used', { use: use.title }, tx =>
    queries.addUse(tx, id, use, doing.actor.email, doing.today),
  )

export const removeUse = (db: Db, doing: Doing, id: number, useId: number): Promise<void> =>
  step(db, doing, id, 'fact.use-ended', { use: useId }, tx =>
    queries.removeUse(tx, id, useId, doing.actor.email, doing.today),
  )

/** One change with its audit row and its line; nothing is kept when somebody else moved first. */
const step = (
  db: Db,
  { actor, today }: Doing,
  id: number,
  what: string,
  detail: Record<string, unknown>,
  deed: (tx: Db) => Promise<number>,
): Promise<void> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(moved)
    await record(tx, actor.email, what, `fact/${id}`, detail)
    await line(tx, id, actor.email, today)
  })

/** Facts in force on a day: the only ones a page, a card or a file may show. */
export const inForce = async (db: Db, today: string, ids?: readonly number[]): Promise<Fact[]> =>
  (await queries.list(db, ids ? { ids } : {})).filter(fact => isInForce(fact, today))
