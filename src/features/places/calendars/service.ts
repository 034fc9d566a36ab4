import { createHash } from 'node:crypto'
import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/jobs.ts'
import { readSetting, writeSetting } from '../../../platform/settings.ts'
import * as queries from './queries.ts'
import { bandOf, type Line, readLines, withOverlaps } from './rules.ts'
import { Band, type Load, type NewBand, type NewLoad, type Span, usualBand } from './schemas.ts'

const bandKey = 'time-band'
/** Told to rooms further down: what depends on terms and holidays is to be made anew. */
const changed = 'places.calendars-changed'

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The hours people plan by. */
export const band = async (db: Db): Promise<Band> => (await readSetting(db, bandKey, Band)) ?? usualBand

export const setBand = (db: Db, by: { email: string; today: string }, input: NewBand): Promise<void> =>
  db.transaction(async tx => {
    const before = await band(tx)
    const after = bandOf(input, by.email, by.today)
    await writeSetting(tx, bandKey, after)
    await record(
      tx,
      by.email,
      'time-band.set',
      'setting/time-band',
      { before: before.name, after: after.name },
      input.reason,
    )
  })

/** What the lines come to, with what stands in force already. */
export async function preview(db: Db, text: string): Promise<Line[]> {
  const codes = new Set((await queries.boroughs(db)).map(one => one.code))
  return withOverlaps(readLines(text, codes), await queries.spans(db))
}

export const spansIn = (lines: readonly Line[]): Span[] =>
  lines.flatMap(({ span, error }) => (span && !error ? [span] : []))

/** Puts the days into force; undefined where a line is wrong, so that a file is in whole or not at all. */
export const load = (
  db: Db,
  by: string,
  input: Pick<NewLoad, 'title' | 'source' | 'lines'>,
): Promise<number | undefined> =>
  db.transaction(async tx => {
    const lines = await preview(tx, input.lines)
    const found = spansIn(lines)
    if (found.length === 0 || found.length < lines.length) return undefined
    return put(tx, by, { ...input, hash: hashOf(input.lines) }, found)
  })

/** Within a transaction, with its line in the audit trail. */
export async function put(
  tx: Db,
  by: string,
  what: { title: string; source: string; hash: string },
  found: readonly Span[],
): Promise<number> {
  const { id } = await queries.addLoad(tx, { ...what, by })
  await queries.addSpans(tx, id, found)
  const boroughs = new Set(found.map(span => span.borough)).size
  await record(tx, by, 'calendar.loaded', `calendar-load/${id}`, { title: what.title, spans: found.length, boroughs })
  await enqueue(tx, changed, {})
  return id
}

export const undo = (db: Db, by: string, found: Load, reason: string): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.undo(tx, found.id, by, reason)) === 0) throw conflict('These dates were taken back already')
    await record(
      tx,
      by,
      'calendar.undone',
      `calendar-load/${found.id}`,
      { title: found.title, spans: found.spans },
      reason,
    )
    await enqueue(tx, changed, {})
  })
