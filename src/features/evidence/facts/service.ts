import { addDays, dayWords } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as framework from '../../framework/index.ts'
import { standsUntil } from '../../releases/index.ts'
import * as threads from '../../threads/index.ts'
import { waiting } from './edit-queries.ts'
import { askCorrections, dropCorrections } from './ends.ts'
import type { Draft, End } from './forms.ts'
import * as queries from './queries.ts'
import { hasGone, isInForce, type State, stateNames, stateOf } from './rules.ts'
import type { Fact, Use } from './schemas.ts'

const moved = 'Somebody changed this fact meanwhile. Open it again and look before you go on.'

export interface Doing {
  actor: Actor
  today: string
}

/** Tells the releases until when the fact may stand, and what readers are told then: never the unit's own reason. */
const tellReleases = (tx: Db, fact: Fact, state: State, today: string): Promise<void> => {
  const key = `fact/${fact.id}`
  if (state === 'withdrawn' || state === 'superseded') {
    const on = fact.endedOn ?? today
    const reason = [`This fact was ${state} on ${dayWords(on)}.`, fact.publicReason].filter(Boolean).join(' ')
    return standsUntil(tx, key, { lastDay: addDays(today, -1), reason })
  }
  if (fact.reviewBy === null) return standsUntil(tx, key, null)
  return standsUntil(tx, key, {
    lastDay: fact.reviewBy,
    reason: 'This fact is past the day it had to be checked again.',
  })
}

/** The fact's line in the threads: what it is now, who sees to it, and by when. */
async function lineOf(tx: Db, fact: Fact, today: string): Promise<threads.NewRecord> {
  const state = stateOf(fact, today)
  const noted = (await queries.uses(tx, fact.id)).filter(use => use.removedOn === null)
  const places = noted.length + (await queries.inReleases(tx, fact.id)).filter(release => release.holds).length
  const still = hasGone(state) && places > 0 ? `, still used in ${plural(places, 'place')}` : ''
  const ended = state === 'withdrawn' || state === 'superseded'
  const asked = ended ? undefined : await waiting(tx, fact.id)
  return {
    key: `fact/${fact.id}`,
    title: fact.statement,
    href: `/facts/${fact.id}`,
    state: `${stateNames[state].toLowerCase()}${still}${asked ? ', a change waits' : ''}`,
    // an analyst checks a fact, at first and again; taking it out of where it stands is an officer's
    ownerRole: ended || state === 'stated then' ? 'officer' : 'analyst',
    because: `${fact.statedIn ? 'Stated in' : 'Published by'} ${fact.source}`,
    dueOn: asked
      ? asked.proposedOn
      : ended
        ? still
          ? (fact.endedOn ?? today)
          : null
        : state === 'proposed'
          ? fact.openedOn
          : fact.reviewBy,
    words: [fact.unit, fact.period, fact.geography].join(' '),
    // a figure stated then is kept to be found: nothing has to follow
    ended: (ended && !still) || state === 'stated then',
  }
}

/** Brings all that hangs on the fact up to date: what the public reads, who has to correct what, and its line. */
async function line(tx: Db, id: number, by: string, today: string): Promise<void> {
  const fact = await queries.find(tx, id)
  if (!fact) return
  const state = stateOf(fact, today)
  await tellReleases(tx, fact, state, today)
  const told = await lineOf(tx, fact, today)
  await threads.keep(tx, told, { by, today })
  if (hasGone(state)) await askCorrections(tx, fact, state, { by, today })
  else await dropCorrections(tx, fact, { by, today })
}

/**
 * Follows up what has gone: a fact that expired overnight, a release that was corrected since. Run every night; a line that tells it already
 * is left alone, so that nothing seems to move. Gives how many were brought up to date.
 */
export async function follow(db: Db, { by, today }: { by: string; today: string }): Promise<number> {
  let moved = 0
  for (const fact of (await queries.list(db)).filter(each => hasGone(stateOf(each, today)))) {
    const [kept, now] = [await threads.findRecord(db, `fact/${fact.id}`), await lineOf(db, fact, today)]
    if (kept && kept.state === now.state && kept.ended === now.ended) continue
    await db.transaction(tx => line(tx, fact.id, by, today))
    moved += 1
  }
  return moved
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
  period: framework.periodWords(one),
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

export const withdraw = (db: Db, doing: Doing, id: number, end: End): Promise<void> =>
  step(db, doing, id, 'fact.withdrawn', { ...end }, tx => queries.withdraw(tx, id, end, doing.today))

/** Another fact takes its place; that one must be in force. */
export async function supersede(db: Db, doing: Doing, id: number, given: End & { by: number }): Promise<void> {
  const next = await queries.find(db, given.by)
  if (!next || next.id === id || !isInForce(next, doing.today))
    throw conflict('The fact that takes its place must be another one, and in force')
  await step(db, doing, id, 'fact.superseded', { ...given }, async tx => {
    const done = await queries.supersede(tx, id, given, doing.today)
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
export const step = (
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
