// Many entries of a source written at once, in the transaction that is open, each with its version, its audit row and its moment as if it came alone.
import { randomUUID } from 'node:crypto'
import type { Day } from '../../../lib/dates.ts'
import { recordAll } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Body, Kind } from '../schemas.ts'
import * as many from './many-queries.ts'
import { type Entry, moment, type Version } from './queries.ts'
import { deedWords, from, reviewOn, turned } from './rules.ts'

/** An entry that is there, with what of its history a feed must know. */
export interface Standing {
  entry: Entry
  /** What the public reads. */
  open: Version | undefined
  newest: Version | undefined
  /** The newest by the hand that asks. */
  told: Version | undefined
}

/** What there is of these names of a source. */
export async function standing(
  db: Db,
  { sourceId, by }: { sourceId: string; by: string },
  refs: readonly string[],
): Promise<Map<string, Standing>> {
  const entries = refs.length === 0 ? [] : await many.findAllBySource(db, sourceId, refs)
  const ids = entries.map(({ id }) => id)
  const versions = ids.length === 0 ? [] : await many.versionsOf(db, ids, by)
  const byEntry = new Map<string, Version[]>(ids.map(id => [id, []]))
  for (const version of versions) byEntry.get(version.id)?.push(version)
  return new Map(
    entries.map(entry => {
      const own = byEntry.get(entry.id) ?? []
      const at = (number: number | null) => own.find(({ version }) => version === number)
      const told = own.findLast(({ madeBy }) => madeBy === by)
      return [entry.sourceRef ?? '', { entry, open: at(entry.publicVersion), newest: at(entry.lastVersion), told }]
    }),
  )
}

export interface Writing {
  by: string
  note: string
  source: { id: string; licence: string }
  today: Day
}

export interface NewOne {
  ref: string
  kind: Kind
  organisationId: string
  boroughId: number | null
  body: Body
}

export interface ChangedOne {
  entry: Entry
  body: Body
}

/** Bodies are clean already, and hold no mailbox of a person. `approvedBy`: null where somebody has to approve each. Gives the ids, in the order given. */
export async function enterAll(
  tx: Db,
  writing: Writing,
  approvedBy: string | null,
  news: readonly NewOne[],
): Promise<string[]> {
  if (news.length === 0) return []
  const isPublic = approvedBy !== null
  const rows = news.map(one => ({
    ...one,
    id: randomUUID(),
    reviewOn: isPublic ? reviewOn(one.kind, one.body, writing.today) : null,
  }))
  await many.insertAll(tx, await common(tx, writing, approvedBy), rows)
  const detail = isPublic ? { version: 1, source: writing.source.id } : { version: 1 }
  const what = isPublic ? 'opportunity.brought' : 'opportunity.sent'
  await recordAll(
    tx,
    writing.by,
    rows.map(({ id }) => ({ what, object: `opportunity/${id}`, detail })),
  )
  return rows.map(({ id }) => id)
}

/** Other words of entries that are held, public at once. Not for those of which a person has a version open: that one is put above (approved.ts). */
export async function changeAll(
  tx: Db,
  writing: Writing,
  approvedBy: string,
  changes: readonly ChangedOne[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ entry, body }) => ({
    ...{ id: entry.id, body },
    reviewOn: reviewOn(entry.kind, body, writing.today),
  }))
  await many.changeAll(tx, await common(tx, writing, approvedBy), rows)
  await recordAll(
    tx,
    writing.by,
    changes.map(({ entry }) => ({
      what: 'opportunity.brought',
      object: `opportunity/${entry.id}`,
      detail: { version: entry.lastVersion + 1, source: writing.source.id },
    })),
  )
}

const common = async (
  tx: Db,
  { by, note, source, today }: Writing,
  approvedBy: string | null,
): Promise<many.Common> => ({
  ...{ by, note, today, approvedBy, sourceId: source.id, licence: source.licence },
  at: await moment(tx),
})

export interface Turn {
  entry: Entry
  deed: keyof typeof turned
  reason: string
}

/** Hides, closes, shows or opens again entries that are held; one that is in no state for it stays as it is. Gives the ids of those it did. */
export async function turnAll(tx: Db, by: string, turns: readonly Turn[]): Promise<string[]> {
  const able = turns.filter(({ entry, deed }) => from[deed].includes(entry.state))
  if (able.length === 0) return []
  const rows = able.map(({ entry, deed, reason }) => ({ id: entry.id, ...turned[deed](entry, reason) }))
  await many.turnAll(tx, await moment(tx), rows)
  await recordAll(
    tx,
    by,
    able.map(({ entry, deed, reason }) => ({
      what: `opportunity.${deedWords[deed]}`,
      object: `opportunity/${entry.id}`,
      detail: { reason },
    })),
  )
  return rows.map(({ id }) => id)
}
