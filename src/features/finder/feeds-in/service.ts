// What people do with feeds: propose, look beforehand, approve, change, ask now, stop. Each with its audit row.
import { randomUUID } from 'node:crypto'
import { conflict, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/jobs.ts'
import * as queries from './queries.ts'
import type { Source } from './schemas.ts'

export const crawlKind = 'finder.crawl'

/** A new feed: nothing of it is public, and the first look at it waits. */
export const propose = (db: Db, by: string, given: Omit<queries.NewSource, 'id'>): Promise<string> =>
  db.transaction(async tx => {
    const id = `feed-${randomUUID()}`
    await queries.insertSource(tx, { ...given, id }, by)
    await record(tx, by, 'feed.proposed', `feed/${id}`, { name: given.name, address: given.address })
    await ask(tx, id, true, by)
    return id
  })

/** Puts a crawl in the queue. */
async function ask(tx: Db, sourceId: string, looking: boolean, by: string): Promise<void> {
  const { id } = await queries.insertCrawl(tx, sourceId, looking, by)
  await queries.setJob(tx, id, await enqueue(tx, crawlKind, { crawlId: id }))
}

const running = 'It is being asked just now. Wait until that has ended.'

/** Asks it now: a look where it is not approved, else the whole of it. */
export const askNow = (db: Db, by: string, source: Source): Promise<void> =>
  db.transaction(async tx => {
    if (source.state === 'stopped') throw conflict('This feed was stopped. Approve it again first.')
    if (await queries.isRunning(tx, source.id)) throw conflict(running)
    await ask(tx, source.id, source.state !== 'approved', by)
    await record(tx, by, 'feed.asked', `feed/${source.id}`)
  })

/** Reads a change feed from its beginning, as when its publisher has put it right or moved it. What is kept of it stays until two such readings miss it. */
export const readAllAgain = (db: Db, by: string, source: Source): Promise<void> =>
  db.transaction(async tx => {
    if (source.state !== 'approved' || source.format !== 'openactive')
      throw conflict('Only an approved OpenActive feed is read all again: others are read whole each time.')
    if (await queries.isRunning(tx, source.id)) throw conflict(running)
    await queries.beginAgain(tx, source.id, null)
    await ask(tx, source.id, false, by)
    await record(tx, by, 'feed.read-again', `feed/${source.id}`)
  })

export const unseen = 'No look at it has come to its end yet: nobody approves what nobody has seen.'
const meanwhile = 'Somebody changed this feed meanwhile. Open it again and look before you go on.'

/**
 * Approves all it brings (docs/decisions/0013). Its licence must be recorded, and whoever proposed it does not approve it too: the route asks that of
 * the permission.
 */
export const approve = (db: Db, by: string, source: Source, seen: number): Promise<void> =>
  db.transaction(async tx => {
    if (!(await queries.wasSeen(tx, source.id))) throw conflict(unseen)
    if ((await queries.approveSource(tx, source.id, seen, by)) === 0) throw conflict(meanwhile)
    await record(tx, by, 'feed.approved', `feed/${source.id}`, {
      ...{ licence: source.licence, trust: source.trust, ours: source.ours },
    })
    if (!(await queries.isRunning(tx, source.id))) await ask(tx, source.id, false, by)
  })

type Settings = Pick<Source, 'licence' | 'attribution' | 'trust' | 'ours' | 'everyHours'>

/**
 * Changes how it is asked and what is recorded of it. Its licence, whether all it brings is public at once, and whether it is one of ours, are what was
 * approved: where they change it is asked no more until another approves it again. What it brought stays.
 */
export const change = (db: Db, by: string, source: Source, seen: number, settings: Settings): Promise<void> =>
  db.transaction(async tx => {
    if (settings.licence === '' && source.state === 'approved')
      throw conflict('An approved feed keeps a licence: stop it first.')
    if ((await queries.changeSource(tx, source.id, seen, settings)) === 0) throw conflict(meanwhile)
    const isOther = (name: 'licence' | 'trust' | 'ours') => settings[name] !== source[name]
    if (isOther('licence') || isOther('trust') || isOther('ours')) await queries.unapprove(tx, source.id, by)
    await record(tx, by, 'feed.changed', `feed/${source.id}`, { ...settings })
  })

/** Asks it no more. What came of it stays until somebody takes it off. */
export const stop = (db: Db, by: string, source: Source, reason: string): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.stopSource(tx, source.id, reason)) === 0) throw conflict('This feed was stopped already.')
    await record(tx, by, 'feed.stopped', `feed/${source.id}`, { reason })
  })

/** Puts every feed whose time has come in the queue. Gives how many. */
export const askDue = async (db: Db): Promise<number> => {
  const due = await queries.dueSources(db)
  for (const { id } of due) await db.transaction(tx => ask(tx, id, false, 'feeds'))
  return due.length
}

export async function found(db: Db, id: string): Promise<Source> {
  const source = await queries.source(db, id)
  if (!source) throw notFound('That feed')
  return source
}
