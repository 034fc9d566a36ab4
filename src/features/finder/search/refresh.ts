// What search reads is made from what the public reads, in the transaction that changed it.
import { z } from 'zod'
import { addDays, type Day } from '../../../lib/dates.ts'
import { expandAll } from '../../../lib/schedule/expand.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { calendarSpans } from '../../places/index.ts'
import { type PublicEntry, publicEntries } from '../entries/public.ts'
import { inTurn } from '../entries/queries.ts'
import { factsFrom, windowOf } from './calendar.ts'
import { tellChanged, tellLost } from './lost.ts'
import { type Row, rowOf } from './row.ts'
import * as rows from './rows.ts'
import { spotsOf } from './spots.ts'

const batch = 500

/** Makes what search knows of these entries anew: those not public, or over, are no longer found. In the caller's transaction. */
export const refresh = (db: Db, ids: readonly string[], today: Day): Promise<void> =>
  db.transaction(async tx => {
    if (ids.length === 0) return
    await inTurn(tx)
    await rows.hold(tx, ids)
    for (let at = 0; at < ids.length; at += batch) await refreshSome(tx, ids.slice(at, at + batch), today)
  })

async function refreshSome(tx: Db, ids: readonly string[], today: Day): Promise<void> {
  const before = await rows.wordsOf(tx, ids)
  const made = await make(tx, await publicEntries(tx, { ids }), today)
  const told = await tellChanged(tx, await tellLost(tx, ids, made.times, { from: today, to: windowOf(today).to }))
  await rows.remove(tx, ids)
  await put(tx, made, told)
  await rows.addWords(tx, changes(before, await rows.wordsOf(tx, ids)))
}

type Counts = readonly { word: string; n: number }[]

function changes(before: Counts, after: Counts): { word: string; n: number }[] {
  const sum = new Map(after.map(({ word, n }) => [word, n]))
  for (const { word, n } of before) sum.set(word, (sum.get(word) ?? 0) - n)
  return [...sum].filter(([, n]) => n !== 0).map(([word, n]) => ({ word, n }))
}

interface Made {
  kept: (Row & rows.Spot & rows.Moment)[]
  times: rows.Time[]
}

async function make(tx: Db, entries: readonly PublicEntry[], today: Day): Promise<Made> {
  const made = entries.map(rowOf)
  const spots = await spotsOf(tx, made)
  const timesOf = await timesIn(tx, today)
  const { kept, times }: Made = { kept: [], times: [] }
  const timesTo = windowOf(today).to
  for (const [i, row] of made.entries()) {
    const [entry, spot] = [entries[i], spots[i]]
    if (!entry || !spot) continue
    const found = timesOf(entry, spot.boroughId)
    if (row.dated && found === 'over') continue
    kept.push({ ...row, ...spot, timesTo, modified: entry.modified })
    if (found !== 'over') times.push(...found)
  }
  return { kept, times }
}

async function put(tx: Db, { kept, times }: Made, told: ReadonlyMap<string, number>): Promise<void> {
  const now = kept.map(row => ({ ...row, modified: told.get(row.id) ?? row.modified }))
  if (now.length > 0) await rows.insert(tx, now)
  if (times.length > 0) await rows.insertTimes(tx, times)
}

const Borough = z.object({ id: z.number(), code: z.string() })
/** Something that begins later than this is not yet known to search as going on. */
const farDays = 400

/** Times of an entry in the weeks kept; 'over' where it has none in them and none later either. */
async function timesIn(db: Db, today: Day) {
  const facts = factsFrom(await calendarSpans(db))
  const boroughs = await db.many(Borough, sql`select id, code from places where kind = 'borough'`)
  const codes = new Map(boroughs.map(({ id, code }) => [id, code]))
  const { from, to } = windowOf(today)
  return ({ id, body }: PublicEntry, boroughId: number | null): rows.Time[] | 'over' => {
    const factsOf = facts(codes.get(boroughId ?? 0) ?? null)
    const found = expandAll(body.schedules, from, to, factsOf)
    if (!found.some(time => time.day >= today || time.ends > 1_440)) {
      if (expandAll(body.schedules, addDays(to, 1), addDays(to, farDays), factsOf).length === 0) return 'over'
    }
    return found.map(({ day, starts, ends, sure }) => {
      return { id, day, starts, ends, sure, holiday: factsOf(day).kind === 'holiday' }
    })
  }
}
