// What a feed brings while a person has a version open: theirs stays the newest, and the feed's stands beneath it to be read.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { audit, held } from './held.ts'
import * as queries from './queries.ts'
import { cleanBody } from './rules.ts'
import { type Writing, write } from './service.ts'
import { writers } from './writers.ts'

const told = 'The feed has brought other words meanwhile: they stand in the history, one version back.'

/** A draft, or what waits, that somebody else than the feed's own hand wrote. */
export async function openOf(tx: Db, entry: queries.Entry, by: string): Promise<queries.Version | undefined> {
  const last = entry.lastVersion > 0 ? await queries.version(tx, entry.id, entry.lastVersion) : undefined
  return isOpen(last, by) ? last : undefined
}

/** Is the newest version one that nobody has decided, of another's hand? */
export const isOpen = (newest: queries.Version | undefined, by: string): newest is queries.Version =>
  (newest?.verdict === 'draft' || newest?.verdict === 'waiting') && newest.madeBy.toLowerCase() !== by.toLowerCase()

/** Whoever wrote what is open: asked before the feed's version is public, for those beneath it count no more then. */
export const handsIn = async (tx: Db, id: string, { version }: queries.Version): Promise<string[]> =>
  (await writers(tx, id, version)).map(({ email }) => email)

const Id = z.object({ id: z.string() })

/** What people have open of many entries at once, with whoever wrote it: asked before a feed writes above it. */
export async function opensOf(tx: Db, ids: readonly string[], by: string) {
  const found = await tx.many(
    Id,
    sql`
    select o.id from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.last_version
    where o.id = any(${[...ids]}::uuid[]) and v.verdict in ('draft', 'waiting') and lower(v.made_by) <> lower(${by}) order by o.id`,
  )
  const opens: { id: string; open: queries.Version; hands: string[] }[] = []
  for (const { id } of found) {
    const entry = await queries.find(tx, id)
    const open = entry && (await openOf(tx, entry, by))
    if (open) opens.push({ id, open, hands: await handsIn(tx, id, open) })
  }
  return opens
}

/** A person's version once more, above what a feed has just written: still everybody's who wrote some of it, so none of them approves it. */
export async function putAbove(
  tx: Db,
  id: string,
  { body, note, madeBy, verdict }: queries.Version,
  hands: readonly string[],
): Promise<void> {
  const both = note.includes(told) ? note : [note, told].filter(Boolean).join('. ')
  const version = await queries.insertVersion(tx, id, { body, note: both, by: madeBy, verdict, writers: hands })
  await queries.replaceOpen(tx, id, version)
}

/** What a feed offers, for somebody to approve; where a person has a version open, beneath that one. */
export const offer = (db: Db, given: Omit<Writing, 'verdict'>): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, given.id)
    const open = await openOf(tx, entry, given.by)
    if (!open) {
      await write(tx, { ...given, verdict: 'waiting' })
      return
    }
    const [body, hands] = [cleanBody(given.body), await handsIn(tx, given.id, open)]
    const version = await queries.insertVersion(tx, given.id, { ...given, body, verdict: 'replaced' })
    await putAbove(tx, given.id, open, hands)
    await audit(tx, given.by, 'offered-beside', given.id, { version })
  })
